package io.github.threetierecs.internal.template;

import static io.github.threetierecs.internal.template.TwoTiers.said;
import static io.github.threetierecs.internal.template.TwoTiers.service;
import static io.github.threetierecs.internal.template.TwoTiers.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of whatever runs tasks on the application's cluster beside its tiers. */
class ClusterTasksTest {
  private static final String OURS = "\"Cluster\": {\"Ref\": \"AppCluster\"}, ";
  private static final String THEIRS = "\"Cluster\": {\"Ref\": \"Another\"}, ";
  private static final String EC2 = "\"LaunchType\": \"EC2\"";
  private static final String STRATEGY =
      "\"CapacityProviderStrategy\": [{\"CapacityProvider\": {\"Ref\": \"Provider\"}}]";

  private static String mine(String properties) {
    return "\"Mine\": " + service(properties);
  }

  private static String launched(String id, String type, String what) {
    return ("LAUNCH_TYPE %s: %s (%s) uses launch type EC2, for which the cluster's capacity"
            + " provider starts no instance: where there is no room, %s cannot run")
        .formatted(id, id, type, what);
  }

  @Test
  void aServiceOfLaunchTypeEc2IsSaid() {
    String launched = launched("Mine", "AWS::ECS::Service", "its tasks");

    assertThat(said(mine(OURS + EC2))).containsExactly(launched);
    assertThat(said(mine(OURS + "\"DesiredCount\": 1"))).containsExactly(launched);
    assertThat(said(mine(OURS + "\"CapacityProviderStrategy\": []"))).containsExactly(launched);
  }

  @Test
  void ofOneThatNeedsNoInstanceOfOursNothingIsSaid() {
    assertThat(said(mine(OURS + "\"LaunchType\": \"FARGATE\""))).isEmpty();
    assertThat(said(mine(THEIRS + EC2))).isEmpty();
    assertThat(said(mine(EC2))).isEmpty();
    assertThat(said(mine(OURS + EC2 + ", \"DeploymentController\": {\"Type\": \"EXTERNAL\"}")))
        .isEmpty();
  }

  @Test
  void whereTheClusterHasADefaultOnlyTheLaunchTypeItselfIsSaid() {
    String association =
        "\"Association\": {\"Type\": \"AWS::ECS::ClusterCapacityProviderAssociations\","
            + " \"Properties\": {%s\"DefaultCapacityProviderStrategy\": [{\"Weight\": 1}]}}";

    assertThat(wrong(association.formatted(OURS), mine(OURS + "\"DesiredCount\": 1"))).isEmpty();
    assertThat(wrong(association.formatted(OURS), mine(OURS + EC2))).hasSize(1);
    assertThat(wrong(association.formatted(THEIRS), mine(OURS + "\"DesiredCount\": 1"))).hasSize(1);
  }

  @Test
  void aTaskOnEveryInstanceIsSaidUnlessRoomIsKept() {
    String daemon = mine(OURS + "\"SchedulingStrategy\": \"DAEMON\"");

    assertThat(said(daemon))
        .containsExactly(
            "DAEMON Mine: Mine (AWS::ECS::Service) runs a task on every instance, for which no room"
                + " is reserved");
    assertThat(
            Additions.of(
                TwoTiers.with(daemon), TwoTiers.TIERS, List.of(), TwoTiers.COUNTED, Map.of(), true))
        .isEmpty();
    assertThat(said(mine(OURS + EC2 + ", \"SchedulingStrategy\": \"REPLICA\""))).hasSize(1);
  }

