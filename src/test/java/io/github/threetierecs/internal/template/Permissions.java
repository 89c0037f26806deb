package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which role may do what, by the policies of a template.
 *
 * <p>A role may do what a policy of its own allows it, or a policy of the resource in question
 * allows the role by name, unless a statement without conditions denies it. What is allowed under
 * conditions counts as allowed. Managed policies from outside the template are listed but not
 * known.
 */
public final class Permissions {

  private final StackTemplate template;
  private final Policies policies;
  private final SortedMap<String, Role> roles = new TreeMap<>();

  private Permissions(StackTemplate template) {
    this.template = template;
    this.policies = new Policies(template);
    for (Resource role : template.resourcesOfType("AWS::IAM::Role")) {
      roles.put(role.logicalId(), policies.role(role));
    }
  }

  /**
   * Reads the policies of a template.
   *
   * @param template the template
   * @return who may do what in it
   */
  public static Permissions of(StackTemplate template) {
    return new Permissions(template);
  }

  /**
   * All roles.
   *
   * @return the roles, in logical-id order
   */
  public List<Role> roles() {
    return List.copyOf(roles.values());
  }

  /**
   * One role.
   *
   * @param logicalId its logical id
   * @return the role
   * @throws IllegalArgumentException if there is no such role; names those that there are
   */
  public Role role(String logicalId) {
    Resource resource = template.resource(logicalId);
    Role role = roles.get(logicalId);
    if (role == null) {
      throw new IllegalArgumentException(
          resource + " is no role. Roles are " + String.join(", ", roles.keySet()) + ".");
    }
    return role;
  }

  /**
   * What a role may do with a resource.
   *
   * @param role the logical id of the role
   * @param resource the logical id of the resource
   * @return the sorted actions as the policies give them, such as {@code s3:Get*}; from statements
   *     about all resources only the actions of the resource's service
   * @throws IllegalArgumentException if there is no such role or resource
   */
  public Set<String> allowedActionsOn(String role, String resource) {
    Target target = Target.of(template, resource);
    Set<String> actions = new TreeSet<>();
    for (Statement grant : about(role, target).filter(it -> allows(it, target)).toList()) {
      actionsOf(grant)
          .filter(action -> target.isNamedBy(grant) || target.takes(action))
          .filter(action -> !isDenied(role, action, target))
          .forEach(actions::add);
    }
    return actions;
  }

  /**
   * Whether a role may do something with a resource.
   *
   * @param role the logical id of the role
   * @param action the action, such as {@code s3:GetObject}
   * @param resource the logical id of the resource
   * @return whether it is allowed and not denied
   * @throws IllegalArgumentException if there is no such role or resource
   */
  public boolean may(String role, String action, String resource) {
    Target target = Target.of(template, resource);
    return about(role, target).anyMatch(it -> allows(it, target) && it.isAbout(action))
        && !isDenied(role, action, target);
  }

  /**
   * Whether a role may read a secret: get its value and, if the template has its key, decrypt it.
   *
   * @param role the logical id of the role
   * @param secret the logical id of the secret, or of its attachment to a database
   * @return whether it may do both
   * @throws IllegalArgumentException if there is no such role or secret
   */
  public boolean mayRead(String role, String secret) {
    Optional<Resource> key =
        Target.of(template, secret).resource().property("KmsKeyId").flatMap(template::referent);
    return may(role, "secretsmanager:GetSecretValue", secret)
        && key.filter(it -> !may(role, "kms:Decrypt", it.logicalId())).isEmpty();
  }

  /**
   * All that policies say.
   *
   * @return every statement of every policy of roles and of resources; trust policies apart
   */
  public List<Statement> statements() {
    return policies.statements();
  }

  /** The statements of the role, and those of the resource that name the role. */
  private Stream<Statement> about(String role, Target target) {
    return Stream.concat(
        role(role).statements().stream(),
        policies.about(target.ids()).stream().filter(it -> names(it, role)));
  }

  private static boolean names(Statement statement, String role) {
    return statement.principals().stream()
        .anyMatch(it -> Text.of(it).equals("*") || Reference.idsIn(it).contains(role));
  }

  private static boolean allows(Statement statement, Target target) {
    return statement.effect() == Statement.Effect.ALLOW && target.isWithin(statement);
  }

  private boolean isDenied(String role, String action, Target target) {
    return about(role, target)
        .anyMatch(
            it ->
                it.effect() == Statement.Effect.DENY
                    && it.conditions().isEmpty()
                    && it.isAbout(action)
                    && target.isWhollyWithin(it));
  }

  /** A statement about all actions but some may allow any. */
  private static Stream<String> actionsOf(Statement statement) {
    return statement.notActions().isEmpty() ? statement.actions().stream() : Stream.of("*");
  }
}
