package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;

/**
 * How the number of a service's tasks follows its load. With several targets, the one that asks for
 * the most tasks decides.
 */
public final class AutoScalingProps {
  static final int CPU_PERCENT = 60;

  final @Nullable Number minTasks;
  final Number maxTasks;

  /** Null if the CPU is no target. */
  final @Nullable Number cpuUtilizationPercent;

  final @Nullable Number memoryUtilizationPercent;
  final @Nullable Number requestsPerTarget;
  final @Nullable Duration scaleInCooldown;
  final @Nullable Duration scaleOutCooldown;
  final Map<String, ScalingSchedule> schedules;

  private AutoScalingProps(Builder builder, Number maxTasks) {
    minTasks = builder.minTasks;
    this.maxTasks = maxTasks;
    cpuUtilizationPercent = builder.cpuTarget();
    memoryUtilizationPercent = builder.memoryUtilizationPercent;
    requestsPerTarget = builder.requestsPerTarget;
    scaleInCooldown = builder.scaleInCooldown;
    scaleOutCooldown = builder.scaleOutCooldown;
    schedules = builder.schedules;
  }

  /**
   * Starts with the default for every option but {@link Builder#maxTasks}.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  /** Sets the bounds and the targets of scaling. */
  public static final class Builder implements software.amazon.jsii.Builder<AutoScalingProps> {
    private static final int A_DAY = 86_400;
    private static final String TARGET_A_METRIC =
        "leave scaleOnCpu out, or set memoryUtilizationPercent, requestsPerTarget or schedules";

    /** What Application Auto Scaling takes as the name of a scheduled action. */
    private static final Pattern NAME =
        Pattern.compile("[^\\p{Cntrl}:/| ]([^\\p{Cntrl}:/|]{0,254}[^\\p{Cntrl}:/| ])?");

    private final Problems problems = new Problems("autoScaling");
    private @Nullable Number minTasks;
    private @Nullable Number maxTasks;
    private @Nullable Boolean scaleOnCpu;
    private @Nullable Number cpuUtilizationPercent;
    private @Nullable Number memoryUtilizationPercent;
    private @Nullable Number requestsPerTarget;
    private @Nullable Duration scaleInCooldown;
    private @Nullable Duration scaleOutCooldown;
    private Map<String, ScalingSchedule> schedules = Map.of();

    private Builder() {}

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
      this.minTasks = minTasks;
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
      this.maxTasks = maxTasks;
      return this;
    }

    /**
     * Whether scaling aims for a use of the CPU. Switch it off to scale on memory, on requests or
     * by schedule alone.
     *
     * <p>Default: true in both profiles. It can be changed in place.
     *
     * <p>Refused: false beside {@link #cpuUtilizationPercent}, and false where nothing else scales.
     *
     * @param scaleOnCpu false to leave the CPU out
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html">Target
     *     tracking</a>
     */
    public Builder scaleOnCpu(@Nullable Boolean scaleOnCpu) {
      this.scaleOnCpu = scaleOnCpu;
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
      this.cpuUtilizationPercent = cpuUtilizationPercent;
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
      this.memoryUtilizationPercent = memoryUtilizationPercent;
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
      this.requestsPerTarget = requestsPerTarget;
      return this;
    }

