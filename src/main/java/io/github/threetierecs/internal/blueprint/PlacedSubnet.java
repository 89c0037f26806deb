package io.github.threetierecs.internal.blueprint;

/**
 * A subnet.
 *
 * @param id its stack and its logical id, or what the template says of one from outside the
 *     assembly, such as {@code subnet-0123456789abcdef0}
 * @param vpc the id of its VPC; empty for a subnet from outside the assembly
 * @param layer {@link Layer#PUBLIC}, {@link Layer#PRIVATE} or {@link Layer#DATABASE}
 * @param zone its Availability Zone, as in {@link Plan#zones}
 * @param cidr its range of addresses; empty if the template names none
 * @param known whether it is a resource of the assembly. Of another one the layer follows from what
 *     is placed in it, and the zone from its position in the lists of subnets
 */
public record PlacedSubnet(
    String id, String vpc, Layer layer, String zone, String cidr, boolean known) {}
