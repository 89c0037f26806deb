package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of a stack when it is deleted, by its template. CloudFormation deletes a resource
 * after all that refer to it, and leaves out those whose policy keeps them.
 */
final class Deletion {
  /** Whose entries outlive the resource, or which AWS deletes only without. */
  private static final Map<String, String> BLOCKED_BY_CONTENT =
      Map.of(
          "AWS::S3::Bucket", "objects",
          "AWS::ECR::Repository", "images",
          "AWS::Backup::BackupVault", "snapshots");

  private final Anatomy app;
  private final Set<Leftover> leftovers = EnumSet.noneOf(Leftover.class);
  private final List<String> obstacles = new ArrayList<>();

  Deletion(Anatomy app) {
    this.app = app;
    for (Resource resource : app.template.resources()) {
      if (isKept(resource)) {
        keep(resource);
      } else {
        delete(resource);
      }
      leave(resource);
    }
    checkOrder();
  }

  /** What is there afterwards. */
  Set<Leftover> leftovers() {
    return leftovers;
  }

  /** Why it fails, hangs, or takes away what is still needed. */
  List<String> obstacles() {
    return obstacles;
  }

  /** Of which stack. */
  Anatomy app() {
    return app;
  }

  /** A name of a log group only, which is text. */
  static boolean isNamedAfter(Resource kept, Resource other) {
    return kept.text("LogGroupName").orElse("").contains("${" + other.logicalId() + ".Id}");
  }

  private static boolean isKept(Resource resource) {
    return deletionPolicy(resource).startsWith("Retain");
  }

  private void keep(Resource kept) {
    leftovers.addAll(keptAs(kept, app));
    // What a role may be used on is no use of it.
    if (!kept.type().equals("AWS::IAM::Role")) {
      for (Resource used : usedBy(kept)) {
        if (!isKept(used) && !isNamedAfter(kept, used)) {
          obstacles.add("%s is deleted, and used by %s, which stays".formatted(used, kept));
        }
      }
    }
  }

  private List<Resource> usedBy(Resource resource) {
    return resource.references().stream().flatMap(id -> app.template.find(id).stream()).toList();
  }

  /** The words for a resource that is kept. */
  static Set<Leftover> keptAs(Resource kept, Anatomy app) {
    return switch (kept.type()) {
      case "AWS::RDS::DBInstance" -> Set.of(Leftover.DATABASE);
      case "AWS::RDS::DBSubnetGroup", "AWS::RDS::DBParameterGroup", "AWS::EC2::SecurityGroup" ->
          Set.of(Leftover.DATABASE_NEEDS);
      case "AWS::EC2::VPC", "AWS::EC2::Subnet", "AWS::EC2::RouteTable" ->
          Set.of(Leftover.DATABASE_NETWORK);
      case "AWS::SecretsManager::Secret" -> Set.of(Leftover.SECRET);
      case "AWS::KMS::Key" -> Set.of(Leftover.KEYS);
      case "AWS::S3::Bucket" -> Set.of(Leftover.BALANCER_LOGS);
      case "AWS::ECR::Repository" -> Set.of(Leftover.REPOSITORIES);
      case "AWS::Backup::BackupVault" -> Set.of(Leftover.VAULT);
      case "AWS::Logs::LogGroup" -> Set.of(logGroup(kept, app));
      case "AWS::IAM::Role" -> Set.of(role(kept, app));
      // Nothing by itself.
      case "AWS::SecretsManager::SecretTargetAttachment", "AWS::EC2::SubnetRouteTableAssociation" ->
          Set.of();
      default -> throw new AssertionError(kept + " is kept, and Leftover has no words for it");
    };
  }

  private static Leftover logGroup(Resource logGroup, Anatomy app) {
    Set<String> writers =
        app.template.resources().stream()
            .filter(it -> it.refersTo(logGroup.logicalId()))
            .map(Resource::type)
            .collect(Collectors.toSet());
    if (writers.contains("AWS::EC2::FlowLog")) {
      return Leftover.FLOW_LOGS;
    }
    if (writers.contains("AWS::WAFv2::LoggingConfiguration")) {
      return Leftover.WEB_ACL_LOGS;
    }
    return writers.contains("AWS::ECS::TaskDefinition")
        ? Leftover.SERVICE_LOGS
        : Leftover.SESSION_LOGS;
  }

  private static Leftover role(Resource role, Anatomy app) {
    String trusted = String.join(" ", app.permissions.role(role.logicalId()).trustedPrincipals());
    return switch (trusted) {
      case "backup.amazonaws.com" -> Leftover.BACKUP_ROLE;
      case "monitoring.rds.amazonaws.com" -> Leftover.DATABASE_NEEDS;
      default -> throw new AssertionError(role + " is kept, and Leftover has no words for it");
    };
  }

