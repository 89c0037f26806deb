package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.threetierecs.internal.observability.MaxConnections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxConnectionsTest {
  /** What instances of these sizes have reported. */
  @ParameterizedTest
  @CsvSource({
    "t3.micro, 66",
    "t3.small, 150",
    "t3.medium, 312",
    "m5.large, 648",
    "m6g.large, 648",
    "m5.xlarge, 1320",
    "r5.large, 1320",
  })
  void isWhatRdsSets(String type, int connections) {
    assertThat(MaxConnections.of(type).orElse(0))
        .isLessThanOrEqualTo(connections + 10)
        .isCloseTo(connections, within(connections / 20));
  }

  @ParameterizedTest
  @CsvSource({"m7g.16xlarge, 20753", "r6gd.12xlarge, 31129", "t4g.2xlarge, 2594"})
  void growsWithTheMemory(String type, int connections) {
    assertThat(MaxConnections.of(type)).hasValue(connections);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x2g.large", "c6gd.large", "m5.metal", "${Token[TOKEN.1]}", "m5.999xlarge", ""})
  void isNotGuessed(String type) {
    assertThat(MaxConnections.of(type)).isEmpty();
  }
}
