package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.seconds;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;

/** What can be chosen of what is measured and recorded of the database. */
public final class DatabaseMonitoringOptions {
  private static final Group DATABASE_MONITORING = new Group("databaseMonitoring");

  /** What RDS measures the operating system at. */
  private static final Set<Integer> INTERVALS = Ordered.set(0, 1, 5, 10, 15, 30, 60);

  private static final int LONGEST_INTERVAL = 60;

  private static final Set<String> LOGS = Ordered.set("error", "general", "slowquery");

  /** The classes that MySQL's Performance Insights does not run on. */
  private static final Set<String> WITHOUT_INSIGHTS =
      Ordered.set("t2.micro", "t2.small", "t3.micro", "t3.small", "t4g.micro", "t4g.small");

  public static final Option<Boolean> PERFORMANCE_INSIGHTS =
      DATABASE_MONITORING.<Boolean>option("performanceInsights").byDefault(true, false);

  public static final Option<DatabaseInsightsMode> DATABASE_INSIGHTS =
      DATABASE_MONITORING
          .<DatabaseInsightsMode>option("databaseInsights")
          .byDefault(DatabaseInsightsMode.STANDARD);

  public static final Option<Duration> ENHANCED_MONITORING =
      DATABASE_MONITORING
          .<Duration>option("enhancedMonitoring")
          .countedIn("seconds")
          .refusing(DatabaseMonitoringOptions::checkInterval)
          .byDefaultMade(seconds(LONGEST_INTERVAL), seconds(0));

  public static final Option<List<String>> LOG_EXPORTS =
      DATABASE_MONITORING
          .<List<String>>option("logExports")
          .refusing((problems, option, logs) -> logs.forEach(it -> checkLog(problems, option, it)))
          .byDefault(List.of("error", "slowquery"), List.of());

  private DatabaseMonitoringOptions() {}

  /** {@return whether Performance Insights records, which its advanced mode takes for granted} */
  public static boolean insights(Values options) {
    return options.has(PERFORMANCE_INSIGHTS)
        ? options.get(PERFORMANCE_INSIGHTS)
        : options.get(DATABASE_INSIGHTS) == DatabaseInsightsMode.ADVANCED
            || options.get(PERFORMANCE_INSIGHTS);
  }

  /** {@return whether the instances of a class can have Performance Insights} */
  public static boolean haveInsights(String instanceType) {
    return !WITHOUT_INSIGHTS.contains(instanceType);
  }

  /** {@return whether the operating system is measured} */
  public static boolean measuresTheOperatingSystem(Values options) {
    return Durations.secondsOf(options.get(ENHANCED_MONITORING)) != 0;
  }

  /** Refuses the advanced mode of insights that are switched off. */
  public static void checkTogether(Problems problems, Values chosen) {
    DatabaseInsightsMode mode = chosen.find(DATABASE_INSIGHTS);
    if (mode == DatabaseInsightsMode.ADVANCED
        && Boolean.FALSE.equals(chosen.find(PERFORMANCE_INSIGHTS))) {
      problems.add(
          DATABASE_INSIGHTS.name(),
          mode,
          "needs databaseMonitoring.performanceInsights, which is false",
          "leave one of the two out");
    }
  }

  /**
   * Refuses insights that were asked for on a class that does not have them.
   *
   * @param option where the monitoring is in the problems' group
   */
  public static void checkClass(
      Problems problems, String option, Values chosen, String instanceType) {
    if (haveInsights(instanceType)) {
      return;
    }
    String remedy = "use a larger class such as new InstanceType(\"t4g.medium\"), or leave it out";
    String limit = "is not offered on database.instanceType " + instanceType;
    if (chosen.has(PERFORMANCE_INSIGHTS) && chosen.get(PERFORMANCE_INSIGHTS)) {
      problems.add(option + "." + PERFORMANCE_INSIGHTS.name(), true, limit, remedy);
    }
    DatabaseInsightsMode mode = chosen.find(DATABASE_INSIGHTS);
    if (mode == DatabaseInsightsMode.ADVANCED) {
      problems.add(option + "." + DATABASE_INSIGHTS.name(), mode, limit, remedy);
    }
  }

  private static void checkInterval(Problems problems, String option, Duration interval) {
    String remedy = "set Duration.seconds(60), or Duration.seconds(0) to switch it off";
    int before = problems.count();
    problems.seconds(option, interval, 0, LONGEST_INTERVAL, remedy);
    if (problems.count() > before) {
      return;
    }
    Number seconds = Problems.secondsOf(interval);
    if (!Tokens.isToken(seconds) && !INTERVALS.contains(seconds.intValue())) {
      problems.add(option, seconds, "is not 0, 1, 5, 10, 15, 30 or 60 seconds", remedy);
    }
  }

  private static void checkLog(Problems problems, String option, @Nullable String log) {
    if (log == null) {
      problems.add(option, null, "is not the name of a log", "leave it out");
    } else if (log.equals("audit")) {
      problems.add(
          option,
          log,
          "needs an option group with the audit plugin, which the construct does not create",
          "leave it out");
    } else if (!LOGS.contains(log)) {
      problems.add(
          option, log, "is not a log of MySQL that RDS exports", "use error, general or slowquery");
    }
  }
}
