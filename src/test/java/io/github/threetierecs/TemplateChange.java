package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.updateReplacePolicy;

import io.github.threetierecs.internal.options.MySqlVersion;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.Collections;
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
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String INSTANCES = "AWS::AutoScaling::AutoScalingGroup";

  /** What holds something that nobody can make again, and what a reader calls it. */
  private static final Map<String, String> STATEFUL =
      new TreeMap<>(
          Map.of(
              DATABASE,
              "the database",
              SECRET,
              "the database's secret",
              VPC,
              "the VPC",
              SUBNET,
              "subnets",
              "AWS::KMS::Key",
              "KMS keys",
              "AWS::S3::Bucket",
              "the bucket of logs",
              "AWS::Logs::LogGroup",
              "log groups",
              "AWS::Backup::BackupVault",
              "the backup vault",
              "AWS::ECR::Repository",
              "the repositories"));

  /** Nothing is lost with it, but clients notice. */
  private static final Map<String, String> NOTICED =
      new TreeMap<>(
          Map.of(
              SERVICE,
              "services",
              INSTANCES,
              "the Auto Scaling group",
              "AWS::EC2::EIP",
              "NAT addresses",
              "AWS::ElasticLoadBalancingV2::Listener",
              "listeners",
              "AWS::ElasticLoadBalancingV2::LoadBalancer",
              "load balancers",
              "AWS::ElasticLoadBalancingV2::TargetGroup",
              "target groups",
              "AWS::CertificateManager::Certificate",
              "the certificate",
              "AWS::Route53::RecordSet",
              "records",
              "AWS::SNS::Topic",
              "the topic"));

  /** Made anew without anybody noticing, or with the VPC; a revision is told as a deployment. */
  private static final Set<String> UNNOTICED =
      Set.of(
          "AWS::ECS::TaskDefinition",
          "AWS::EC2::FlowLog",
          "AWS::EC2::NatGateway",
          "AWS::EC2::Route",
          "AWS::EC2::RouteTable",
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::SecurityGroupEgress",
          "AWS::EC2::SecurityGroupIngress",
          "AWS::EC2::SubnetRouteTableAssociation",
          "AWS::EC2::VPCEndpoint",
          "AWS::EC2::VPCGatewayAttachment",
          "AWS::RDS::EventSubscription");

  private static final List<String> STARTS_TASKS =
      List.of(
          "TaskDefinition", "NetworkConfiguration", "LoadBalancers", "CapacityProviderStrategy");

  /** What UpdateService changes without a deployment. */
  private static final String ONLY_LATER_TASKS = "EnableExecuteCommand";

  private static final List<String> STARTS_INSTANCES =
      List.of("LaunchTemplate", "MixedInstancesPolicy", "VPCZoneIdentifier");

  private static final Map<String, String> NOT_ROLLED_BACK =
      new TreeMap<>(
          Map.of(
              "AllocatedStorage",
              "the size of the volume",
              "EngineVersion",
              "the version of the database",
              "Iops",
              "the IOPS of the volume"));

  private static final List<String> STOPS_DATABASE = List.of("DBInstanceClass", "EngineVersion");

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
    return STATEFUL.keySet().stream()
        .flatMap(type -> before.resourcesOfType(type).stream())
        .anyMatch(it -> isLost(it) || isNewPassword(it));
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

  /** What AWS keeps although the new template does not have it any more, as a reader calls it. */
  List<String> remainders() {
    return LeftOut.REMAINS.stream()
        .filter(
            it ->
                leftOut().getOrDefault(it.type(), Set.of()).stream()
                    .anyMatch(path -> it.covers(it.type(), path)))
        .map(LeftOut::name)
        .distinct()
        .toList();
  }

  /**
   * What is left of this change if it fails and is rolled back: what AWS keeps, and what was
   * created and has a policy that keeps it.
   */
  List<String> leftByRollback() {
    Set<String> created = new TreeSet<>();
    for (Resource made : after.resources()) {
      boolean isCreated = !isIn(before, made) || replaced.contains(made.logicalId());
      if (isCreated && (deletionPolicy(made).equals("Retain") || isProtected(made))) {
        created.add(
            isReplica(made)
                ? "read replicas"
                : STATEFUL.getOrDefault(
                    made.type(), NOTICED.getOrDefault(made.type(), "`" + made.type() + "`")));
      }
    }
    return Stream.of(
            notRolledBack().stream(),
            new TemplateChange(/* before= */ after, /* after= */ before).remainders().stream(),
            created.stream().map(it -> it + ", beside the stack"))
        .flatMap(it -> it)
        .toList();
  }

  /** What CloudFormation's handler leaves out of its request when it rolls an instance back. */
  private List<String> notRolledBack() {
    return NOT_ROLLED_BACK.entrySet().stream()
        .filter(
            it ->
                any(
                    made ->
                        made.type().equals(DATABASE)
                            && stays(made)
                            && !isRefusedByRds(made)
                            && made.has(it.getKey())
                            && before.resource(made.logicalId()).has(it.getKey())
                            && isOther(made, it.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Which AWS does not delete, whatever CloudFormation's policy is. */
  private static boolean isProtected(Resource resource) {
    return resource.isTrue("DeletionProtection")
        || resource.list("LoadBalancerAttributes").stream()
            .map(Text::of)
            .anyMatch(
                it -> it.contains("deletion_protection.enabled") && it.contains("Value: true"));
  }

  boolean isNothing() {
    return before.outputs().equals(after.outputs())
        && List.copyOf(before.resources()).equals(List.copyOf(after.resources()));
  }

  /** In the words of docs/upgrades.md. */
  String words() {
    if (after.resourcesOfType(SUBNET).stream().anyMatch(this::isMoved)) {
      return "**fails**: no subnet moves to another zone";
    }
    if (any(it -> it.type().equals(DATABASE) && stays(it))) {
      if (isAnotherVpc()) {
        return "**fails**: no database moves to another VPC";
      }
      if (any(this::losesAllSubnets)) {
        return "**fails**: the database is in one of the old subnets";
      }
    }
    List<String> words = new ArrayList<>();
    STATEFUL.forEach((type, name) -> words.addAll(losses(type, name)));
    lostTypes()
        .filter(type -> !STATEFUL.containsKey(type) && !UNNOTICED.contains(type))
        .forEach(
            type ->
                words.add(
                    (isRemade(type) ? "replaces " : "removes ")
                        + NOTICED.getOrDefault(type, "`" + type + "`")));
    if (any(it -> it.type().equals(INSTANCES) && starts(it, STARTS_INSTANCES))) {
      words.add("rolls instances");
    }
    List<String> deployed =
        idsOf(it -> it.type().equals(SERVICE) && starts(it, STARTS_TASKS)).stream()
            .map(TemplateChange::serviceOf)
            .toList();
    if (!deployed.isEmpty()) {
      words.add("new deployment" + (deployed.size() == 1 ? " of the " + deployed.get(0) : ""));
    }
    if (any(it -> it.type().equals(DATABASE) && isRefusedByRds(it))) {
      words.add("**fails**");
    } else if (any(it -> it.type().equals(DATABASE) && isStopped(it))) {
      words.add("outage of the database");
    }
    if (deployed.isEmpty()
        && any(
            it -> it.type().equals(SERVICE) && isIn(before, it) && isOther(it, ONLY_LATER_TASKS))) {
      words.add("only for tasks that start later");
    }
    if (words.isEmpty()) {
      words.add("in place");
    }
    if (!remainders().isEmpty()) {
      words.add("leaves " + String.join(", ", remainders()));
    }
    return String.join("; ", words);
  }

  /** "CIDR Block must change if Availability Zone is changed and VPC ID is not changed". */
  private boolean isMoved(Resource subnet) {
    return isIn(before, subnet)
        && isOther(subnet, "AvailabilityZone")
        && !isOther(subnet, "CidrBlock")
        && !isOther(subnet, "VpcId");
  }

  private List<String> losses(String type, String name) {
    Set<String> losses = new TreeSet<>();
    for (Resource old : before.resourcesOfType(type)) {
      String what =
          isReplica(old)
              ? "read replicas"
              : isOfApplicationUser(old) ? "the application user's secret" : name;
      if (isNewPassword(old)) {
        losses.add("**new password** in " + what);
      } else if (replaced.contains(old.logicalId())) {
        String policy = updateReplacePolicy(after.resource(old.logicalId()));
        losses.add("**replaces " + what + "**, the old " + remainder(old, policy));
      } else if (isLost(old)) {
        losses.add("removes " + what + ", " + remainder(old, deletionPolicy(old)));
      }
    }
    return List.copyOf(losses);
  }

  /** Whose password the next task sets again. */
  private static boolean isOfApplicationUser(Resource secret) {
    return secret.text("Description").orElse("").startsWith("User ");
  }

  private static String remainder(Resource old, String policy) {
    if (isProtected(old)) {
      return "kept, since protected";
    }
    return switch (policy) {
      case "Retain", "RetainExceptOnCreate" -> "kept";
      case "Snapshot" -> "kept as a snapshot";
      default -> "deleted";
    };
  }

  /** Of what is replaced every type, of what is taken away those that clients notice. */
  private Stream<String> lostTypes() {
    return before.resources().stream()
        .filter(
            it ->
                replaced.contains(it.logicalId()) || (NOTICED.containsKey(it.type()) && isLost(it)))
        .map(Resource::type)
        .distinct()
        .sorted();
  }

  private boolean isRemade(String type) {
    return after.resourcesOfType(type).stream()
        .anyMatch(it -> replaced.contains(it.logicalId()) || !isIn(before, it));
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

  /** A new value in a property, or in the launch template that it points to. */
  private boolean starts(Resource resource, List<String> paths) {
    return isIn(before, resource)
        && !replaced.contains(resource.logicalId())
        && paths.stream()
            .anyMatch(
                path ->
                    isOther(resource, path)
                        || Reference.idsIn(resource.property(path).orElse(Map.of())).stream()
                            .flatMap(id -> after.find(id).stream())
                            .filter(it -> it.type().equals("AWS::EC2::LaunchTemplate"))
                            .anyMatch(it -> isOther(it, "LaunchTemplateData")));
  }

  /** "The new Subnets are not in the same Vpc as the existing subnet group". */
  private boolean isAnotherVpc() {
    return before.resourcesOfType(VPC).stream().anyMatch(this::isLost)
        || after.resourcesOfType(VPC).stream().anyMatch(it -> !isIn(before, it));
  }

  /** "Some of the subnets to be deleted are currently in use". */
  private boolean losesAllSubnets(Resource group) {
    return group.type().equals("AWS::RDS::DBSubnetGroup")
        && stays(group)
        && Collections.disjoint(
            group.list("SubnetIds"), before.resource(group.logicalId()).list("SubnetIds"));
  }

  private boolean stays(Resource resource) {
    return isIn(before, resource) && !replaced.contains(resource.logicalId());
  }

  /** A restart, or a failover. */
  private boolean isStopped(Resource database) {
    return isIn(before, database)
        && !replaced.contains(database.logicalId())
        && (STOPS_DATABASE.stream().anyMatch(path -> isOther(database, path))
            || isWithoutBackups(database)
                != isWithoutBackups(before.resource(database.logicalId())));
  }

  /** What RDS or CloudFormation's handler never does to an instance that runs. */
  private boolean isRefusedByRds(Resource database) {
    if (!isIn(before, database) || replaced.contains(database.logicalId())) {
      return false;
    }
    Resource old = before.resource(database.logicalId());
    return isOther(database, "EngineLifecycleSupport")
        || gib(database) < gib(old)
        || isLowered(old.text("EngineVersion"), database.text("EngineVersion"));
  }

  private static boolean isLowered(Optional<String> old, Optional<String> version) {
    return old.isPresent()
        && version.isPresent()
        && MySqlVersion.compare(version.orElseThrow(), old.orElseThrow()) < 0;
  }

  private static long gib(Resource database) {
    return database.text("AllocatedStorage").map(Long::parseLong).orElse(0L);
  }

  private static boolean isWithoutBackups(Resource database) {
    return database.text("BackupRetentionPeriod").filter("0"::equals).isPresent();
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

  private boolean any(Predicate<Resource> condition) {
    return after.resources().stream().anyMatch(condition);
  }

  private List<String> idsOf(Predicate<Resource> condition) {
    return after.resources().stream().filter(condition).map(Resource::logicalId).toList();
  }

  private static String serviceOf(String id) {
    if (id.contains("Workers")) {
      return "worker";
    }
    return id.contains("Frontend") ? "frontend" : "backend";
  }
}
