package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.network.VpcEndpoints;
import io.github.threetierecs.internal.options.EndpointService;
import io.github.threetierecs.internal.shared.Decryption;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.IQueue;

/**
 * Lets a task receive the messages of a queue, and nothing else.
 *
 * <p>Written explicitly: the CDK's own grant would let the task decrypt whatever else the queue's
 * key encrypts, where this is decrypted through Amazon SQS only.
 */
final class QueueAccess {
  private QueueAccess() {}

  static void allow(IQueue queue, Ec2TaskDefinition task, VpcEndpoints endpoints) {
    task.addToTaskRolePolicy(
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "sqs:ChangeMessageVisibility",
                    "sqs:DeleteMessage",
                    "sqs:GetQueueAttributes",
                    "sqs:GetQueueUrl",
                    "sqs:ReceiveMessage"))
            .resources(List.of(queue.getQueueArn()))
            .build());
    IKey key = queue.getEncryptionMasterKey();
    if (key != null) {
      task.addToTaskRolePolicy(
          Decryption.through("sqs", Aws.REGION, KeysOfOtherStacks.arnOfTarget(key)));
    }
    endpoints.need(EndpointService.SQS);
  }
}
