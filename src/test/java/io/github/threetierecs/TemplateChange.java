package io.github.threetierecs;

import io.github.threetierecs.internal.rehearsal.PropertyPaths;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What CloudFormation does to a stack that gets another template. */
final class TemplateChange {
  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String SECRET = "AWS::SecretsManager::Secret";
  private static final String VPC = "AWS::EC2::VPC";
  private static final String SUBNET = "AWS::EC2::Subnet";

  /** What holds something that nobody can make again. */
  private static final Set<String> STATEFUL =
      Set.of(
          DATABASE,
          SECRET,
          VPC,
          SUBNET,
          "AWS::KMS::Key",
          "AWS::S3::Bucket",
          "AWS::Logs::LogGroup",
          "AWS::Backup::BackupVault",
          "AWS::ECR::Repository",
          "AWS::SQS::Queue");

  private final StackTemplate before;
  private final StackTemplate after;
  private final Set<String> replaced = new TreeSet<>();

  TemplateChange(StackTemplate before, StackTemplate after) {
    this.before = before;
    this.after = after;
    // What refers to a replaced resource, in what cannot be changed, is replaced with it.
    boolean isMore = true;
    while (isMore) {
      isMore = replaced.addAll(idsOf(it -> isIn(before, it) && isReplaced(it)));
    }
  }

  /** Whether the database, its secret or the VPC would be another one, or none. */
  boolean losesWhatMustStay() {
    return Stream.of(DATABASE, SECRET, VPC)
        .flatMap(type -> before.resourcesOfType(type).stream())
        .filter(it -> !isReplica(it) && !isOfApplicationUser(it))
        .anyMatch(it -> isLost(it) || isNewPassword(it));
  }

  /** Whether anything is lost that nobody can create again. */
  boolean losesState() {
    return STATEFUL.stream()
        .flatMap(type -> before.resourcesOfType(type).stream())
        .anyMatch(it -> isLost(it) || isNewPassword(it));
  }

  /** What is replaced and holds data; a network and copies hold none. */
  Set<String> replacedData() {
    Set<String> ids = new TreeSet<>();
    STATEFUL.stream()
        .filter(type -> !type.equals(VPC) && !type.equals(SUBNET))
        .flatMap(type -> before.resourcesOfType(type).stream())
        .filter(it -> isIn(after, it) && isLost(it) && !isReplica(it))
        .forEach(it -> ids.add(it.logicalId()));
    return ids;
  }

  boolean losesAny(String type) {
    return before.resourcesOfType(type).stream().anyMatch(this::isLost);
  }

  boolean replacesAny(String type) {
    return before.resourcesOfType(type).stream()
        .anyMatch(it -> isIn(after, it) && replaced.contains(it.logicalId()));
  }

  /** The properties that are gone from what stays, by its type. */
  Map<String, Set<String>> leftOut() {
    Map<String, Set<String>> paths = new TreeMap<>();
    for (Resource old : before.resources()) {
      if (isIn(after, old) && !replaced.contains(old.logicalId())) {
        Set<String> gone = PropertyPaths.of(old);
        gone.removeAll(PropertyPaths.of(after.resource(old.logicalId())));
        if (!gone.isEmpty()) {
          paths.computeIfAbsent(old.type(), any -> new TreeSet<>()).addAll(gone);
        }
      }
    }
    return paths;
  }

  boolean isNothing() {
    return before.outputs().equals(after.outputs())
        && List.copyOf(before.resources()).equals(List.copyOf(after.resources()));
  }

  /** In the words of docs/upgrades.md. */
  String words() {
    return Rehearsed.of(before, after, List.of()).brief();
  }

  /** Whose password the next task sets again. */
  private static boolean isOfApplicationUser(Resource secret) {
    return secret.text("Description").orElse("").startsWith("User ");
  }

  private boolean isReplaced(Resource resource) {
    return CreateOnly.of(resource.type()).stream().anyMatch(path -> isOther(resource, path));
  }

  /** Whether a property has another value, be it that what it refers to is another. */
  private boolean isOther(Resource resource, String path) {
    Optional<Object> value = resource.property(path);
    return !value.equals(before.resource(resource.logicalId()).property(path))
        || Reference.idsIn(value.orElse(Map.of())).stream().anyMatch(replaced::contains);
  }

  private boolean isLost(Resource old) {
    return !isIn(after, old) || replaced.contains(old.logicalId());
  }

  /** Another way to make the password makes another one (aws-cdk#12112). */
  private boolean isNewPassword(Resource secret) {
    return secret.type().equals(SECRET)
        && isIn(after, secret)
        && !Objects.equals(
            secret.property("GenerateSecretString"),
            after.resource(secret.logicalId()).property("GenerateSecretString"));
  }

  private static boolean isReplica(Resource resource) {
    return resource.has("SourceDBInstanceIdentifier");
  }

  private static boolean isIn(StackTemplate template, Resource resource) {
    return template
        .find(resource.logicalId())
        .filter(it -> it.type().equals(resource.type()))
        .isPresent();
  }

  private List<String> idsOf(Predicate<Resource> condition) {
    return after.resources().stream().filter(condition).map(Resource::logicalId).toList();
  }
}
