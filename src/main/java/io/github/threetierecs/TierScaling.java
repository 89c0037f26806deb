package io.github.threetierecs;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.MemoryUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.RequestCountScalingProps;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;

/** How many tasks a tier has, if their number follows the load. */
final class TierScaling {
  private final String tier;
  private final @Nullable ScalableTaskCount tasks;

  TierScaling(
      ServiceProps props, Profile profile, Ec2Service service, ApplicationTargetGroup targetGroup) {
    tier = props.tier;
    AutoScalingProps scaling = props.autoScaling;
    tasks = scaling == null ? null : bounded(scaling, props, profile, service);
    if (scaling != null && tasks != null) {
      follow(scaling, tasks, targetGroup, profile);
    }
  }

  ScalableTaskCount orThrow() {
    if (tasks == null) {
      throw new IllegalStateException(
          "The number of tasks follows something only with %1$s.autoScaling; set %1$s.autoScaling"
              .formatted(tier));
    }
    return tasks;
  }

  private static ScalableTaskCount bounded(
      AutoScalingProps scaling, ServiceProps props, Profile profile, Ec2Service service) {
    return service.autoScaleTaskCount(
        EnableScalingProps.builder()
            .minCapacity(
                scaling.minTasks != null
                    ? scaling.minTasks
                    : Defaults.DESIRED_COUNT.unless(props.desiredCount, profile))
            .maxCapacity(scaling.maxTasks)
            .build());
  }

  private static void follow(
      AutoScalingProps scaling,
      ScalableTaskCount tasks,
      ApplicationTargetGroup targetGroup,
      Profile profile) {
    // Written even where they are AWS's own, as everything is that an option sets.
    Duration scaleIn =
        Defaults.seconds(scaling.scaleInCooldown, Defaults.SCALING_COOLDOWN_SECONDS, profile);
    Duration scaleOut =
        Defaults.seconds(scaling.scaleOutCooldown, Defaults.SCALING_COOLDOWN_SECONDS, profile);
    if (scaling.cpuUtilizationPercent != null) {
      tasks.scaleOnCpuUtilization(
          "Cpu",
          CpuUtilizationScalingProps.builder()
              .targetUtilizationPercent(scaling.cpuUtilizationPercent)
              .scaleInCooldown(scaleIn)
              .scaleOutCooldown(scaleOut)
              .build());
    }
    if (scaling.memoryUtilizationPercent != null) {
      tasks.scaleOnMemoryUtilization(
          "Memory",
          MemoryUtilizationScalingProps.builder()
              .targetUtilizationPercent(scaling.memoryUtilizationPercent)
              .scaleInCooldown(scaleIn)
              .scaleOutCooldown(scaleOut)
              .build());
    }
    if (scaling.requestsPerTarget != null) {
      tasks.scaleOnRequestCount(
          "Requests",
          RequestCountScalingProps.builder()
              .requestsPerTarget(scaling.requestsPerTarget)
              .targetGroup(targetGroup)
              .scaleInCooldown(scaleIn)
              .scaleOutCooldown(scaleOut)
              .build());
    }
    scaling.schedules.forEach(tasks::scaleOnSchedule);
  }
}
