package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.ec2.SubnetSelection;

/** How the private subnets reach AWS, and what of the network is closed. */
final class NetworkOptions {
  private static final Anatomy CHOSEN =
      Templates.with(
          props ->
              props.network(
                  NetworkProps.builder()
                      .interfaceEndpoints(true)
                      .restrictDefaultSecurityGroup(false)
                      .build()));

  private static final Anatomy EXISTING =
      Templates.with(
          (stack, props) ->
              props.network(
                  NetworkProps.builder()
                      .vpc(ExistingVpcTest.imported(stack))
                      .publicSubnets(ofGroup("Edge"))
                      .privateSubnets(ofGroup("Data"))
                      .databaseSubnets(ofGroup("Apps"))
                      .build()));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("network.interfaceEndpoints", "0", "0", "7", () -> CHOSEN, NetworkOptions::interfaceEndpoints),
              new Effect("network.restrictDefaultSecurityGroup", "1", "0", "0", () -> CHOSEN, NetworkOptions::closers),
              new Effect("network.vpc", "1", "1", "0", () -> EXISTING, NetworkOptions::vpcs),
              new Effect("network.publicSubnets", "", "", "subnet-e0000001 subnet-e0000002", () -> EXISTING, app -> named(app.frontend().loadBalancer().list("Subnets"))),
              new Effect("network.privateSubnets", "", "", "subnet-d0000001 subnet-d0000002", () -> EXISTING, app -> named(app.instances().list("VPCZoneIdentifier"))),
              new Effect("network.databaseSubnets", "", "", "subnet-a0000001 subnet-a0000002", () -> EXISTING, app -> named(app.template.theOnly("AWS::RDS::DBSubnetGroup").list("SubnetIds")))),
          List.of(
              arguments("network.publicSubnets", ofGroup("Edge"), "the subnets of group \"Edge\" are for a VPC that is there already, but network.vpc is not set; set it, or leave this out"),
              arguments("network.privateSubnets", ofGroup("Apps"), "the subnets of group \"Apps\" are for a VPC that is there already, but network.vpc is not set; set it, or leave this out"),
              arguments("network.databaseSubnets", ofGroup("Data"), "the subnets of group \"Data\" are for a VPC that is there already, but network.vpc is not set; set it, or leave this out")),
          List.of("network.interfaceEndpoints", "network.restrictDefaultSecurityGroup", "network.vpc"));
  // spotless:on

  private NetworkOptions() {}

  private static String interfaceEndpoints(Anatomy app) {
    return String.valueOf(
        app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
            .filter(it -> it.text("VpcEndpointType").filter("Interface"::equals).isPresent())
            .count());
  }

  private static SubnetSelection ofGroup(String name) {
    return SubnetSelection.builder().subnetGroupName(name).build();
  }

  private static String vpcs(Anatomy app) {
    return String.valueOf(app.template.resourcesOfType("AWS::EC2::VPC").size());
  }

  /** The subnets that are in no template, since somebody else made them. */
  private static String named(List<Object> subnets) {
    return subnets.stream()
        .map(String::valueOf)
        .filter(it -> it.startsWith("subnet-"))
        .collect(Collectors.joining(" "));
  }

  private static String closers(Anatomy app) {
    return String.valueOf(app.template.resourcesOfType("Custom::VpcRestrictDefaultSG").size());
  }
}
