package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a rollback leaves, and where it ends in somebody's hands. */
final class RollbackEffects {
  private static final String STACK = "AWS::CloudFormation::Stack";
  private static final String GUIDE =
      "AWS CloudFormation User Guide, continue rolling back an update, and drift-aware change sets";

  private RollbackEffects() {}

  /** Of rollbacks from each step, and of the same with a drift-aware change set. */
  static List<Effect> of(List<Rollback> rollbacks, List<Rollback> driftAware) {
    List<Effect> effects = new ArrayList<>();
    Map<String, Rollback> first = new LinkedHashMap<>();
    Set<String> remains = new LinkedHashSet<>();
    for (int i = 0; i < rollbacks.size(); i++) {
      Rollback it = rollbacks.get(i);
      for (Rollback.Stuck stuck : it.stuck()) {
        if (first.putIfAbsent(stuck.id() + stuck.why(), it) == null) {
          effects.add(stuck(it.failed(), stuck, driftAware.get(i).isComplete()));
        }
      }
      remains.addAll(it.remains());
    }
    if (!remains.isEmpty()) {
      effects.add(remaining(remains, driftAware));
    }
    addStacks(rollbacks, effects);
    return effects;
  }

  /** A stack that fails takes none with it that is deployed already. */
  private static void addStacks(List<Rollback> rollbacks, List<Effect> effects) {
    Set<String> stacks = new LinkedHashSet<>();
    rollbacks.forEach(it -> stacks.add(Play.stackOf(it.failed().id())));
    if (stacks.size() > 1) {
      List<String> order = List.copyOf(stacks);
      effects.add(
          new Effect(
              Kind.BESIDE,
              Verdict.SAFE,
              STACK,
              "",
              "the stacks are deployed one after the other, "
                  + String.join(", ", order)
                  + ": if one fails, it is rolled back by itself, and those before it stay as new"
                  + " until the old templates are deployed again",
              Optional.empty(),
              List.of(),
              "AWS CloudFormation User Guide: a stack is a unit, and rolled back as one"));
    }
  }

  private static Effect stuck(Step failed, Rollback.Stuck stuck, boolean isMended) {
    return Effect.of(
        Kind.BESIDE,
        Verdict.MAY_GET_STUCK,
        STACK,
        "",
        "if "
            + failed.words()
            + " or what comes after it fails, the rollback ends in UPDATE_ROLLBACK_FAILED: "
            + stuck.why()
            + ". `aws cloudformation continue-update-rollback --stack-name <stack>"
            + " --resources-to-skip "
            + stuck.id().substring(stuck.id().indexOf('/') + 1)
            + "` leads out, and then a deployment of what runs"
            + (isMended
                ? "; with a drift-aware change set (`--deployment-mode REVERT_DRIFT`) it does not"
                    + " happen, as far as AWS's guide tells"
                : ""),
        stuck.id(),
        stuck.source() + "; " + GUIDE);
  }

  private static Effect remaining(Set<String> remains, List<Rollback> driftAware) {
    Set<String> less = new LinkedHashSet<>();
    driftAware.forEach(it -> less.addAll(it.remains()));
    String other =
        less.equals(remains)
            ? ""
            : "; of a drift-aware change set "
                + (less.isEmpty() ? "nothing" : String.join(", ", less));
    return new Effect(
        Kind.BESIDE,
        Verdict.SAFE,
        STACK,
        "",
        "if it fails and is rolled back, this remains: " + String.join(", ", remains) + other,
        Optional.empty(),
        List.of(),
        "decision 76; " + GUIDE);
  }
}
