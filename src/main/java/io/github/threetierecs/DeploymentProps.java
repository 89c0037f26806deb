package io.github.threetierecs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IAlarm;

/** How a new version of a service takes over from the old one. */
public final class DeploymentProps {
  final @Nullable Number minHealthyPercent;
  final @Nullable Number maxHealthyPercent;
  final @Nullable Duration drainTime;
  final List<IAlarm> alarms;

  private DeploymentProps(Builder builder) {
    minHealthyPercent = builder.minHealthyPercent;
    maxHealthyPercent = builder.maxHealthyPercent;
    drainTime = builder.drainTime;
    alarms = Collections.unmodifiableList(new ArrayList<>(builder.alarms));
  }

  /**
   * Starts with the default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  Number minHealthyPercent() {
    return minHealthyPercent == null
        ? Defaults.MIN_HEALTHY_PERCENT.in(Profile.PRODUCTION)
        : minHealthyPercent;
  }

  Number maxHealthyPercent() {
    return maxHealthyPercent == null
        ? Defaults.MAX_HEALTHY_PERCENT.in(Profile.PRODUCTION)
        : maxHealthyPercent;
  }

  /**
   * Whether a deployment of so many tasks can neither start a new one nor stop an old one. ECS
   * rounds the least number up, and the most down.
   */
  boolean stalls(int tasks) {
    double least = Math.ceil(tasks * minHealthyPercent().doubleValue() / 100);
    double most = Math.floor(tasks * maxHealthyPercent().doubleValue() / 100);
    return tasks > 0 && least >= tasks && most <= tasks;
  }

  /** How long a container may take to stop; null for what ECS gives it anyway. */
  @Nullable Duration stopTimeout() {
    return drainTime != null && drainTime.toSeconds().intValue() > Builder.STOP_TIMEOUT_OF_ECS
        ? drainTime
        : null;
  }

  /** Sets how a new version takes over. */
  public static final class Builder implements software.amazon.jsii.Builder<DeploymentProps> {
    private static final int STOP_TIMEOUT_OF_ECS = 30;
    private static final String STARTS_FIRST =
        "leave both out to start new tasks before old ones stop";

    private final Problems problems = new Problems("deployment");
    private @Nullable Number minHealthyPercent;
    private @Nullable Number maxHealthyPercent;
    private @Nullable Duration drainTime;
    private List<IAlarm> alarms = List.of();

    private Builder() {}

    /**
     * The least share of the tasks that serve during a deployment, in percent, rounded up to whole
     * tasks. Less than 100 stops old tasks before new ones start, which needs less room.
     *
     * <p>Default: 100 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 0 to 100; a token; with {@link
     * #maxHealthyPercent} and the number of tasks, what lets a deployment neither start a task nor
     * stop one.
     *
     * @param minHealthyPercent from 0 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">Deployment
     *     configuration</a>
     */
    public Builder minHealthyPercent(Number minHealthyPercent) {
      this.minHealthyPercent = problems.given("minHealthyPercent", minHealthyPercent);
      return this;
    }

    /**
     * The most tasks during a deployment, old and new, in percent of their number, rounded down to
     * whole tasks. 100 needs no more room than the service has, but switches off that tasks return
     * to a zone that is back: ECS needs more than 100 for that.
     *
     * <p>Default: 200 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 100 to 200; a token; as for {@link
     * #minHealthyPercent}.
     *
     * @param maxHealthyPercent from 100 to 200
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">Deployment
     *     configuration</a>
     */
    public Builder maxHealthyPercent(Number maxHealthyPercent) {
      this.maxHealthyPercent = problems.given("maxHealthyPercent", maxHealthyPercent);
      return this;
    }

    /**
     * How long the load balancer waits for open requests of a task that is to stop. The container
     * then has as long again to stop by itself, and never less than 30 seconds.
     *
     * <p>Default: 20 seconds in both profiles. It can be changed in place, and above 30 seconds
     * deploys the service anew.
     *
     * <p>Refused: anything but whole seconds from 0 to 3 600; a token.
     *
     * @param drainTime what the longest request takes, such as {@code Duration.seconds(60)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html">Connection
     *     draining</a>
     */
    public Builder drainTime(Duration drainTime) {
      this.drainTime = problems.given("drainTime", drainTime);
      return this;
    }

    /**
     * Alarms that roll a deployment back when they go off during it. They have to exist before the
     * application: of what it makes itself, give the alarms to {@code enableDeploymentAlarms} of
     * the service.
     *
     * <p>Default: none in both profiles; the circuit breaker rolls back what does not start. They
     * can be changed in place.
     *
     * <p>Refused: a null among them.
     *
     * @param alarms alarms of CloudWatch
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html">Deployment
     *     alarms</a>
     */
    public Builder alarms(List<? extends IAlarm> alarms) {
      this.alarms = problems.given("alarms", alarms) == null ? List.of() : new ArrayList<>(alarms);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public DeploymentProps build() {
      checkPercent("minHealthyPercent", minHealthyPercent, 0, 100);
      checkPercent("maxHealthyPercent", maxHealthyPercent, 100, 200);
      problems.literalSeconds(
          "drainTime", drainTime, 0, 3_600, "set one such as Duration.seconds(20)");
      for (int i = 0; i < alarms.size(); i++) {
        if (alarms.get(i) == null) {
          problems.add("alarms", null, "is at index " + i + " and is not an alarm", "leave it out");
        }
      }
      DeploymentProps props = new DeploymentProps(this);
      if (props.minHealthyPercent().doubleValue() == 100
          && props.maxHealthyPercent().doubleValue() == 100) {
        problems.add(
            "maxHealthyPercent",
            100,
            "with minHealthyPercent 100 lets a deployment neither start a task nor stop one",
            "set minHealthyPercent to 50 as well, or leave both out");
      }
      problems.refuse();
      return props;
    }

    private void checkPercent(String option, @Nullable Number percent, int min, int max) {
      problems.wholeNumber(option, percent, min, max, "percent", STARTS_FIRST);
      problems.concrete(
          option, percent, "what it needs of zones is decided at synthesis", STARTS_FIRST);
    }
  }
}
