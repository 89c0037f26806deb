package io.github.threetierecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.threetierecs.examples.quickstart.Quickstart;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;

/** Each example, as its {@code cdk.json} starts it, under cdk-nag's AwsSolutions rules. */
class NagTest {
  static Stream<Arguments> examples() {
    return Stream.of(example("quickstart", Quickstart::app));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void nothingIsLeftUnacknowledged(String name, Supplier<App> example) {
    App app = example.get();

    List<String> findings =
        new AwsSolutionsChecks(app)
            .validateScope(app).getViolations().stream()
                .flatMap(
                    violation ->
                        violation.getViolatingResources().stream()
                            .map(
                                resource ->
                                    violation.getRuleName()
                                        + " at "
                                        + resource.getConstructPath()
                                        + ": "
                                        + violation.getDescription()))
                .toList();

    assertThat(findings).isEmpty();
  }

  private static Arguments example(String name, Supplier<App> app) {
    return Arguments.of(name, app);
  }
}
