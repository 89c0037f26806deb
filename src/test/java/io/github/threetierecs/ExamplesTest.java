package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each example as it was synthesized. {@code .ci/checks} does that, and says where: {@code
 * -Dexamples.synthesized=examples/quickstart/cdk.out,examples/production/cdk.out}.
 */
@EnabledIfSystemProperty(named = "examples.synthesized", matches = ".+")
class ExamplesTest {
  static Stream<Path> directories() {
    return Arrays.stream(System.getProperty("examples.synthesized").split(",", -1)).map(Path::of);
  }

  @ParameterizedTest
  @MethodSource("directories")
  void nobodyReachesOrMayDoWhatIsNotTheirs(Path directory) {
    assertThat(AssemblyLaws.violationsIn(directory)).isEmpty();
  }
}
