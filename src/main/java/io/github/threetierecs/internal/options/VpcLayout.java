package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.address.CidrBlock;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a VPC's range is cut into subnets: half for the private subnets, where every task takes an
 * address, and a small one per zone for load balancers and for the database.
 *
 * <p>Sizes depend on the range only, and room for four zones is always reserved, so neither a
 * change of the zone count nor of the NAT strategy moves a subnet (aws-cdk#6683, #28369, #31162).
 */
public record VpcLayout(int edgeMask, int privateMask) {
  /** Zones for which room is set aside. */
  public static final int AZ_SLOTS = 4;

  /** A load balancer wants at least a /27 in each of its subnets. */
  private static final int SMALLEST_LOAD_BALANCER_SUBNET = 27;

  /** The smallest VPC whose half and two quarters still hold such subnets for every zone. */
  private static final int SMALLEST_VPC = 23;

  private static final int LARGEST_VPC = 16;

  /** Ranges that Amazon VPC refuses. */
  private static final List<CidrBlock> RESERVED =
      Stream.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4")
          .map(CidrBlock::of)
          .toList();

  public static VpcLayout of(String cidr) {
    int prefix = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    return new VpcLayout(Math.min(prefix + 8, SMALLEST_LOAD_BALANCER_SUBNET), prefix + 3);
  }

  static void check(Problems problems, String option, String cidr) {
    problems.concrete(
        option,
        cidr,
        "the subnets are laid out at synthesis",
        "set a literal such as \"10.0.0.0/16\"");
    CidrBlock range = Ipv4Blocks.read(problems, option, cidr, "10.0.0.0/16");
    if (range == null) {
      return;
    }
    if (range.prefix() < LARGEST_VPC) {
      problems.add(
          option,
          cidr,
          "is larger than the /16 that Amazon VPC allows",
          "use /16 to /23, such as \"10.0.0.0/16\"");
    } else if (range.prefix() > SMALLEST_VPC) {
      problems.add(
          option,
          cidr,
          "is too small for public, private and database subnets in four zones, which need a /23",
          "use /16 to /23, such as \"10.0.0.0/16\"");
    } else if (Ipv4Blocks.checkBeginning(problems, option, range)) {
      for (CidrBlock reserved : RESERVED) {
        if (reserved.contains(range)) {
          problems.add(
              option,
              cidr,
              "lies in " + reserved + ", which Amazon VPC reserves",
              "use a private range such as \"10.0.0.0/16\"");
        }
      }
    }
  }
}
