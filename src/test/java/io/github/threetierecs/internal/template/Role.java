package io.github.threetierecs.internal.template;

import java.util.List;

/**
 * An IAM role.
 *
 * @param logicalId its name in the template
 * @param trust who may take the role: the statements of its trust policy
 * @param managedPolicies the texts of the ARNs of its managed policies
 * @param statements what it may do: the statements of its own policies and of those of the template
 *     that are attached to it; not those of managed policies from elsewhere
 */
public record Role(
    String logicalId,
    List<Statement> trust,
    List<String> managedPolicies,
    List<Statement> statements) {

  /**
   * Who may take the role.
   *
   * @return the texts of the principals, such as {@code ecs-tasks.amazonaws.com}
   */
  public List<String> trustedPrincipals() {
    return trust.stream()
        .filter(it -> it.effect() == Statement.Effect.ALLOW)
        .flatMap(it -> it.principalTexts().stream())
        .distinct()
        .toList();
  }
}
