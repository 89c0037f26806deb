package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conditions of a listener rule, each as a condition of HAProxy, of which all have to hold.
 *
 * <p>As Elastic Load Balancing has it, one of the values of a condition is enough; host names,
 * headers and query strings are compared without regard to case, paths and methods with it.
 */
final class RuleConditions {

  /**
   * A type of condition.
   *
   * @param field the name of the type
   * @param config the property that has the values
   * @param sample what HAProxy compares with them
   * @param flags how it compares, with regular expressions
   */
  private record Type(String field, String config, String sample, String flags) {}

  private static final List<Type> TYPES =
      List.of(
          new Type("host-header", "HostHeaderConfig", "var(txn.host)", "-m reg -i"),
          new Type("path-pattern", "PathPatternConfig", "path", "-m reg"),
          new Type("http-header", "HttpHeaderConfig", "req.fhdr(%s)", "-m reg -i"),
          new Type("query-string", "QueryStringConfig", "query", "-m reg -i"),
          new Type("http-request-method", "HttpRequestMethodConfig", "method", ""),
          new Type("source-ip", "SourceIpConfig", "src", ""));

  private final Resource rule;

  RuleConditions(Resource rule) {
    this.rule = rule;
  }

  /** Such as {@code { path -m reg '^/api/.*$' }}, in the order of the rule. */
  List<String> written() {
    return rule.elements("Conditions").flatMap(this::written).toList();
  }

  /** The values that are known only when the stack is deployed, and match nothing here. */
  List<String> unknown() {
    return rule.elements("Conditions")
        .flatMap(
            condition ->
                TYPES.stream()
                    .flatMap(
                        type ->
                            Stream.concat(
                                texts(condition + "." + type.config + ".Values"),
                                texts(condition + "." + type.config + ".RegexValues"))))
        .filter(it -> it.contains("${"))
        .toList();
  }

  private Stream<String> written(String condition) {
    return TYPES.stream()
        .filter(
            it ->
                rule.has(condition + "." + it.config)
                    || rule.text(condition + ".Field").filter(it.field::equals).isPresent())
        .map(
            it -> {
              String sample =
                  it.sample.formatted(
                      HaproxyText.name(
                          rule.text(condition + "." + it.config + ".HttpHeaderName").orElse("")));
              return Stream.of(Stream.of("{", sample, it.flags), patterns(it, condition), end())
                  .flatMap(part -> part)
                  .filter(part -> !part.isEmpty())
                  .collect(Collectors.joining(" "));
            });
  }

  private static Stream<String> end() {
    return Stream.of("}");
  }

  private Stream<String> patterns(Type type, String condition) {
    String config = condition + "." + type.config;
    // The two oldest types may have their values beside the name of the field.
    String values = rule.has(config) ? config + ".Values" : condition + ".Values";
    List<String> patterns = new ArrayList<>();
    if (type.field.equals("query-string")) {
      rule.elements(values).forEach(it -> patterns.add(parameter(it)));
    } else if (type.flags.isEmpty()) {
      texts(values).forEach(patterns::add);
    } else {
      texts(values).forEach(it -> patterns.add("^" + HaproxyText.expression(it, ".") + "$"));
      texts(config + ".RegexValues").forEach(it -> patterns.add("(?:" + it + ")"));
    }
    return patterns.stream().map(HaproxyText::quoted);
  }

  /** A value alone may stand behind any key. */
  private String parameter(String path) {
    String value = HaproxyText.expression(rule.text(path + ".Value").orElse(""), "[^&]");
    String key =
        rule.text(path + ".Key")
            .map(it -> HaproxyText.expression(it, "[^&=]") + "=")
            .orElse("(?:[^&=]*=)?");
    return "(?:^|&)" + key + value + "(?:&|$)";
  }

  private Stream<String> texts(String list) {
    return rule.elements(list).flatMap(it -> rule.text(it).stream());
  }
}
