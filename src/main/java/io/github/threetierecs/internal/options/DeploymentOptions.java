package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.minutes;
import static io.github.threetierecs.internal.options.Durations.seconds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** What can be chosen of how a new version of a service takes over from the old one. */
public final class DeploymentOptions {
  private static final Group DEPLOYMENT = new Group("deployment");

  private static final String STARTS_FIRST =
      "leave both out to start new tasks before old ones stop";

  private static final String DECIDED_AT_SYNTHESIS =
      "its effect on Availability Zones is decided at synthesis";

  /** How long ECS lets a container take to stop. */
  private static final int STOP_TIMEOUT_OF_ECS = 30;

  public static final Option<Number> MIN_HEALTHY_PERCENT =
      DEPLOYMENT
          .wholeNumber("minHealthyPercent", 0, 100, "percent", STARTS_FIRST)
          .literal(DECIDED_AT_SYNTHESIS, STARTS_FIRST)
          .byDefault(100);

  public static final Option<Number> MAX_HEALTHY_PERCENT =
      DEPLOYMENT
          .wholeNumber("maxHealthyPercent", 100, 200, "percent", STARTS_FIRST)
          .literal(DECIDED_AT_SYNTHESIS, STARTS_FIRST)
          .byDefault(200);

  public static final Option<Duration> DRAIN_TIME =
      DEPLOYMENT
          .<Duration>option("drainTime")
          .countedIn("seconds")
          .refusing(
              (problems, option, value) ->
                  problems.literalSeconds(
                      option, value, 0, 3_600, "set one such as Duration.seconds(20)"))
          .byDefaultMade(seconds(20));

  public static final Option<List<IAlarm>> ALARMS =
      DEPLOYMENT
          .<List<IAlarm>>option("alarms")
          .refusing(DeploymentOptions::checkAlarms)
          .byDefault(List.of());

  public static final Option<DeploymentStrategy> STRATEGY =
      DEPLOYMENT.<DeploymentStrategy>option("strategy").byDefault(DeploymentStrategy.ROLLING);

  // The rules of the options below apply only with a strategy that uses them, so checkTogether has
  // them.

  public static final Option<Number> TEST_PORT = DEPLOYMENT.option("testPort");

  public static final Option<Duration> BAKE_TIME =
      DEPLOYMENT.<Duration>option("bakeTime").countedIn("minutes").byDefaultMade(minutes(5));

  public static final Option<Number> CANARY_PERCENT =
      DEPLOYMENT.<Number>option("canaryPercent").countedIn("percent").byDefault(5);

  public static final Option<Duration> CANARY_BAKE_TIME =
      DEPLOYMENT.<Duration>option("canaryBakeTime").countedIn("minutes").byDefaultMade(minutes(10));

  public static final Option<Number> LINEAR_STEP_PERCENT =
      DEPLOYMENT.<Number>option("linearStepPercent").countedIn("percent").byDefault(10);

  public static final Option<Duration> LINEAR_STEP_BAKE_TIME =
      DEPLOYMENT
          .<Duration>option("linearStepBakeTime")
          .countedIn("minutes")
          .byDefaultMade(minutes(6));

  private DeploymentOptions() {}

  /** Whether new tasks are in their own target group, to which traffic is moved. */
  public static boolean shiftsTraffic(Values options) {
    return options.get(STRATEGY) != DeploymentStrategy.ROLLING;
  }

  /**
   * Whether a deployment of so many tasks can neither start a new one nor stop an old one. ECS
   * rounds the least number up, and the most down.
   */
  public static boolean stalls(Values options, int tasks) {
    double least = Math.ceil(tasks * options.get(MIN_HEALTHY_PERCENT).doubleValue() / 100);
    double most = Math.floor(tasks * options.get(MAX_HEALTHY_PERCENT).doubleValue() / 100);
    return tasks > 0 && least >= tasks && most <= tasks;
  }

  /** How long a container may take to stop; null for ECS's own default. */
  public static @Nullable Duration stopTimeout(Values options) {
    Duration drainTime = options.get(DRAIN_TIME);
    return Durations.secondsOf(drainTime) > STOP_TIMEOUT_OF_ECS ? drainTime : null;
  }

  private static void checkAlarms(Problems problems, String option, List<IAlarm> alarms) {
    for (int i = 0; i < alarms.size(); i++) {
      if (alarms.get(i) == null) {
        problems.add(option, null, "is at index " + i + " and is not an alarm", "leave it out");
      }
    }
  }
}
