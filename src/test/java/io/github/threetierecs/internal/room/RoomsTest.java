package io.github.threetierecs.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.ServiceLoad;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What templates of anybody say of the room for tasks, and what they do not say. */
class RoomsTest {
  private String instances =
      """
      "MinSize": "2", "MaxSize": 4,
      "VPCZoneIdentifier": [{"Ref": "SubnetA"}, {"Ref": "SubnetB"}],
      "LaunchTemplate": {"LaunchTemplateId": {"Ref": "Launch"}}
      """;
  private String launch =
      """
      "InstanceType": "m6i.large"
      """;
  private String web = "\"DesiredCount\": 3, " + strategy("Provider");
  private String task =
      """
      "NetworkMode": "awsvpc", "ContainerDefinitions": [{"Cpu": 512, "Memory": 1024}]
      """;
  private String more = "";
  private String managed = "\"Status\": \"ENABLED\", \"TargetCapacity\": 100";

  @Test
  void whatATemplateSaysIsRead() {
    GroupRoom group = group();

    assertThat(group.instanceTypes()).containsExactly("m6i.large");
    assertThat(group.fewest()).hasValue(2);
    assertThat(group.most()).hasValue(4);
    assertThat(group.zones()).isEqualTo(2);
    assertThat(group.areZonesKnown()).isTrue();
    assertThat(group.offer()).hasValue(new Room(2048, 7636, 2));
    assertThat(service(group, "Web").perInstance()).hasValue(2);
    assertThat(service(group, "Web").desired()).hasValue(3);
    assertThat(group.need(Occasion.NORMAL))
        .returns(2, it -> it.instances().orElseThrow())
        .returns(true, Need::isMet);
    // 6 tasks, 2 on an instance.
    assertThat(group.need(Occasion.DEPLOYMENT).instances()).hasValue(3);
    // 1 of 2 is lost.
    assertThat(group.need(Occasion.LOSS_OF_A_ZONE).instances()).hasValue(3);
  }

  @Test
  void howManyTasksWaitOnTheMostInstancesIsSaid() {
    web = "\"DesiredCount\": 3, " + strategy("Provider") + ", " + shifting("BLUE_GREEN");
    instances = instances.replace("\"MaxSize\": 4", "\"MaxSize\": 2");
    Need deployment = group().need(Occasion.DEPLOYMENT);

    assertThat(deployment.tasks()).hasValue(6);
    assertThat(deployment.waiting()).hasValue(2);
    assertThat(deployment.instances()).hasValue(3);
    assertThat(deployment.isMet()).isFalse();
  }

  @Test
  void aRollingDeploymentStartsWhatItsPercentageAllows() {
    web =
        "\"DesiredCount\": 4, "
            + strategy("Provider")
            + ", \"DeploymentConfiguration\": {\"MaximumPercent\": 150}";

    assertThat(group().need(Occasion.DEPLOYMENT).tasks()).hasValue(6);
  }

  @Test
  void scalingAndItsSchedulesSayHowManyTasksThereCanBe() {
    more =
        """
        ,"Scaling": {"Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": {
          "ResourceId": {"Fn::Join": ["/", ["service", "c", {"Fn::GetAtt": ["Web", "Name"]}]]},
          "MinCapacity": 2, "MaxCapacity": 5,
          "ScheduledActions": [{"ScalableTargetAction": {"MaxCapacity": 7}}]}}
        """;
    GroupRoom group = group();

    assertThat(service(group, "Web").least()).hasValue(2);
    assertThat(service(group, "Web").desired()).hasValue(3);
    assertThat(service(group, "Web").most()).hasValue(7);
    assertThat(group.need(Occasion.MOST_TASKS).instances()).hasValue(4);
    assertThat(group.need(Occasion.DEPLOYMENT).waiting()).hasValue(14 - 8);
  }

  @Test
  void aDaemonTakesItsPartOfEveryInstance() {
    more =
        service("Agent", "\"SchedulingStrategy\": \"DAEMON\", " + strategy("Provider"), "Small")
            + definition(
                "Small",
                "\"NetworkMode\": \"bridge\","
                    + " \"ContainerDefinitions\": [{\"Cpu\": 48, \"MemoryReservation\": 36}]");
    GroupRoom group = group();

    assertThat(group.offer()).hasValue(new Room(2000, 7600, 2));
    assertThat(service(group, "Agent").isDaemon()).isTrue();
    assertThat(group.need(Occasion.NORMAL).tasks()).hasValue(3);
    more = more.replace("bridge", "awsvpc");
    assertThat(group().offer()).hasValue(new Room(2000, 7600, 1));
  }

