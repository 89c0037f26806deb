package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which resources only say something of another one, and of which. A resource that names nothing in
 * the assembly stands for itself, whatever its type.
 */
final class Folding {

  /** A resource that is folded: into which part, and what it is to it. */
  record Fold(String into, String reason) {}

  /** What a type is to the resource that it is folded into, and how that one is found. */
  private record Way(String reason, List<String> paths) {}

  /**
   * Types, what they are, and where to look for what they belong to: a property that refers to it
   * (with the type that is meant, after a colon, if it refers to several), or after {@code ^} the
   * type of what refers to them. The first that leads somewhere counts.
   */
  // spotless:off
  private static final String[][] TABLE = {
    {
      "AWS::EC2::SubnetRouteTableAssociation",
      "association of the subnet with its route table",
      "SubnetId",
      "RouteTableId"
    },
    {
      "AWS::EC2::RouteTable",
      "route table of the subnet",
      "^AWS::EC2::SubnetRouteTableAssociation",
      "VpcId"
    },
    {"AWS::EC2::Route", "route of the subnet", "RouteTableId"},
    {
      "AWS::EC2::VPCGatewayAttachment",
      "attachment of the gateway to the VPC",
      "InternetGatewayId",
      "VpnGatewayId",
      "VpcId"
    },
    {"AWS::EC2::EgressOnlyInternetGateway", "gateway for egress by IPv6", "VpcId"},
    {
      "AWS::EC2::EIP",
      "public address",
      "^AWS::EC2::NatGateway",
      "InstanceId",
      "^AWS::EC2::EIPAssociation"
    },
    {"AWS::EC2::EIPAssociation", "association with its public address", "InstanceId"},
    {"AWS::EC2::FlowLog", "flow log", "ResourceId"},
    {"AWS::EC2::NetworkAcl", "network ACL", "^AWS::EC2::SubnetNetworkAclAssociation", "VpcId"},
    {"AWS::EC2::NetworkAclEntry", "rule of the network ACL", "NetworkAclId"},
    {
      "AWS::EC2::SubnetNetworkAclAssociation",
      "association of the subnet with its network ACL",
      "SubnetId"
    },
    {"AWS::EC2::VPCCidrBlock", "further range of addresses", "VpcId"},
    {"AWS::EC2::SubnetCidrBlock", "further range of addresses", "SubnetId"},
    {"AWS::EC2::DHCPOptions", "DHCP options", "^AWS::EC2::VPCDHCPOptionsAssociation"},
    {"AWS::EC2::VPCDHCPOptionsAssociation", "association with its DHCP options", "VpcId"},
    {"AWS::EC2::SecurityGroupIngress", "ingress rule", "GroupId"},
    {"AWS::EC2::SecurityGroupEgress", "egress rule", "GroupId"},
    {
      "Custom::VpcRestrictDefaultSG",
      "closes the default security group of the VPC",
      "DefaultSecurityGroupId"
    },
    {
      "AWS::EC2::LaunchTemplate",
      "launch template of its instances",
      "^AWS::AutoScaling::AutoScalingGroup",
      "^AWS::EC2::Instance"
    },
    {
      "AWS::AutoScaling::LaunchConfiguration",
      "launch configuration of its instances",
      "^AWS::AutoScaling::AutoScalingGroup"
    },
    {"AWS::AutoScaling::LifecycleHook", "lifecycle hook of its instances", "AutoScalingGroupName"},
    {"AWS::AutoScaling::ScalingPolicy", "scaling policy", "AutoScalingGroupName"},
    {"AWS::AutoScaling::ScheduledAction", "scheduled action", "AutoScalingGroupName"},
    {"AWS::AutoScaling::WarmPool", "warm pool of instances", "AutoScalingGroupName"},
    {
      "AWS::ECS::CapacityProvider",
      "capacity provider that scales it",
      "AutoScalingGroupProvider.AutoScalingGroupArn"
    },
    {
      "AWS::ECS::ClusterCapacityProviderAssociations",
      "association of the cluster with its capacity provider",
      "Cluster"
    },
    {
      "AWS::ECS::TaskDefinition",
      "definition of its tasks",
      "^AWS::ECS::Service",
      "^AWS::Scheduler::Schedule",
      "^AWS::Events::Rule",
      "^AWS::StepFunctions::StateMachine"
    },
    {"AWS::ECS::TaskSet", "set of its tasks", "Service"},
    {
      "AWS::ApplicationAutoScaling::ScalableTarget",
      "range in which it is scaled",
      "ResourceId:AWS::ECS::Service",
      "ResourceId"
    },
    {
      "AWS::ApplicationAutoScaling::ScalingPolicy",
      "scaling policy",
      "ScalingTargetId",
      "ResourceId:AWS::ECS::Service"
    },
    {
      "AWS::ElasticLoadBalancingV2::TargetGroup",
      "target group, in which it registers",
      "^AWS::ECS::Service",
      "^AWS::ElasticLoadBalancingV2::Listener",
      "^AWS::ElasticLoadBalancingV2::ListenerRule"
    },
    {"AWS::ElasticLoadBalancingV2::ListenerRule", "rule of the listener", "ListenerArn"},
    {
      "AWS::ElasticLoadBalancingV2::ListenerCertificate",
      "further certificate of the listener",
      "ListenerArn"
    },
    {"AWS::IAM::Policy", "permissions of the role", "Roles", "Users", "Groups"},
    {"AWS::IAM::RolePolicy", "permissions of the role", "RoleName"},
    {"AWS::IAM::ManagedPolicy", "permissions of the role", "Roles", "^AWS::IAM::Role"},
    {"AWS::IAM::InstanceProfile", "instance profile of the role", "Roles"},
    {"AWS::IAM::Role", "role of the function", "^Folded function"},
    {"AWS::Lambda::Function", "function that carries it out", "^Custom resource"},
    {"AWS::Lambda::Permission", "permission to call the function", "FunctionName"},
    {"AWS::Lambda::Version", "version of the function", "FunctionName"},
    {"AWS::Lambda::Alias", "alias of the function", "FunctionName"},
    {"AWS::Lambda::EventInvokeConfig", "asynchronous calls of the function", "FunctionName"},
    {"AWS::Lambda::EventSourceMapping", "source of events of the function", "FunctionName"},
    {"AWS::Lambda::Url", "URL of the function", "TargetFunctionArn"},
    {"AWS::Lambda::LayerVersion", "layer of the function", "^AWS::Lambda::Function"},
    {
      "AWS::SecretsManager::SecretTargetAttachment",
      "address of the database, put into the secret",
      "SecretId"
    },
    {"AWS::SecretsManager::RotationSchedule", "rotation of the secret", "SecretId"},
    {"AWS::SecretsManager::ResourcePolicy", "permissions on the secret", "SecretId"},
    {"AWS::RDS::DBSubnetGroup", "subnet group", "^AWS::RDS::DBInstance", "^AWS::RDS::DBCluster"},
    {"AWS::RDS::DBParameterGroup", "parameters", "^AWS::RDS::DBInstance", "^AWS::RDS::DBCluster"},
    {"AWS::RDS::DBClusterParameterGroup", "parameters", "^AWS::RDS::DBCluster"},
    {"AWS::RDS::OptionGroup", "options", "^AWS::RDS::DBInstance"},
    {"AWS::RDS::DBProxyTargetGroup", "database that the proxy leads to", "DBProxyName"},
    {"AWS::RDS::DBProxyEndpoint", "further endpoint of the proxy", "DBProxyName"},
    {"AWS::RDS::EventSubscription", "events of the database, sent to the topic", "SnsTopicArn"},
    {"AWS::S3::BucketPolicy", "permissions on the bucket", "Bucket"},
    {"Custom::S3AutoDeleteObjects", "empties the bucket before it is deleted", "BucketName"},
    {"AWS::SNS::TopicPolicy", "permissions on the topic", "Topics"},
    {"AWS::SNS::Subscription", "subscription to the topic", "TopicArn"},
    {"AWS::SQS::QueuePolicy", "permissions on the queue", "Queues"},
    {"AWS::KMS::Alias", "alias of the key", "TargetKeyId"},
    {
      "AWS::WAFv2::WebACLAssociation",
      "association of the web ACL with the load balancer",
      "WebACLArn",
      "ResourceArn"
    },
    {"AWS::WAFv2::LoggingConfiguration", "log of the web ACL", "ResourceArn"},
    {
      "AWS::Backup::BackupPlan",
      "plan by which backups are taken",
      "BackupPlan.BackupPlanRule:AWS::Backup::BackupVault"
    },
    {"AWS::Backup::BackupSelection", "what is backed up", "BackupPlanId"},
    {"AWS::Logs::LogStream", "stream of the log group", "LogGroupName"},
    {"AWS::Logs::MetricFilter", "metric of the log group", "LogGroupName"},
    {"AWS::Logs::SubscriptionFilter", "subscription to the log group", "LogGroupName"},
    {
      "AWS::ServiceDiscovery::Service",
      "name in the namespace",
      "NamespaceId",
      "DnsConfig.NamespaceId"
    },
    {"AWS::Scheduler::ScheduleGroup", "group of the schedule", "^AWS::Scheduler::Schedule"},
    {"AWS::Events::EventBusPolicy", "permissions on the event bus", "EventBusName"},
    {"AWS::EFS::MountTarget", "address of the file system in a subnet", "FileSystemId"},
    {"AWS::EFS::AccessPoint", "access point of the file system", "FileSystemId"},
    {
      "AWS::ElastiCache::SubnetGroup",
      "subnet group",
      "^AWS::ElastiCache::ReplicationGroup",
      "^AWS::ElastiCache::CacheCluster"
    },
    {
      "AWS::ElastiCache::ParameterGroup",
      "parameters",
      "^AWS::ElastiCache::ReplicationGroup",
      "^AWS::ElastiCache::CacheCluster"
    },
  };

