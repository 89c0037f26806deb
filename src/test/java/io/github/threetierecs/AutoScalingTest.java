package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;

/** The number of tasks follows what it is told to. */
class AutoScalingTest {
  private static final Anatomy APP =
      Templates.with(
          props ->
              props
                  .frontend(Templates.frontend().autoScaling(everything()).build())
                  .backend(
                      Templates.backend()
                          .autoScaling(
                              AutoScalingProps.builder()
                                  .maxTasks(4)
                                  .scaleOnCpu(false)
                                  .schedules(
                                      Map.of(
                                          "holiday", Scaling.to(0, 0),
                                          "back", Scaling.to(2, 4)))
                                  .build())
                          .build()));

  private static AutoScalingProps everything() {
    Map<String, ScalingSchedule> schedules = new LinkedHashMap<>();
    schedules.put(
        "morning",
        ScalingSchedule.builder()
            .schedule(Schedule.expression("cron(0 7 ? * MON-FRI *)"))
            .timeZone(TimeZone.EUROPE_BERLIN)
            .minCapacity(4)
            .build());
    schedules.put(
        "evening",
        ScalingSchedule.builder()
            .schedule(Schedule.expression("cron(0 20 ? * MON-FRI *)"))
            .minCapacity(2)
            .build());
    return AutoScalingProps.builder()
        .maxTasks(10)
        .cpuUtilizationPercent(50)
        .memoryUtilizationPercent(80)
        .requestsPerTarget(1_000)
        .schedules(schedules)
        .build();
  }

  @Test
  void severalTargetsScaleTogether() {
    assertThat(Scaling.policies(APP, APP.frontend()))
        .extracting(Scaling::metric)
        .containsExactlyInAnyOrder(
            "ECSServiceAverageCPUUtilization",
            "ECSServiceAverageMemoryUtilization",
            "ALBRequestCountPerTarget");
  }

  @Test
  void requestsAreThoseOfTheTiersOwnLoadBalancerAndTargetGroup() {
    Resource policy =
        Anatomy.theOnly(
            Scaling.policies(APP, APP.frontend()).stream()
                .filter(it -> Scaling.metric(it).equals("ALBRequestCountPerTarget"))
                .toList());
    String path = "TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.";
    Object label = policy.property(path + "ResourceLabel").orElseThrow();

    assertThat(Text.of(label))
        .contains(APP.frontend().listener().logicalId())
        .endsWith("/${" + APP.frontend().targetGroup().logicalId() + ".TargetGroupFullName}");
  }

  @Test
  void withoutTheCpuNothingButTheScheduleScales() {
    assertThat(Scaling.policies(APP, APP.backend())).isEmpty();
    assertThat(Scaling.target(APP, APP.backend()).list("ScheduledActions")).hasSize(2);
  }

  @Test
  void schedulesHaveTheirNameTimeAndZone() {
    assertThat(Scaling.target(APP, APP.frontend()).list("ScheduledActions"))
        .isEqualTo(
            List.of(
                Map.of(
                    "ScheduledActionName",
                    "evening",
                    "Schedule",
                    "cron(0 20 ? * MON-FRI *)",
                    "ScalableTargetAction",
                    Map.of("MinCapacity", 2)),
                Map.of(
                    "ScheduledActionName",
                    "morning",
                    "Schedule",
                    "cron(0 7 ? * MON-FRI *)",
                    "Timezone",
                    "Europe/Berlin",
                    "ScalableTargetAction",
                    Map.of("MinCapacity", 4))));
  }

  @Test
  @Answers(Complaint.DEPLOYMENT_RESETS_THE_COUNT)
  void noDeploymentResetsTheNumberOfTasks() {
    assertThat(APP.frontend().service().has("DesiredCount")).isFalse();
    assertThat(APP.backend().service().has("DesiredCount")).isFalse();
  }

  @Test
  void theCpuIsNoTargetAndHasOne() {
    assertRefused(
        AutoScalingProps.builder()
            .maxTasks(4)
            .scaleOnCpu(false)
            .cpuUtilizationPercent(50)
            .memoryUtilizationPercent(50),
        "autoScaling.scaleOnCpu: false contradicts autoScaling.cpuUtilizationPercent; leave one of"
            + " the two out");
  }

  @Test
  void aCooldownThatNothingWaitsFor() {
    assertRefused(
        AutoScalingProps.builder()
            .maxTasks(4)
            .scaleOnCpu(false)
            .schedules(Map.of("morning", Scaling.to(1, 2)))
            .scaleInCooldown(Duration.seconds(30)),
        "autoScaling.scaleInCooldown: 30 has no effect, since schedules do not wait; leave it out");
    assertRefused(
        AutoScalingProps.builder()
            .maxTasks(4)
            .scaleOnCpu(false)
            .schedules(Map.of("morning", Scaling.to(1, 2)))
            .scaleInCooldown(Duration.millis(1_500)),
        """
        2 problems:
          - autoScaling.scaleInCooldown: 1.5 is not a whole number from 0 to 86 400 seconds; set \
        one such as Duration.minutes(5)
          - autoScaling.scaleInCooldown: 1.5 has no effect, since schedules do not wait; leave it \
        out\
        """);
  }

  @Test
  void everyBadScheduleIsNamed() {
    Map<String, ScalingSchedule> schedules = new LinkedHashMap<>();
    schedules.put("never", Collections.<ScalingSchedule>singletonList(null).get(0));
    schedules.put("odd", Scaling.to(3, 2));
    schedules.put("half", Scaling.to(0.5, 5_001));
    schedules.put(
        "idle", ScalingSchedule.builder().schedule(Schedule.expression("rate(1 day)")).build());

    assertRefused(
        AutoScalingProps.builder().maxTasks(4).schedules(schedules),
        """
        5 problems:
          - autoScaling.schedules.half.minCapacity: 0.5 is not a whole number from 0 to 5 000 \
        tasks; set the number of tasks
          - autoScaling.schedules.half.maxCapacity: 5001 is not a whole number from 0 to 5 000 \
        tasks; set the number of tasks
          - autoScaling.schedules.idle: "rate(1 day)" changes neither minCapacity nor maxCapacity; \
        set one of them
          - autoScaling.schedules.never: null is not a schedule; leave it out
          - autoScaling.schedules.odd.minCapacity: 3 is above autoScaling.schedules.odd.maxCapacity \
        2; set autoScaling.schedules.odd.minCapacity to at most 2, or \
        autoScaling.schedules.odd.maxCapacity to at least 3\
        """);
  }

  @Test
  void withoutScalingTheGetterNamesTheOption() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());

    assertThatIllegalStateException()
        .isThrownBy(app.getBackend()::getScaling)
        .withMessage(
            "The number of tasks is scaled only with backend.autoScaling; set"
                + " backend.autoScaling");
  }

  private static void assertRefused(AutoScalingProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
