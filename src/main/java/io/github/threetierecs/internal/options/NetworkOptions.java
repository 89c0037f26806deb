package io.github.threetierecs.internal.options;

import io.github.threetierecs.NatStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;

/** What can be chosen of the network. */
public final class NetworkOptions {
  private static final Group NETWORK = new Group("network");

  public static final Option<String> CIDR =
      NETWORK.<String>option("cidr").refusing(VpcLayout::check).byDefault("10.0.0.0/16");

  public static final Option<Number> MAX_AZS =
      NETWORK
          .wholeNumber(
              "maxAzs",
              2,
              VpcLayout.AZ_SLOTS,
              "Availability Zones",
              "set 2, or 3 where the Region has them")
          .literal("the subnets are laid out at synthesis", "set a literal such as 2")
          .byDefault(2);

  public static final Option<List<String>> AVAILABILITY_ZONES =
      NETWORK.<List<String>>option("availabilityZones").refusing(ZoneNames::check);

  public static final Option<NatStrategy> NAT =
      NETWORK.<NatStrategy>option("nat").byDefault(NatStrategy.ONE_PER_AZ, NatStrategy.SINGLE);

  public static final Option<Boolean> INTERFACE_ENDPOINTS =
      NETWORK.<Boolean>option("interfaceEndpoints").byDefault(false);

  public static final Option<Boolean> FLOW_LOGS =
      NETWORK.<Boolean>option("flowLogs").byDefault(true, false);

  public static final Option<Boolean> RESTRICT_DEFAULT_SECURITY_GROUP =
      NETWORK.<Boolean>option("restrictDefaultSecurityGroup").byDefault(true, false);

  public static final Option<IVpc> VPC = NETWORK.option("vpc");

  public static final Option<SubnetSelection> PUBLIC_SUBNETS = subnets("publicSubnets");

  public static final Option<SubnetSelection> PRIVATE_SUBNETS = subnets("privateSubnets");

  public static final Option<SubnetSelection> DATABASE_SUBNETS = subnets("databaseSubnets");

  /** What only a VPC that the construct creates can have. */
  public static final List<Option<?>> OF_A_CREATED_VPC =
      List.of(CIDR, MAX_AZS, AVAILABILITY_ZONES, NAT, FLOW_LOGS, RESTRICT_DEFAULT_SECURITY_GROUP);

  /** What is chosen of a VPC that exists already. */
  public static final List<Option<SubnetSelection>> OF_AN_EXISTING_VPC =
      List.of(PUBLIC_SUBNETS, PRIVATE_SUBNETS, DATABASE_SUBNETS);

  private NetworkOptions() {}

  /** {@return how many zones the subnets of a VPC that the construct creates spread over} */
  public static int zones(Values options) {
    List<String> named = options.find(AVAILABILITY_ZONES);
    return named != null ? named.size() : options.get(MAX_AZS).intValue();
  }

  /** {@return whether the private subnets of a VPC that is created have a route to the internet} */
  public static boolean reachesInternet(Values options) {
    return options.find(NAT) != NatStrategy.NONE;
  }

  /** {@return how many NAT gateways a VPC that is created has} */
  public static int natGateways(Values options) {
    return switch (options.get(NAT)) {
      case ONE_PER_AZ -> zones(options);
      case SINGLE -> 1;
      case NONE -> 0;
    };
  }

  /** {@return a selection of subnets in words} */
  public static String describe(SubnetSelection selection) {
    List<String> parts = new ArrayList<>();
    if (selection.getSubnetGroupName() != null) {
      parts.add("the subnets of group \"" + selection.getSubnetGroupName() + "\"");
    }
    if (selection.getSubnetType() != null) {
      parts.add("the subnets of type " + selection.getSubnetType());
    }
    if (selection.getSubnets() != null) {
      parts.add("the " + Objects.requireNonNull(selection.getSubnets()).size() + " given subnets");
    }
    return parts.isEmpty() ? "the selected subnets" : String.join(" and ", parts);
  }

  private static Option<SubnetSelection> subnets(String name) {
    return NETWORK
        .<SubnetSelection>option(name)
        .refusing(
            (problems, option, selection) -> {
              List<ISubnet> subnets = selection.getSubnets();
              if (subnets != null && subnets.stream().anyMatch(Objects::isNull)) {
                problems.add(
                    option + ".subnets", null, "is not a subnet", "leave it out of the list");
              }
            });
  }
}
