package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Statements;
import io.github.threetierecs.internal.shared.Trust;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ecs.IBaseService;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * Replaces the tasks of a service once the secret that they were started with has a new value: what
 * a container got from a secret is never refreshed (containers-roadmap#495, copilot#3271).
 *
 * <p>Secrets Manager sends the event itself, so that no CloudTrail trail is needed. EventBridge
 * cannot call ECS; a state machine can, and keeps trying while ECS refuses. Its role allows nothing
 * but updates of this one service.
 *
 * <p>What is guaranteed: ECS is asked for a deployment after each change of the current value, be
 * it by a rotation or by hand. Whether that deployment succeeds is ECS's to report.
 */
public final class RedeployOnRotation extends Construct {
  /**
   * ECS refuses a deployment at times, such as while it rolls another one back. The attempts take
   * an hour and a half in all.
   */
  private static final String DEFINITION =
      """
      {"StartAt": "Redeploy",
       "States": {
         "Redeploy": {
           "Type": "Task",
           "Resource": "arn:%s:states:::aws-sdk:ecs:updateService",
           "Parameters": {"Cluster": "%s", "Service": "%s", "ForceNewDeployment": true},
           "ResultPath": null,
           "Retry": [{
             "ErrorEquals": ["States.ALL"],
             "IntervalSeconds": 30, "BackoffRate": 2, "MaxDelaySeconds": 600, "MaxAttempts": 12}],
           "End": true}}}
      """;

  /**
   * Tasks that are started with the password.
   *
   * @param name of the service for a reader
   * @param tier has all that belongs to them
   */
  public record Tasks(String name, IDependable tier, IBaseService service, ICluster cluster) {}

  public final StateMachine stateMachine;
  public final Rule rule;

  public RedeployOnRotation(Construct scope, ConsoleWords words, ISecret secret, Tasks tasks) {
    super(scope, "Redeploy");
    String service = tasks.service.getServiceArn();
    stateMachine =
        StateMachine.Builder.create(this, "StateMachine")
            // A standard execution's history shows for 90 days how each rotation ended.
            .stateMachineType(StateMachineType.STANDARD)
            .definitionBody(
                DefinitionBody.fromString(
                    DEFINITION.formatted(Aws.PARTITION, tasks.cluster.getClusterArn(), service)))
            .role(
                Role.Builder.create(this, "Role")
                    .description(words.describe("Replaces the tasks of " + tasks.name))
                    .assumedBy(Trust.of("states.amazonaws.com"))
                    .inlinePolicies(
                        Map.of(
                            "Redeploy",
                            Statements.document(
                                List.of(Statements.allow(service, "ecs:UpdateService")))))
                    .build())
            .build();
    AcceptedRisks.acknowledge(AcceptedRisks.REDEPLOYMENT, stateMachine.getNode());
    rule =
        Rule.Builder.create(this, "Rule")
            .description(
                words.describe(
                    "Replaces the tasks of " + tasks.name + " when the password changes,"))
            .eventPattern(
                EventPattern.builder()
                    .source(List.of("aws.secretsmanager"))
                    .detailType(List.of("Secret Label Updated"))
                    .resources(List.of(secret.getSecretArn()))
                    .detail(Map.of("labelUpdated", List.of("AWSCURRENT")))
                    .build())
            .targets(List.of(new SfnStateMachine(stateMachine)))
            .build();
    Trust.narrowChild(stateMachine, "EventsRole");
  }
}
