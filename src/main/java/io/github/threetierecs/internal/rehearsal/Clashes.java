package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names, priorities and rules of which AWS takes one, at a step at which another resource still has
 * it: what is removed or replaced is deleted last.
 */
final class Clashes {
  private Clashes() {}

  static List<Effect> of(Differences differences, List<Play.Played> played) {
    List<Effect> effects = new ArrayList<>();
    DeployedState before = DeployedState.of(differences.before());
    for (Play.Played it : played) {
      Step step = it.step();
      if (step.action() != Step.Action.DELETE) {
        Resource now = it.state().find(step.id()).orElseThrow();
        for (Fact unique : Knowledge.of(now.type(), Trait.UNIQUE).toList()) {
          add(differences, before, it.state(), now, unique).ifPresent(effects::add);
        }
      }
      before = it.state();
    }
    return effects;
  }

  private static Optional<Effect> add(
      Differences differences, DeployedState before, DeployedState state, Resource now, Fact fact) {
    Map<String, String> key = key(now, fact);
    boolean hadIt =
        before.find(now.logicalId()).filter(it -> key(it, fact).equals(key)).isPresent();
    boolean isRemade = differences.isRemade(now.logicalId());
    if (key.isEmpty() || (hadIt && !isRemade)) {
      return Optional.empty();
    }
    return state.resources().values().stream()
        .filter(it -> it.type().equals(now.type()) && !it.logicalId().equals(now.logicalId()))
        .filter(it -> key(it, fact).equals(key))
        .findFirst()
        .map(other -> effect(differences, now, other, key, fact));
  }

  /** The properties that together are unique; none if it has none of them, or not all it needs. */
  private static Map<String, String> key(Resource resource, Fact fact) {
    Map<String, String> key = new LinkedHashMap<>();
    if (!fact.onlyIf().equals(OwnFiles.NONE) && !Condition.holds(fact, resource, resource)) {
      return key;
    }
    for (String name : fact.value().split(" ", -1)) {
      String path = name.replace("?", "");
      Optional<Object> value = resource.property(path);
      if (value.isEmpty() && !name.endsWith("?")) {
        return Map.of();
      }
      value.ifPresent(it -> key.put(path, Text.of(it)));
    }
    return key;
  }

  private static Effect effect(
      Differences differences, Resource now, Resource other, Map<String, String> key, Fact fact) {
    boolean isSure =
        differences
            .of(now.logicalId())
            .filter(it -> it.kind() != ChangeKind.MAY_BE_REPLACED)
            .isPresent();
    return Effect.of(
        Kind.REFUSED,
        isSure ? Verdict.FAILS : Verdict.MAY_GET_STUCK,
        now.type(),
        "**fails**",
        (now.logicalId().equals(DeployedState.first(other.logicalId()))
                ? "the old one still has "
                : DeployedState.first(other.logicalId()) + " still has ")
            + String.join(", ", key.keySet())
            + " when this one gets the same, and AWS takes one of them. Deploy it under another, or"
            + " remove the old one in a deployment before",
        now.logicalId(),
        fact.source());
  }
}
