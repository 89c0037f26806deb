package io.github.threetierecs;

import software.amazon.awscdk.Stack;
import software.amazon.jsii.JsiiEngine;
import software.constructs.Construct;

/** What every public construct asks of the place that it is made in. */
final class Scopes {
  private Scopes() {}

  /**
   * Refuses what no construct can be made of.
   *
   * @param construct its name
   * @param props what to pass as props
   */
  static void check(String construct, Construct scope, String id, Object given, String props) {
    Problems problems = new Problems(construct);
    problems.missing(
        "scope", problems.given("scope", scope), "pass the stack, which is this in a Stack");
    problems.missing("id", problems.given("id", id), "pass a name such as \"App\"");
    problems.missing("props", problems.given("props", given), "pass " + props);
    if (scope != null && !isInStack(scope)) {
      problems.add("scope", scope, "is in no stack", "pass a Stack, or a construct in one");
    }
    if (id != null && id.isEmpty()) {
      problems.add("id", id, "is not a name", "pass one such as \"App\"");
    }
    problems.concrete(
        "id", id, "names in the template come from it", "pass a literal such as \"App\"");
    problems.refuse();
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

  /**
   * Does what {@code super(scope, id)} does, from where its refusal can be caught: looking for
   * another construct of the same name beforehand would cost calls into the CDK every time.
   */
  static void join(Construct construct, Construct scope, String id) {
    try {
      JsiiEngine.getInstance().createNewObject(construct, scope, id);
    } catch (RuntimeException refusal) {
      Problems problems = new Problems(construct.getClass().getSimpleName());
      if (scope.getNode().tryFindChild(id) != null) {
        problems.add("id", id, "is the name of another construct in " + scope, "pass another");
      } else {
        problems.add("id", id, "is refused: " + Problems.reasonOf(refusal), "make it earlier");
      }
      problems.refuse();
    }
  }
}
