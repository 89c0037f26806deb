package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import java.util.Objects;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.constructs.Construct;
import software.constructs.Node;

/** What every public construct asks of the place that it is made in. */
final class Scopes {
  private Scopes() {}

  /**
   * Refuses what {@code super(scope, id)}, from where nothing can be caught, would refuse in words
   * of its own.
   *
   * @param construct the name of its class
   * @param props what to pass as props
   * @return the scope
   */
  static Construct checked(
      String construct, Construct scope, String id, Object given, String props) {
    Cdk.check();
    Problems problems = new Problems(construct);
    problems.argument("scope", scope, "pass the stack, which is this in a Stack");
    problems.argument("id", id, "pass a name such as \"App\"");
    problems.argument("props", given, "pass " + props);
    if (scope != null && !isInStack(scope)) {
      problems.add("scope", scope, "is in no stack", "pass a Stack, or a construct in one");
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
    } else if (node.tryFindChild(id) != null) {
      problems.add("id", id, "is the name of another construct in " + scope, "pass another");
    }
  }

  /** {@return the stack of what is in one} */
  static Stack stackOf(Construct scope) {
    return scope instanceof Stack stack ? stack : Stack.of(scope);
  }

  /** {@return the stack that is deployed, and brings the given one with it if that is nested} */
  static Stack outermost(Stack stack) {
    Stack parent = stack instanceof NestedStack ? stack.getNestedStackParent() : null;
    return parent == null ? stack : outermost(parent);
  }

  /**
   * {@return the stack that the CDK names after synthesis, beside whose template that of the given
   * one is written}
   */
  static Stack artifactOf(Stack stack) {
    Stack deployed = outermost(stack);
    return deployed instanceof ProductStack
        ? artifactOf(Stack.of(Objects.requireNonNull(deployed.getNode().getScope())))
        : deployed;
  }

  /** Asks the CDK only if it must. */
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