  // spotless:on

  private static final Map<String, Way> WAYS = ways();

  private static final String FUNCTION = "AWS::Lambda::Function";

  private final StackTemplate template;
  private final Map<String, Set<String>> references = new TreeMap<>();
  private final SortedMap<String, Fold> folds = new TreeMap<>();

  Folding(StackTemplate template) {
    this.template = template;
    for (Resource resource : template.resources()) {
      references.put(resource.logicalId(), Reference.idsIn(resource.properties()));
    }
    SortedMap<String, Fold> next = new TreeMap<>();
    for (Resource resource : template.resources()) {
      step(resource).ifPresent(it -> next.put(resource.logicalId(), it));
    }
    next.forEach(
        (id, fold) -> end(id, next).ifPresent(it -> folds.put(id, new Fold(it, fold.reason()))));
  }

  /** What is folded, by its id. */
  SortedMap<String, Fold> folds() {
    return folds;
  }

  /** The logical ids in the properties of a resource. */
  Set<String> referencesOf(Resource resource) {
    return references.getOrDefault(resource.logicalId(), Set.of());
  }

  /** The resource that is drawn for a resource: itself, or what it is folded into. */
  String home(String id) {
    Fold fold = folds.get(id);
    return fold == null ? id : fold.into();
  }

  /** The end of a chain such as route, route table, association, subnet; nothing of a circle. */
  private static Optional<String> end(String id, Map<String, Fold> next) {
    Set<String> seen = new LinkedHashSet<>();
    String here = id;
    for (Fold fold = next.get(here); fold != null; fold = next.get(here)) {
      if (!seen.add(here)) {
        return Optional.empty();
      }
      here = fold.into();
    }
    return Optional.of(here);
  }

