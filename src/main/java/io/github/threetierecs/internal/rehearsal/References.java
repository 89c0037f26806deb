package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * References of a resource that lead to others than before. What it depends on is CloudFormation's
 * own, and stays.
 */
final class References {
  private final Map<String, String> names;

  private References(Map<String, String> names) {
    this.names = names;
  }

  /**
   * The resource, with its references leading elsewhere.
   *
   * @param names the new id by the old one; an id that is both stands as the new one first
   * @return another resource, or the same if it refers to none of them
   */
  static Resource redirected(Resource resource, Map<String, String> names) {
    Map<String, Object> body = new References(names).map(resource.body());
    return body == resource.body()
        ? resource
        : new Resource(resource.logicalId(), resource.type(), body);
  }

  private Object value(String key, Object value) {
    if (value instanceof String text) {
      return switch (key) {
        case "Ref" -> names.getOrDefault(text, text);
        case "Fn::GetAtt" -> attribute(text);
        case "Fn::Sub" -> substituted(text);
        default -> text;
      };
    }
    if (value instanceof List<?> list) {
      return list(key, list);
    }
    return value instanceof Map<?, ?> map ? map(map) : value;
  }

  private String attribute(String text) {
    int dot = text.indexOf('.');
    String id = dot < 0 ? text : text.substring(0, dot);
    return names.containsKey(id) ? names.get(id) + text.substring(id.length()) : text;
  }

  private String substituted(String text) {
    String changed = text;
    for (Map.Entry<String, String> it : names.entrySet()) {
      changed =
          changed
              .replace("${" + it.getKey() + "}", "${" + it.getValue() + "}")
              .replace("${" + it.getKey() + ".", "${" + it.getValue() + ".");
    }
    return changed;
  }

  /** The same list if nothing in it changes, since most have no such reference. */
  private List<?> list(String key, List<?> list) {
    List<Object> copy = new ArrayList<>();
    boolean isOther = false;
    for (Object it : list) {
      Object changed = value(key, it);
      isOther |= changed != it;
      copy.add(changed);
    }
    return isOther ? copy : list;
  }

  @SuppressWarnings("unchecked") // a map of a template has strings for keys
  private Map<String, Object> map(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    boolean isOther = false;
    for (Map.Entry<?, ?> it : map.entrySet()) {
      String name = String.valueOf(it.getKey());
      Object changed = value(name, it.getValue());
      isOther |= changed != it.getValue();
      copy.put(name, changed);
    }
    return isOther ? copy : (Map<String, Object>) map;
  }
}
