package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import io.github.threetierecs.internal.shared.Statements;
import io.github.threetierecs.internal.shared.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * What EventBridge Scheduler may do: start this task on this cluster, hand its two roles to it, tag
 * it, and put what it could not start into the dead-letter queue.
 */
final class SchedulerRole {
  private SchedulerRole() {}

  /**
   * Creates the role.
   *
   * @param revisions the ARNs of all revisions of the task definition: with the one that the
   *     schedule names, a run that is due while a deployment changes both could be refused
   */
  static Role create(
      Construct scope,
      String description,
      EcsEc2Capacity capacity,
      TierTask task,
      String revisions,
      IQueue deadLetters) {
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(
        Statements.only(
            "ArnEquals",
            Map.of("ecs:cluster", capacity.cluster.getClusterArn()),
            Statements.allow(revisions, "ecs:RunTask")));
    statements.add(
        Statements.only(
            "StringEquals",
            Map.of("ecs:CreateAction", "RunTask"),
            Statements.allow(
                Arns.here("ecs", "task/" + capacity.clusterName + "/*"), "ecs:TagResource")));
    statements.add(
        Statements.only(
            "StringEquals",
            Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com"),
            Statements.allow(
                List.of(
                    task.role.getRoleArn(),
                    Objects.requireNonNull(task.definition.obtainExecutionRole()).getRoleArn()),
                "iam:PassRole")));
    statements.add(Statements.allow(deadLetters.getQueueArn(), "sqs:SendMessage"));
    IKey key = deadLetters.getEncryptionMasterKey();
    if (key != null) {
      statements.add(
          Statements.only(
              "StringEquals",
              Map.of("kms:ViaService", Arns.regionalName("sqs")),
              Statements.allow(
                  KeysOfOtherStacks.arnOfTarget(key), "kms:Decrypt", "kms:GenerateDataKey")));
    }
    return Role.Builder.create(scope, "SchedulerRole")
        .description(description)
        .assumedBy(Trust.of("scheduler.amazonaws.com"))
        .inlinePolicies(Map.of("StartTask", Statements.document(statements)))
        .build();
  }
}
