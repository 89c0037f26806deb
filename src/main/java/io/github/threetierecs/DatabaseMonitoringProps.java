package io.github.threetierecs;

import io.github.threetierecs.internal.options.DatabaseMonitoringOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;

/** What is measured and recorded of the database. */
public final class DatabaseMonitoringProps {
  final Values values;

  private DatabaseMonitoringProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the profile's default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets what is measured. Whatever is left out gets the profile's default. */
  public static final class Builder
      implements software.amazon.jsii.Builder<DatabaseMonitoringProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

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
      values.set(DatabaseMonitoringOptions.PERFORMANCE_INSIGHTS, performanceInsights);
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
      values.set(DatabaseMonitoringOptions.DATABASE_INSIGHTS, databaseInsights);
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
      values.set(DatabaseMonitoringOptions.ENHANCED_MONITORING, enhancedMonitoring);
      return this;
    }

    /**
     * Which logs RDS copies to CloudWatch Logs: {@code error}, {@code general}, {@code slowquery}.
     * The parameters with which the database writes them are set too. An empty list copies none.
     *
     * <p>Default: {@code error} and {@code slowquery} in PRODUCTION, none in DEVELOPMENT. It can be
     * changed in place. RDS creates the log groups, {@code /aws/rds/instance/…}: they are not
     * encrypted with a key of the stack, keep everything, and stay when the stack is deleted.
     *
     * <p>Refused: other logs, also {@code audit}, which needs an option group that the construct
     * does not create.
     *
     * @param logExports names of logs
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html">MySQL's
     *     logs in CloudWatch Logs</a>
     */
    public Builder logExports(@Nullable List<String> logExports) {
      values.set(
          DatabaseMonitoringOptions.LOG_EXPORTS,
          logExports == null ? null : logExports.stream().distinct().toList());
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
      return new DatabaseMonitoringProps(
          values.checked("databaseMonitoring", DatabaseMonitoringOptions::checkTogether));
    }
  }
}