  @Test
  void trunkingIsReadFromTheUserData() {
    assertThat(group().notes()).singleElement().asString().contains("for 10 tasks");
    launch +=
        """
        , "UserData": {"Fn::Base64": {"Fn::Join": ["", ["aws ecs put-account-setting --name \
        awsvpcTrunking --value enabled --region ", {"Ref": "AWS::Region"}]]}}
        """;
    GroupRoom group = group();

    assertThat(group.trunking()).isTrue();
    assertThat(group.offer()).hasValue(new Room(2048, 7636, 10));
    assertThat(group.notes()).isEmpty();
  }

  @Test
  void theSizeOfAWholeTaskCountsBeforeItsContainers() {
    task = "\"Cpu\": \"0.5 vCPU\", \"Memory\": \"1.5 GB\", " + task;

    assertThat(service(group(), "Web").size().orElseThrow())
        .returns(512L, it -> it.cpuUnits())
        .returns(1536L, it -> it.memoryMiB());
  }

  @Test
  void portsAndGpusOfTheInstanceAreRead() {
    task =
        """
        "ContainerDefinitions": [{"Cpu": 1, "Memory": 1,
          "PortMappings": [{"ContainerPort": 80, "HostPort": 8080}, {"ContainerPort": 81}],
          "ResourceRequirements": [{"Type": "GPU", "Value": "2"}]}]
        """;
    launch = "\"InstanceType\": \"g4dn.12xlarge\"";

    assertThat(service(group(), "Web").size().orElseThrow())
        .returns(Set.of(8080), it -> it.hostPorts())
        .returns(2L, it -> it.gpus());
    assertThat(service(group(), "Web").perInstance()).hasValue(1);
    task = "\"NetworkMode\": \"host\", " + task;
    assertThat(service(group(), "Web").size().orElseThrow().hostPorts()).containsExactly(80, 81);
  }

  @Test
  void ofSeveralTypesTheSmallestCounts() {
    instances =
        instances.replace(
            "\"LaunchTemplate\": {\"LaunchTemplateId\": {\"Ref\": \"Launch\"}}",
            """
            "MixedInstancesPolicy": {"LaunchTemplate": {
              "LaunchTemplateSpecification": {"LaunchTemplateId": {"Ref": "Launch"}},
              "Overrides": [{"InstanceType": "m6i.xlarge"}, {"InstanceType": "t3.small"}]}}
            """);
    assertThat(group().instanceTypes()).containsExactly("m6i.xlarge", "t3.small");
    assertThat(group().offer())
        .hasValueSatisfying(it -> assertThat(it.memoryMiB()).isLessThan(2048));
    instances =
        instances.replace("{\"InstanceType\": \"t3.small\"}", "{\"InstanceRequirements\": {}}");
    isUnknown(group(), "of which types");
  }

  @Test
  void anUnknownTypeIsSaidToBeOne() {
    launch = "\"InstanceType\": \"m99.large\"";

    isUnknown(group(), "What instances of these types have is not known here.");
    launch = "\"InstanceType\": {\"Ref\": \"Parameter\"}";
    isUnknown(group(), "What instances of these types have is not known here.");
  }

  @Test
  void numbersThatOnlyCloudFormationWillKnowAreSaidToBeUnknown() {
    web = "\"DesiredCount\": {\"Ref\": \"Parameter\"}, " + strategy("Provider");
    GroupRoom group = group();

    assertThat(group.offer()).isPresent();
    assertThat(service(group, "Web").desired()).isEmpty();
    assertThat(service(group, "Web").notes())
        .containsExactly("The template does not say how many tasks it has.");
    assertThat(group.needs()).allMatch(it -> it.instances().isEmpty() && !it.reason().isEmpty());
  }

  @Test
  void aSizeThatIsNotKnownIsSaidToBe() {
    task = task.replace("512", "{\"Ref\": \"Parameter\"}");

    assertThat(service(group(), "Web").size()).isEmpty();
    assertThat(service(group(), "Web").notes())
        .containsExactly("The template does not say what a task of it takes.");
  }

  @Test
  void anUnknownMaximumLeavesOpenWhetherItSuffices() {
    instances = instances.replace("\"MaxSize\": 4", "\"MaxSize\": {\"Ref\": \"Parameter\"}");
    Need normal = group().need(Occasion.NORMAL);

    assertThat(normal.instances()).hasValue(2);
    assertThat(normal.waiting()).isEmpty();
    assertThat(normal.isMet()).isFalse();
    assertThat(normal.reason()).contains("how many instances there can be");
  }

  @Test
  void withoutAMinimumItIsNotKnownHowManyAreLostWithAZone() {
    instances = instances.replace("\"MinSize\": \"2\",", "");
    GroupRoom group = group();

    assertThat(group.need(Occasion.LOSS_OF_A_ZONE).reason()).contains("how many are lost");
    assertThat(group.need(Occasion.NORMAL).instances()).hasValue(2);
    assertThat(group.usual()).isEmpty();
  }

