package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Subnet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SubnetSelection;

/** How the private subnets reach AWS, and what of the network is closed. */
final class NetworkTable {
  private static final Anatomy CHOSEN =
      Templates.with(
          props ->
              props.network(
                  NetworkProps.builder()
                      .interfaceEndpoints(true)
                      .restrictDefaultSecurityGroup(false)
                      .build()));

  private static final Anatomy NAMED =
      Templates.with(
          props ->
              props.network(
                  NetworkProps.builder()
                      .availabilityZones(List.of("eu-central-1a", "eu-central-1c"))
                      .build()));

  private static final String TOKEN = new CfnParameter(new Stack(), "Zone").getValueAsString();

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
              new Effect("network.availabilityZones", "zones(${AWS::Region})[0] zones(${AWS::Region})[1]", "zones(${AWS::Region})[0] zones(${AWS::Region})[1]", "eu-central-1a eu-central-1c", () -> NAMED, NetworkTable::zones),
              new Effect("network.interfaceEndpoints", "0", "0", "7", () -> CHOSEN, NetworkTable::interfaceEndpoints),
              new Effect("network.restrictDefaultSecurityGroup", "1", "0", "0", () -> CHOSEN, NetworkTable::closers),
              new Effect("network.vpc", "1", "1", "0", () -> EXISTING, NetworkTable::vpcs),
              new Effect("network.publicSubnets", "", "", "subnet-e0000001 subnet-e0000002", () -> EXISTING, app -> named(app.frontend().loadBalancer().list("Subnets"))),
              new Effect("network.privateSubnets", "", "", "subnet-d0000001 subnet-d0000002", () -> EXISTING, app -> named(app.instances().list("VPCZoneIdentifier"))),
              new Effect("network.databaseSubnets", "", "", "subnet-a0000001 subnet-a0000002", () -> EXISTING, app -> named(theOnly(app.template, "AWS::RDS::DBSubnetGroup").list("SubnetIds")))),
          List.of(
              arguments("network.availabilityZones", List.of(), "[] is not a list of 2 to 4 Availability Zones; name 2, or 3 where the Region has them"),
              arguments("network.availabilityZones", List.of("eu-central-1a"), "[eu-central-1a] is not a list of 2 to 4 Availability Zones; name 2, or 3 where the Region has them"),
              arguments("network.availabilityZones", List.of("us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1f"), "[us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f] is not a list of 2 to 4 Availability Zones; name 2, or 3 where the Region has them"),
              arguments("network.availabilityZones", List.of("eu-central-1a", "eu-central-1a"), "\"eu-central-1a\" is in the list twice; name each zone once"),
              arguments("network.availabilityZones", Arrays.asList("eu-central-1a", null, "eu-central-1b"), "null is not the name of a zone; leave it out of the list"),
              arguments("network.availabilityZones", List.of("eu-central-1a", "eu-west-1b"), "[eu-central-1a, eu-west-1b] are zones of eu-central-1 and eu-west-1, and a VPC is in one Region; name zones of the stack's Region only"),
              arguments("network.availabilityZones", List.of("eu-central-1a", "b"), "\"b\" is not the name of an Availability Zone; write one such as \"eu-central-1a\""),
              arguments("network.availabilityZones", List.of("eu-central-1a", "EU-CENTRAL-1B"), "\"EU-CENTRAL-1B\" is not the name of an Availability Zone; write one such as \"eu-central-1a\""),
              arguments("network.availabilityZones", List.of("eu-central-1a", "euc1-az2"), "\"euc1-az2\" is the id of a zone, with which subnets cannot be created; write the name that it has in your account, such as \"eu-central-1a\"; list them with: aws ec2 describe-availability-zones --query \"AvailabilityZones[].ZoneName\""),
              arguments("network.availabilityZones", List.of("us-west-2a", "us-west-2-lax-1a"), "\"us-west-2-lax-1a\" is a Local Zone or a Wavelength Zone, which lack much of what the construct creates; name Availability Zones, such as \"eu-central-1a\""),
              arguments("network.availabilityZones", List.of("us-east-1a", "us-east-1-wl1-bos-wlz-1"), "\"us-east-1-wl1-bos-wlz-1\" is a Local Zone or a Wavelength Zone, which lack much of what the construct creates; name Availability Zones, such as \"eu-central-1a\""),
              arguments("network.availabilityZones", List.of("eu-central-1a", "eu" + "-central".repeat(20_000)), "\"eu" + "-central".repeat(9) + "-centr…\" is longer than the name of any zone; write one such as \"eu-central-1a\""),
              arguments("network.availabilityZones", List.of("eu-central-1a", TOKEN), "a token is known only at deployment, but the subnets are laid out at synthesis; write a name such as \"eu-central-1a\""),
              arguments("network.publicSubnets", ofGroup("Edge"), "the subnets of group \"Edge\" are for an existing VPC, but network.vpc is not set; set it, or leave this out"),
              arguments("network.privateSubnets", ofGroup("Apps"), "the subnets of group \"Apps\" are for an existing VPC, but network.vpc is not set; set it, or leave this out"),
              arguments("network.databaseSubnets", ofGroup("Data"), "the subnets of group \"Data\" are for an existing VPC, but network.vpc is not set; set it, or leave this out")),
          List.of("network.interfaceEndpoints", "network.restrictDefaultSecurityGroup", "network.vpc"));
  // spotless:on

  private NetworkTable() {}

  private static String interfaceEndpoints(Anatomy app) {
    return String.valueOf(
        app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
            .filter(it -> it.text("VpcEndpointType").filter("Interface"::equals).isPresent())
            .count());
  }

  private static String zones(Anatomy app) {
    return app.routes.subnets().stream()
        .map(Subnet::availabilityZone)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
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
