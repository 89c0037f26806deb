package io.github.threetierecs;

import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.Cdk;
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
  final Values values;

  private DeploymentProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option.
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

  /** Sets how a new version takes over. */
  public static final class Builder implements software.amazon.jsii.Builder<DeploymentProps> {
    private static final Set<Double> PORTS_OF_CLIENTS = Ordered.set(80.0, 443.0);
    private static final int A_DAY = 24 * 60;

    /** CloudFormation gives up after 36 hours, and refuses what is to take longer than this. */
    private static final int LONGEST_SHIFT = 33 * 60;

    private static final Set<DeploymentStrategy> ALL_THAT_SHIFT =
        EnumSet.complementOf(EnumSet.of(DeploymentStrategy.ROLLING));
    private static final Set<DeploymentStrategy> CANARY = EnumSet.of(DeploymentStrategy.CANARY);
    private static final Set<DeploymentStrategy> LINEAR = EnumSet.of(DeploymentStrategy.LINEAR);

    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

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
      values.set(DeploymentOptions.MIN_HEALTHY_PERCENT, minHealthyPercent);
      return this;
    }

    /**
     * The most tasks during a deployment, old and new, in percent of their number, rounded down to
     * whole tasks. 100 needs no more room than the service has, but tasks then do not return to a
     * zone that is back.
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
      values.set(DeploymentOptions.MAX_HEALTHY_PERCENT, maxHealthyPercent);
      return this;
    }

    /**
     * How long the load balancer waits for open requests of a task that is to stop. The container
     * then has as long again to stop by itself, and never less than 30 seconds.
     *
     * <p>Default: 20 seconds in both profiles. It can be changed in place, and above 30 seconds
     * deploys the service again.
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
      values.set(DeploymentOptions.DRAIN_TIME, drainTime);
      return this;
    }

    /**
     * Alarms that roll a deployment back when they go off during it. They have to exist before the
     * application: pass alarms on its own resources to {@code enableDeploymentAlarms} of the
     * service.
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
      values.set(DeploymentOptions.ALARMS, alarms == null ? null : Problems.copyOf(alarms));
      return this;
    }

    /**
     * How the new version takes over. {@code docs/deployments.md#by-shifting-traffic} says more of
     * all but the first:
     *
     * <ul>
     *   <li>{@code ROLLING}: new tasks replace old ones in the same target group, and both serve
     *       meanwhile.
     *   <li>{@code BLUE_GREEN}: all new tasks start in a separate target group; then all traffic
     *       goes to them at once. The old ones stay for {@link #bakeTime}.
     *   <li>{@code CANARY}: as {@code BLUE_GREEN}, but {@link #canaryPercent} of the traffic goes
     *       first.
     *   <li>{@code LINEAR}: as {@code BLUE_GREEN}, but {@link #linearStepPercent} of the traffic
     *       goes at a time.
     * </ul>
     *
     * <p>All but {@code ROLLING} run twice the tasks during a deployment, and keep the old ones
     * until the end, so that a rollback takes seconds. Set {@link #alarms} with {@code CANARY} and
     * {@code LINEAR}.
     *
     * <p>Default: ROLLING in both profiles. It can be changed in place, with a new deployment. Back
     * to ROLLING, expect errors 503 for some minutes if the alternate target group is the one in
     * use. While a strategy shifts traffic, CloudFormation refuses what would replace the target
     * groups or the rule; {@code docs/upgrades.md#what-shifts-traffic} has the way through ROLLING.
     * With {@code capacity.taskNetworking} {@code BRIDGE} it is a warning, {@code
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
      values.set(DeploymentOptions.STRATEGY, strategy);
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
      values.set(DeploymentOptions.BAKE_TIME, bakeTime);
      return this;
    }

    /**
     * A further port of the load balancer, on which ECS shows the new tasks before any traffic goes
     * to them, and at all other times the tasks that serve. With a certificate it uses TLS too.
     * Whoever may call the tier may call it. {@code
     * docs/guides/new-version.md#testing-it-before-clients-get-it} says how to narrow that, and how
     * to hold the deployment meanwhile.
     *
     * <p>Default: none in both profiles. Adding or removing it deploys the service again; the port
     * can be changed in place.
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
      values.set(DeploymentOptions.TEST_PORT, testPort);
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
      values.set(DeploymentOptions.CANARY_PERCENT, canaryPercent);
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
      values.set(DeploymentOptions.CANARY_BAKE_TIME, canaryBakeTime);
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
      values.set(DeploymentOptions.LINEAR_STEP_PERCENT, linearStepPercent);
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
      values.set(DeploymentOptions.LINEAR_STEP_BAKE_TIME, linearStepBakeTime);
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
      return new DeploymentProps(values.checked("deployment", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      checkStrategy(problems, chosen);
      if (percent(chosen, DeploymentOptions.MIN_HEALTHY_PERCENT) == 100
          && percent(chosen, DeploymentOptions.MAX_HEALTHY_PERCENT) == 100) {
        problems.add(
            DeploymentOptions.MAX_HEALTHY_PERCENT.name(),
            100,
            "with minHealthyPercent 100 lets a deployment neither start a task nor stop one",
            "set minHealthyPercent to 50 as well, or leave both out");
      }
    }

    private static double percent(Values chosen, Option<Number> option) {
      return chosen.known(option).doubleValue();
    }

    private static void checkStrategy(Problems problems, Values chosen) {
      checkTestPort(problems, chosen);
      checkWait(
          problems,
          chosen,
          DeploymentOptions.BAKE_TIME,
          ALL_THAT_SHIFT,
          "set one such as Duration.minutes(5)");
      checkShare(
          problems, chosen, DeploymentOptions.CANARY_PERCENT, CANARY, 0.1, "set one such as 5");
      checkWait(
          problems,
          chosen,
          DeploymentOptions.CANARY_BAKE_TIME,
          CANARY,
          "set one such as Duration.minutes(10)");
      checkShare(
          problems, chosen, DeploymentOptions.LINEAR_STEP_PERCENT, LINEAR, 3, "set one such as 10");
      checkWait(
          problems,
          chosen,
          DeploymentOptions.LINEAR_STEP_BAKE_TIME,
          LINEAR,
          "set one such as Duration.minutes(6)");
      if (problems.areThere()) {
        return;
      }
      DeploymentStrategy strategy = chosen.find(DeploymentOptions.STRATEGY);
      if (strategy == DeploymentStrategy.CANARY) {
        checkShift(problems, chosen, DeploymentOptions.CANARY_BAKE_TIME, 1);
      }
      if (strategy == DeploymentStrategy.LINEAR) {
        Number step = chosen.known(DeploymentOptions.LINEAR_STEP_PERCENT);
        if (!Tokens.isToken(step)) {
          checkShift(problems, chosen, DeploymentOptions.LINEAR_STEP_BAKE_TIME, waits(step));
        }
      }
    }

    /** Refuses options that have no effect with the strategy. */
    private static boolean isUsed(
        Problems problems, Values chosen, Option<?> option, Set<DeploymentStrategy> users) {
      Object value = chosen.find(option);
      if (value == null) {
        return false;
      }
      DeploymentStrategy strategy = chosen.known(DeploymentOptions.STRATEGY);
      if (!users.contains(strategy)) {
        problems.add(
            option.name(),
            value instanceof Duration wait ? textOf(wait) : value,
            "has no effect with strategy " + strategy,
            "set strategy to " + alternatives(users) + ", or leave it out");
      }
      return users.contains(strategy);
    }

    private static String alternatives(Set<DeploymentStrategy> strategies) {
      String names = strategies.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
      return names.replaceFirst(", (?=[^,]*$)", " or ");
    }

    private static Object textOf(Duration wait) {
      try {
        return Problems.minutesOf(wait);
      } catch (RuntimeException tokenInAnotherUnit) {
        return wait;
      }
    }

    private static void checkTestPort(Problems problems, Values chosen) {
      Option<Number> option = DeploymentOptions.TEST_PORT;
      Number given = chosen.find(option);
      double port = given == null || Tokens.isToken(given) ? 1 : given.doubleValue();
      if (port != Math.rint(port) || port < 1 || port > 65_535) {
        problems.wholeNumber(option.name(), given, 1, 65_535, "", "set one such as 8443");
      } else if (isUsed(problems, chosen, option, ALL_THAT_SHIFT)
          && PORTS_OF_CLIENTS.contains(port)) {
        problems.add(
            option.name(),
            given,
            "is a port on which the load balancers serve clients",
            "set another, such as 8443");
      }
    }

    private static void checkWait(
        Problems problems,
        Values chosen,
        Option<Duration> option,
        Set<DeploymentStrategy> users,
        String remedy) {
      if (isUsed(problems, chosen, option, users)) {
        problems.minutes(option.name(), chosen.find(option), 0, A_DAY, remedy);
      }
    }

    private static void checkShare(
        Problems problems,
        Values chosen,
        Option<Number> option,
        Set<DeploymentStrategy> users,
        double least,
        String remedy) {
      Number percent = chosen.find(option);
      if (!isUsed(problems, chosen, option, users) || percent == null || Tokens.isToken(percent)) {
        return;
      }
      double share = percent.doubleValue();
      if (!(share >= least && share <= 100) || share * 10 != Math.rint(share * 10)) {
        String from = String.valueOf(least).replace(".0", "");
        problems.add(
            option.name(),
            percent,
            "is not a multiple of 0.1 from " + from + " to 100 percent",
            remedy);
      }
    }

    /**
     * How often traffic waits before it is all at the new tasks, as CloudFormation counts: not
     * after the last step.
     */
    private static long waits(Number stepPercent) {
      long step = Math.round(stepPercent.doubleValue() * 10);
      return 1_000 % step == 0 ? 1_000 / step - 1 : 1_000 / step;
    }

    private static void checkShift(
        Problems problems, Values chosen, Option<Duration> wait, long times) {
      Number each = Problems.minutesOf(chosen.known(wait));
      Number last = Problems.minutesOf(chosen.known(DeploymentOptions.BAKE_TIME));
      if (Tokens.isToken(each) || Tokens.isToken(last)) {
        return;
      }
      long all = times * each.longValue() + last.longValue();
      if (all > LONGEST_SHIFT) {
        problems.add(
            wait.name(),
            each,
            "minutes %s, and bakeTime %s, add up to %s minutes, and CloudFormation allows %s"
                .formatted(
                    times == 1 ? "once" : times + " times",
                    last,
                    Problems.grouped(all),
                    Problems.grouped(LONGEST_SHIFT)),
            "shorten one of them");
      }
    }
  }
}
