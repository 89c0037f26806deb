package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.order.Ordered;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** How a new version of a service takes over from the old one. */
public final class DeploymentProps {
  final @Nullable Number minHealthyPercent;
  final @Nullable Number maxHealthyPercent;
  final @Nullable Duration drainTime;
  final List<IAlarm> alarms;

  /** Null leaves it to ECS, which then rolls. */
  final @Nullable DeploymentStrategy strategy;

  /** Null without a listener for tests. */
  final @Nullable Number testPort;

  private final @Nullable Duration bakeTime;
  private final @Nullable Number canaryPercent;
  private final @Nullable Duration canaryBakeTime;
  private final @Nullable Number linearStepPercent;
  private final @Nullable Duration linearStepBakeTime;

  private DeploymentProps(Builder builder) {
    minHealthyPercent = builder.minHealthyPercent;
    maxHealthyPercent = builder.maxHealthyPercent;
    drainTime = builder.drainTime;
    alarms = builder.alarms;
    strategy = builder.strategy;
    testPort = builder.testPort;
    bakeTime = builder.bakeTime;
    canaryPercent = builder.canaryPercent;
    canaryBakeTime = builder.canaryBakeTime;
    linearStepPercent = builder.linearStepPercent;
    linearStepBakeTime = builder.linearStepBakeTime;
  }

  /**
   * Starts with the default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  Number minHealthyPercent() {
    return Defaults.MIN_HEALTHY_PERCENT.unless(minHealthyPercent, Profile.PRODUCTION);
  }

  Number maxHealthyPercent() {
    return Defaults.MAX_HEALTHY_PERCENT.unless(maxHealthyPercent, Profile.PRODUCTION);
  }

  DeploymentStrategy strategy() {
    return Defaults.DEPLOYMENT_STRATEGY.unless(strategy, Profile.PRODUCTION);
  }

  /** Whether new tasks are in a target group of their own, that traffic is moved to. */
  boolean shiftsTraffic() {
    return strategy() != DeploymentStrategy.ROLLING;
  }

  Duration bakeTime() {
    return Defaults.minutes(bakeTime, Defaults.BAKE_MINUTES, Profile.PRODUCTION);
  }

  Number canaryPercent() {
    return Defaults.CANARY_PERCENT.unless(canaryPercent, Profile.PRODUCTION);
  }

  Duration canaryBakeTime() {
    return Defaults.minutes(canaryBakeTime, Defaults.CANARY_BAKE_MINUTES, Profile.PRODUCTION);
  }

  Number linearStepPercent() {
    return Defaults.LINEAR_STEP_PERCENT.unless(linearStepPercent, Profile.PRODUCTION);
  }

  Duration linearStepBakeTime() {
    return Defaults.minutes(
        linearStepBakeTime, Defaults.LINEAR_STEP_BAKE_MINUTES, Profile.PRODUCTION);
  }

