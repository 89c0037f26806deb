package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.Problems;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.Node;

/** What every public construct requires of the scope that it is created in. */
public final class ConstructScope {
  private ConstructScope() {}

  /**
   * Refuses what {@code super(scope, id)}, from where nothing can be caught, would refuse in words
   * of its own.
   *
   * @param construct the name of its class
   * @param props what to pass as props
   * @return the scope
   */
  public static Construct checked(
      String construct, Construct scope, String id, Object given, String props) {
    Cdk.check();
    Problems problems = new Problems(construct);
    problems.argument("scope", scope, "pass the stack, which is this in a Stack");
    problems.argument("id", id, "pass a name such as \"App\"");
    problems.argument("props", given, "pass " + props);
    if (scope != null && !isInStack(scope)) {
      problems.add("scope", scope, "is not in a stack", "pass a Stack, or a construct in one");
    }
    if (id != null && id.isEmpty()) {
      problems.add("id", id, "is not a name", "pass one such as \"App\"");
    }
    problems.concrete(
        "id", id, "names in the template come from it", "pass a literal such as \"App\"");
    problems.refuse();
    checkTree(problems, scope, id);
    problems.refuse();
    return scope;
  }

  private static void checkTree(Problems problems, Construct scope, String id) {
    Node node = scope.getNode();
    if (node.getLocked()) {
      problems.add("scope", scope, "is being synthesized", "create it before that");
    } else if (!JavaScriptNames.refuse(problems, id) && node.tryFindChild(id) != null) {
      problems.add("id", id, "is the name of another construct in " + scope, "pass another");
    }
  }

  /** Calls into the CDK only if it has to. */
  private static boolean isInStack(Construct scope) {
    if (scope instanceof Stack) {
      return true;
    }
    try {
      return Stack.of(scope) != null;
    } catch (RuntimeException inNoStack) {
      return false;
    }
  }
}
