package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every policy of a template: where it stands, what it says, and to what it is attached. */
final class Policies {

  /**
   * Policies that grant to whatever role they are attached to, and the property that says which.
   */
  private static final Map<String, String> ATTACHED =
      Ordered.map(
          "AWS::IAM::ManagedPolicy", "Roles",
          "AWS::IAM::Policy", "Roles",
          "AWS::IAM::RolePolicy", "RoleName");

  /** Policies about a resource: where the document stands, and which property says what about. */
  private record OnResource(String document, String target) {}

  /** In place of a property: the policy is about the resource that holds it. */
  private static final String ITSELF = "";

  private static final Map<String, OnResource> ON_RESOURCES =
      Ordered.mapOfEntries(
          Map.entry("AWS::ECR::Repository", new OnResource("RepositoryPolicyText", ITSELF)),
          Map.entry("AWS::EFS::FileSystem", new OnResource("FileSystemPolicy", ITSELF)),
          Map.entry("AWS::KMS::Key", new OnResource("KeyPolicy", ITSELF)),
          Map.entry("AWS::S3::BucketPolicy", new OnResource("PolicyDocument", "Bucket")),
          Map.entry("AWS::SNS::TopicPolicy", new OnResource("PolicyDocument", "Topics")),
          Map.entry("AWS::SQS::QueuePolicy", new OnResource("PolicyDocument", "Queues")),
          Map.entry(
              "AWS::SecretsManager::ResourcePolicy", new OnResource("ResourcePolicy", "SecretId")));

  private final StackTemplate template;

  Policies(StackTemplate template) {
    this.template = template;
  }

  /** The role with all that the template says of it. */
  Role role(Resource role) {
    Stream<Statement> attached =
        template.resources().stream()
            .filter(policy -> isAttached(policy, role))
            .flatMap(Policies::statementsOf);
    return new Role(
        role.logicalId(),
        role.property("AssumeRolePolicyDocument").stream()
            .flatMap(document -> statementsIn(role, document))
            .toList(),
        role.list("ManagedPolicyArns").stream().map(Text::of).toList(),
        Stream.concat(statementsOf(role), attached).toList());
  }

  /** The statements of the policies about a resource that goes by any of the logical ids. */
  List<Statement> about(Set<String> logicalIds) {
    return template.resources().stream()
        .filter(policy -> isAbout(policy, logicalIds))
        .flatMap(Policies::statementsOf)
        .toList();
  }

  /** Every statement of every policy, trust policies apart. */
  List<Statement> statements() {
    return template.resources().stream().flatMap(Policies::statementsOf).toList();
  }

  private static boolean isAttached(Resource policy, Resource role) {
    String roles = ATTACHED.get(policy.type());
    return roles != null
        && (pointsTo(policy.list(roles), Set.of(role.logicalId()))
            || pointsTo(role.list("ManagedPolicyArns"), Set.of(policy.logicalId())));
  }

  private static boolean isAbout(Resource policy, Set<String> logicalIds) {
    OnResource place = ON_RESOURCES.get(policy.type());
    return place != null
        && (place.target().equals(ITSELF)
            ? logicalIds.contains(policy.logicalId())
            : pointsTo(policy.list(place.target()), logicalIds));
  }

  private static boolean pointsTo(List<Object> values, Set<String> logicalIds) {
    return values.stream()
        .flatMap(value -> Reference.idOf(value).stream())
        .anyMatch(logicalIds::contains);
  }

  private static Stream<Statement> statementsOf(Resource holder) {
    return documentsOf(holder).flatMap(document -> statementsIn(holder, document));
  }

  private static Stream<Object> documentsOf(Resource holder) {
    if (holder.type().equals("AWS::IAM::Role")) {
      return holder.list("Policies").stream()
          .flatMap(policy -> Json.at(policy, "PolicyDocument").stream());
    }
    if (ATTACHED.containsKey(holder.type())) {
      return holder.property("PolicyDocument").stream();
    }
    OnResource place = ON_RESOURCES.get(holder.type());
    return place == null ? Stream.of() : holder.property(place.document()).stream();
  }

  private static Stream<Statement> statementsIn(Resource holder, Object document) {
    return Json.at(document, "Statement").map(Json::listOf).stream()
        .flatMap(List::stream)
        .map(statement -> statement(holder, statement));
  }

  private static Statement statement(Resource holder, Object json) {
    return new Statement(
        holder.logicalId(),
        Json.at(json, "Effect").filter("Deny"::equals).isPresent()
            ? Statement.Effect.DENY
            : Statement.Effect.ALLOW,
        values(json, "Principal").stream().flatMap(Policies::principals).toList(),
        values(json, "Action").stream().map(Text::of).toList(),
        values(json, "NotAction").stream().map(Text::of).toList(),
        values(json, "Resource"),
        values(json, "NotResource"),
        Json.mapOf(Json.at(json, "Condition").orElse(Map.of())));
  }

  private static List<Object> values(Object json, String key) {
    return Json.at(json, key).map(Json::listOf).orElse(List.of());
  }

  /** {@code "*"}, or by kind: {@code {"Service": [...], "AWS": [...]}}. */
  private static Stream<Object> principals(Object principal) {
    return principal instanceof Map<?, ?> byKind
        ? byKind.values().stream().flatMap(value -> Json.listOf(value).stream())
        : Stream.of(principal);
  }
}
