package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.MemoryUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.RequestCountScalingProps;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;

/** The number of a tier's tasks, if it follows the load. */
public final class TierScaling {
  private final String tier;
  private final @Nullable ScalableTaskCount tasks;

  /**
   * Lets the number follow.
   *
   * @param targetGroup where requests are counted; null if nobody calls the service
   */
  TierScaling(Values service, Ec2Service created, @Nullable ApplicationTargetGroup targetGroup) {
    tier = service.path();
    Values scaling = service.find(ServiceOptions.AUTO_SCALING);
    tasks = scaling == null ? null : bounded(service, scaling, created);
    if (scaling != null && tasks != null) {
      follow(scaling, tasks, targetGroup);
    }
  }

  public ScalableTaskCount orThrow() {
    if (tasks == null) {
      throw new IllegalStateException(
          "The number of tasks is scaled only with %1$s.autoScaling; set %1$s.autoScaling"
              .formatted(tier));
    }
    return tasks;
  }

  private static ScalableTaskCount bounded(Values service, Values scaling, Ec2Service created) {
    return created.autoScaleTaskCount(
        EnableScalingProps.builder()
            .minCapacity(ServiceOptions.leastTasks(service).value())
            .maxCapacity(scaling.get(AutoScalingOptions.MAX_TASKS))
            .build());
  }

  private static void follow(
      Values scaling, ScalableTaskCount tasks, @Nullable ApplicationTargetGroup targetGroup) {
    // They are written even if they are AWS's defaults, as everything is that an option sets.
    Duration scaleIn = scaling.get(AutoScalingOptions.SCALE_IN_COOLDOWN);
    Duration scaleOut = scaling.get(AutoScalingOptions.SCALE_OUT_COOLDOWN);
    Number cpu = AutoScalingOptions.cpuTarget(scaling);
    if (cpu != null) {
      tasks.scaleOnCpuUtilization(
          "Cpu",
          CpuUtilizationScalingProps.builder()
              .targetUtilizationPercent(cpu)
              .scaleInCooldown(scaleIn)
              .scaleOutCooldown(scaleOut)
              .build());
    }
    Number memory = scaling.find(AutoScalingOptions.MEMORY_UTILIZATION_PERCENT);
    if (memory != null) {
      tasks.scaleOnMemoryUtilization(
          "Memory",
          MemoryUtilizationScalingProps.builder()
              .targetUtilizationPercent(memory)
              .scaleInCooldown(scaleIn)
              .scaleOutCooldown(scaleOut)
              .build());
    }
    Number requests = scaling.find(AutoScalingOptions.REQUESTS_PER_TARGET);
    if (requests != null && targetGroup != null) {
      tasks.scaleOnRequestCount(
          "Requests",
          RequestCountScalingProps.builder()
              .requestsPerTarget(requests)
              .targetGroup(targetGroup)
              .scaleInCooldown(scaleIn)
              .scaleOutCooldown(scaleOut)
              .build());
    }
    scaling.get(AutoScalingOptions.SCHEDULES).forEach(tasks::scaleOnSchedule);
  }
}
