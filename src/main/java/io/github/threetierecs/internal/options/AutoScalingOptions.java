package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.seconds;

import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;

/** What can be chosen of how the number of a service's tasks follows its load. */
public final class AutoScalingOptions {
  private static final Group AUTO_SCALING = new Group("autoScaling");

  private static final int MOST_TASKS = 5_000;
  private static final int A_DAY = 86_400;
  private static final String SET_THE_MOST = "set the maximum number of tasks";

  /** What Application Auto Scaling takes as the name of a scheduled action. */
  private static final Pattern NAME =
      Pattern.compile("[^\\p{Cntrl}:/| ]([^\\p{Cntrl}:/|]{0,254}[^\\p{Cntrl}:/| ])?");

  /** This is AWS's own default. */
  private static final Supplier<Duration> COOLDOWN = Option.once(seconds(300));

  /** Without one, the service's {@code desiredCount} is the least number of tasks. */
  public static final Option<Number> MIN_TASKS =
      AUTO_SCALING.wholeNumber(
          "minTasks", 0, MOST_TASKS, "tasks", "set 2 to survive the loss of a zone");

  public static final Option<Number> MAX_TASKS =
      AUTO_SCALING.wholeNumber("maxTasks", 1, MOST_TASKS, "tasks", SET_THE_MOST);

  public static final Option<Boolean> SCALE_ON_CPU =
      AUTO_SCALING.<Boolean>option("scaleOnCpu").byDefault(true);

  /** It is read by {@link #cpuTarget}: it is a target only while {@link #SCALE_ON_CPU} is true. */
  public static final Option<Number> CPU_UTILIZATION_PERCENT =
      AUTO_SCALING
          .wholeNumber(
              "cpuUtilizationPercent", 1, 100, "percent", "set 60, or leave it out to get 60")
          .byDefault(60);

  public static final Option<Number> MEMORY_UTILIZATION_PERCENT =
      AUTO_SCALING.wholeNumber(
          "memoryUtilizationPercent",
          1,
          100,
          "percent",
          "set 70, or leave it out not to scale on memory");

  public static final Option<Number> REQUESTS_PER_TARGET =
      AUTO_SCALING.wholeNumber(
          "requestsPerTarget",
          1,
          1_000_000,
          "requests a minute",
          "set what one task serves easily in a minute");

  public static final Option<Duration> SCALE_IN_COOLDOWN =
      cooldown("scaleInCooldown", "set one such as Duration.minutes(5)");

  public static final Option<Duration> SCALE_OUT_COOLDOWN =
      cooldown("scaleOutCooldown", "set one such as Duration.minutes(1)");

  public static final Option<Map<String, ScalingSchedule>> SCHEDULES =
      AUTO_SCALING
          .<Map<String, ScalingSchedule>>option("schedules")
          .refusing(
              (problems, option, schedules) ->
                  schedules.forEach(
                      (name, schedule) -> checkSchedule(problems, option, name, schedule)))
          .byDefault(Map.of());

  private AutoScalingOptions() {}

  /** Refuses a group without the only option that has no default. */
  public static void checkRequired(Problems problems, Values chosen) {
    problems.missing(MAX_TASKS.name(), chosen.find(MAX_TASKS), SET_THE_MOST);
  }

  /** {@return the use of the CPU that scaling aims for; null if the CPU is no target} */
  public static @Nullable Number cpuTarget(Values options) {
    return options.get(SCALE_ON_CPU) ? options.get(CPU_UTILIZATION_PERCENT) : null;
  }

  /** Refuses scaling on requests, for a service whose requests no load balancer counts. */
  public static void refuseRequests(
      Problems problems, @Nullable Values scaling, String why, String remedy) {
    Number requests = scaling == null ? null : scaling.find(REQUESTS_PER_TARGET);
    if (requests != null) {
      problems.add("autoScaling.requestsPerTarget", requests, why, remedy);
    }
  }

  private static Option<Duration> cooldown(String name, String remedy) {
    return AUTO_SCALING
        .<Duration>option(name)
        .countedIn("seconds")
        .refusing((problems, option, value) -> problems.seconds(option, value, 0, A_DAY, remedy))
        .byDefaultMade(COOLDOWN);
  }

  private static void checkSchedule(
      Problems problems,
      String schedules,
      @Nullable String name,
      @Nullable ScalingSchedule schedule) {
    if (name == null || !(NAME.matcher(name).matches() || Tokens.isToken(name))) {
      problems.add(
          schedules,
          name,
          "is not a name that scheduled scaling allows",
          "use one such as \"morning\"");
    }
    String option = schedules + "." + name;
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
    String remedy = "set the number of tasks";
    problems.wholeNumber(option + ".minCapacity", min, 0, MOST_TASKS, "tasks", remedy);
    problems.wholeNumber(option + ".maxCapacity", max, 0, MOST_TASKS, "tasks", remedy);
    problems.ascending(option + ".minCapacity", min, option + ".maxCapacity", max);
  }
}
