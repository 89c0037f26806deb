package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a thing runs on and shares the network with: a service without its own network runs on Auto
 * Scaling groups, and those start instances from a launch template.
 */
public final class AutoScalingCapacity {

  private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";

  private final StackTemplate template;

  /**
   * @param template the template
   */
  public AutoScalingCapacity(StackTemplate template) {
    this.template = template;
  }

  /**
   * What a resource runs on.
   *
   * @param resource a service, a schedule that starts tasks, or an Auto Scaling group
   * @return the groups of a service or a schedule, the launch template or configuration of a group;
   *     none of what has its own network
   */
  public List<Resource> of(Resource resource) {
    return switch (resource.type()) {
      case "AWS::ECS::Service" ->
          resource.has("NetworkConfiguration.AwsvpcConfiguration")
              ? List.of()
              : groupsUnder(resource).distinct().toList();
      case "AWS::Scheduler::Schedule" ->
          resource.has("Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration")
              ? List.of()
              : groupsBehind(providersOf(resource, "Target.EcsParameters.")).distinct().toList();
      case GROUP ->
          Stream.of(
                  "LaunchTemplate.LaunchTemplateId",
                  "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId",
                  "LaunchConfigurationName")
              .flatMap(path -> referents(resource.list(path)))
              .toList();
      default -> List.of();
    };
  }

  private Stream<Resource> groupsUnder(Resource service) {
    List<Object> own = providersOf(service, "");
    return own.isEmpty() ? groupsUnderCluster(service) : groupsBehind(own);
  }

  private static List<Object> providersOf(Resource starter, String path) {
    return starter.list(path + "CapacityProviderStrategy").stream()
        .flatMap(item -> Json.at(item, "CapacityProvider").stream())
        .toList();
  }

  /**
   * The groups of the capacity providers, or else those that join the cluster in their user data.
   */
  private Stream<Resource> groupsUnderCluster(Resource service) {
    Optional<String> cluster = service.property("Cluster").flatMap(Reference::idOf);
    List<Object> shared =
        template.resourcesOfType("AWS::ECS::ClusterCapacityProviderAssociations").stream()
            .filter(it -> it.property("Cluster").flatMap(Reference::idOf).equals(cluster))
            .flatMap(it -> it.list("CapacityProviders").stream())
            .toList();
    return shared.isEmpty()
        ? template.resourcesOfType(GROUP).stream()
            .filter(group -> cluster.filter(id -> joins(group, id)).isPresent())
        : groupsBehind(shared);
  }

  private boolean joins(Resource group, String cluster) {
    return group.refersTo(cluster) || of(group).stream().anyMatch(it -> it.refersTo(cluster));
  }

  private Stream<Resource> groupsBehind(List<Object> capacityProviders) {
    return referents(capacityProviders)
        .flatMap(it -> referents(it.list("AutoScalingGroupProvider.AutoScalingGroupArn")));
  }

  private Stream<Resource> referents(List<Object> values) {
    return values.stream().flatMap(value -> template.referent(value).stream());
  }
}
