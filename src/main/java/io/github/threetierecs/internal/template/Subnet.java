package io.github.threetierecs.internal.template;

import java.util.Optional;

/**
 * A subnet and where it leads.
 *
 * @param logicalId its name in the template
 * @param kind what it is by its default route
 * @param availabilityZone the text of its availability zone, such as {@code eu-west-1a} or {@code
 *     zones(${AWS::Region})[0]}; empty if the template leaves the zone to AWS
 * @param cidr the text of its IPv4 range; empty if the template names none
 * @param defaultRouteTarget the logical id of the gateway that its default route leads to, or the
 *     text of the target if that is not in the template
 */
public record Subnet(
    String logicalId,
    SubnetKind kind,
    String availabilityZone,
    String cidr,
    Optional<String> defaultRouteTarget) {}
