package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one stack exports and another still imports, which CloudFormation does not let change. */
final class Exports {
  private static final String OUTPUT = "AWS::CloudFormation::Stack";

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

  /** Exports by a name that keep the name and get another value, while another stack imports it. */
  static List<Effect> between(Deployment before, Deployment after) {
    List<Effect> effects = new ArrayList<>();
    before
        .stacks()
        .forEach(
            (stack, json) -> {
              Map<String, String> now = values(after.stacks().getOrDefault(stack, Map.of()));
              values(json)
                  .forEach(
                      (name, value) -> {
                        Set<String> users = importers(before, stack, name);
                        if (!users.isEmpty() && !now.getOrDefault(name, value).equals(value)) {
                          effects.add(
                              effect(Verdict.FAILS, OUTPUT, users, stack + ": export " + name));
                        }
                      });
            });
    return effects;
  }

  private static Map<String, String> values(Map<String, Object> template) {
    Map<String, String> values = new TreeMap<>();
    if (template.get("Outputs") instanceof Map<?, ?> outputs) {
      for (Object it : outputs.values()) {
        if (it instanceof Map<?, ?> output && output.get("Export") instanceof Map<?, ?> export) {
          Object name = export.get("Name");
          Object value = output.get("Value");
          if (name != null && value != null) {
            values.put(Text.of(name), Text.of(value));
          }
        }
      }
    }
    return values;
  }

  private static Set<String> importers(Deployment deployment, String exporter, String name) {
    Set<String> importers = new TreeSet<>();
    deployment
        .stacks()
        .forEach(
            (stack, json) -> {
              if (!stack.equals(exporter) && imports(json, name)) {
                importers.add(stack);
              }
            });
    return importers;
  }

  private static boolean imports(@Nullable Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      Object imported = map.get("Fn::ImportValue");
      return (imported != null && Text.of(imported).equals(name))
          || map.values().stream().anyMatch(it -> imports(it, name));
    }
    return value instanceof Collection<?> all && all.stream().anyMatch(it -> imports(it, name));
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
    return effect(isSure ? Verdict.FAILS : Verdict.MAY_GET_STUCK, step.type(), users, step.id());
  }

  private static Effect effect(Verdict verdict, String type, Set<String> users, String because) {
    return Effect.of(
        Kind.REFUSED,
        verdict,
        type,
        "**fails**",
        "an export cannot be changed or deleted as it is in use by "
            + String.join(", ", users)
            + ". Deploy first a template that still has it beside what comes in its place, and take"
            + " it away when nothing imports it",
        because,
        "AWS CloudFormation User Guide, Outputs: what another stack imports can be neither changed"
            + " nor removed");
  }
}
