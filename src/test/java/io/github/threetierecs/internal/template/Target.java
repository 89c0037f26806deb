package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A resource in the eyes of a policy: the ids it goes by, and the service that it belongs to. */
record Target(Resource resource, Set<String> ids, String service) {

  private static final String ATTACHMENT = "AWS::SecretsManager::SecretTargetAttachment";

  /** Where the IAM prefix of a service is not its name in resource types. */
  private static final Map<String, String> PREFIXES =
      Ordered.map(
          "ApplicationAutoScaling", "application-autoscaling",
          "CertificateManager", "acm",
          "EFS", "elasticfilesystem",
          "ElasticLoadBalancingV2", "elasticloadbalancing",
          "StepFunctions", "states");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

  /** The end of an ARN that means all resources of a service, or all of one kind. */
  private static final Pattern ALL = Pattern.compile("(?:[a-zA-Z-]+[:/])?\\*");

  /** A Ref to the attachment of a secret is the ARN of the secret: both are the same target. */
  static Target of(StackTemplate template, String logicalId) {
    Resource named = template.resource(logicalId);
    Resource resource =
        named.type().equals(ATTACHMENT)
            ? named.property("SecretId").flatMap(template::referent).orElse(named)
            : named;
    Set<String> ids = new TreeSet<>(List.of(logicalId, resource.logicalId()));
    template.resourcesOfType(ATTACHMENT).stream()
        .filter(
            it ->
                it.property("SecretId").flatMap(template::referent).stream()
                    .anyMatch(resource::equals))
        .map(Resource::logicalId)
        .forEach(ids::add);
    return new Target(resource, Ordered.copyOf(ids), serviceOf(resource.type()));
  }

  /** Whether the statement is about this resource, a part of it included, or about all. */
  boolean isWithin(Statement statement) {
    return statement.notResources().isEmpty()
        ? isOwn(statement) || isNamedBy(statement) || isAmongAll(statement.resources())
        : !isWhollyIn(statement.notResources());
  }

  /** Whether the statement is about the whole of this resource. */
  boolean isWhollyWithin(Statement statement) {
    return statement.notResources().isEmpty()
        ? isOwn(statement) || isWhollyIn(statement.resources())
        : statement.notResources().stream().noneMatch(this::isNamedIn)
            && !isAmongAll(statement.notResources());
  }

  /** Whether the statement refers to this resource, rather than to all. */
  boolean isNamedBy(Statement statement) {
    return statement.resources().stream().anyMatch(this::isNamedIn);
  }

  /** Whether an action, or a pattern of actions, is one of the resource's service. */
  boolean takes(String action) {
    return action.equals("*") || action.toLowerCase(Locale.ROOT).startsWith(service + ":");
  }

  /** Only the policy of a resource itself may leave out which resource it is about. */
  private static boolean isOwn(Statement statement) {
    return statement.resources().isEmpty();
  }

  private boolean isNamedIn(Object value) {
    return Reference.idsIn(value).stream().anyMatch(ids::contains);
  }

  private boolean isWhollyIn(List<Object> values) {
    Predicate<Object> isItself = value -> Reference.idOf(value).filter(ids::contains).isPresent();
    return values.stream().anyMatch(isItself) || isAmongAll(values);
  }

  private boolean isAmongAll(List<Object> values) {
    return values.stream().map(Text::of).anyMatch(this::isAll);
  }

  /** {@code *}, or such as {@code arn:aws:secretsmanager:*:*:secret:*}. */
  private boolean isAll(String resource) {
    String[] arn = VARIABLE.matcher(resource).replaceAll("_").split(":", 6);
    return resource.equals("*")
        || (arn.length == 6 && arn[2].equals(service) && ALL.matcher(arn[5]).matches());
  }

  private static String serviceOf(String type) {
    String[] names = type.split("::", -1);
    String name = names.length > 1 ? names[1] : type;
    return PREFIXES.getOrDefault(name, name.toLowerCase(Locale.ROOT));
  }
}
