package io.github.threetierecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyDocument;

/**
 * What an ECS instance may do: register with its cluster, report on it, and pull from this
 * account's repositories. Writing the tasks' logs is added where the log groups are known.
 *
 * <p>Less than AWS's managed policy for it, which also lets an instance make clusters and write to
 * every log group. {@code docs/security.md} gives the reason for every {@code *}.
 */
final class InstancePermissions {
  private static final List<String> ON_EVERYTHING =
      List.of("ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken");

  /** The least that AWS names for sessions on an instance. */
  private static final List<String> SESSIONS =
      List.of(
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel");

  private InstancePermissions() {}

  static PolicyDocument on(String clusterName, boolean sessions, boolean trunking) {
    List<Object> statements = new ArrayList<>(inCluster(clusterName));
    // In one statement, since a feature flag joins those of the same resource.
    List<String> onEverything = new ArrayList<>(ON_EVERYTHING);
    if (sessions) {
      onEverything.addAll(SESSIONS);
    }
    statements.add(allow("*", onEverything.toArray(String[]::new)));
    if (trunking) {
      // Without being told whose, it is the caller's own setting, and nobody else's.
      statements.add(
          only(
              "StringEquals",
              Map.of("ecs:account-setting", "awsvpcTrunking"),
              allow("*", "ecs:PutAccountSetting")));
    }
    return PolicyDocument.fromJson(Map.of("Version", "2012-10-17", "Statement", statements));
  }

  private static List<Map<String, Object>> inCluster(String clusterName) {
    String cluster = arn("ecs", "cluster/" + clusterName);
    return List.of(
        allow(
            cluster,
            "ecs:RegisterContainerInstance",
            "ecs:DeregisterContainerInstance",
            "ecs:SubmitAttachmentStateChanges",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitTaskStateChange"),
        // A condition, since not every account's container instances have the cluster in their ARN.
        only(
            "ArnEquals",
            Map.of("ecs:cluster", cluster),
            allow(
                arn("ecs", "container-instance/*"),
                "ecs:Poll",
                "ecs:StartTelemetrySession",
                "ecs:UpdateContainerInstancesState")),
        allow(
            arn("ecr", "repository/*"),
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer"));
  }

  private static String arn(String service, String resource) {
    return String.join(":", "arn", Aws.PARTITION, service, Aws.REGION, Aws.ACCOUNT_ID, resource);
  }

  private static Map<String, Object> allow(String resource, String... actions) {
    return Map.of("Effect", "Allow", "Action", List.of(actions), "Resource", resource);
  }

  private static Map<String, Object> only(
      String test, Map<String, String> values, Map<String, Object> statement) {
    Map<String, Object> conditional = new LinkedHashMap<>(statement);
    conditional.put("Condition", Map.of(test, values));
    return conditional;
  }
}
