package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values of a template, one by one. Elements of a list are told apart by their name if all of them
 * have one, so that what is put in front of them does not make all of them others.
 */
final class Leaves {
  private static final List<String> NAMES = List.of("Name", "Key", "Id", "Sid", "Field");

  private Leaves() {}

  /** Each value by its path; what refers to something else is a value as a whole. */
  static SortedMap<String, Object> of(Map<String, Object> properties) {
    SortedMap<String, Object> leaves = new TreeMap<>();
    properties.forEach((name, value) -> collect(name, value, leaves));
    return leaves;
  }

  private static void collect(String path, Object value, SortedMap<String, Object> leaves) {
    if (value instanceof Map<?, ?> map && !map.isEmpty() && !isFunction(map)) {
      map.forEach((name, inner) -> collect(path + "." + name, inner, leaves));
    } else if (value instanceof List<?> list && !list.isEmpty() && areMaps(list)) {
      List<String> names = namesOf(list);
      for (int i = 0; i < list.size(); i++) {
        collect(path + "." + names.get(i), list.get(i), leaves);
      }
    } else {
      leaves.put(path, value);
    }
  }

  private static boolean isFunction(Map<?, ?> map) {
    String key = String.valueOf(map.keySet().iterator().next());
    return map.size() == 1 && (key.equals("Ref") || key.startsWith("Fn::"));
  }

  private static boolean areMaps(List<?> list) {
    return list.stream()
        .allMatch(it -> it instanceof Map<?, ?> map && !map.isEmpty() && !isFunction(map));
  }

  private static List<String> namesOf(List<?> list) {
    for (String key : NAMES) {
      List<String> names = new ArrayList<>();
      for (Object element : list) {
        if (element instanceof Map<?, ?> map && map.get(key) instanceof String name) {
          names.add(name);
        }
      }
      Set<String> different = new LinkedHashSet<>(names);
      if (different.size() == list.size()) {
        return names;
      }
    }
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      numbers.add(Integer.toString(i));
    }
    return numbers;
  }

  /**
   * Whether AWS gets the same: it makes no difference between 80 and "80", nor by which function a
   * text is joined.
   */
  static boolean areSame(Object one, Object other) {
    return Objects.equals(canonical(one), canonical(other));
  }

  private static Object canonical(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Leaves::canonical).toList();
    }
    if (value instanceof Map<?, ?> map && !map.isEmpty() && !isFunction(map)) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, inner) -> sorted.put(String.valueOf(key), canonical(inner)));
      return sorted;
    }
    return Text.of(value);
  }
}
