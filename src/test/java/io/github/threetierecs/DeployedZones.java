package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What CloudFormation puts in the place of {@code Fn::GetAZs} when it deploys. It compares values,
 * so that a zone that is named is no change where the list has the same name.
 */
final class DeployedZones {
  static final List<String> FRANKFURT =
      List.of("eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d");

  private static final String SELECT = "Fn::Select";
  private static final Map<String, String> LIST = Map.of("Fn::GetAZs", "");

  private DeployedZones() {}

  /** {@return the template with the names of the zones} */
  static Map<String, Object> in(Map<String, Object> template) {
    Map<String, Object> resolved = new TreeMap<>();
    template.forEach((key, value) -> resolved.put(key, resolved(value)));
    return resolved;
  }

  private static Object resolved(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(DeployedZones::resolved).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if (map.get(SELECT) instanceof List<?> arguments && LIST.equals(arguments.get(1))) {
      return FRANKFURT.get(((Number) arguments.get(0)).intValue());
    }
    Map<String, Object> resolved = new TreeMap<>();
    map.forEach((key, each) -> resolved.put((String) key, resolved(each)));
    return resolved;
  }
}
