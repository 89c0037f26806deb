package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;

/** What is measured and recorded of the database. */
public final class DatabaseMonitoringProps {
  final @Nullable Boolean performanceInsights;
  final @Nullable DatabaseInsightsMode databaseInsights;
  final @Nullable Duration enhancedMonitoring;
  final @Nullable List<String> logExports;

  private DatabaseMonitoringProps(Builder builder) {
    performanceInsights = builder.performanceInsights;
    databaseInsights = builder.databaseInsights;
    enhancedMonitoring = builder.enhancedMonitoring;
    logExports =
        builder.logExports == null ? null : builder.logExports.stream().distinct().toList();
  }

  /**
   * Starts with the profile's default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  /** Sets what is measured. Whatever is left out gets the profile's default. */
  public static final class Builder
      implements software.amazon.jsii.Builder<DatabaseMonitoringProps> {
    private static final Set<Integer> INTERVALS = Ordered.set(0, 1, 5, 10, 15, 30, 60);
    private static final Set<String> LOGS = Ordered.set("error", "general", "slowquery");
    private final Problems problems = new Problems("databaseMonitoring");
    private @Nullable Boolean performanceInsights;
    private @Nullable DatabaseInsightsMode databaseInsights;
    private @Nullable Duration enhancedMonitoring;
    private @Nullable List<String> logExports;

    private Builder() {}

    /**
     * Whether Performance Insights records what the database is busy with: the source of
     * CloudWatch's Database Insights. In its standard mode it keeps seven days and costs nothing.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. For the classes that do not have it,
     * {@code micro} and {@code small} of {@code t2}, {@code t3} and {@code t4g}, it is off. It can
     * be changed in place.
     *
     * <p>Refused: true for an instance type that does not have it.
     *
     * @param performanceInsights true to record
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html">What
     *     supports Database Insights</a>
     */
    public Builder performanceInsights(@Nullable Boolean performanceInsights) {
      this.performanceInsights = performanceInsights;
      return this;
    }

    /**
     * How much CloudWatch's Database Insights shows. The advanced mode keeps 15 months, analyzes
     * locks and execution plans, and is billed by vCPU.
     *
     * <p>Default: {@link DatabaseInsightsMode#STANDARD} in both profiles. It can be changed in
     * place.
     *
     * <p>Refused: {@link DatabaseInsightsMode#ADVANCED} without {@link #performanceInsights}, or
     * for an instance type that does not have it.
     *
     * @param databaseInsights the mode
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Database-Insights.html">Database
     *     Insights</a>
     */
    public Builder databaseInsights(@Nullable DatabaseInsightsMode databaseInsights) {
      this.databaseInsights = databaseInsights;
      return this;
    }

    /**
     * How often the operating system's CPU, memory and processes are measured. Zero switches it
     * off. Billed as logs, the more the shorter.
     *
     * <p>Default: 60 seconds in PRODUCTION, zero in DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: anything but 0, 1, 5, 10, 15, 30 or 60 seconds.
     *
     * @param enhancedMonitoring from 0 to 60 seconds
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html">Enhanced
     *     Monitoring</a>
     */
    public Builder enhancedMonitoring(@Nullable Duration enhancedMonitoring) {
      this.enhancedMonitoring = enhancedMonitoring;
      return this;
    }

    /**
     * Which logs RDS copies to CloudWatch Logs: {@code error}, {@code general}, {@code slowquery}.
     * The parameters that make the database write them are set too. An empty list copies none.
     *
     * <p>Default: {@code error} and {@code slowquery} in PRODUCTION, none in DEVELOPMENT. It can be
     * changed in place. RDS makes the log groups, {@code /aws/rds/instance/…}: they are not
     * encrypted with a key of the stack, keep everything, and stay when the stack is deleted.
     *
     * <p>Refused: other logs, also {@code audit}, which needs an option group that the construct
     * does not make.
     *
     * @param logExports names of logs
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html">MySQL's
     *     logs in CloudWatch Logs</a>
     */
    public Builder logExports(@Nullable List<String> logExports) {
      List<String> given = logExports;
      this.logExports = given == null ? null : new ArrayList<>(given);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public DatabaseMonitoringProps build() {
      checkInterval();
      if (databaseInsights == DatabaseInsightsMode.ADVANCED
          && Boolean.FALSE.equals(performanceInsights)) {
        problems.add(
            "databaseInsights",
            databaseInsights,
            "needs databaseMonitoring.performanceInsights, which is false",
            "leave one of the two out");
      }
      if (logExports != null) {
        logExports.forEach(this::checkLog);
      }
      problems.refuse();
      return new DatabaseMonitoringProps(this);
    }

    private void checkInterval() {
      String remedy = "set Duration.seconds(60), or Duration.seconds(0) to switch it off";
      problems.seconds("enhancedMonitoring", enhancedMonitoring, 0, 60, remedy);
      if (enhancedMonitoring == null || problems.areThere()) {
        return;
      }
      Number seconds = Problems.secondsOf(enhancedMonitoring);
      if (!Tokens.isToken(seconds) && !INTERVALS.contains(seconds.intValue())) {
        problems.add(
            "enhancedMonitoring", seconds, "is not 0, 1, 5, 10, 15, 30 or 60 seconds", remedy);
      }
    }

    private void checkLog(@Nullable String log) {
      if (log == null) {
        problems.add("logExports", null, "is not the name of a log", "leave it out");
      } else if (log.equals("audit")) {
        problems.add(
            "logExports",
            log,
            "needs an option group with the audit plugin, which the construct does not make",
            "leave it out");
      } else if (!LOGS.contains(log)) {
        problems.add(
            "logExports",
            log,
            "is not a log of MySQL that RDS exports",
            "use error, general or slowquery");
      }
    }
  }
}
