package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one stack exports and another still imports, which CloudFormation does not let change. */
final class Exports {
  private Exports() {}

  static List<Effect> of(Differences differences, List<Play.Played> played) {
    List<Effect> effects = new ArrayList<>();
    for (Play.Played it : played) {
      Set<String> users = users(it);
      String id = it.step().id();
      if (!users.isEmpty() && id.equals(DeployedState.first(id))) {
        effects.add(effect(differences, it.step(), users));
      }
    }
    return effects;
  }

  /** The stacks that still refer to what is replaced or removed. */
  private static Set<String> users(Play.Played played) {
    Step step = played.step();
    if (step.action() == Step.Action.CREATE || step.action() == Step.Action.UPDATE) {
      return Set.of();
    }
    String stack = Play.stackOf(step.id());
    String there = step.action() == Step.Action.REPLACE ? step.id() + DeployedState.OLD : step.id();
    return played.state().resources().values().stream()
        .filter(it -> !Play.stackOf(it.logicalId()).equals(stack))
        .filter(it -> Reference.idsIn(it.properties()).contains(there))
        .map(it -> Play.stackOf(it.logicalId()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Effect effect(Differences differences, Step step, Set<String> users) {
    boolean isSure =
        differences.of(step.id()).filter(it -> it.kind() != ChangeKind.MAY_BE_REPLACED).isPresent();
    return Effect.of(
        Kind.REFUSED,
        isSure ? Verdict.FAILS : Verdict.MAY_GET_STUCK,
        step.type(),
        "**fails**",
        "an export cannot be changed or deleted as it is in use by "
            + String.join(", ", users)
            + ". Deploy first a template that still has it beside what comes in its place, and take"
            + " it away when nothing imports it",
        step.id(),
        "AWS CloudFormation User Guide, Outputs: what another stack imports can be neither changed"
            + " nor removed");
  }
}
