package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What connects and is connected to: whatever carries security groups, and which ones. */
final class Endpoints {

  /** Where each type names its security groups; {@code *} goes through a list. */
  private static final Map<String, List<String>> GROUPS =
      Ordered.mapOfEntries(
          Map.entry("AWS::AutoScaling::AutoScalingGroup", List.of()),
          Map.entry("AWS::AutoScaling::LaunchConfiguration", List.of("SecurityGroups")),
          Map.entry(
              "AWS::EC2::Instance", List.of("SecurityGroupIds", "NetworkInterfaces.*.GroupSet")),
          Map.entry(
              "AWS::EC2::LaunchTemplate",
              List.of(
                  "LaunchTemplateData.SecurityGroupIds",
                  "LaunchTemplateData.NetworkInterfaces.*.Groups")),
          Map.entry("AWS::EC2::VPCEndpoint", List.of("SecurityGroupIds")),
          Map.entry(
              "AWS::ECS::Service",
              List.of("NetworkConfiguration.AwsvpcConfiguration.SecurityGroups")),
          Map.entry("AWS::EFS::MountTarget", List.of("SecurityGroups")),
          Map.entry("AWS::ElastiCache::CacheCluster", List.of("VpcSecurityGroupIds")),
          Map.entry("AWS::ElastiCache::ReplicationGroup", List.of("SecurityGroupIds")),
          Map.entry("AWS::ElastiCache::ServerlessCache", List.of("SecurityGroupIds")),
          Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", List.of("SecurityGroups")),
          Map.entry("AWS::Lambda::Function", List.of("VpcConfig.SecurityGroupIds")),
          Map.entry("AWS::RDS::DBCluster", List.of("VpcSecurityGroupIds")),
          Map.entry("AWS::RDS::DBInstance", List.of("VPCSecurityGroups")),
          Map.entry("AWS::RDS::DBProxy", List.of("VpcSecurityGroupIds")),
          Map.entry(
              "AWS::Scheduler::Schedule",
              List.of(
                  "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups")),
          Map.entry(
              "AWS::SecretsManager::RotationSchedule",
              List.of("HostedRotationLambda.VpcSecurityGroupIds")));

  private final StackTemplate template;
  private final AutoScalingCapacity capacity;
  private final SortedMap<String, Set<String>> groups = new TreeMap<>();

  Endpoints(StackTemplate template) {
    this.template = template;
    this.capacity = new AutoScalingCapacity(template);
    for (Resource resource : template.resources()) {
      Set<String> carried = carriedBy(resource);
      if (!carried.isEmpty()) {
        groups.put(resource.logicalId(), carried);
      }
    }
  }

  /** The logical ids of all that carry security groups, in order. */
  List<String> ids() {
    return List.copyOf(groups.keySet());
  }

  /** The security groups of an endpoint: logical ids, or the texts of groups from elsewhere. */
  Set<String> groupsOf(String logicalId) {
    Resource resource = template.resource(logicalId);
    Set<String> carried = groups.get(logicalId);
    if (carried == null) {
      throw new IllegalArgumentException(
          resource
              + " carries no security group in this template, so it is not known who can reach it"
              + " or whom it can reach. These do: "
              + String.join(", ", groups.keySet())
              + ".");
    }
    return carried;
  }

  private Set<String> carriedBy(Resource resource) {
    Set<String> carried = new TreeSet<>();
    for (String path : GROUPS.getOrDefault(resource.type(), List.of())) {
      valuesAt(resource, path)
          .flatMap(value -> Json.joinedIn(value).stream())
          .map(Reference::keyOf)
          .forEach(carried::add);
    }
    capacity.of(resource).forEach(host -> carried.addAll(carriedBy(host)));
    return Ordered.copyOf(carried);
  }

  private static Stream<Object> valuesAt(Resource resource, String path) {
    int star = path.indexOf(".*.");
    return star < 0
        ? resource.list(path).stream()
        : resource.list(path.substring(0, star)).stream()
            .flatMap(item -> Json.at(item, path.substring(star + 3)).stream())
            .flatMap(groups -> Json.listOf(groups).stream());
  }
}
