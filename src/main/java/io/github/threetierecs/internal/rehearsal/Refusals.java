package io.github.threetierecs.internal.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What CloudFormation refuses by the rules of a template, before it touches anything. Parameters
 * are taken to have the values that the stack has, as {@code cdk deploy} gives them.
 */
public final class Refusals {
  private final Map<String, Object> before;
  private final Map<String, Object> after;

  private Refusals(Map<String, Object> before, Map<String, Object> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * The assertions that fail.
   *
   * @param before the template that is deployed
   * @param after the template that will be
   * @return what they say
   */
  public static List<String> between(Map<String, Object> before, Map<String, Object> after) {
    return new Refusals(before, after).failing();
  }

  private List<String> failing() {
    List<String> failing = new ArrayList<>();
    for (Object rule : map(after.get("Rules")).values()) {
      if (map(rule).get("Assertions") instanceof List<?> assertions) {
        for (Object it : assertions) {
          if (isBroken(map(it).get("Assert"))) {
            failing.add(String.valueOf(map(it).get("AssertDescription")));
          }
        }
      }
    }
    return failing;
  }

  /** Of another condition than that of a parameter with a value, nothing is claimed. */
  private boolean isBroken(@Nullable Object condition) {
    if (!(map(condition).get("Fn::Equals") instanceof List<?> sides) || sides.size() != 2) {
      return false;
    }
    String parameter = String.valueOf(map(sides.get(0)).get("Ref"));
    Map<String, Object> deployed = map(map(before.get("Parameters")).get(parameter));
    Map<String, Object> known =
        deployed.isEmpty() ? map(map(after.get("Parameters")).get(parameter)) : deployed;
    return known.containsKey("Default") && !Objects.equals(known.get("Default"), sides.get(1));
  }

  @SuppressWarnings("unchecked") // a map of a template has strings for keys
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }
}