  private Optional<Fold> step(Resource resource) {
    Way way = WAYS.get(resource.type());
    return way == null
        ? Optional.empty()
        : way.paths().stream()
            .flatMap(path -> found(resource, path))
            .filter(it -> !it.equals(resource.logicalId()))
            .findFirst()
            .map(it -> new Fold(it, way.reason()));
  }

  private Stream<String> found(Resource resource, String path) {
    if (path.equals("^Custom resource")) {
      return customResourcesOf(resource);
    }
    if (path.equals("^Folded function")) {
      return referring(resource, FUNCTION)
          .filter(it -> customResourcesOf(it).findAny().isPresent())
          .map(Resource::logicalId);
    }
    if (path.startsWith("^")) {
      return referring(resource, path.substring(1)).map(Resource::logicalId);
    }
    String[] pathAndType = path.split(":", 2);
    return resource.property(pathAndType[0]).map(Reference::idsIn).orElse(Set.of()).stream()
        .flatMap(id -> template.find(id).stream())
        .filter(it -> pathAndType.length == 1 || it.type().equals(pathAndType[1]))
        .map(Resource::logicalId);
  }

  private Stream<String> customResourcesOf(Resource function) {
    return template.resources().stream()
        .filter(
            it ->
                it.property("ServiceToken")
                    .flatMap(Reference::idOf)
                    .filter(function.logicalId()::equals)
                    .isPresent())
        .map(Resource::logicalId);
  }

  private Stream<Resource> referring(Resource resource, String type) {
    return template.resourcesOfType(type).stream()
        .filter(it -> referencesOf(it).contains(resource.logicalId()));
  }

  private static Map<String, Way> ways() {
    SortedMap<String, Way> ways = new TreeMap<>();
    for (String[] row : TABLE) {
      ways.put(row[0], new Way(row[1], List.of(row).subList(2, row.length)));
    }
    return Ordered.sorted(ways);
  }
}
