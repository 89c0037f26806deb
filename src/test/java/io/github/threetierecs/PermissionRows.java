package io.github.threetierecs;

import io.github.threetierecs.internal.template.Permissions;
import io.github.threetierecs.internal.template.Role;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Statement;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that a template's policies say, a statement a row: whom AWS lets take a role, what a
 * role may do, and whom a resource lets in. Resources go by their place in the application.
 */
final class PermissionRows {
  private PermissionRows() {}

  static Set<String> of(StackTemplate template) {
    Permissions permissions = Permissions.of(template);
    Set<String> rows = new TreeSet<>();
    List<Statement> ofRoles = new ArrayList<>();
    for (Role role : permissions.roles()) {
      String name = named(role.logicalId());
      role.trust().forEach(it -> rows.add(name + " is taken: " + row(it)));
      role.managedPolicies().forEach(it -> rows.add(name + " has " + named(it)));
      role.statements().forEach(it -> rows.add(name + ": " + row(it)));
      ofRoles.addAll(role.statements());
    }
    permissions.statements().stream()
        .filter(it -> !ofRoles.contains(it))
        .forEach(it -> rows.add(named(it.definedBy()) + " itself: " + row(it)));
    return rows;
  }

  private static String row(Statement statement) {
    String text =
        statement.effect().name().toLowerCase(Locale.ROOT)
            + (statement.principals().isEmpty() ? "" : " " + sorted(statement.principalTexts()))
            + (statement.notActions().isEmpty()
                ? " " + sorted(statement.actions())
                : " all but " + sorted(statement.notActions()))
            + (statement.resources().isEmpty() ? "" : " on " + sorted(statement.resourceTexts()))
            + (statement.notResources().isEmpty()
                ? ""
                : " on all but " + Text.of(statement.notResources()))
            + (statement.conditions().isEmpty()
                ? ""
                : " if " + Text.of(inOrder(statement.conditions())));
    return named(text);
  }

  /** A template has them in any order. */
  private static Object inOrder(Object value) {
    if (value instanceof Map<?, ?> map && map.keySet().stream().noneMatch(PermissionRows::isCall)) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, nested) -> sorted.put(String.valueOf(key), inOrder(nested)));
      return sorted;
    }
    return value;
  }

  private static boolean isCall(Object key) {
    return key.equals("Ref") || String.valueOf(key).startsWith("Fn::");
  }

  private static String sorted(List<String> texts) {
    return texts.stream().sorted().collect(Collectors.joining(", "));
  }

  /** Without the CDK's hashes and the names of the application and of AWS's parameters. */
  private static String named(String text) {
    return text.replaceAll("(?<=[A-Za-z0-9])[0-9A-F]{8}(?=[.}]|$)", "")
        .replaceAll("^App(?=[A-Z])|(?<=\\$\\{)App(?=[A-Z])", "")
        .replace("${AWS::Partition}", "aws")
        .replace("${AWS::URLSuffix}", "amazonaws.com")
        .replace("${AWS::Region}", "REGION")
        .replace("${AWS::AccountId}", "ACCOUNT");
  }
}
