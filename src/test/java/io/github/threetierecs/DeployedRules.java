package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What CloudFormation says of a template's parameters before it touches anything. */
final class DeployedRules {
  private DeployedRules() {}

  /**
   * The assertions that fail when a stack gets another template, by a tool that gives every
   * parameter the value that the stack has.
   */
  static List<String> refusals(Map<String, Object> before, Map<String, Object> after) {
    List<String> refusals = new ArrayList<>();
    map(after.get("Rules"))
        .forEach(
            (id, rule) -> {
              if (!id.equals("CheckBootstrapVersion")) {
                for (Object it : (List<?>) Objects.requireNonNull(map(rule).get("Assertions"))) {
                  if (!holds(map(it).get("Assert"), before, after)) {
                    refusals.add(String.valueOf(map(it).get("AssertDescription")));
                  }
                }
              }
            });
    return refusals;
  }

  private static boolean holds(
      @Nullable Object condition, Map<String, Object> before, Map<String, Object> after) {
    assertThat(map(condition)).containsOnlyKeys("Fn::Equals");
    List<?> sides = (List<?>) Objects.requireNonNull(map(condition).get("Fn::Equals"));
    String parameter = String.valueOf(map(sides.get(0)).get("Ref"));
    Map<String, Object> deployed = map(map(before.get("Parameters")).get(parameter));
    Map<String, Object> known =
        deployed.isEmpty() ? map(map(after.get("Parameters")).get(parameter)) : deployed;
    return Objects.equals(known.get("Default"), sides.get(1));
  }

  @SuppressWarnings("unchecked") // a map of a template has strings for keys
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
