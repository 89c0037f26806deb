package io.github.threetierecs.internal.shared;

import java.util.Objects;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.constructs.Construct;

/** Which stack a construct is in, and which one is deployed or written for it. */
public final class Stacks {
  private Stacks() {}

  /** {@return the stack of what is in one} */
  public static Stack of(Construct scope) {
    return scope instanceof Stack stack ? stack : Stack.of(scope);
  }

  /** {@return the stack that is deployed, and brings the given one with it if that is nested} */
  public static Stack outermost(Stack stack) {
    Stack parent = stack instanceof NestedStack ? stack.getNestedStackParent() : null;
    return parent == null ? stack : outermost(parent);
  }

  /**
   * {@return the stack that the CDK names after synthesis, beside whose template that of the given
   * one is written}
   */
  public static Stack artifactOf(Stack stack) {
    Stack deployed = outermost(stack);
    return deployed instanceof ProductStack
        ? artifactOf(Stack.of(Objects.requireNonNull(deployed.getNode().getScope())))
        : deployed;
  }
}
