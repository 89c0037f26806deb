package io.github.threetierecs;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.CronOptions;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;

/** Scaling to test with, and what became of it. */
final class Scaling {
  static final String CONFIGURATION = "TargetTrackingScalingPolicyConfiguration.";
  private static final Schedule AT_SIX =
      Schedule.cron(CronOptions.builder().hour("6").minute("0").build());

  private Scaling() {}

  static ScalingSchedule to(Number min, Number max) {
    return ScalingSchedule.builder().schedule(AT_SIX).minCapacity(min).maxCapacity(max).build();
  }

  static AutoScalingProps scaling() {
    return AutoScalingProps.builder()
        .maxTasks(10)
        .scaleOnCpu(false)
        .memoryUtilizationPercent(70)
        .requestsPerTarget(500)
        .scaleInCooldown(Duration.minutes(10))
        .scaleOutCooldown(Duration.minutes(1))
        .schedules(Map.of("morning", to(4, 10)))
        .build();
  }

  /** The policies that scale a tier. */
  static List<Resource> policies(Anatomy app, Anatomy.Tier tier) {
    return app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalingPolicy").stream()
        .filter(it -> app.referent(it, "ScalingTargetId").equals(target(app, tier)))
        .toList();
  }

  static Resource target(Anatomy app, Anatomy.Tier tier) {
    return Anatomy.theOnly(
        app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalableTarget").stream()
            .filter(it -> it.text("ResourceId").orElse("").contains(tier.service().logicalId()))
            .toList());
  }

  static String metric(Resource policy) {
    return policy
        .text(CONFIGURATION + "PredefinedMetricSpecification.PredefinedMetricType")
        .orElse("not set");
  }
}
