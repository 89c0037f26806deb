package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.order.Ordered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyDocument;

/** What a role may do, as IAM writes it: a whole document is then one call into the CDK. */
public final class Statements {
  private Statements() {}

  public static PolicyDocument document(List<Map<String, Object>> statements) {
    return PolicyDocument.fromJson(Ordered.map("Version", "2012-10-17", "Statement", statements));
  }

  public static Map<String, Object> allow(String resource, String... actions) {
    return allow(List.of(resource), actions);
  }

  public static Map<String, Object> allow(List<String> resources, String... actions) {
    return Ordered.map("Effect", "Allow", "Action", List.of(actions), "Resource", resources);
  }

  /** Adds a condition to a statement. */
  public static Map<String, Object> only(
      String test, Map<String, String> values, Map<String, Object> statement) {
    Map<String, Object> conditional = new LinkedHashMap<>(statement);
    conditional.put("Condition", Map.of(test, values));
    return conditional;
  }
}
