package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.options.DatabaseMonitoringOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Statements;
import io.github.threetierecs.internal.shared.Trust;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;
import software.amazon.awscdk.services.rds.PerformanceInsightRetention;
import software.constructs.Construct;

/**
 * What is measured of the database, by default and by choice, and the role that RDS writes the
 * operating system's metrics with.
 *
 * <p>What Performance Insights keeps is encrypted with AWS's key for RDS, whatever {@code keys}
 * says: with a key of ours, switching it off would replace the database, since CloudFormation takes
 * a key that is left out for another key.
 */
public final class DatabaseMonitoring {
  /** What the standard mode keeps at no cost, and what the advanced mode requires. */
  private static final Map<DatabaseInsightsMode, PerformanceInsightRetention> RETENTIONS =
      Ordered.map(
          DatabaseInsightsMode.STANDARD, PerformanceInsightRetention.DEFAULT,
          DatabaseInsightsMode.ADVANCED, PerformanceInsightRetention.MONTHS_15);

  final Duration interval;
  final @Nullable Role role;
  final List<String> logs;
  private final boolean insights;
  private final DatabaseInsightsMode mode;

  /** The settings of Performance Insights; a class that does not support it has none. */
  record Insights(
      boolean enabled,
      @Nullable DatabaseInsightsMode mode,
      @Nullable PerformanceInsightRetention retention) {}

  DatabaseMonitoring(Construct scope, Values options, ConsoleWords words) {
    mode = options.get(DatabaseMonitoringOptions.DATABASE_INSIGHTS);
    insights = DatabaseMonitoringOptions.insights(options);
    logs = options.get(DatabaseMonitoringOptions.LOG_EXPORTS);
    interval = options.get(DatabaseMonitoringOptions.ENHANCED_MONITORING);
    role =
        DatabaseMonitoringOptions.measuresTheOperatingSystem(options) ? role(scope, words) : null;
  }

  Insights insightsOn(String instanceType) {
    if (!DatabaseMonitoringOptions.haveInsights(instanceType)) {
      return new Insights(false, null, null);
    }
    return insights
        ? new Insights(true, mode, RETENTIONS.get(mode))
        : new Insights(false, DatabaseInsightsMode.STANDARD, null);
  }

  /**
   * What AWS's managed policy for it allows, in this account and Region only. The streams are named
   * after the instance, which waits for the role.
   */
  private static Role role(Construct scope, ConsoleWords words) {
    String logGroup = Arns.here("logs", "log-group:RDSOSMetrics");
    Role role =
        Role.Builder.create(scope, "MonitoringRole")
            .description(words.describe("Lets RDS write what it measures of the database"))
            .assumedBy(Trust.of("monitoring.rds.amazonaws.com"))
            .inlinePolicies(
                Map.of(
                    "EnhancedMonitoring",
                    Statements.document(
                        List.of(
                            // CloudWatch Logs checks these permissions on
                            // log-group:RDSOSMetrics:log-stream:.
                            Statements.allow(
                                logGroup + ":*", "logs:CreateLogGroup", "logs:PutRetentionPolicy"),
                            Statements.allow(
                                logGroup + ":log-stream:*",
                                "logs:CreateLogStream",
                                "logs:PutLogEvents",
                                "logs:DescribeLogStreams",
                                "logs:GetLogEvents")))))
            .build();
    AcceptedRisks.acknowledge(AcceptedRisks.DATABASE_MONITORING_ROLE, role.getNode());
    return role;
  }
}
