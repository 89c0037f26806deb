package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths of all properties of a resource, objects in objects too. A list is one value, since AWS
 * takes lists whole; but the attributes of load balancers and target groups, which are changed one
 * by one, are paths by their keys.
 */
public final class PropertyPaths {
  private static final String ATTRIBUTES = "Attributes";

  /** What types call their tags. */
  private static final Set<String> TAGS =
      Ordered.set("Tags", "BackupPlanTags", "BackupVaultTags", "HostedZoneTags");

  private PropertyPaths() {}

  /** {@return the paths of a resource's properties} */
  public static Set<String> of(Resource resource) {
    Set<String> paths = new TreeSet<>();
    add(paths, "", resource.properties());
    return paths;
  }

  /** Tags are changed in place wherever they can be, and are gone when a template has none. */
  static boolean isTags(String path) {
    return TAGS.contains(path.split("\\.", 2)[0]);
  }

  private static void add(Set<String> paths, String before, Object value) {
    if (value instanceof Map<?, ?> object && !isFunction(object)) {
      object.forEach(
          (name, below) -> {
            paths.add(before + name);
            add(paths, before + name + ".", below);
          });
    } else if (value instanceof List<?> list && before.endsWith(ATTRIBUTES + ".")) {
      list.forEach(attribute -> paths.add(before + ((Map<?, ?>) attribute).get("Key")));
    }
  }

  private static boolean isFunction(Map<?, ?> object) {
    return object.size() == 1
        && object.keySet().stream()
            .map(String::valueOf)
            .anyMatch(name -> name.equals("Ref") || name.startsWith("Fn::"));
  }

  /** Properties with another value at a path, which one of an attribute may be. */
  static Map<String, Object> with(Map<String, Object> properties, String path, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(properties);
    int dot = path.indexOf('.');
    if (dot < 0) {
      copy.put(path, value);
      return copy;
    }
    String first = path.substring(0, dot);
    String rest = path.substring(dot + 1);
    if (first.endsWith(ATTRIBUTES)) {
      List<Object> attributes = new ArrayList<>();
      if (copy.get(first) instanceof List<?> list) {
        list.stream().filter(it -> !isAttribute(it, rest)).forEach(attributes::add);
      }
      Map<String, Object> attribute = new LinkedHashMap<>();
      attribute.put("Key", rest);
      attribute.put("Value", value);
      attributes.add(attribute);
      copy.put(first, attributes);
    } else {
      copy.put(first, with(map(copy.get(first)), rest, value));
    }
    return copy;
  }

  /** What stands at a path, which one of an attribute may be. */
  static Optional<Object> at(Resource resource, String path) {
    int dot = path.indexOf('.');
    if (dot > 0 && path.substring(0, dot).endsWith(ATTRIBUTES)) {
      return resource.list(path.substring(0, dot)).stream()
          .filter(it -> isAttribute(it, path.substring(dot + 1)))
          .flatMap(it -> Stream.ofNullable(((Map<?, ?>) it).get("Value")))
          .findFirst();
    }
    return resource.property(path);
  }

  private static boolean isAttribute(Object value, String key) {
    return value instanceof Map<?, ?> map && key.equals(map.get("Key"));
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> copy.put(String.valueOf(key), below));
    }
    return copy;
  }
}
