package io.github.threetierecs.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VpcLayoutTest {
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 19, 20, 21, 22, 23})
  void everyRangeThatIsAcceptedHoldsFourZones(int prefix) {
    VpcLayout layout = VpcLayout.of("10.0.0.0/" + prefix);

    long privateAddresses = VpcLayout.AZ_SLOTS * addresses(layout.privateMask());
    long edgeAddresses = 2 * VpcLayout.AZ_SLOTS * addresses(layout.edgeMask());
    assertThat(privateAddresses).isEqualTo(addresses(prefix) / 2);
    assertThat(privateAddresses + edgeAddresses).isLessThanOrEqualTo(addresses(prefix));
    assertThat(layout.edgeMask()).as("what a load balancer wants").isLessThanOrEqualTo(27);
  }

  private static long addresses(int mask) {
    return 1L << (32 - mask);
  }
}
