package io.github.threetierecs.internal.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parsed JSON: maps, lists, strings, numbers and booleans. */
final class Json {

  private Json() {}

  /** An unmodifiable copy all the way down, in which a key without a value is no key. */
  static Object copyOf(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, nested) -> {
            if (nested != null) {
              copy.put(String.valueOf(key), copyOf(nested));
            }
          });
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      for (Object nested : list) {
        if (nested != null) {
          copy.add(copyOf(nested));
        }
      }
      return Collections.unmodifiableList(copy);
    }
    return value;
  }

  /** What stands at a dotted path, in which a number is a list index. */
  static Optional<Object> at(Object root, String path) {
    Object here = root;
    for (String step : path.split("\\.", -1)) {
      Object next = null;
      if (here instanceof Map<?, ?> map) {
        next = map.get(step);
      } else if (here instanceof List<?> list && isIndexOf(list, step)) {
        next = list.get(Integer.parseInt(step));
      }
      if (next == null) {
        return Optional.empty();
      }
      here = next;
    }
    return Optional.of(here);
  }

  /** The map itself, or an empty one where the value is something else. */
  @SuppressWarnings("unchecked") // All maps that copyOf created have strings as keys.
  static Map<String, Object> mapOf(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  /** The list itself, or a list of the single value, which CloudFormation often accepts instead. */
  @SuppressWarnings("unchecked") // Every list is one of values.
  static List<Object> listOf(Object value) {
    return value instanceof List ? (List<Object>) value : List.of(value);
  }

  /** What a text that is a list between commas joins; else a list of the value itself. */
  static List<Object> joinedIn(Object value) {
    return mapOf(value).get("Fn::Join") instanceof List<?> join
            && join.size() == 2
            && ",".equals(join.get(0))
        ? listOf(join.get(1))
        : List.of(value);
  }

  private static boolean isIndexOf(List<?> list, String step) {
    // Without a regular expression: it is asked for every step of every path.
    if (step.isEmpty() || step.length() > 9) {
      return false;
    }
    for (int i = 0; i < step.length(); i++) {
      if (step.charAt(i) < '0' || step.charAt(i) > '9') {
        return false;
      }
    }
    return Integer.parseInt(step) < list.size();
  }
}
