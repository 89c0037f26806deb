package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyDocument;

/**
 * The statements of a role's own policy, sorted by their text: for a role to which something is
 * granted in an order that is another in every run.
 */
public final class SortedStatements {
  private static final String STATEMENT = "Statement";

  private SortedStatements() {}

  /**
   * Sorts what is in the policy when the template is written, and so what users grant later too.
   */
  public static void sortIn(IRole role) {
    if (role.getNode().tryFindChild("DefaultPolicy") instanceof Policy policy) {
      PolicyDocument document = policy.getDocument();
      CfnPolicy resource = (CfnPolicy) Objects.requireNonNull(policy.getNode().getDefaultChild());
      resource.setPolicyDocument(Lazy.uncachedAny(context -> sorted(context.resolve(document))));
    }
  }

  private static Object sorted(Object document) {
    if (document instanceof Map<?, ?> map && map.get(STATEMENT) instanceof List<?> statements) {
      return Ordered.map(
          STATEMENT,
          statements.stream().sorted(Comparator.comparing(SortedStatements::text)).toList(),
          "Version",
          Objects.requireNonNull(map.get("Version")));
    }
    return document;
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(it -> it.getKey() + "=" + text(it.getValue()))
          .sorted()
          .toList()
          .toString();
    }
    return value instanceof List<?> list
        ? list.stream().map(SortedStatements::text).toList().toString()
        : String.valueOf(value);
  }
}