    /**
     * How long scaling waits after it has taken tasks away before it takes away more.
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
      this.scaleInCooldown = scaleInCooldown;
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
      this.scaleOutCooldown = scaleOutCooldown;
      return this;
    }

    /**
     * Changes of the bounds at set times, by name: more tasks before the shop opens, fewer at
     * night. Bounds stay as a schedule set them until another one changes them, so schedules come
     * in pairs.
     *
     * <p>Default: none in both profiles. They can be changed in place. A change of {@link
     * #minTasks} or {@link #maxTasks} sets the bounds anew, until the next schedule.
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
      this.schedules = Problems.copyOf(schedules);
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
      problems.missing("maxTasks", maxTasks, "set the most tasks to scale out to");
      problems.wholeNumber(
          "minTasks", minTasks, 0, 5_000, "tasks", "set 2 to survive the loss of a zone");
      problems.wholeNumber(
          "maxTasks", maxTasks, 1, 5_000, "tasks", "set the most tasks to scale out to");
      problems.wholeNumber(
          "cpuUtilizationPercent",
          cpuUtilizationPercent,
          1,
          100,
          "percent",
          "set 60, or leave it out to get 60");
      problems.wholeNumber(
          "memoryUtilizationPercent",
          memoryUtilizationPercent,
          1,
          100,
          "percent",
          "set 70, or leave it out not to scale on memory");
      problems.wholeNumber(
          "requestsPerTarget",
          requestsPerTarget,
          1,
          1_000_000,
          "requests a minute",
          "set what one task serves with ease in a minute");
      problems.seconds(
          "scaleInCooldown", scaleInCooldown, 0, A_DAY, "set one such as Duration.minutes(5)");
      problems.seconds(
          "scaleOutCooldown", scaleOutCooldown, 0, A_DAY, "set one such as Duration.minutes(1)");
      problems.ascending("minTasks", minTasks, "maxTasks", maxTasks);
      checkTargets();
      schedules.forEach(this::checkSchedule);
      problems.refuse();
      return new AutoScalingProps(this, Objects.requireNonNull(maxTasks));
    }

    private @Nullable Number cpuTarget() {
      if (Boolean.FALSE.equals(scaleOnCpu)) {
        return null;
      }
      return cpuUtilizationPercent == null ? CPU_PERCENT : cpuUtilizationPercent;
    }

    private void checkTargets() {
      if (!Boolean.FALSE.equals(scaleOnCpu)) {
        return;
      }
      if (cpuUtilizationPercent != null) {
        problems.add(
            "scaleOnCpu",
            false,
            "contradicts autoScaling.cpuUtilizationPercent",
            "leave one of the two out");
      } else if (memoryUtilizationPercent == null && requestsPerTarget == null) {
        if (schedules.isEmpty()) {
          problems.add("scaleOnCpu", false, "leaves nothing to scale on", TARGET_A_METRIC);
        }
        checkCooldown("scaleInCooldown", scaleInCooldown);
        checkCooldown("scaleOutCooldown", scaleOutCooldown);
      }
    }

    private void checkCooldown(String option, @Nullable Duration cooldown) {
      if (cooldown != null) {
        problems.add(
            option, textOf(cooldown), "has no effect, since schedules do not wait", "leave it out");
      }
    }

    private static Object textOf(Duration cooldown) {
      try {
        return Problems.secondsOf(cooldown);
      } catch (RuntimeException tokenInAnotherUnit) {
        return cooldown;
      }
    }

    private void checkSchedule(@Nullable String name, @Nullable ScalingSchedule schedule) {
      if (name == null || !(NAME.matcher(name).matches() || Tokens.isToken(name))) {
        problems.add(
            "schedules",
            name,
            "is not a name that scheduled scaling takes",
            "use one such as \"morning\"");
      }
      String option = "schedules." + name;
      if (schedule == null) {
        problems.add(option, null, "is not a schedule", "leave it out");
        return;
      }
      Number min = schedule.getMinCapacity();
      Number max = schedule.getMaxCapacity();
      if (min == null && max == null) {
        String missing = "changes neither minCapacity nor maxCapacity";
        problems.add(
            option, schedule.getSchedule().getExpressionString(), missing, "set one of them");
      }
      String remedy = "set how many tasks there are to be";
      problems.wholeNumber(option + ".minCapacity", min, 0, 5_000, "tasks", remedy);
      problems.wholeNumber(option + ".maxCapacity", max, 0, 5_000, "tasks", remedy);
      problems.ascending(option + ".minCapacity", min, option + ".maxCapacity", max);
    }
  }
}
