package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What roles may do, in one state. Conditions and denials are not read: a right with a condition
 * counts as one.
 */
final class Rights {

  /**
   * A right.
   *
   * @param action such as {@code logs:PutLogEvents}, perhaps with wildcards
   * @param on the text of the resource, perhaps with wildcards
   */
  record Right(String action, String on) {
    boolean covers(Right other) {
      return covers(action, other.action) && covers(on, other.on);
    }

    private static boolean covers(String pattern, String text) {
      return pattern.equals(text)
          || (pattern.contains("*")
              && Pattern.matches(
                  Stream.of(pattern.split("\\*", -1))
                      .map(Pattern::quote)
                      .collect(Collectors.joining(".*")),
                  text));
    }
  }

  private final StackTemplate template;

  Rights(StackTemplate template) {
    this.template = template;
  }

  /** Whether the template has all policies of a role, and not only names of some. */
  boolean isKnown(Resource role) {
    return role.list("ManagedPolicyArns").stream()
        .allMatch(it -> template.referent(it).isPresent());
  }

  Set<Right> of(Resource role) {
    Set<Right> rights = new LinkedHashSet<>();
    role.elements("Policies").forEach(it -> add(role, it + ".PolicyDocument", rights));
    template.resources().stream()
        .filter(it -> isAttached(it, role))
        .forEach(it -> add(it, "PolicyDocument", rights));
    return rights;
  }

  private static boolean isAttached(Resource policy, Resource role) {
    return switch (policy.type()) {
      case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy" ->
          refersTo(policy, "Roles", role) || refersTo(role, "ManagedPolicyArns", policy);
      case "AWS::IAM::RolePolicy" -> refersTo(policy, "RoleName", role);
      default -> false;
    };
  }

  private static boolean refersTo(Resource from, String path, Resource to) {
    return from.list(path).stream().anyMatch(it -> Reference.idsIn(it).contains(to.logicalId()));
  }

  private static void add(Resource holder, String document, Set<Right> rights) {
    holder
        .elements(document + ".Statement")
        .filter(it -> holder.text(it + ".Effect").filter("Allow"::equals).isPresent())
        .forEach(
            it ->
                holder.list(it + ".Action").stream()
                    .map(Text::of)
                    .forEach(
                        action ->
                            holder.list(it + ".Resource").stream()
                                .map(Text::of)
                                .forEach(on -> rights.add(new Right(action, on)))));
  }
}
