package io.github.threetierecs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a VPC's range is cut into subnets: half for the private subnets, where every task takes an
 * address, and a small one per zone for load balancers and for the database.
 *
 * <p>Sizes depend on the range alone, and four zones are always set aside, so neither a change of
 * the zone count nor of the NAT strategy moves a subnet (aws-cdk#6683, #28369, #31162).
 */
record VpcLayout(int edgeMask, int privateMask) {
  /** Zones for which room is set aside. */
  static final int AZ_SLOTS = 4;

  /** A load balancer wants at least a /27 in each of its subnets. */
  private static final int SMALLEST_LOAD_BALANCER_SUBNET = 27;

  /** The smallest VPC whose half and two quarters still hold such subnets for every zone. */
  private static final int SMALLEST_VPC = 23;

  private static final int LARGEST_VPC = 16;

  private static final Pattern CIDR =
      Pattern.compile("(%1$s)\\.(%1$s)\\.(%1$s)\\.(%1$s)/(%1$s)".formatted("0|[1-9]\\d{0,2}"));

  /** Ranges that Amazon VPC refuses, as first octets and what they are. */
  private static final List<Reserved> RESERVED =
      List.of(
          new Reserved("0.0.0.0/8", 0x00000000L, 8),
          new Reserved("127.0.0.0/8", 0x7F000000L, 8),
          new Reserved("169.254.0.0/16", 0xA9FE0000L, 16),
          new Reserved("224.0.0.0/4", 0xE0000000L, 4));

  private record Reserved(String cidr, long network, int prefix) {
    boolean contains(long address) {
      return address >>> (32 - prefix) == network >>> (32 - prefix);
    }
  }

  static VpcLayout of(String cidr) {
    int prefix = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    return new VpcLayout(Math.min(prefix + 8, SMALLEST_LOAD_BALANCER_SUBNET), prefix + 3);
  }

  static void check(Problems problems, String option, String cidr) {
    problems.concrete(
        option,
        cidr,
        "the subnets are laid out at synthesis",
        "set a literal such as \"10.0.0.0/16\"");
    if (Tokens.isToken(cidr)) {
      return;
    }
    Matcher matcher = CIDR.matcher(cidr);
    if (!matcher.matches()) {
      problems.add(option, cidr, "is not an IPv4 range", "write one such as \"10.0.0.0/16\"");
      return;
    }
    long address = 0;
    for (int octet = 1; octet <= 4; octet++) {
      int value = Integer.parseInt(matcher.group(octet));
      if (value > 255) {
        problems.add(option, cidr, "has a number above 255", "write one such as \"10.0.0.0/16\"");
        return;
      }
      address = address << 8 | value;
    }
    int prefix = Integer.parseInt(matcher.group(5));
    if (prefix > 32) {
      problems.add(option, cidr, "has a prefix above /32", "write one such as \"10.0.0.0/16\"");
      return;
    }
    if (prefix < LARGEST_VPC) {
      problems.add(
          option,
          cidr,
          "is larger than the /16 that Amazon VPC allows",
          "use /16 to /23, such as \"10.0.0.0/16\"");
      return;
    }
    if (prefix > SMALLEST_VPC) {
      problems.add(
          option,
          cidr,
          "is too small for public, private and database subnets in four zones, which take a /23",
          "use /16 to /23, such as \"10.0.0.0/16\"");
      return;
    }
    long network = address & -1L << (32 - prefix);
    if (network != address) {
      problems.add(
          option,
          cidr,
          "does not begin at its network address",
          "write \"" + dotted(network) + "/" + prefix + "\"");
      return;
    }
    for (Reserved reserved : RESERVED) {
      if (reserved.contains(address)) {
        problems.add(
            option,
            cidr,
            "lies in " + reserved.cidr() + ", which Amazon VPC reserves",
            "use a private range such as \"10.0.0.0/16\"");
      }
    }
  }

  private static String dotted(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