  @Test
  void aServiceThatDoesNotWaitForTheCapacityProviderIsSaid() {
    assertThat(said(mine(OURS + STRATEGY)))
        .containsExactly(
            "CAPACITY_DEPENDENCY Mine: Mine (AWS::ECS::Service) does not wait for the cluster's"
                + " capacity provider, so its creation or deletion can fail");
    assertThat(said(waiting("Mine", STRATEGY))).isEmpty();
    assertThat(said("\"Jobs/Mine\": " + service(OURS + STRATEGY))).isEmpty();
    assertThat(
            said(
                "\"Association\": {\"Type\": \"AWS::ECS::ClusterCapacityProviderAssociations\"}",
                mine(OURS + STRATEGY)))
        .isEmpty();
  }

  private static String waiting(String id, String properties) {
    return "\"%s\": {\"Type\": \"AWS::ECS::Service\", \"DependsOn\": \"Association\", \"Properties\": {%s}}"
        .formatted(id, OURS + properties);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FARGATE", "FARGATE_SPOT"})
  void aCapacityProviderThatTheClusterLacksIsSaid(String provider) {
    String strategy = "\"CapacityProviderStrategy\": [{\"CapacityProvider\": \"%s\"}]";
    String there =
        "\"Association\": {\"Type\": \"AWS::ECS::ClusterCapacityProviderAssociations\","
            + " \"Properties\": {%s\"CapacityProviders\": [\"%s\"]}}";

    assertThat(said(waiting("Mine", strategy.formatted(provider))))
        .containsExactly(
            "CAPACITY_PROVIDER Mine: Mine (AWS::ECS::Service) uses capacity provider %s, which the"
                    .formatted(provider)
                + " cluster does not have");
    assertThat(said(there.formatted(OURS, provider), waiting("Mine", strategy.formatted(provider))))
        .isEmpty();
    assertThat(said(waiting("Mine", strategy.formatted("other")))).isEmpty();
  }

  private static String other(String type, String properties) {
    return "\"Mine\": {\"Type\": \"%s\", \"Properties\": {%s}}".formatted(type, properties);
  }

  private static final String ARN = "{\"Fn::GetAtt\": [\"AppCluster\", \"Arn\"]}";
  private static final String ANOTHER = "{\"Fn::GetAtt\": [\"Another\", \"Arn\"]}";

  @Test
  void aTaskSetIsSaid() {
    assertThat(said(other("AWS::ECS::TaskSet", OURS + EC2)))
        .containsExactly(launched("Mine", "AWS::ECS::TaskSet", "its tasks"));
    assertThat(said(other("AWS::ECS::TaskSet", THEIRS + EC2))).isEmpty();
    assertThat(said(other("AWS::ECS::TaskSet", OURS + STRATEGY))).isEmpty();
  }

  @Test
  void aTaskThatAnEventStartsIsSaid() {
    String type = "AWS::Events::Rule";
    String targets = "\"Targets\": [{\"Arn\": \"arn:x\"}, {\"Arn\": %s, \"EcsParameters\": {%s}}]";

    assertThat(said(other(type, targets.formatted(ARN, EC2))))
        .containsExactly(launched("Mine", type, "the task that it starts"));
    assertThat(said(other(type, targets.formatted(ANOTHER, EC2)))).isEmpty();
    assertThat(said(other(type, targets.formatted(ARN, STRATEGY)))).isEmpty();
    assertThat(said(other(type, "\"Targets\": [{\"Arn\": %s}]".formatted(ARN)))).isEmpty();
  }

  @Test
  void aTaskThatAScheduleStartsIsSaid() {
    String type = "AWS::Scheduler::Schedule";
    String target = "\"Target\": {\"Arn\": %s, \"EcsParameters\": {%s}}";

    assertThat(said(other(type, target.formatted(ARN, EC2))))
        .containsExactly(launched("Mine", type, "the task that it starts"));
    assertThat(said(other(type, target.formatted(ANOTHER, EC2)))).isEmpty();
    assertThat(said(other(type, target.formatted(ARN, STRATEGY)))).isEmpty();
  }

  @Test
  void aTaskThatAPipeStartsIsSaid() {
    String type = "AWS::Pipes::Pipe";
    String target = "\"Target\": %s, \"TargetParameters\": {\"EcsTaskParameters\": {%s}}";

    assertThat(said(other(type, target.formatted(ARN, EC2))))
        .containsExactly(launched("Mine", type, "the task that it starts"));
    assertThat(said(other(type, target.formatted(ANOTHER, EC2)))).isEmpty();
    assertThat(said(other(type, target.formatted(ARN, STRATEGY)))).isEmpty();
  }

  private static final String MACHINE = "AWS::StepFunctions::StateMachine";

  private static String written(String... states) {
    String text =
        "{\"States\": {\"Pass\": {\"Type\": \"Pass\"}, %s}}".formatted(String.join(", ", states));
    return other(
        MACHINE,
        "\"DefinitionString\": {\"Fn::Sub\": \"%s\"}"
            .formatted(new String(JsonStringEncoder.getInstance().quoteAsString(text))));
  }

  private static String state(String name, String parameters) {
    return """
    "%s": {"Type": "Task", "Parameters": {%s, "Overrides": {}},
      "Resource": "arn:aws:states:::ecs:runTask.sync", "Retry": [{"A": 1}], "End": true}\
    """
        .formatted(name, parameters);
  }

  @Test
  void aStateIsReadWhereverItsResourceStands() {
    String parameters = "\"Cluster\": \"${AppCluster.Arn}\", " + EC2;
    String resource = "\"Resource\": \"arn:aws:states:::ecs:runTask\"";

    assertThat(
            wrong(
                written(
                    "\"A\": {%s, \"Parameters\": {\"Overrides\": {}, %s}}"
                        .formatted(resource, parameters))))
        .hasSize(1);
    assertThat(
            wrong(
                written(
                    state(
                        "Run", "\"Cluster\": \"${AppCluster.Arn}\", \"LaunchType\": \"FARGATE\""))))
        .isEmpty();
  }

  @Test
  void aTaskThatAStateMachineStartsIsSaid() {
    String launched = launched("Mine", MACHINE, "the tasks that it starts");
    String ours = "\"Cluster\": \"${AppCluster.Arn}\", ";

    assertThat(said(written(state("Run", ours + EC2)))).containsExactly(launched);
    assertThat(said(written(state("Run", ours + "\"LaunchType\":\"EC2\""))))
        .containsExactly(launched);
    assertThat(said(written(state("Run", ours + "\"X\": 1")))).containsExactly(launched);
    assertThat(said(written(state("Run", ours + STRATEGY.replace("{\"Ref\": \"Provider\"}", "1")))))
        .isEmpty();
    assertThat(said(written(state("Run", ours + "\"CapacityProviderStrategy.$\": \"$.s\""))))
        .isEmpty();
    assertThat(said(written(state("Run", ours + "\"LaunchType\": \"FARGATE\"")))).isEmpty();
    assertThat(said(written(state("Run", ours + "\"LaunchType.$\": \"$.EC2\"")))).isEmpty();
  }

  @Test
  void eachStateIsReadByItself() {
    String fargate = state("A", "\"Cluster\": \"${AppCluster.Arn}\", \"LaunchType\": \"FARGATE\"");
    String ec2 = state("B", "\"Cluster\": \"${AppCluster.Arn}\", " + EC2);
    String elsewhere = state("C", "\"Cluster\": \"${Another.Arn}\", " + EC2);
    String unknown = state("D", "\"Cluster.$\": \"$.cluster\", " + EC2);

    assertThat(wrong(written(fargate, ec2))).hasSize(1);
    assertThat(wrong(written(ec2, fargate))).hasSize(1);
    assertThat(wrong(written(fargate, elsewhere))).isEmpty();
    assertThat(wrong(written(elsewhere, fargate))).isEmpty();
    assertThat(wrong(written(fargate, unknown))).hasSize(1);
  }

  @Test
  void aStateMachineThatNamesTheClusterNowhereIsNotRead() {
    assertThat(wrong(written(state("D", "\"Cluster.$\": \"$.cluster\", " + EC2)))).isEmpty();
  }

  @Test
  void aTextThatIsCutOffIsReadAsFarAsItGoes() {
    Resource machine =
        Templates.withResources(
                other(
                    MACHINE,
                    "\"DefinitionString\": \"ecs:runTask AppCluster \\\"LaunchType\\\":"
                        + " \\\"EC2\\\"\""))
            .resource("Mine");

    assertThat(TaskStates.of(machine, "AppCluster")).containsExactly(Map.of("LaunchType", "EC2"));
  }

  @Test
  void aDefinitionThatIsNoTextIsReadToo() {
    String definition =
        "\"Definition\": {\"States\": {\"Run\": {\"Resource\": \"arn:aws:states:::ecs:runTask\","
            + " \"%s\": {\"Cluster\": %s, %s}}, \"All\": [{\"Resource\": \"arn:other\"}]}}";
    String launched = launched("Mine", MACHINE, "the tasks that it starts");

    assertThat(said(other(MACHINE, definition.formatted("Parameters", ARN, EC2))))
        .containsExactly(launched);
    assertThat(said(other(MACHINE, definition.formatted("Arguments", ARN, EC2))))
        .containsExactly(launched);
    assertThat(
            said(
                other(
                    MACHINE,
                    definition.formatted(
                        "Parameters", ARN, "\"CapacityProviderStrategy.$\": [\"x\"]"))))
        .isEmpty();
    assertThat(
            said(
                other(
                    MACHINE,
                    "\"Tags\": %s, ".formatted(ARN)
                        + definition.formatted("Parameters", ANOTHER, EC2))))
        .isEmpty();
    assertThat(
            said(
                other(
                    MACHINE,
                    "\"Definition\": {\"Branches\": [{\"Resource\": \"ecs:runTask\","
                        + " \"Parameters\": {\"Cluster\": %s}}]}".formatted(ARN))))
        .containsExactly(launched);
  }

  @Test
  void aTierWithoutAClusterOfTheTemplateHasNoNeighbours() {
    StackTemplate template =
        TwoTiers.with(
            "\"Front\": " + service("\"Cluster\": \"arn:x\""),
            "\"Back\": " + service("\"Cluster\": \"arn:x\""),
            mine("\"Cluster\": \"arn:x\", " + EC2));

    assertThat(Additions.of(template, TwoTiers.TIERS, List.of(), TwoTiers.COUNTED, Map.of(), false))
        .isEmpty();
  }

  @Test
  void aScalingThatEachDeploymentUndoesIsSaid() {
    String counted = "\"Back\": " + service(OURS + "\"DesiredCount\": 3, " + STRATEGY);
    String scaled =
        "\"Scaling\": {\"Type\": \"AWS::ApplicationAutoScaling::ScalableTarget\", \"DependsOn\":"
            + " \"Back\", \"Properties\": {\"ResourceId\": {\"Fn::Sub\":"
            + " \"service/${AppCluster}/${%s.Name}\"}}}";

    assertThat(said(counted, scaled.formatted("Back")))
        .containsExactly(
            "TASK_COUNT Scaling: Scaling (AWS::ApplicationAutoScaling::ScalableTarget) scales the"
                + " backend's tasks, whose number each deployment of the service resets to 3");
    assertThat(said(counted, scaled.formatted("Front"))).isEmpty();
    assertThat(said(scaled.formatted("Back"))).isEmpty();
    assertThat(
            said(
                counted,
                "\"Scaling\": {\"Type\": \"AWS::ApplicationAutoScaling::ScalableTarget\"}"))
        .isEmpty();
  }

  @Test
  void whatSeveralSayIsSaidOnce() {
    assertThat(List.copyOf(wrong(mine(OURS + EC2)))).doesNotHaveDuplicates().hasSize(1);
  }
}
