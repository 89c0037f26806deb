package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The templates of several stacks, as if they were one: each resource has the name of its stack in
 * front, such as {@code Shop/Table}, and that of the nested stack it is in, such as {@code
 * Shop/Nested/Table}. What one stack imports of another, or gets of or gives to a nested one, leads
 * to the resource itself.
 */
public final class JoinedStacks {

  /** An export may lead to another one, which CloudFormation allows in a row, but in no circle. */
  private static final int MOST_STEPS = 32;

  private final Map<String, Map<String, Object>> nested;
  private final Map<String, Object> resources = new LinkedHashMap<>();
  private final Map<String, Object> exports = new LinkedHashMap<>();
  private final Map<String, Object> outputs = new LinkedHashMap<>();

  /** What is in front of the resources of a stack, by what CloudFormation calls it. */
  private final Map<String, String> byName = new LinkedHashMap<>();

  private JoinedStacks(Map<String, Map<String, Object>> nested) {
    this.nested = nested;
  }

  /**
   * Joins templates.
   *
   * @param stacks the templates by the names of their stacks, as a JSON parser reads them
   * @param nested the templates of nested stacks by the hashes in their URLs
   * @param names what CloudFormation calls a stack, where that is something else than its name in
   *     {@code stacks}
   * @return all as one; a template that is missing in {@code nested} is left out
   */
  public static StackTemplate of(
      SortedMap<String, Map<String, Object>> stacks,
      Map<String, Map<String, Object>> nested,
      Map<String, String> names) {
    JoinedStacks all = new JoinedStacks(nested);
    stacks.keySet().forEach(it -> all.byName.putIfAbsent(names.getOrDefault(it, it), it));
    stacks.forEach((name, template) -> all.add(name, template, Map.of()));
    Map<String, Object> resolved = new LinkedHashMap<>();
    all.resources.forEach((id, resource) -> resolved.put(id, all.resolved(resource, 0)));
    Map<String, Object> outputs = new LinkedHashMap<>();
    all.outputs.forEach(
        (name, value) -> outputs.put(name, Map.of("Value", all.resolved(value, 0))));
    return StackTemplate.of(Ordered.map("Resources", resolved, "Outputs", outputs));
  }

  private void add(String name, Map<String, Object> template, Map<String, Object> parameters) {
    Map<String, Object> theirs = Json.mapOf(Json.copyOf(template));
    String before = name + "/";
    RenamedStack renamed = new RenamedStack(before, parameters);
    section(theirs, "Outputs")
        .forEach(
            (id, output) -> {
              Object value = renamed.value(Json.at(output, "Value").orElse(Map.of()));
              outputs.put(before + id, value);
              Json.at(output, "Export.Name")
                  .map(it -> Text.of(renamed.value(it)))
                  .ifPresent(export -> exports.put(export, value));
            });
    Map<String, Object> added = new LinkedHashMap<>();
    section(theirs, "Resources")
        .forEach((id, body) -> added.put(before + id, renamed.resource(body)));
    resources.putAll(added);
    added.forEach(this::addNestedIn);
  }

  private void addNestedIn(String id, Object stack) {
    RenamedStack.hashOfNested(stack)
        .flatMap(hash -> Optional.ofNullable(nested.get(hash)))
        .ifPresent(template -> add(id, template, RenamedStack.parametersOfNested(stack)));
  }

  /** With what stands behind imports and outputs of nested stacks. */
  private Object resolved(Object value, int steps) {
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      for (Object inner : list) {
        copy.add(resolved(inner, steps));
      }
      return copy;
    }
    Map<String, Object> map = Json.mapOf(value);
    if (map.isEmpty()) {
      return value;
    }
    Optional<Object> behind = behind(map);
    if (behind.isPresent() && steps < MOST_STEPS) {
      return resolved(behind.get(), steps + 1);
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, inner) -> copy.put(key, resolved(inner, steps)));
    return copy;
  }

  private Optional<Object> behind(Map<String, Object> map) {
    if (map.size() != 1) {
      return Optional.empty();
    }
    Object imported = map.get("Fn::ImportValue");
    if (imported != null) {
      return Optional.ofNullable(exports.get(Text.of(imported)));
    }
    Optional<OutputReference> read = OutputReference.of(map);
    if (read.isPresent()) {
      return read.flatMap(
          it -> Optional.ofNullable(outputs.get(byName.get(it.stack()) + "/" + it.output())));
    }
    return Reference.attributeOf(map)
        .filter(it -> it.name().startsWith("Outputs."))
        .flatMap(
            it ->
                Optional.ofNullable(
                    outputs.get(it.logicalId() + "/" + it.name().substring("Outputs.".length()))));
  }

  private static Map<String, Object> section(Map<String, Object> json, String name) {
    return Json.mapOf(json.getOrDefault(name, Map.of()));
  }
}
