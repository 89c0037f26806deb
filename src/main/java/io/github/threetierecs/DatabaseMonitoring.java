package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
final class DatabaseMonitoring {
  /** The classes that MySQL's Performance Insights does not run on. */
  private static final Set<String> WITHOUT_INSIGHTS =
      Ordered.set("t2.micro", "t2.small", "t3.micro", "t3.small", "t4g.micro", "t4g.small");

  /** What the standard mode keeps at no cost, and what the advanced mode asks for. */
  private static final Map<DatabaseInsightsMode, PerformanceInsightRetention> RETENTIONS =
      Ordered.map(
          DatabaseInsightsMode.STANDARD, PerformanceInsightRetention.DEFAULT,
          DatabaseInsightsMode.ADVANCED, PerformanceInsightRetention.MONTHS_15);

  final Duration interval;
  final @Nullable Role role;
  final List<String> logs;
  private final boolean insights;
  private final DatabaseInsightsMode mode;

  /** What Performance Insights is set to; nothing is, on a class that does not know it. */
  record Insights(
      boolean enabled,
      @Nullable DatabaseInsightsMode mode,
      @Nullable PerformanceInsightRetention retention) {}

  DatabaseMonitoring(
      Construct scope,
      @Nullable DatabaseMonitoringProps given,
      Profile profile,
      ConsoleWords words) {
    DatabaseMonitoringProps props =
        given != null ? given : DatabaseMonitoringProps.builder().build();
    mode = Defaults.DATABASE_INSIGHTS.unless(props.databaseInsights, profile);
    insights =
        props.performanceInsights != null
            ? props.performanceInsights
            : mode == DatabaseInsightsMode.ADVANCED || Defaults.PERFORMANCE_INSIGHTS.in(profile);
    logs = Defaults.LOG_EXPORTS.unless(props.logExports, profile);
    interval =
        Defaults.seconds(props.enhancedMonitoring, Defaults.ENHANCED_MONITORING_SECONDS, profile);
    Number seconds =
        props.enhancedMonitoring != null
            ? interval.toSeconds()
            : Defaults.ENHANCED_MONITORING_SECONDS.in(profile);
    role = seconds.intValue() == 0 ? null : role(scope, words);
  }

  Insights insightsOn(String instanceType) {
    if (WITHOUT_INSIGHTS.contains(instanceType)) {
      return new Insights(false, null, null);
    }
    return insights
        ? new Insights(true, mode, RETENTIONS.get(mode))
        : new Insights(false, DatabaseInsightsMode.STANDARD, null);
  }

  /** Refuses insights that were asked for on a class that does not have them. */
  static void checkClass(
      Problems problems,
      String option,
      @Nullable DatabaseMonitoringProps props,
      String instanceType) {
    if (props == null || !WITHOUT_INSIGHTS.contains(instanceType)) {
      return;
    }
    String remedy = "use a larger class such as new InstanceType(\"t4g.medium\"), or leave it out";
    String limit = "is not offered on database.instanceType " + instanceType;
    if (Boolean.TRUE.equals(props.performanceInsights)) {
      problems.add(option + ".performanceInsights", true, limit, remedy);
    }
    if (props.databaseInsights == DatabaseInsightsMode.ADVANCED) {
      problems.add(option + ".databaseInsights", props.databaseInsights, limit, remedy);
    }
  }

  /**
   * What AWS's managed policy for it allows, in this account and Region alone. The streams are
   * named after the instance, which waits for the role.
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
                            // CloudWatch Logs asks for log-group:RDSOSMetrics:log-stream: here.
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
