package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.ObservabilityOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.Sidecars;
import org.jspecify.annotations.Nullable;

/** Whether the options of a service fit to what it runs on and to the alarms on it. */
final class ServiceChecks {
  private final Problems problems;
  private final Values capacity;
  private final @Nullable Values observability;

  ServiceChecks(Problems problems, Values capacity, @Nullable Values observability) {
    this.problems = problems;
    this.capacity = capacity;
    this.observability = observability;
  }

  /** Checks only a default count that no minimum replaces: one that was set was checked before. */
  void tasks(Values service) {
    Values scaling = service.find(ServiceOptions.AUTO_SCALING);
    if (scaling != null
        && !scaling.has(AutoScalingOptions.MIN_TASKS)
        && !service.has(ServiceOptions.DESIRED_COUNT)) {
      problems.ascending(
          service.setting(ServiceOptions.DESIRED_COUNT),
          scaling.setting(AutoScalingOptions.MAX_TASKS));
    }
  }

  /** Checks the ports of all containers; the service's own has none if nobody calls it. */
  void ports(Values service, @Nullable Number containerPort) {
    if (CapacityOptions.givesInterfaces(capacity)) {
      Sidecars.checkInterface(problems, service, containerPort);
    } else {
      Sidecars.checkInstance(problems, service);
    }
  }

  /** A deployment that may neither start a task nor stop one waits until it fails. */
  void roomToDeploy(Values service) {
    Values deployment = service.find(ServiceOptions.DEPLOYMENT);
    if (deployment == null
        || deployment.get(DeploymentOptions.MIN_HEALTHY_PERCENT).intValue() == 0) {
      return;
    }
    Setting least = ServiceOptions.leastTasks(service);
    Number tasks = least.value();
    if (tasks != null
        && !Tokens.isToken(tasks)
        && DeploymentOptions.stalls(deployment, tasks.intValue())) {
      problems.add(
          deployment.path(DeploymentOptions.MAX_HEALTHY_PERCENT),
          deployment.get(DeploymentOptions.MAX_HEALTHY_PERCENT),
          "with minHealthyPercent "
              + deployment.get(DeploymentOptions.MIN_HEALTHY_PERCENT)
              + " lets a deployment of "
              + least.option()
              + " "
              + least
              + " neither start a task nor stop one",
          "raise maxHealthyPercent, or lower minHealthyPercent");
    }
  }

  /**
   * Scaling keeps the tasks at its target, so a target above the alarm's limit would keep the alarm
   * on.
   */
  void cpuAlarm(Values service) {
    Values scaling = service.find(ServiceOptions.AUTO_SCALING);
    if (observability == null || scaling == null) {
      return;
    }
    Number target = AutoScalingOptions.cpuTarget(scaling);
    Setting alarm = observability.setting(ObservabilityOptions.CPU_PERCENT);
    if (alarm.value() != null
        && target != null
        && !Tokens.isToken(target)
        && !Tokens.isToken(alarm.value())
        && alarm.value().doubleValue() <= target.doubleValue()) {
      String option = scaling.path(AutoScalingOptions.CPU_UTILIZATION_PERCENT);
      problems.add(
          alarm.option(),
          alarm,
          "is not above " + option + " " + target + ", where scaling keeps the tasks",
          "set observability.cpuPercent higher, or " + option + " lower");
    }
  }
}