  @Test
  void theLossOfTheOnlyZoneIsThatOfAll() {
    instances = instances.replace(", {\"Ref\": \"SubnetB\"}", "");

    assertThat(group().zones()).isEqualTo(1);
    assertThat(group().need(Occasion.LOSS_OF_A_ZONE).reason()).contains("none are left");
  }

  @Test
  void theZonesOfSubnetsFromElsewhereAreSaidToBeAssumed() {
    instances = instances.replace("{\"Ref\": \"Subnet", "{\"Fn::ImportValue\": \"Network");
    GroupRoom group = group();

    assertThat(group.areZonesKnown()).isFalse();
    assertThat(group.zones()).isEqualTo(2);
    assertThat(group.notes())
        .anyMatch(it -> it.contains("Availability Zones the instances are; 2"));
  }

  @Test
  void aTaskThatFitsOnNoInstanceIsSaidTo() {
    task = task.replace("512", "4096");
    Need normal = group().need(Occasion.NORMAL);

    assertThat(normal.instances()).isEmpty();
    assertThat(normal.waiting()).hasValue(3);
    assertThat(normal.reason()).contains("does not fit on an empty instance");
    assertThat(service(group(), "Web").perInstance()).hasValue(0);
  }

  @Test
  void servicesOnFargateOrOnNobodyKnowsWhatAreElsewhere() {
    more =
        service("Serverless", "\"LaunchType\": \"FARGATE\"", "Task")
            + service("Spot", strategy("FARGATE_SPOT"), "Task")
            + service("Imported", strategy("theirs"), "Task")
            + service("Lost", "\"DesiredCount\": 1", "Task")
            + service("External", "\"LaunchType\": \"EXTERNAL\"", "Task");

    assertThat(rooms().elsewhere())
        .extracting(it -> it.id() + ": " + it.reason())
        .containsExactly(
            "External: It runs on instances outside AWS, of which the template says nothing.",
            "Imported: Its capacity provider has no Auto Scaling group in the template.",
            "Serverless: It runs on AWS Fargate, where each task has room of its own.",
            "Spot: It runs on AWS Fargate, where each task has room of its own.");
    assertThat(group().services()).extracting(ServiceRoom::id).containsExactly("Lost", "Web");
    assertThat(group().notes()).anyMatch(it -> it.contains("launch type EC2"));
  }

  @Test
  void tasksOverSeveralCapacityProvidersAreNotCounted() {
    web =
        """
        "DesiredCount": 3, "CapacityProviderStrategy": [
          {"CapacityProvider": {"Ref": "Provider"}}, {"CapacityProvider": "FARGATE"}]
        """;
    GroupRoom group = group();

    assertThat(service(group, "Web").notes()).anyMatch(it -> it.contains("several"));
    assertThat(group.need(Occasion.NORMAL).instances()).isEmpty();
  }

  @Test
  void whatStartsTasksBesideServicesIsNamed() {
    more =
        """
        ,"Nightly": {"Type": "AWS::Scheduler::Schedule", "Properties": {"Target": {
          "Arn": {"Fn::GetAtt": ["Cluster", "Arn"]}, "EcsParameters": {"TaskCount": 1}}}}
        """;

    assertThat(group().notes()).anyMatch(it -> it.contains("of one schedule"));
  }

  @Test
  void oneRunOfAScheduleIsCountedIfItNamesTheProvider() {
    more =
        """
        ,"Nightly": {"Type": "AWS::Scheduler::Schedule", "Properties": {"Target": {
          "Arn": {"Fn::GetAtt": ["Cluster", "Arn"]}, "EcsParameters": {"TaskCount": 2,
          "TaskDefinitionArn": {"Ref": "Trim"}, %s}}}}
        """
                .formatted(strategy("Provider"))
            + definition("Trim", "\"ContainerDefinitions\": [{\"Cpu\": 128, \"Memory\": 300}]");
    ServiceRoom nightly = service(group(), "Nightly");

    assertThat(nightly.load())
        .hasValue(new ServiceLoad(nightly.size().orElseThrow(), 0, 2, 100, 100, false));
    assertThat(nightly.notes()).singleElement().asString().startsWith("One run is counted");
    assertThat(group().notes()).noneMatch(it -> it.contains("schedule"));
    assertThat(group().need(Occasion.NORMAL).tasks()).hasValue(3);
    assertThat(group().need(Occasion.MOST_TASKS).tasks()).hasValue(3 + 2);
    more = more.replace("\"TaskCount\": 2", "\"TaskCount\": {\"Ref\": \"Count\"}");
    assertThat(group().services()).extracting(ServiceRoom::id).containsExactly("Web");
    assertThat(group().notes()).anyMatch(it -> it.contains("of one schedule"));
  }

