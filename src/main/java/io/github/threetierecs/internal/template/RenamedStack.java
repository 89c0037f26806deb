package io.github.threetierecs.internal.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a template, as they are where several templates are one: each has a text in front.
 * Parameters become what the parent of a nested stack gives them.
 *
 * @param before what each logical id gets in front, such as {@code Jobs/}
 * @param parameters the values of parameters that are known, by their names
 */
record RenamedStack(String before, Map<String, Object> parameters) {

  /** The CDK names the template of a nested stack by its hash. */
  private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})\\.json$");

  private static final Pattern SUB_VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  /** The hash of the template of a resource that is a nested stack. */
  static Optional<String> hashOfNested(Object resource) {
    Matcher hash =
        HASH.matcher(Json.at(resource, "Properties.TemplateURL").map(Text::of).orElse(""));
    return hash.find() ? Optional.of(hash.group(1)) : Optional.empty();
  }

  /** The parameters that a resource that is a nested stack gives its template. */
  static Map<String, Object> parametersOfNested(Object resource) {
    return Json.at(resource, "Properties.Parameters").map(Json::mapOf).orElse(Map.of());
  }

  Map<String, Object> resource(Object body) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    Json.mapOf(body)
        .forEach(
            (key, value) ->
                renamed.put(
                    key,
                    key.equals("DependsOn")
                        ? Json.listOf(value).stream().map(it -> (Object) (before + it)).toList()
                        : value(value)));
    return renamed;
  }

  Object value(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(it -> value(it)).toList();
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
        return Map.of("Fn::Sub", substitution(only.getValue()));
      }
    }
    if (map.isEmpty()) {
      return value;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, inner) -> copy.put(key, value(inner)));
    return copy;
  }

  /** A parameter of a nested stack becomes a variable whose value its parent gives. */
  private Object substitution(Object argument) {
    List<Object> arguments = Json.listOf(argument);
    Map<String, Object> own = arguments.size() > 1 ? Json.mapOf(arguments.get(1)) : Map.of();
    Map<String, Object> variables = new LinkedHashMap<>();
    own.forEach((name, value) -> variables.put(name, value(value)));
    String text =
        SUB_VARIABLE
            .matcher(arguments.isEmpty() ? "" : Text.of(arguments.get(0)))
            .replaceAll(variable -> Matcher.quoteReplacement(variable(variable, own, variables)));
    return variables.isEmpty() ? text : List.of(text, variables);
  }

  private String variable(
      MatchResult match, Map<String, Object> own, Map<String, Object> variables) {
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
}
