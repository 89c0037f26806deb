package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.guard.ReachabilityCheck;
import io.github.threetierecs.internal.shared.Cdk;
import io.github.threetierecs.internal.synthesis.BlueprintAtSynthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;

/** Which CDKs are taken. That each of them works is shown by {@code .ci/window}. */
class CdkTest {
  @Test
  void theOldestIsTheOneThatThePomAsksFor() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<aws-cdk-lib.oldest>" + Cdk.OLDEST + "</aws-cdk-lib.oldest>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.245.0",
        "2.245.1",
        "2.1000.0",
        "2.245.0-alpha.3",
        "3.0.0",
        "10.0.0",
        "of our own"
      })
  void fromTheOldestOnAllAreTaken(String version) {
    assertThat(Cdk.refusal(version, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.244.9", "2.244.0", "2.99.0", "2.0.0", "2.0.0-rc.33", "1.204.0", "2"})
  void olderOnesAreRefused(String version) {
    assertThat(Cdk.refusal(version, null)).startsWith("three-tier-ecs-app needs aws-cdk-lib 2.245");
  }

  @Test
  void aRefusalIsOneLineOfWhatIsNeededWhatThereIsAndWhere() {
    assertThat(Cdk.refusal("2.240.0", "/repository/aws-cdk-lib-2.240.0.jar"))
        .isEqualTo(
            "three-tier-ecs-app needs aws-cdk-lib 2.245.0 or newer, but found 2.240.0"
                + " (/repository/aws-cdk-lib-2.240.0.jar); set the version of"
                + " software.amazon.awscdk:aws-cdk-lib in your build to 2.245.0 or newer");
    assertThat(Cdk.refusal(null, null))
        .isEqualTo(
            "three-tier-ecs-app needs aws-cdk-lib 2.245.0 or newer, but found none; set the version"
                + " of software.amazon.awscdk:aws-cdk-lib in your build to 2.245.0 or newer");
  }

  @Test
  void pluginsAreThereFromTheVersionOnThatTheInformationNames() {
    String version = App.class.getPackage().getImplementationVersion();
    int minor = Integer.parseInt(version.split("\\.", -1)[1]);

    assertThat(Cdk.hasValidationPlugins()).as(version).isEqualTo(minor >= 253);
    assertThat(ReachabilityCheck.NOT_LOOKED_AT)
        .isEqualTo(
            "who can reach whom, and whether what was added to the application works, is not"
                + " checked after synthesis, which needs aws-cdk-lib 2.253.0 or newer");
  }

  @Test
  void pluginsWriteFromTheVersionOnThatTheWarningNames() {
    assertThat(Cdk.letsPluginsWrite("2.257.0")).isFalse();
    assertThat(Cdk.letsPluginsWrite("2.258.0")).isTrue();
    assertThat(Cdk.letsPluginsWrite("2.1000.0")).isTrue();
    assertThat(BlueprintAtSynthesis.NOT_DRAWN)
        .isEqualTo(
            "the blueprint is not drawn at synthesis, which needs aws-cdk-lib 2.258.0 or newer;"
                + " update aws-cdk-lib, or draw what was synthesized: java -cp CLASSPATH"
                + " io.github.threetierecs.blueprint.Main cdk.out");
  }
}
