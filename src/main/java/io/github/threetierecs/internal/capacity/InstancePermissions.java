package io.github.threetierecs.internal.capacity;

import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyDocument;

/**
 * What an ECS instance may do: register with its cluster, fetch what to run, and report on it.
 *
 * <p>Less than AWS's managed policy for it, which also lets an instance make clusters, pull every
 * image and write to every log group. The ECS agent does both with a task's execution role if the
 * task has one. {@code docs/security/roles.md} gives the reason for every {@code *}.
 */
public final class InstancePermissions {
  private static final List<String> ON_EVERYTHING = List.of("ecs:DiscoverPollEndpoint");

  /** The smallest set of actions that AWS documents for sessions on an instance. */
  private static final List<String> SESSIONS =
      List.of(
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel");

  private InstancePermissions() {}

  static PolicyDocument on(String clusterName, boolean sessions, boolean trunking) {
    List<Map<String, Object>> statements = new ArrayList<>(inCluster(clusterName));
    // All actions are in one statement, since a feature flag merges those of the same resource.
    List<String> onEverything = new ArrayList<>(ON_EVERYTHING);
    if (sessions) {
      onEverything.addAll(SESSIONS);
    }
    statements.add(Statements.allow("*", onEverything.toArray(String[]::new)));
    if (trunking) {
      // Without a principal, this reads only the caller's own account setting.
      statements.add(
          Statements.only(
              "StringEquals",
              Map.of("ecs:account-setting", "awsvpcTrunking"),
              Statements.allow("*", "ecs:PutAccountSetting")));
    }
    return Statements.document(statements);
  }

  private static List<Map<String, Object>> inCluster(String clusterName) {
    String cluster = Arns.here("ecs", "cluster/" + clusterName);
    return List.of(
        Statements.allow(
            cluster,
            "ecs:RegisterContainerInstance",
            "ecs:DeregisterContainerInstance",
            "ecs:SubmitAttachmentStateChanges",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitTaskStateChange"),
        // The cluster is a condition, since the ARNs of container instances do not contain it in
        // every account.
        Statements.only(
            "ArnEquals",
            Map.of("ecs:cluster", cluster),
            Statements.allow(
                Arns.here("ecs", "container-instance/*"),
                "ecs:Poll",
                "ecs:StartTelemetrySession",
                "ecs:UpdateContainerInstancesState")));
  }
}
