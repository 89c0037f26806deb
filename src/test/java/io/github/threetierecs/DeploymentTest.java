package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.options.DeploymentOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Duration;

/** How a new version takes over, where it is not as usual. */
class DeploymentTest {
  private static final DeploymentProps TIGHT =
      DeploymentProps.builder().minHealthyPercent(50).maxHealthyPercent(100).build();

  private static Anatomy.Tier backend(DeploymentProps deployment) {
    return Templates.with(
            props -> props.backend(Templates.backend().deployment(deployment).build()))
        .backend();
  }

  @Test
  void aDeploymentWithoutRoomToSpareStopsTasksFirst() {
    Anatomy.Tier backend = backend(TIGHT);

    assertThat(backend.service().text("DeploymentConfiguration.MaximumPercent")).contains("100");
    assertThat(backend.service().text("DeploymentConfiguration.MinimumHealthyPercent"))
        .contains("50");
  }

  @Test
  void withoutRoomToSpareTasksDoNotMoveBetweenZones() {
    assertThat(backend(TIGHT).service().text("AvailabilityZoneRebalancing")).contains("DISABLED");
  }

  @ParameterizedTest
  @CsvSource({"20, not set", "30, not set", "31, 31", "300, 300"})
  void aContainerHasAsLongToStopAsItsRequestsHave(int seconds, String stopTimeout) {
    DeploymentProps deployment =
        DeploymentProps.builder().drainTime(Duration.seconds(seconds)).build();
    Anatomy.Tier backend = backend(deployment);

    assertThat(backend.container("StopTimeout")).isEqualTo(stopTimeout);
    assertThat(backend.targetGroupAttribute("deregistration_delay.timeout_seconds"))
        .isEqualTo(String.valueOf(seconds));
  }

  @Test
  void aDeploymentThatCanNeitherStartNorStopATaskIsRefused() {
    ThreeTierEcsAppProps.Builder props =
        Templates.props()
            .profile(Profile.DEVELOPMENT)
            .backend(Templates.backend().deployment(TIGHT).build());

    assertThatIllegalArgumentException()
        .isThrownBy(props::build)
        .withMessage(
            "backend.deployment.maxHealthyPercent: 100 with minHealthyPercent 50 lets a deployment"
                + " of backend.desiredCount 1 (the default of DEVELOPMENT) neither start a task"
                + " nor stop one; raise maxHealthyPercent, or lower minHealthyPercent");
  }

  @Test
  void allTasksAndNoneMoreIsRefused() {
    DeploymentProps.Builder deployment = DeploymentProps.builder().maxHealthyPercent(100);

    assertThatIllegalArgumentException()
        .isThrownBy(deployment::build)
        .withMessage(
            "deployment.maxHealthyPercent: 100 with minHealthyPercent 100 lets a deployment neither"
                + " start a task nor stop one; set minHealthyPercent to 50 as well, or leave both"
                + " out");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 200, 1, false",
    "50, 100, 1, true",
    "50, 100, 2, false",
    "75, 125, 2, true",
    "75, 125, 4, false",
    "0, 100, 1, false",
    "50, 100, 0, false"
  })
  void whatStallsFollowsFromHowEcsRounds(int min, int max, int tasks, boolean stalls) {
    DeploymentProps deployment =
        DeploymentProps.builder().minHealthyPercent(min).maxHealthyPercent(max).build();

    assertThat(DeploymentOptions.stalls(deployment.values.in(Profile.PRODUCTION), tasks))
        .isEqualTo(stalls);
  }
}
