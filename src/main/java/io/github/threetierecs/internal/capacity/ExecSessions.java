package io.github.threetierecs.internal.capacity;

import io.github.threetierecs.internal.network.VpcEndpoints;
import io.github.threetierecs.internal.options.EndpointService;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.LogGroups;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.CfnCluster.ClusterConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnCluster.ExecuteCommandConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnCluster.ExecuteCommandLogConfigurationProperty;
import software.amazon.awscdk.services.ecs.ExecuteCommandConfiguration;
import software.amazon.awscdk.services.ecs.ExecuteCommandLogConfiguration;
import software.amazon.awscdk.services.ecs.ExecuteCommandLogging;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** Shells in containers (ECS Exec): what is written down of them, and what a task needs for one. */
public final class ExecSessions {
  /** ECS's own default, for a cluster that has no sessions, or none any more. */
  static final ExecuteCommandConfiguration NOT_CONFIGURED =
      ExecuteCommandConfiguration.builder().logging(ExecuteCommandLogging.DEFAULT).build();

  public final LogGroup logGroup;
  private final @Nullable IKey key;

  ExecSessions(Construct scope, Keys keys, LogGroups logGroups, VpcEndpoints endpoints) {
    key = keys.of(Keys.Use.LOGS);
    logGroup = logGroups.builder(scope, "ExecuteCommandLogGroup").build();
    endpoints.need(EndpointService.SSM_MESSAGES);
    if (key != null) {
      // The agent in the container asks KMS for the session's key.
      endpoints.need(EndpointService.KMS);
    }
  }

  ExecuteCommandConfiguration configuration() {
    return ExecuteCommandConfiguration.builder()
        .kmsKey(key)
        .logging(ExecuteCommandLogging.OVERRIDE)
        .logConfiguration(
            ExecuteCommandLogConfiguration.builder()
                .cloudWatchLogGroup(logGroup)
                // With this setting, a session is refused if the log group is not encrypted with a
                // KMS key.
                .cloudWatchEncryptionEnabled(key != null)
                .build())
        .build();
  }

  /** The same, for a cluster that is there already. */
  ClusterConfigurationProperty property() {
    return ClusterConfigurationProperty.builder()
        .executeCommandConfiguration(
            ExecuteCommandConfigurationProperty.builder()
                .kmsKeyId(key == null ? null : key.getKeyArn())
                .logging("OVERRIDE")
                .logConfiguration(
                    ExecuteCommandLogConfigurationProperty.builder()
                        .cloudWatchLogGroupName(logGroup.getLogGroupName())
                        .cloudWatchEncryptionEnabled(key != null)
                        .build())
                .build())
        .build();
  }

  /**
   * The CDK's own option for a service would let the task make keys of sessions too, which the
   * caller does. Sorted, and one statement for each resource, as a feature flag has it.
   */
  public void allow(TaskDefinition task, String cluster) {
    allow(
        task,
        "*",
        "logs:DescribeLogGroups",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel");
    allow(
        task,
        logGroup.getLogGroupArn(),
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents");
    if (key != null) {
      // The agent names the session and its target in the encryption context. Without this
      // condition the task could decrypt whatever else the key encrypts.
      task.addToTaskRolePolicy(
          PolicyStatement.Builder.create()
              .actions(List.of("kms:Decrypt"))
              .resources(List.of(key.getKeyArn()))
              .conditions(
                  Map.of(
                      "StringLike",
                      Map.of("kms:EncryptionContext:aws:ssm:TargetId", "ecs:" + cluster + "_*")))
              .build());
    }
    AcceptedRisks.acknowledge(AcceptedRisks.EXECUTE_COMMAND, task.getTaskRole().getNode());
  }

  private static void allow(TaskDefinition task, String resource, String... actions) {
    task.addToTaskRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of(actions))
            .resources(List.of(resource))
            .build());
  }
}
