package io.github.threetierecs;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;

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

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("network.interfaceEndpoints", "0", "0", "7", () -> CHOSEN, NetworkOptions::interfaceEndpoints),
              new Effect("network.restrictDefaultSecurityGroup", "1", "0", "0", () -> CHOSEN, NetworkOptions::closers)),
          List.of(),
          List.of("network.interfaceEndpoints", "network.restrictDefaultSecurityGroup"));
  // spotless:on

  private NetworkOptions() {}

  private static String interfaceEndpoints(Anatomy app) {
    return String.valueOf(
        app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
            .filter(it -> it.text("VpcEndpointType").filter("Interface"::equals).isPresent())
            .count());
  }

  private static String closers(Anatomy app) {
    return String.valueOf(app.template.resourcesOfType("Custom::VpcRestrictDefaultSG").size());
  }
}
