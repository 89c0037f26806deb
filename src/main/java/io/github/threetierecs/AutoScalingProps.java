package io.github.threetierecs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the number of a service's tasks follows its load. */
public final class AutoScalingProps {
  static final int CPU_PERCENT = 60;

  final @Nullable Number minTasks;
  final Number maxTasks;
  final Number cpuUtilizationPercent;

  private AutoScalingProps(Builder builder, Number maxTasks) {
    minTasks = builder.minTasks;
    this.maxTasks = maxTasks;
    cpuUtilizationPercent =
        builder.cpuUtilizationPercent == null ? CPU_PERCENT : builder.cpuUtilizationPercent;
  }

  /**
   * Starts with the default for every option but {@link Builder#maxTasks}.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets the bounds and the target of scaling. */
  public static final class Builder implements software.amazon.jsii.Builder<AutoScalingProps> {
    private final Problems problems = new Problems("autoScaling");
    private @Nullable Number minTasks;
    private @Nullable Number maxTasks;
    private @Nullable Number cpuUtilizationPercent;

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
    public Builder minTasks(Number minTasks) {
      this.minTasks = problems.given("minTasks", minTasks);
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
    public Builder maxTasks(Number maxTasks) {
      this.maxTasks = problems.given("maxTasks", maxTasks);
      return this;
    }

    /**
     * The average share of the reserved CPU, in percent, that scaling aims for.
     *
     * <p>Default: 60 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 100.
     *
     * @param cpuUtilizationPercent from 1 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html">Target
     *     tracking</a>
     */
    public Builder cpuUtilizationPercent(Number cpuUtilizationPercent) {
      this.cpuUtilizationPercent = problems.given("cpuUtilizationPercent", cpuUtilizationPercent);
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
      problems.ascending("minTasks", minTasks, "maxTasks", maxTasks);
      problems.refuse();
      return new AutoScalingProps(this, Objects.requireNonNull(maxTasks));
    }
  }
}
