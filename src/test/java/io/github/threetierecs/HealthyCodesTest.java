package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.service.Placeholder;
import org.junit.jupiter.api.Test;

/** By which status codes a task is healthy. */
class HealthyCodesTest {
  @Test
  @Answers(Complaint.HEALTH_CHECK_RESET)
  void successCodesLeavePathAndIntervalsAsTheyAre() {
    Anatomy app =
        Templates.with(
            props ->
                props.backend(
                    Templates.backend()
                        .healthCheckPath("/sign-in")
                        .healthyHttpCodes("200,302")
                        .build()));

    assertThat(app.backend().targetGroup().text("Matcher.HttpCode")).contains("200,302");
    assertThat(app.backend().targetGroup().text("HealthCheckPath")).contains("/sign-in");
    assertThat(app.backend().targetGroup().text("HealthCheckIntervalSeconds")).contains("5");
    assertThat(app.frontend().targetGroup().text("Matcher.HttpCode"))
        .as("the other tier's codes, which are written because ELB keeps what is left out")
        .contains("200");
  }

  @Test
  void codesAndRangesAreTaken() {
    assertThat(Templates.backend().healthyHttpCodes("200").build()).isNotNull();
    assertThat(Templates.backend().healthyHttpCodes("200-299,301,404-499").build()).isNotNull();
  }

  @Test
  void thePlaceholderAnswersOneOfThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            BackendProps.builder().image(Placeholder.image()).healthyHttpCodes("204,301-303")
                ::build)
        .withMessage(
            "backend.healthyHttpCodes: \"204,301-303\" do not contain 200, which is what the"
                + " placeholder answers; leave it out until an image is pushed");
    assertThat(
            BackendProps.builder().image(Placeholder.image()).healthyHttpCodes("200-299").build())
        .isNotNull();
  }
}