  private void delete(Resource deleted) {
    if (deletionPolicy(deleted).equals("Snapshot")) {
      leftovers.add(Leftover.SNAPSHOT);
      usedBy(deleted).stream()
          .filter(it -> it.type().equals("AWS::KMS::Key") || it.equals(app.databaseSecret()))
          .filter(it -> !isKept(it))
          .forEach(it -> obstacles.add(it + " is deleted, and the snapshot is of no use without"));
    }
    if (deleted.type().equals("AWS::KMS::Key")) {
      leftovers.add(Leftover.DYING_KEYS);
    }
    String content = BLOCKED_BY_CONTENT.get(deleted.type());
    if (content != null && !deleted.isTrue("EmptyOnDelete")) {
      obstacles.add("%s is deleted, which fails while there are %s".formatted(deleted, content));
    }
    if (deleted.isTrue("DeletionProtection")
        || deleted.list("LoadBalancerAttributes").stream()
            .map(Text::of)
            .anyMatch(it -> it.contains("deletion_protection") && it.contains("Value: true"))) {
      obstacles.add(deleted + " is protected");
    }
    // aws-cdk#18179, #14732, #19275.
    if (deleted.isTrue("NewInstancesProtectedFromScaleIn")) {
      obstacles.add(deleted + " has protected instances");
    }
  }

  /** What AWS's services make by themselves, and CloudFormation does not know of. */
  private void leave(Resource resource) {
    switch (resource.type()) {
      case "AWS::RDS::DBInstance" -> {
        if (!resource.list("EnableCloudwatchLogsExports").isEmpty()) {
          leftovers.add(Leftover.DATABASE_LOGS);
        }
        if (resource.text("MonitoringInterval").filter(it -> !it.equals("0")).isPresent()) {
          leftovers.add(Leftover.OS_METRICS);
        }
      }
      case "AWS::RDS::DBProxy" -> leftovers.add(Leftover.PROXY_LOGS);
      case "AWS::ECS::Cluster" -> {
        if (resource
            .text("ClusterSettings")
            .filter(it -> it.contains("enhanced") || it.contains("enabled"))
            .isPresent()) {
          leftovers.add(Leftover.CONTAINER_INSIGHTS);
        }
      }
      case "AWS::SecretsManager::RotationSchedule" -> leftovers.add(Leftover.ROTATION_LOGS);
      case "AWS::CertificateManager::Certificate" -> {
        if (resource.has("DomainValidationOptions.0.HostedZoneId")) {
          leftovers.add(Leftover.VALIDATION_RECORD);
        }
      }
      case "AWS::Backup::BackupPlan" -> {
        if (resource.has("BackupPlan.BackupPlanRule.0.CopyActions")) {
          leftovers.add(Leftover.COPIES);
        }
      }
      default -> {
        // Leaves nothing.
      }
    }
  }

  private void checkOrder() {
    // containers-roadmap#631, #2862.
    eachGoesBefore("AWS::ECS::Service", "AWS::ECS::ClusterCapacityProviderAssociations");
    eachGoesBefore("AWS::ECS::ClusterCapacityProviderAssociations", "AWS::ECS::CapacityProvider");
    eachGoesBefore("AWS::ECS::CapacityProvider", "AWS::AutoScaling::AutoScalingGroup");
    eachGoesBefore("AWS::AutoScaling::AutoScalingGroup", "AWS::ECS::Cluster");
    goesBefore(app.frontend().service(), app.frontend().listener());
    goesBefore(app.backend().service(), app.backend().listener());
    // Tasks stop only as long as their instances may tell ECS, and can.
    eachGoesBefore("AWS::AutoScaling::AutoScalingGroup", "AWS::IAM::InstanceProfile");
    for (Resource policy : app.template.resourcesOfType("AWS::IAM::Policy")) {
      if (policy.refersTo(app.instanceRole().logicalId())) {
        goesBefore(app.instances(), policy);
      }
    }
    for (Resource endpoint : app.template.resourcesOfType("AWS::EC2::VPCEndpoint")) {
      if (endpoint.text("VpcEndpointType").filter("Interface"::equals).isPresent()) {
        goesBefore(app.instances(), endpoint);
        rulesBetween(app.instances(), endpoint).forEach(it -> goesBefore(app.instances(), it));
      }
    }
    // An internet gateway is detached only when no public address of the VPC is in use.
    eachGoesBefore("AWS::EC2::NatGateway", "AWS::EC2::VPCGatewayAttachment");
    app.template
        .resourcesOfType("AWS::EC2::VPCGatewayAttachment")
        .forEach(attachment -> goesBefore(app.frontend().loadBalancer(), attachment));
  }

  private List<Resource> rulesBetween(Resource client, Resource server) {
    String from = Anatomy.theOnly(app.reachability.securityGroupsOf(client.logicalId()));
    String to = Anatomy.theOnly(app.reachability.securityGroupsOf(server.logicalId()));
    return app.template.resourcesOfType("AWS::EC2::SecurityGroupIngress").stream()
        .filter(rule -> rule.refersTo(from) && rule.refersTo(to))
        .toList();
  }

  private void eachGoesBefore(String first, String then) {
    for (Resource one : app.template.resourcesOfType(first)) {
      app.template.resourcesOfType(then).forEach(other -> goesBefore(one, other));
    }
  }

  private void goesBefore(Resource first, Resource then) {
    if (!app.madeBefore(first).contains(then.logicalId())) {
      obstacles.add("%s may be deleted before %s, which needs it".formatted(then, first));
    }
  }
}
