package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The templates of several stacks, as if they were one: each resource has the name of its stack in
 * front, such as {@code Shop/Table}, and that of the nested stack it is in, such as {@code
 * Shop/Nested/Table}. What one stack imports of another, or gets of or gives to a nested one, leads
 * to the resource itself.
 */
public final class JoinedStacks {

  /** The CDK names the template of a nested stack by its hash. */
  private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})\\.json$");

  private static final Pattern SUB_VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  /** An export may lead to another one, which CloudFormation allows in a row, but in no circle. */
  private static final int MOST_STEPS = 32;

  private final Map<String, Map<String, Object>> nested;
  private final Map<String, Object> resources = new LinkedHashMap<>();
  private final Map<String, Object> exports = new LinkedHashMap<>();
  private final Map<String, Object> outputs = new LinkedHashMap<>();

  private JoinedStacks(Map<String, Map<String, Object>> nested) {
    this.nested = nested;
  }

  /**
   * Joins templates.
   *
   * @param stacks the templates by the names of their stacks, as a JSON parser reads them
   * @param nested the templates of nested stacks by the hashes in their URLs
   * @return all as one; a template that is missing in {@code nested} is left out
   */
  public static StackTemplate of(
      SortedMap<String, Map<String, Object>> stacks, Map<String, Map<String, Object>> nested) {
    JoinedStacks all = new JoinedStacks(nested);
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
    section(theirs, "Outputs")
        .forEach(
            (id, output) -> {
              Object value = renamed(Json.at(output, "Value").orElse(Map.of()), before, parameters);
              outputs.put(before + id, value);
              Json.at(output, "Export.Name")
                  .map(it -> Text.of(renamed(it, before, parameters)))
                  .ifPresent(export -> exports.put(export, value));
            });
    Map<String, Object> added = new LinkedHashMap<>();
    section(theirs, "Resources")
        .forEach((id, body) -> added.put(before + id, resource(body, before, parameters)));
    resources.putAll(added);
    added.forEach(this::addNestedIn);
  }

  private void addNestedIn(String id, Object stack) {
    Matcher hash = HASH.matcher(Json.at(stack, "Properties.TemplateURL").map(Text::of).orElse(""));
    Map<String, Object> template = hash.find() ? nested.get(hash.group(1)) : null;
    if (template != null) {
      add(id, template, Json.at(stack, "Properties.Parameters").map(Json::mapOf).orElse(Map.of()));
    }
  }

  private static Object resource(Object body, String before, Map<String, Object> parameters) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    Json.mapOf(body)
        .forEach(
            (key, value) ->
                renamed.put(
                    key,
                    key.equals("DependsOn")
                        ? Json.listOf(value).stream().map(it -> (Object) (before + it)).toList()
                        : renamed(value, before, parameters)));
    return renamed;
  }

  private static Object renamed(Object value, String before, Map<String, Object> parameters) {
    if (value instanceof List<?> list) {
      return list.stream().map(it -> renamed(it, before, parameters)).toList();
    }
    Map<String, Object> map = Json.mapOf(value);
    if (map.size() == 1) {
      Map.Entry<String, Object> only = map.entrySet().iterator().next();
      Optional<Reference.Attribute> attribute = Reference.attributeOf(value);
      if (only.getKey().equals("Ref") && only.getValue() instanceof String id) {
        return id.contains("::") ? value : parameters.getOrDefault(id, Map.of("Ref", before + id));
      }
      if (attribute.isPresent()) {
        return getAtt(before + attribute.get().logicalId(), attribute.get().name());
      }
      if (only.getKey().equals("Fn::Sub")) {
        return Map.of("Fn::Sub", substitution(only.getValue(), before, parameters));
      }
    }
    if (map.isEmpty()) {
      return value;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, inner) -> copy.put(key, renamed(inner, before, parameters)));
    return copy;
  }

  /** A parameter of a nested stack becomes a variable whose value its parent gives. */
  private static Object substitution(
      Object argument, String before, Map<String, Object> parameters) {
    List<Object> arguments = Json.listOf(argument);
    Map<String, Object> own = arguments.size() > 1 ? Json.mapOf(arguments.get(1)) : Map.of();
    Map<String, Object> variables = new LinkedHashMap<>();
    own.forEach((name, value) -> variables.put(name, renamed(value, before, parameters)));
    String text =
        SUB_VARIABLE
            .matcher(arguments.isEmpty() ? "" : Text.of(arguments.get(0)))
            .replaceAll(
                variable ->
                    Matcher.quoteReplacement(
                        variable(variable, own, before, parameters, variables)));
    return variables.isEmpty() ? text : List.of(text, variables);
  }

  private static String variable(
      MatchResult match,
      Map<String, Object> own,
      String before,
      Map<String, Object> parameters,
      Map<String, Object> variables) {
    String name = match.group(1);
    if (own.containsKey(name) || name.contains("::")) {
      return match.group();
    }
    Object given = parameters.get(name);
    if (given != null) {
      variables.put(name, given);
      return match.group();
    }
    return "${" + before + name + "}";
  }

  private static Object getAtt(String id, String attribute) {
    return Map.of("Fn::GetAtt", List.of(id, attribute));
  }

  /** With what stands behind imports and outputs of nested stacks. */
  private Object resolved(Object value, int steps) {
    if (value instanceof List<?> list) {
      return list.stream().map(it -> resolved(it, steps)).toList();
    }
    Map<String, Object> map = Json.mapOf(value);
    if (map.isEmpty()) {
      return value;
    }
    Optional<Object> behind = behind(map);
    if (behind.isPresent() && steps < MOST_STEPS) {
      return resolved(behind.get(), steps + 1);
    }
    return map.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                it -> resolved(it.getValue(), steps),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private Optional<Object> behind(Map<String, Object> map) {
    if (map.size() != 1) {
      return Optional.empty();
    }
    Object imported = map.get("Fn::ImportValue");
    if (imported != null) {
      return Optional.ofNullable(exports.get(Text.of(imported)));
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
