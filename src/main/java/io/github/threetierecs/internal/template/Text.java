package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values of a template as a person would write them: {@code
 * arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${FrontendLogGroup}:*}.
 */
public final class Text {

  private Text() {}

  /**
   * Renders a value. References become {@code ${LogicalId}} or {@code ${LogicalId.Attribute}}, as
   * in {@code Fn::Sub}; what is joined or substituted becomes one text.
   *
   * @param value any value of a template
   * @return its text
   */
  public static String of(Object value) {
    if (value instanceof Number number) {
      return plain(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Text::of).collect(Collectors.joining(", ", "[", "]"));
    }
    Map<String, Object> map = Json.mapOf(value);
    if (map.size() == 1) {
      Map.Entry<String, Object> only = map.entrySet().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return intrinsic(only.getKey(), only.getValue());
      }
    }
    if (value instanceof Map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }

  private static String intrinsic(String function, Object argument) {
    List<Object> arguments = Json.listOf(argument);
    return switch (function) {
      case "Ref" -> "${" + of(argument) + "}";
      case "Fn::GetAtt" ->
          arguments.stream().map(Text::of).collect(Collectors.joining(".", "${", "}"));
      case "Fn::Join" -> joined(arguments);
      case "Fn::Sub" -> substituted(arguments);
      case "Fn::Select" -> selected(arguments);
      case "Fn::GetAZs" -> "zones(" + (argument.equals("") ? "${AWS::Region}" : of(argument)) + ")";
      default -> function + (argument instanceof List ? "" : " ") + of(argument);
    };
  }

  private static String joined(List<Object> arguments) {
    if (arguments.size() != 2) {
      return "Fn::Join" + of(arguments);
    }
    return Json.listOf(arguments.get(1)).stream()
        .map(Text::of)
        .collect(Collectors.joining(of(arguments.get(0))));
  }

  private static String substituted(List<Object> arguments) {
    String text = arguments.isEmpty() ? "" : of(arguments.get(0));
    if (arguments.size() > 1) {
      for (Map.Entry<String, Object> variable : Json.mapOf(arguments.get(1)).entrySet()) {
        text = text.replace("${" + variable.getKey() + "}", of(variable.getValue()));
      }
    }
    return text;
  }

  private static String selected(List<Object> arguments) {
    if (arguments.size() != 2) {
      return "Fn::Select" + of(arguments);
    }
    String index = of(arguments.get(0));
    Object choices = arguments.get(1);
    return choices instanceof List
        ? Json.at(choices, index).map(Text::of).orElse("")
        : of(choices) + "[" + index + "]";
  }

  /** JSON parsers differ in whether 443 is an integer: it is never to read 443.0. */
  private static String plain(Number number) {
    double value = number.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString(number.longValue())
        : number.toString();
  }
}
