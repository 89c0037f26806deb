package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.SubnetKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the frontend's service and the backend's alike. */
@ParameterizedClass(name = "{0}: {1}")
@MethodSource("everyServiceInEveryConfiguration")
class ServicesTest {
  private final Anatomy app;
  private final Anatomy.Tier tier;

  ServicesTest(String name, Configuration configuration) {
    app = Templates.of(configuration);
    tier = name.equals("frontend") ? app.frontend() : app.backend();
  }

  static List<Arguments> everyServiceInEveryConfiguration() {
    return Configuration.every().stream()
        .flatMap(
            configuration ->
                Stream.of("frontend", "backend").map(name -> Arguments.of(name, configuration)))
        .toList();
  }

  @Test
  void tasksHaveANetworkOfTheirOwn() {
    assertThat(tier.taskDefinition().text("NetworkMode")).as("the network mode").contains("awsvpc");
  }

  @Test
  void tasksRunInPrivateSubnets() {
    assertThat(app.routes.subnetsOf(tier.service().logicalId()))
        .as("the subnets of the tasks")
        .isNotEmpty()
        .allMatch(subnet -> subnet.kind() == SubnetKind.PRIVATE);
  }

  @Test
  void tasksHaveNoPublicAddress() {
    assertThat(tier.service().text("NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp"))
        .as("whether tasks get a public address")
        .contains("DISABLED");
  }

  @Test
  void tasksShareNoSecurityGroupWithAnythingElse() {
    Resource service = tier.service();
    String securityGroup = Anatomy.theOnly(app.reachability.securityGroupsOf(service.logicalId()));

    assertThat(app.reachability.endpoints())
        .as("what carries the security group of %s", service)
        .filteredOn(endpoint -> app.reachability.securityGroupsOf(endpoint).contains(securityGroup))
        .containsExactly(service.logicalId());
  }

  @Test
  @Answers(Complaint.SERVICE_REPLACED_BY_ITS_CAPACITY)
  void tasksRunOnTheClustersInstances() {
    assertThat(app.referent(tier.service(), "Cluster")).isEqualTo(app.cluster());
    assertThat(tier.service().list("CapacityProviderStrategy"))
        .as("the capacity providers of the service")
        .isEqualTo(
            List.of(
                Map.of(
                    "CapacityProvider",
                    Map.of("Ref", app.capacityProvider().logicalId()),
                    "Weight",
                    1)));
    assertThat(tier.service().has("LaunchType"))
        .as("whether the service bypasses the capacity provider with a launch type")
        .isFalse();
    assertThat(tier.taskDefinition().list("RequiresCompatibilities"))
        .as("what the tasks can run on")
        .containsExactly("EC2");
  }

  @Test
  void tasksOpenTheirPortAlone() {
    assertThat(tier.taskDefinition().list("ContainerDefinitions.0.PortMappings")).hasSize(1);
    assertThat(tier.service().text("LoadBalancers.0.ContainerPort"))
        .as("the port that the load balancer sends requests to")
        .contains(tier.container("PortMappings.0.ContainerPort"));
  }

  @Test
  void tasksLogToCloudWatchLogs() {
    assertThat(tier.container("LogConfiguration.LogDriver")).isEqualTo("awslogs");
    assertThat(tier.logGroup().type()).isEqualTo("AWS::Logs::LogGroup");
  }

  @Test
  void logsAreKeptForALimitedTime() {
    assertThat(tier.logGroup().text("RetentionInDays"))
        .as("how many days %s keeps logs; forever if not set", tier.logGroup())
        .isNotEmpty();
  }

  @Test
  @Answers(Complaint.SERVICES_BEFORE_CAPACITY)
  void theServiceWaitsForTheClusterToHaveItsCapacityProvider() {
    assertThat(app.madeBefore(tier.service()))
        .as("what is made before %s, and deleted after it", tier.service())
        .contains(app.association().logicalId());
  }

  @Test
  void theServiceWaitsForThePermissionsOfItsTasks() {
    List<String> policies =
        app.template.resourcesOfType("AWS::IAM::Policy").stream()
            .filter(
                policy ->
                    policy.refersTo(tier.executionRole().logicalId())
                        || policy.refersTo(tier.taskRole().logicalId()))
            .map(Resource::logicalId)
            .toList();

    assertThat(policies).as("policies of the tasks' roles").isNotEmpty();
    assertThat(app.madeBefore(tier.service()))
        .as("what is made before %s: its first task must be able to log", tier.service())
        .containsAll(policies);
  }

  @Test
  @Answers(Complaint.TARGET_GROUP_WITHOUT_BALANCER)
  void theServiceWaitsForTheListener() {
    assertThat(app.madeBefore(tier.service()))
        .as("what is made before %s: a target group in use needs a load balancer", tier.service())
        .contains(tier.listener().logicalId());
  }

  @Test
  @Answers(Complaint.HALF_THE_TASKS_STOP)
  void deploymentsAddNewTasksBeforeTheyStopOldOnes() {
    assertThat(tier.service().text("DeploymentConfiguration.MinimumHealthyPercent"))
        .contains("100");
    assertThat(tier.service().text("DeploymentConfiguration.MaximumPercent")).contains("200");
  }

  @Test
  @Answers(Complaint.BAD_DEPLOYMENT_HANGS)
  void badDeploymentsAreRolledBack() {
    String breaker = "DeploymentConfiguration.DeploymentCircuitBreaker.";
    assertThat(tier.service().isTrue(breaker + "Enable")).as("circuit breaker").isTrue();
    assertThat(tier.service().isTrue(breaker + "Rollback")).as("rollback").isTrue();
  }

  @Test
  void tasksSpreadOverZonesAndThenOverInstances() {
    assertThat(tier.service().list("PlacementStrategies"))
        .as("how tasks are placed")
        .isEqualTo(
            List.of(
                Map.of("Field", "attribute:ecs.availability-zone", "Type", "spread"),
                Map.of("Field", "instanceId", "Type", "spread")));
    assertThat(tier.service().text("AvailabilityZoneRebalancing"))
        .as("whether tasks return to a zone that is back")
        .contains("ENABLED");
  }

  @Test
  void loadBalancersDropMalformedHeaders() {
    assertThat(tier.loadBalancerAttribute("routing.http.drop_invalid_header_fields.enabled"))
        .isEqualTo("true");
  }
}
