package io.github.threetierecs;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The paths of all properties of a resource, objects in objects too. A list is one value, since AWS
 * takes lists whole; but the attributes of load balancers and target groups, which are changed one
 * by one, are paths by their keys.
 */
final class PropertyPaths {
  private PropertyPaths() {}

  static Set<String> of(Resource resource) {
    Set<String> paths = new TreeSet<>();
    add(paths, "", resource.properties());
    return paths;
  }

  private static void add(Set<String> paths, String before, Object value) {
    if (value instanceof Map<?, ?> object && !isFunction(object)) {
      object.forEach(
          (name, below) -> {
            paths.add(before + name);
            add(paths, before + name + ".", below);
          });
    } else if (value instanceof List<?> list && before.endsWith("Attributes.")) {
      list.forEach(attribute -> paths.add(before + ((Map<?, ?>) attribute).get("Key")));
    }
  }

  private static boolean isFunction(Map<?, ?> object) {
    return object.size() == 1
        && object.keySet().stream()
            .map(String::valueOf)
            .anyMatch(name -> name.equals("Ref") || name.startsWith("Fn::"));
  }
}
