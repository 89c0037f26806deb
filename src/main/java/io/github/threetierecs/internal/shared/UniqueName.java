package io.github.threetierecs.internal.shared;

import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.constructs.Construct;

/**
 * Names for what has to have one. The place in the stack keeps two applications in one stack apart.
 * The stack's own id keeps the next stack of the same name from meeting what the last one has left.
 */
public final class UniqueName {
  private UniqueName() {}

  public static String of(Construct construct) {
    return startingWith(placeOf(construct));
  }

  public static String startingWith(String start) {
    return start + "-" + Fn.select(2, Fn.split("/", Aws.STACK_ID));
  }

  public static String placeOf(Construct construct) {
    return construct.getNode().getAddr().substring(2, 12);
  }
}
