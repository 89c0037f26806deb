package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Optional;

/** What has an address that the internet can connect to, and what has a route to it. */
final class PublicAddresses {

  private final StackTemplate template;
  private final Routes routes;
  private final AutoScalingCapacity capacity;

  PublicAddresses(StackTemplate template) {
    this.template = template;
    this.routes = Routes.of(template);
    this.capacity = new AutoScalingCapacity(template);
  }

  boolean has(Resource resource) {
    return switch (resource.type()) {
      case "AWS::ElasticLoadBalancingV2::LoadBalancer" ->
          !resource.text("Scheme").filter("internal"::equals).isPresent();
      case "AWS::RDS::DBInstance", "AWS::RDS::DBCluster" -> resource.isTrue("PubliclyAccessible");
      case "AWS::ECS::Service" ->
          resource
                  .text("NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp")
                  .filter("ENABLED"::equals)
                  .isPresent()
              || capacity.of(resource).stream().anyMatch(this::has);
      case "AWS::AutoScaling::AutoScalingGroup" ->
          capacity.of(resource).stream()
              .anyMatch(host -> chosenBy(host).orElseGet(() -> subnetsGiveOneTo(resource)));
      case "AWS::EC2::Instance" -> chosenBy(resource).orElseGet(() -> subnetsGiveOneTo(resource));
      default -> chosenBy(resource).orElse(false);
    };
  }

  /** Whether something can open connections to the internet, by the routes that are known. */
  boolean canLeave(Resource resource) {
    List<Subnet> subnets = routes.knownSubnetsOf(resource);
    return subnets.isEmpty()
        || subnets.stream()
            .anyMatch(
                subnet ->
                    subnet.kind() == SubnetKind.PRIVATE
                        || (subnet.kind() == SubnetKind.PUBLIC && has(resource)));
  }

  /** The choice that an instance or its launch template makes, over the head of the subnet. */
  private static Optional<Boolean> chosenBy(Resource resource) {
    return resource
        .text("LaunchTemplateData.NetworkInterfaces.0.AssociatePublicIpAddress")
        .or(() -> resource.text("NetworkInterfaces.0.AssociatePublicIpAddress"))
        .or(() -> resource.text("AssociatePublicIpAddress"))
        .map("true"::equals);
  }

  private boolean subnetsGiveOneTo(Resource resource) {
    return routes.knownSubnetsOf(resource).stream()
        .anyMatch(subnet -> template.resource(subnet.logicalId()).isTrue("MapPublicIpOnLaunch"));
  }
}
