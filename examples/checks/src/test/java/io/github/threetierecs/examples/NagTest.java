package io.github.threetierecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.HIPAASecurityChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.PCIDSS321Checks;
import io.github.threetierecs.examples.existingvpc.ExistingVpc;
import io.github.threetierecs.examples.guestbook.Guestbook;
import io.github.threetierecs.examples.production.Production;
import io.github.threetierecs.examples.quickstart.Quickstart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Each example, as its {@code cdk.json} starts it, under the packs of cdk-nag. */
class NagTest {
  /**
   * Its profile leaves out what costs money, and it is for nobody's data: the packs are about the
   * same stack with {@code PRODUCTION}.
   */
  private static final String DEVELOPMENT = " at GuestbookDev/";

  static Stream<Arguments> examples() {
    return Stream.of(
        example("quickstart", Quickstart::app),
        example("existing-vpc", ExistingVpc::app),
        example("production", Production::app),
        example(
            "guestbook",
            () -> Guestbook.app(Path.of("..", "guestbook"), AppProps.builder().build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void nothingIsLeftUnacknowledged(String name, Supplier<App> example) {
    App app = example.get();

    List<String> findings =
        Stream.of(
                new AwsSolutionsChecks(app),
                new NIST80053R5Checks(app),
                new HIPAASecurityChecks(app),
                new PCIDSS321Checks(app))
            .flatMap(pack -> pack.validateScope(app).getViolations().stream())
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
            .filter(finding -> !finding.contains(DEVELOPMENT))
            .toList();

    assertThat(findings).isEmpty();
  }

  @Test
  void everyExampleIsHere() throws IOException {
    try (Stream<Path> configurations = Files.find(Path.of(".."), 2, NagTest::isConfiguration)) {
      assertThat(examples().map(example -> example.get()[0]))
          .containsExactlyInAnyOrderElementsOf(
              configurations.map(path -> path.getParent().getFileName().toString()).toList());
    }
  }

  private static boolean isConfiguration(Path path, BasicFileAttributes attributes) {
    return path.endsWith("cdk.json");
  }

  private static Arguments example(String name, Supplier<App> app) {
    return Arguments.of(name, app);
  }
}
