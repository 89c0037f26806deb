package io.github.threetierecs;

import io.github.threetierecs.internal.database.Backup;
import io.github.threetierecs.internal.edge.BalancerLogs;
import io.github.threetierecs.internal.observability.Observability;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupSelection;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.rds.CfnEventSubscription;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * What a {@link ThreeTierEcsApp} created for those who run it: alarms, logs of requests, snapshots.
 */
public final class OperationsResources {
  private final BalancerLogs logs;
  private final @Nullable Observability observability;
  private final @Nullable Backup backup;

  OperationsResources(
      BalancerLogs logs, @Nullable Observability observability, @Nullable Backup backup) {
    this.logs = logs;
    this.observability = observability;
    this.backup = backup;
  }

  /**
   * The topic that alarms and events go to, which more can be subscribed to.
   *
   * @return the topic
   * @throws IllegalStateException if {@code observability} is not set
   */
  public ITopic getAlarmTopic() {
    return observed().topic;
  }

  /**
   * The alarms by their names, such as {@code FrontendErrors}, to add actions to or to watch
   * deployments with.
   *
   * @return the alarms, not to be changed
   * @throws IllegalStateException if {@code observability} is not set
   */
  public Map<String, Alarm> getAlarms() {
    return Collections.unmodifiableMap(observed().alarms);
  }

  /**
   * The dashboard, which more widgets can be added to.
   *
   * @return the dashboard
   * @throws IllegalStateException if {@code observability} is not set
   */
  public Dashboard getDashboard() {
    return observed().dashboard;
  }

  /**
   * The rule that sends failed deployments, and tasks that do not start, to the topic: of the
   * tiers, and of the first service that was added. Further services are in rules of their own, up
   * to three in each.
   *
   * @return the rule
   * @throws IllegalStateException if {@code observability} is not set
   */
  public CfnRule getServiceEvents() {
    return observed().serviceEvents;
  }

  /**
   * The subscription that sends what RDS reports of the database to the topic.
   *
   * @return the subscription
   * @throws IllegalStateException if {@code observability} is not set
   */
  public CfnEventSubscription getDatabaseEvents() {
    return observed().databaseEvents;
  }

  private Observability observed() {
    if (observability == null) {
      throw new IllegalStateException(
          "Alarms, their topic and a dashboard are created only with observability; set"
              + " ThreeTierEcsAppProps.observability(ObservabilityProps.builder().build())");
    }
    return observability;
  }

  /**
   * The bucket that the load balancers write their logs to.
   *
   * @return the bucket
   * @throws IllegalStateException if neither load balancer writes logs
   */
  public Bucket getLoadBalancerLogBucket() {
    if (logs.bucket == null) {
      throw new IllegalStateException(
          "There is a bucket for logs only with frontend.loadBalancer.accessLogs, connectionLogs,"
              + " or those of the backend; set one of them to true.");
    }
    return logs.bucket;
  }

  /**
   * The plan by which AWS Backup creates snapshots of the database. Rules can be added to it.
   *
   * @return the plan
   * @throws IllegalStateException if {@code backup} is not set
   */
  public BackupPlan getBackupPlan() {
    return backup().plan;
  }

  /**
   * The vault that the snapshots are in.
   *
   * @return the vault
   * @throws IllegalStateException if {@code backup} is not set
   */
  public BackupVault getBackupVault() {
    return backup().vault;
  }

  /**
   * What the plan backs up, which is the database only. Permissions can be granted to its role.
   *
   * @return the selection
   * @throws IllegalStateException if {@code backup} is not set
   */
  public BackupSelection getBackupSelection() {
    return backup().selection;
  }

  private Backup backup() {
    if (backup == null) {
      throw new IllegalStateException(
          "A backup plan and its vault are created only with backup; set"
              + " ThreeTierEcsAppProps.backup(BackupProps.builder().build())");
    }
    return backup;
  }
}
