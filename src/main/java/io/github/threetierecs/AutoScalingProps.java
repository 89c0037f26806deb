package io.github.threetierecs;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;

/**
 * How the number of a service's tasks follows its load. With several targets, the one that requires
 * the most tasks decides, and tasks are stopped only when all targets allow it. A deployment never
 * resets the number of tasks that scaling has reached.
 */
public final class AutoScalingProps {
  final Values values;

  private AutoScalingProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option but {@link Builder#maxTasks}.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with what these options are set to.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the bounds and the targets of scaling. */
  public static final class Builder implements software.amazon.jsii.Builder<AutoScalingProps> {
    private static final String TARGET_A_METRIC =
        "leave scaleOnCpu out, or set memoryUtilizationPercent, requestsPerTarget or schedules";

    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * The least number of tasks.
     *
     * <p>Default: the service's {@code desiredCount}. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 0 to 5 000, and more than {@link #maxTasks}.
     *
     * @param minTasks from 0 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html">RegisterScalableTarget</a>
     */
    public Builder minTasks(@Nullable Number minTasks) {
      values.set(AutoScalingOptions.MIN_TASKS, minTasks);
      return this;
    }

    /**
     * The most tasks.
     *
     * <p>Required. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 5 000, and less than {@link #minTasks}.
     *
     * @param maxTasks from 1 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html">RegisterScalableTarget</a>
     */
    public Builder maxTasks(@Nullable Number maxTasks) {
      values.set(AutoScalingOptions.MAX_TASKS, maxTasks);
      return this;
    }

    /**
     * Whether scaling follows the CPU utilization. Switch it off to scale on memory, on requests or
     * by schedule only.
     *
     * <p>Default: true in both profiles. It can be changed in place.
     *
     * <p>Refused: false together with {@link #cpuUtilizationPercent}, and false if nothing else
     * scales.
     *
     * @param scaleOnCpu false to leave the CPU out
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html">Target
     *     tracking</a>
     */
    public Builder scaleOnCpu(@Nullable Boolean scaleOnCpu) {
      values.set(AutoScalingOptions.SCALE_ON_CPU, scaleOnCpu);
      return this;
    }

    /**
     * The average share of the reserved CPU, in percent, that scaling aims for.
     *
     * <p>Default: 60 in both profiles, unless {@link #scaleOnCpu} is false. It can be changed in
     * place.
     *
     * <p>Refused: anything but a whole number from 1 to 100.
     *
     * @param cpuUtilizationPercent from 1 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html">Target
     *     tracking</a>
     */
    public Builder cpuUtilizationPercent(@Nullable Number cpuUtilizationPercent) {
      values.set(AutoScalingOptions.CPU_UTILIZATION_PERCENT, cpuUtilizationPercent);
      return this;
    }

    /**
     * The average share of the reserved memory, in percent, that scaling aims for. An application
     * that keeps the memory it once took, as a JVM does with its heap, is never scaled in by it.
     *
     * <p>Default: the memory is no target, in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 100.
     *
     * @param memoryUtilizationPercent from 1 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html">Target
     *     tracking</a>
     */
    public Builder memoryUtilizationPercent(@Nullable Number memoryUtilizationPercent) {
      values.set(AutoScalingOptions.MEMORY_UTILIZATION_PERCENT, memoryUtilizationPercent);
      return this;
    }

    /**
     * The requests a minute and task that scaling aims for, as the load balancer counts them.
     *
     * <p>Default: the requests are no target, in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 1 000 000.
     *
     * @param requestsPerTarget from 1 to 1 000 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html">Target
     *     tracking</a>
     */
    public Builder requestsPerTarget(@Nullable Number requestsPerTarget) {
      values.set(AutoScalingOptions.REQUESTS_PER_TARGET, requestsPerTarget);
      return this;
    }

    /**
     * How long scaling waits after it has stopped tasks before it stops more.
     *
     * <p>Default: 300 seconds in both profiles, which is AWS's own. It can be changed in place.
     *
     * <p>Refused: anything but whole seconds from 0 to 86 400; beside no target to track.
     *
     * @param scaleInCooldown such as {@code Duration.minutes(10)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html">Cooldown
     *     periods</a>
     */
    public Builder scaleInCooldown(@Nullable Duration scaleInCooldown) {
      values.set(AutoScalingOptions.SCALE_IN_COOLDOWN, scaleInCooldown);
      return this;
    }

    /**
     * How long scaling counts tasks that it has added as not there yet. Set about what a task takes
     * to start: too short a time adds too many.
     *
     * <p>Default: 300 seconds in both profiles, which is AWS's own. It can be changed in place.
     *
     * <p>Refused: anything but whole seconds from 0 to 86 400; beside no target to track.
     *
     * @param scaleOutCooldown such as {@code Duration.minutes(1)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html">Cooldown
     *     periods</a>
     */
    public Builder scaleOutCooldown(@Nullable Duration scaleOutCooldown) {
      values.set(AutoScalingOptions.SCALE_OUT_COOLDOWN, scaleOutCooldown);
      return this;
    }

    /**
     * Changes of the bounds at set times, by name: more tasks before the shop opens, fewer at
     * night. Bounds stay as a schedule set them until another one changes them, so schedules come
     * in pairs.
     *
     * <p>Default: none in both profiles. They can be changed in place. A change of {@link
     * #minTasks} or {@link #maxTasks} sets the bounds again, until the next schedule.
     *
     * <p>Refused: an empty name, one with more than 256 characters or with {@code :}, {@code /} or
     * {@code |} in it; a schedule that changes neither bound, bounds that are no whole numbers from
     * 0 to 5 000, and a least number of tasks above the most.
     *
     * @param schedules schedules by name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html">Scheduled
     *     scaling</a>
     */
    public Builder schedules(@Nullable Map<String, ScalingSchedule> schedules) {
      values.set(
          AutoScalingOptions.SCHEDULES, schedules == null ? null : Problems.copyOf(schedules));
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public AutoScalingProps build() {
      return new AutoScalingProps(values.checked("autoScaling", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      AutoScalingOptions.checkRequired(problems, chosen);
      problems.ascending(
          AutoScalingOptions.MIN_TASKS.name(),
          chosen.find(AutoScalingOptions.MIN_TASKS),
          AutoScalingOptions.MAX_TASKS.name(),
          chosen.find(AutoScalingOptions.MAX_TASKS));
      if (Boolean.FALSE.equals(chosen.find(AutoScalingOptions.SCALE_ON_CPU))) {
        checkOtherTargets(problems, chosen);
      }
    }

    private static void checkOtherTargets(Problems problems, Values chosen) {
      String option = AutoScalingOptions.SCALE_ON_CPU.name();
      if (chosen.has(AutoScalingOptions.CPU_UTILIZATION_PERCENT)) {
        problems.add(
            option,
            false,
            "contradicts autoScaling.cpuUtilizationPercent",
            "leave one of the two out");
      } else if (!chosen.has(AutoScalingOptions.MEMORY_UTILIZATION_PERCENT)
          && !chosen.has(AutoScalingOptions.REQUESTS_PER_TARGET)) {
        Map<String, ScalingSchedule> schedules = chosen.find(AutoScalingOptions.SCHEDULES);
        if (schedules == null || schedules.isEmpty()) {
          problems.add(option, false, "leaves nothing to scale on", TARGET_A_METRIC);
        }
        checkCooldown(problems, chosen, AutoScalingOptions.SCALE_IN_COOLDOWN);
        checkCooldown(problems, chosen, AutoScalingOptions.SCALE_OUT_COOLDOWN);
      }
    }

    private static void checkCooldown(Problems problems, Values chosen, Option<Duration> option) {
      Duration cooldown = chosen.find(option);
      if (cooldown != null) {
        problems.add(
            option.name(),
            textOf(cooldown),
            "has no effect, since schedules do not wait",
            "leave it out");
      }
    }

    private static Object textOf(Duration cooldown) {
      try {
        return Problems.secondsOf(cooldown);
      } catch (RuntimeException tokenInAnotherUnit) {
        return cooldown;
      }
    }
  }
}
