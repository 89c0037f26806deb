package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Subnet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A subnet that moves is replaced, and with it all that is in it. */
class SubnetStabilityTest {
  private static final Map<String, Place> WITH_TWO_ZONES =
      places(NetworkProps.builder().maxAzs(2).nat(NatStrategy.ONE_PER_AZ));

  @ParameterizedTest
  @CsvSource({"3", "4"})
  @Answers(Complaint.ZONES_MOVE_SUBNETS)
  void addingAZoneMovesNoSubnet(int maxAzs) {
    assertThat(places(NetworkProps.builder().maxAzs(maxAzs).nat(NatStrategy.ONE_PER_AZ)))
        .as("the subnets with %d zones, compared with those that there were with 2", maxAzs)
        .hasSize(3 * maxAzs)
        .containsAllEntriesOf(WITH_TWO_ZONES);
  }

  @Test
  void addingAZoneMovesNoSubnetOfTheSmallestVpc() {
    assertThat(places(NetworkProps.builder().maxAzs(4).cidr("10.0.0.0/23")))
        .containsAllEntriesOf(places(NetworkProps.builder().maxAzs(2).cidr("10.0.0.0/23")));
  }

  @Test
  @Answers(Complaint.ZONE_LIST_CHANGES)
  void namingAFurtherZoneMovesNoSubnet() {
    assertThat(places(named(3))).hasSize(9).containsAllEntriesOf(places(named(2)));
  }

  private static NetworkProps.Builder named(int zones) {
    return NetworkProps.builder().availabilityZones(DeployedZones.FRANKFURT.subList(0, zones));
  }

  @ParameterizedTest
  @EnumSource
  @Answers(Complaint.ZONES_MOVE_SUBNETS)
  void changingTheNatStrategyMovesNoSubnet(NatStrategy nat) {
    assertThat(places(NetworkProps.builder().maxAzs(2).nat(nat)))
        .as("the subnets with NAT strategy %s, compared with ONE_PER_AZ", nat)
        .isEqualTo(WITH_TWO_ZONES);
  }

  @ParameterizedTest
  @EnumSource
  void changingTheProfileMovesNoSubnet(Profile profile) {
    assertThat(places(Templates.of(profile)))
        .as("the subnets in %s", profile)
        .isEqualTo(WITH_TWO_ZONES);
  }

  private static Map<String, Place> places(NetworkProps.Builder network) {
    return places(Templates.with(props -> withEcrImages(props).network(network.build())));
  }

  private static Map<String, Place> places(Anatomy app) {
    return app.routes.subnets().stream()
        .map(
            subnet ->
                new Place(
                    subnet,
                    app.template
                        .resource(subnet.logicalId())
                        .text("MapPublicIpOnLaunch")
                        .orElse("")))
        .collect(Collectors.toMap(Place::logicalId, Function.identity()));
  }

  /** What no change may touch: all else of a subnet can be changed in place. */
  private record Place(String logicalId, String range, String zone, String publicAddresses) {
    Place(Subnet subnet, String publicAddresses) {
      this(subnet.logicalId(), subnet.cidr(), subnet.availabilityZone(), publicAddresses);
    }
  }

  private static ThreeTierEcsAppProps.Builder withEcrImages(ThreeTierEcsAppProps.Builder props) {
    return props
        .frontend(FrontendProps.builder().image(Templates.ecrImage("frontend")).build())
        .backend(BackendProps.builder().image(Templates.ecrImage("backend")).build());
  }
}
