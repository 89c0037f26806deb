package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the Conditions and Mappings of a template decide, where they are others than before. They
 * are not evaluated: parameters and the Region decide them too.
 */
final class Conditionals {
  private static final String SOURCE =
      "AWS CloudFormation User Guide, Conditions: what a condition creates is deleted when the"
          + " condition does not hold any more";

  /** Which Regions write it is another thing with each CDK, and nobody notices. */
  private static final String OF_CDK = "AWS::CDK::Metadata";

  private final String prefix;
  private final Map<String, Object> before;
  private final Map<String, Object> after;
  private final Set<String> conditions;
  private final Set<String> mappings;
  private final List<Effect> effects = new ArrayList<>();

  private Conditionals(String stack, Map<String, Object> before, Map<String, Object> after) {
    this.prefix = stack.isEmpty() ? "" : stack + "/";
    this.before = before;
    this.after = after;
    this.conditions = changed("Conditions");
    this.mappings = changed("Mappings");
    boolean isMore = true;
    while (isMore) {
      isMore = false;
      for (Map.Entry<String, Object> it : section(after, "Conditions").entrySet()) {
        isMore |= named(it.getValue()).isPresent() && conditions.add(it.getKey());
      }
    }
  }

  /** Of one stack, whose name is empty for that of a file. */
  static List<Effect> between(String stack, Map<String, Object> before, Map<String, Object> after) {
    Conditionals conditionals = new Conditionals(stack, before, after);
    conditionals.find();
    return conditionals.effects;
  }

  private void find() {
    Map<String, Object> old = section(before, "Resources");
    section(after, "Resources")
        .forEach(
            (id, body) -> {
              if (body instanceof Map<?, ?> now
                  && old.get(id) instanceof Map<?, ?> was
                  && !OF_CDK.equals(now.get("Type"))) {
                add(id, was, now);
              }
            });
  }

  private void add(String id, Map<?, ?> was, Map<?, ?> now) {
    String condition = String.valueOf(now.get("Condition"));
    boolean isAnother =
        now.get("Condition") != null
            && (conditions.contains(condition) || !condition.equals(was.get("Condition")));
    if (isAnother) {
      addRemoval(id, now, condition);
    }
    named(now.get("Properties"))
        .ifPresent(
            name ->
                effects.add(
                    effect(
                        Verdict.NOT_KNOWN,
                        now,
                        "what "
                            + name
                            + " decides is not evaluated here, and that is another one than before",
                        prefix + id + ": Properties")));
  }

  private void addRemoval(String id, Map<?, ?> now, String condition) {
    Map<String, Object> body = new LinkedHashMap<>();
    now.forEach((key, value) -> body.put(String.valueOf(key), value));
    Resource resource = new Resource(id, String.valueOf(now.get("Type")), body);
    effects.add(
        effect(
            Names.held(resource).isPresent() ? Verdict.DATA : Verdict.NOT_KNOWN,
            now,
            "removes "
                + Names.of(resource)
                + " if the condition "
                + condition
                + " does not hold any more, which is not evaluated here",
            prefix + id + ": Condition"));
  }

  private static Effect effect(Verdict verdict, Map<?, ?> now, String words, String because) {
    String type = String.valueOf(now.get("Type"));
    return Effect.of(Kind.BESIDE, verdict, type, "", words, because, SOURCE);
  }

  private Set<String> changed(String section) {
    Set<String> changed = new TreeSet<>(section(before, section).keySet());
    changed.addAll(section(after, section).keySet());
    changed.removeIf(
        it -> {
          Object old = section(before, section).get(it);
          return old != null && old.equals(section(after, section).get(it));
        });
    return changed;
  }

  private static Map<String, Object> section(Map<String, Object> template, String name) {
    Map<String, Object> section = new LinkedHashMap<>();
    if (template.get(name) instanceof Map<?, ?> all) {
      all.forEach((key, value) -> section.put(String.valueOf(key), value));
    }
    return section;
  }

  /** The condition or mapping that is another one, and that a value asks. */
  private Optional<String> named(@Nullable Object value) {
    if (value instanceof Collection<?> all) {
      return all.stream().map(this::named).flatMap(Optional::stream).findFirst();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    if (map.get("Fn::If") instanceof List<?> parts
        && !parts.isEmpty()
        && conditions.contains(String.valueOf(parts.get(0)))) {
      return Optional.of("the condition " + parts.get(0));
    }
    if (map.size() == 1 && conditions.contains(String.valueOf(map.get("Condition")))) {
      return Optional.of("the condition " + map.get("Condition"));
    }
    if (map.get("Fn::FindInMap") instanceof List<?> parts
        && !parts.isEmpty()
        && mappings.contains(String.valueOf(parts.get(0)))) {
      return Optional.of("the mapping " + parts.get(0));
    }
    return map.values().stream().map(this::named).flatMap(Optional::stream).findFirst();
  }
}