  /**
   * How often traffic waits before it is all at the new tasks, as CloudFormation counts: not after
   * the last step.
   */
  private static long waits(Number stepPercent) {
    long step = Math.round(stepPercent.doubleValue() * 10);
    return 1_000 % step == 0 ? 1_000 / step - 1 : 1_000 / step;
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
    private static final Set<Double> PORTS_OF_CLIENTS = Ordered.set(80.0, 443.0);
    private static final int A_DAY = 24 * 60;

    /** CloudFormation gives up after 36 hours, and refuses what is to take longer than this. */
    private static final int LONGEST_SHIFT = 33 * 60;

    private static final Set<DeploymentStrategy> ALL_THAT_SHIFT =
        EnumSet.complementOf(EnumSet.of(DeploymentStrategy.ROLLING));
    private static final String STARTS_FIRST =
        "leave both out to start new tasks before old ones stop";

    private final Problems problems = new Problems("deployment");
    private @Nullable Number minHealthyPercent;
    private @Nullable Number maxHealthyPercent;
    private @Nullable Duration drainTime;
    private List<IAlarm> alarms = List.of();
    private @Nullable DeploymentStrategy strategy;
    private @Nullable Number testPort;
    private @Nullable Duration bakeTime;
    private @Nullable Number canaryPercent;
    private @Nullable Duration canaryBakeTime;
    private @Nullable Number linearStepPercent;
    private @Nullable Duration linearStepBakeTime;

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
    public Builder minHealthyPercent(@Nullable Number minHealthyPercent) {
      this.minHealthyPercent = minHealthyPercent;
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
    public Builder maxHealthyPercent(@Nullable Number maxHealthyPercent) {
      this.maxHealthyPercent = maxHealthyPercent;
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
    public Builder drainTime(@Nullable Duration drainTime) {
      this.drainTime = drainTime;
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
     * <p>Refused: a null among them; by the construct, an alarm of another Region or account, since
     * ECS looks alarms up by their names.
     *
     * @param alarms alarms of CloudWatch
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html">Deployment
     *     alarms</a>
     */
    public Builder alarms(@Nullable List<? extends IAlarm> alarms) {
      this.alarms = Problems.copyOf(alarms);
      return this;
    }

    /**
     * How the new version takes over.
     *
     * <ul>
     *   <li>{@code ROLLING}: new tasks replace old ones in the same target group, and both serve
     *       meanwhile.
     *   <li>{@code BLUE_GREEN}: all new tasks start in a target group of their own; then all
     *       traffic goes to them at once. The old ones stay for {@link #bakeTime}.
     *   <li>{@code CANARY}: as {@code BLUE_GREEN}, but {@link #canaryPercent} of the traffic goes
     *       first.
     *   <li>{@code LINEAR}: as {@code BLUE_GREEN}, but {@link #linearStepPercent} of the traffic
     *       goes at a time.
     * </ul>
     *
     * <p>All but {@code ROLLING} run twice the tasks during a deployment, and keep the old ones
     * until the end, so that going back takes seconds. {@link #alarms} roll them back too; set them
     * with {@code CANARY} and {@code LINEAR}, since the ECS guide names the circuit breaker for
     * {@code ROLLING} and {@code BLUE_GREEN} only. It stays switched on with all of them. A rule of
     * the last priority, 50 000, then decides which tasks get a request; rules that are added to
     * the listener must not forward to the tier's target group.
     *
     * <p>Default: ROLLING in both profiles. It can be changed in place, with a new deployment. Back
     * to ROLLING, expect errors 503 for some minutes if the alternate target group is the one in
     * use. While a strategy shifts traffic, CloudFormation refuses what would replace the target
     * groups or the rule; {@code docs/upgrades.md} has the way through ROLLING. With {@code
     * capacity.taskNetworking} {@code BRIDGE} it is a warning, {@code
     * ThreeTierEcsApp::TrafficShift}, since no page of AWS says that ECS shifts traffic between
     * instances.
     *
     * <p>Refused: all but {@code ROLLING} with {@code autoScaling.requestsPerTarget} and with
     * {@code loadBalancer.stickiness}.
     *
     * @param strategy one of ECS's own
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html">Blue/green
     *     deployments</a>
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html">Deployment
     *     failure detection</a>
     */
    public Builder strategy(@Nullable DeploymentStrategy strategy) {
      this.strategy = strategy;
      return this;
    }

    /**
     * How long the old tasks stay after all traffic has gone to the new ones. If an alarm goes off
     * meanwhile, the traffic returns to them.
     *
     * <p>Default: 5 minutes in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but whole minutes from 0 to 1 440; with {@link #strategy} ROLLING; with
     * the waits of a canary or linear deployment, more than the 33 hours that CloudFormation takes.
     *
     * @param bakeTime such as {@code Duration.minutes(15)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">Deployment
     *     configuration</a>
     */
    public Builder bakeTime(@Nullable Duration bakeTime) {
      this.bakeTime = bakeTime;
      return this;
    }

    /**
     * A further port of the load balancer, on which ECS shows the new tasks before any traffic goes
     * to them, and at all other times the tasks that serve. With a certificate it speaks TLS too.
     *
     * <p>Whoever may call the tier may call it: clients of the frontend, as {@code
     * edge.allowedCidrs} and {@code allowedPrefixLists} say, and the frontend's tasks for the
     * backend. A condition of the test rule narrows it; see {@link ServiceResources#getTestRule}.
     * ECS goes on by itself, unless a lifecycle hook holds the deployment.
     *
     * <p>Default: none in both profiles. To add or remove it deploys the service anew; another port
     * is changed in place.
     *
     * <p>Refused: 80 and 443, which are the load balancers' own; anything but a whole number from 1
     * to 65 535; with {@link #strategy} ROLLING.
     *
     * @param testPort such as 8443
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html">Load
     *     balancer resources for blue/green deployments</a>
     */
    public Builder testPort(@Nullable Number testPort) {
      this.testPort = testPort;
      return this;
    }

    /**
     * The share of the traffic that a canary deployment sends to the new tasks first, in percent.
     *
     * <p>Default: 5 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a multiple of 0.1 from 0.1 to 100; with another {@link #strategy}
     * than CANARY.
     *
     * @param canaryPercent from 0.1 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html">Canary
     *     configuration</a>
     */
    public Builder canaryPercent(@Nullable Number canaryPercent) {
      this.canaryPercent = canaryPercent;
      return this;
    }

    /**
     * How long a canary deployment waits before the rest of the traffic follows.
     *
     * <p>Default: 10 minutes in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but whole minutes from 0 to 1 440; with another {@link #strategy} than
     * CANARY; with {@link #bakeTime}, more than 33 hours.
     *
     * @param canaryBakeTime such as {@code Duration.minutes(30)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html">Canary
     *     configuration</a>
     */
    public Builder canaryBakeTime(@Nullable Duration canaryBakeTime) {
      this.canaryBakeTime = canaryBakeTime;
      return this;
    }

    /**
     * The share of the traffic that follows in each step of a linear deployment, in percent.
     *
     * <p>Default: 10 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a multiple of 0.1 from 3 to 100; with another {@link #strategy} than
     * LINEAR.
     *
     * @param linearStepPercent from 3 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html">Linear
     *     configuration</a>
     */
    public Builder linearStepPercent(@Nullable Number linearStepPercent) {
      this.linearStepPercent = linearStepPercent;
      return this;
    }

    /**
     * How long a linear deployment waits after each step but the last.
     *
     * <p>Default: 6 minutes in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but whole minutes from 0 to 1 440; with another {@link #strategy} than
     * LINEAR; all steps with {@link #bakeTime}, more than 33 hours.
     *
     * @param linearStepBakeTime such as {@code Duration.minutes(3)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html">Linear
     *     configuration</a>
     */
    public Builder linearStepBakeTime(@Nullable Duration linearStepBakeTime) {
      this.linearStepBakeTime = linearStepBakeTime;
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
      checkStrategy(props);
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

    private void checkStrategy(DeploymentProps props) {
      checkTestPort();
      if (isUsed("bakeTime", bakeTime, ALL_THAT_SHIFT)) {
        checkWait("bakeTime", bakeTime, "set one such as Duration.minutes(5)");
      }
      Set<DeploymentStrategy> canary = EnumSet.of(DeploymentStrategy.CANARY);
      if (isUsed("canaryPercent", canaryPercent, canary)) {
        checkShare("canaryPercent", canaryPercent, 0.1, "set one such as 5");
      }
      if (isUsed("canaryBakeTime", canaryBakeTime, canary)) {
        checkWait("canaryBakeTime", canaryBakeTime, "set one such as Duration.minutes(10)");
      }
      Set<DeploymentStrategy> linear = EnumSet.of(DeploymentStrategy.LINEAR);
      if (isUsed("linearStepPercent", linearStepPercent, linear)) {
        checkShare("linearStepPercent", linearStepPercent, 3, "set one such as 10");
      }
      if (isUsed("linearStepBakeTime", linearStepBakeTime, linear)) {
        checkWait("linearStepBakeTime", linearStepBakeTime, "set one such as Duration.minutes(6)");
      }
      if (problems.areThere()) {
        return;
      }
      if (strategy == DeploymentStrategy.CANARY) {
        checkShift("canaryBakeTime", props.canaryBakeTime(), 1, props.bakeTime());
      }
      if (strategy == DeploymentStrategy.LINEAR && !Tokens.isToken(props.linearStepPercent())) {
        checkShift(
            "linearStepBakeTime",
            props.linearStepBakeTime(),
            waits(props.linearStepPercent()),
            props.bakeTime());
      }
    }

    /** Refuses what the strategy makes nothing of. */
    private boolean isUsed(String option, @Nullable Object value, Set<DeploymentStrategy> users) {
      if (value == null) {
        return false;
      }
      DeploymentStrategy chosen = Defaults.DEPLOYMENT_STRATEGY.unless(strategy, Profile.PRODUCTION);
      if (!users.contains(chosen)) {
        problems.add(
            option,
            value instanceof Duration wait ? textOf(wait) : value,
            "is nothing that strategy " + chosen + " uses",
            "set strategy to "
                + users.stream().map(Enum::name).collect(Collectors.joining(" or "))
                + ", or leave it out");
      }
      return users.contains(chosen);
    }

    private static Object textOf(Duration wait) {
      try {
        return Problems.minutesOf(wait);
      } catch (RuntimeException tokenInAnotherUnit) {
        return wait;
      }
    }

    private void checkTestPort() {
      double port = testPort == null || Tokens.isToken(testPort) ? 1 : testPort.doubleValue();
      if (port != Math.rint(port) || port < 1 || port > 65_535) {
        problems.wholeNumber("testPort", testPort, 1, 65_535, "", "set one such as 8443");
      } else if (isUsed("testPort", testPort, ALL_THAT_SHIFT) && PORTS_OF_CLIENTS.contains(port)) {
        problems.add(
            "testPort",
            testPort,
            "is a port that load balancers serve clients on",
            "set another, such as 8443");
      }
    }

    private void checkWait(String option, @Nullable Duration wait, String remedy) {
      problems.minutes(option, wait, 0, A_DAY, remedy);
    }

    private void checkShare(String option, @Nullable Number percent, double least, String remedy) {
      if (percent == null || Tokens.isToken(percent)) {
        return;
      }
      double share = percent.doubleValue();
      if (!(share >= least && share <= 100) || share * 10 != Math.rint(share * 10)) {
        String from = String.valueOf(least).replace(".0", "");
        problems.add(
            option, percent, "is not a multiple of 0.1 from " + from + " to 100 percent", remedy);
      }
    }

    private void checkShift(String option, Duration wait, long times, Duration bake) {
      Number each = Problems.minutesOf(wait);
      Number last = Problems.minutesOf(bake);
      if (Tokens.isToken(each) || Tokens.isToken(last)) {
        return;
      }
      long all = times * each.longValue() + last.longValue();
      if (all > LONGEST_SHIFT) {
        problems.add(
            option,
            each,
            "minutes %s, and bakeTime %s, make %s minutes, and CloudFormation takes %s"
                .formatted(
                    times == 1 ? "once" : times + " times",
                    last,
                    Problems.grouped(all),
                    Problems.grouped(LONGEST_SHIFT)),
            "shorten one of them");
      }
    }

    private void checkPercent(String option, @Nullable Number percent, int min, int max) {
      problems.wholeNumber(option, percent, min, max, "percent", STARTS_FIRST);
      problems.concrete(
          option, percent, "what it needs of zones is decided at synthesis", STARTS_FIRST);
    }
  }
}