  @Test
  void othersStrategiesAndConstraintsAreNamed() {
    web +=
        """
        , "PlacementStrategies": [{"Type": "binpack", "Field": "cpu"}],
        "PlacementConstraints": [{"Type": "distinctInstance"}]
        """;

    assertThat(service(group(), "Web").notes()).hasSize(2);
  }

  @Test
  void ecsStartsAsManyInstancesAsTheTasksNeedUnlessItDoesNotManageThem() {
    web = web.replace("3", "5");
    assertThat(group().usual()).hasValue(3);
    managed = managed.replace("100", "80");
    assertThat(group().usual()).hasValue(4);
    managed = managed.replace("80", "50");
    assertThat(group().usual()).hasValue(4);
    managed = "\"Status\": \"DISABLED\"";
    assertThat(group().usual()).hasValue(2);
    assertThat(group().notes()).anyMatch(it -> it.contains("does not manage the scaling"));
    instances += ", \"DesiredCapacity\": 3";
    assertThat(group().usual()).hasValue(3);
  }

  @Test
  void tasksThatFindNoRoomOnTheFewestInstancesWait() {
    web = web.replace("3", "5");

    assertThat(group().waitingAtFirst()).hasValue(1);
  }

  @Test
  void aTemplateWithoutInstancesHasNoRooms() {
    assertThat(Rooms.of(template("\"Bucket\": {\"Type\": \"AWS::S3::Bucket\"}")).groups())
        .isEmpty();
  }

  private static void isUnknown(GroupRoom group, String words) {
    assertThat(group.offer()).isEmpty();
    assertThat(group.notes()).anyMatch(it -> it.contains(words));
    assertThat(group.needs())
        .allMatch(it -> it.tasks().isEmpty() && it.instances().isEmpty() && it.waiting().isEmpty());
  }

  private GroupRoom group() {
    assertThat(rooms().groups()).hasSize(1);
    return rooms().groups().get(0);
  }

  private static ServiceRoom service(GroupRoom group, String id) {
    return group.services().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private Rooms rooms() {
    return Rooms.of(
        template(
            """
            "SubnetA": {"Type": "AWS::EC2::Subnet", "Properties": {"AvailabilityZone":
              {"Fn::Select": [0, {"Fn::GetAZs": ""}]}}},
            "SubnetB": {"Type": "AWS::EC2::Subnet", "Properties": {"AvailabilityZone":
              {"Fn::Select": [1, {"Fn::GetAZs": ""}]}}},
            "Cluster": {"Type": "AWS::ECS::Cluster"},
            "Launch": {"Type": "AWS::EC2::LaunchTemplate",
              "Properties": {"LaunchTemplateData": {%s}}},
            "Group": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {%s}},
            "Provider": {"Type": "AWS::ECS::CapacityProvider", "Properties": {
              "AutoScalingGroupProvider": {"AutoScalingGroupArn": {"Ref": "Group"},
                "ManagedScaling": {%s}}}},
            "Cluster2": {"Type": "AWS::ECS::ClusterCapacityProviderAssociations", "Properties": {
              "Cluster": {"Ref": "Cluster"}, "CapacityProviders": [{"Ref": "Provider"}]}}
            """
                    .formatted(launch, instances, managed)
                + definition("Task", task)
                + service("Web", web, "Task")
                + more));
  }

  private static String service(String id, String properties, String definition) {
    return """
    ,"%s": {"Type": "AWS::ECS::Service", "Properties": {"Cluster": {"Ref": "Cluster"},
      "TaskDefinition": {"Ref": "%s"}, %s}}
    """
        .formatted(id, definition, properties);
  }

  private static String definition(String id, String properties) {
    return """
    ,"%s": {"Type": "AWS::ECS::TaskDefinition", "Properties": {%s}}
    """
        .formatted(id, properties);
  }

  private static String strategy(String provider) {
    String name = provider.equals("Provider") ? "{\"Ref\": \"Provider\"}" : "\"" + provider + "\"";
    return "\"CapacityProviderStrategy\": [{\"CapacityProvider\": " + name + "}]";
  }

  private static String shifting(String strategy) {
    return "\"DeploymentConfiguration\": {\"Strategy\": \"" + strategy + "\"}";
  }

  private static StackTemplate template(String resources) {
    String json = "{\"Resources\": {" + resources + "}}";
    try {
      return StackTemplate.of(new ObjectMapper().readValue(json, new TypeReference<>() {}));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException("This test's JSON is wrong:\n" + json, wrong);
    }
  }
}
