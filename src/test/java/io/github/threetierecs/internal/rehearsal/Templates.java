package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Map;

/** Templates by hand. */
final class Templates {
  private Templates() {}

  static Map<String, Object> resource(String type, Map<String, Object> properties) {
    return Map.of("Type", type, "Properties", properties);
  }

  static Map<String, Object> ref(String id) {
    return Map.of("Ref", id);
  }

  static StackTemplate template(Map<String, Object> resources) {
    return StackTemplate.of(Map.of("Resources", resources));
  }

  static Rehearsed rehearse(Map<String, Object> before, Map<String, Object> after) {
    return Rehearsed.of(template(before), template(after), List.of());
  }
}
