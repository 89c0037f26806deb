package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.jsii.Builder;

/** Calls from the frontend's tasks to the backend's, without a load balancer in between. */
class ServiceConnectTest {
  private static final String CONNECT = "ServiceConnectConfiguration.";
  private static final String ENDPOINT = CONNECT + "Services.0.";
  private static final String NAMESPACE = "AWS::ServiceDiscovery::HttpNamespace";
  private static final Anatomy APP = Templates.with(ServiceConnectTest::connected);
  private static final Anatomy WITHOUT = Templates.of(Profile.PRODUCTION);

  private final Anatomy.Tier frontend = APP.frontend();
  private final Anatomy.Tier backend = APP.backend();

  static ThreeTierEcsAppProps.Builder connected(ThreeTierEcsAppProps.Builder props) {
    return props.backend(Templates.backend().serviceConnect(true).build());
  }

  static List<Anatomy.Tier> tiers() {
    return List.of(APP.frontend(), APP.backend());
  }

  @Test
  void theFrontendCallsTheBackendByItsName() {
    assertThat(frontend.environment()).containsEntry("BACKEND_URL", "http://backend:8080");
    assertThat(backend.service().text(ENDPOINT + "ClientAliases.0.DnsName")).contains("backend");
    assertThat(backend.service().text(ENDPOINT + "ClientAliases.0.Port")).contains("8080");
    assertThat(backend.service().text(ENDPOINT + "DiscoveryName")).contains("backend");
  }

  @Test
  void theNameIsThatOfTheContainersPort() {
    assertThat(backend.service().text(ENDPOINT + "PortName"))
        .contains(backend.container("PortMappings.0.Name"));
    assertThat(backend.container("PortMappings.0.AppProtocol")).isEqualTo("http");
    assertThat(backend.service().list(CONNECT + "Services")).hasSize(1);
  }

  @Test
  void theFrontendCallsAndIsNotCalled() {
    assertThat(frontend.service().isTrue(CONNECT + "Enabled")).isTrue();
    assertThat(frontend.service().has(CONNECT + "Services")).isFalse();
    assertThat(frontend.container("PortMappings.0.Name")).isEqualTo("not set");
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void servicesWaitForTheirNamespace(Anatomy.Tier tier) {
    assertThat(APP.referent(tier.service(), CONNECT + "Namespace"))
        .isEqualTo(theOnly(APP.template, NAMESPACE));
  }

  @Test
  void theFrontendIsDeployedAfterTheBackendWhoseNameItLearns() {
    assertThat(APP.madeBefore(frontend.service())).contains(backend.service().logicalId());
  }

  @Test
  void aNamespaceIsNamedAfterTheStackAndTheApplication() {
    Anatomy both =
        Templates.in(
            stack -> {
              new ThreeTierEcsApp(stack, "Shop", connected(Templates.props()).build());
              new ThreeTierEcsApp(stack, "Blog", connected(Templates.props()).build());
            });

    assertThat(both.template.resourcesOfType(NAMESPACE))
        .extracting(it -> it.text("Name").orElse(""))
        .doesNotHaveDuplicates()
        .hasSize(2)
        .allMatch(it -> it.contains("AWS::StackId"));
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void theProxyHasRoomBesideTheContainers(Anatomy.Tier tier) {
    assertThat(tier.taskDefinition().text("Cpu")).contains("512");
    assertThat(tier.taskDefinition().text("Memory")).contains("576");
    assertThat(tier.container("Cpu")).isEqualTo("256");
    assertThat(tier.container("Memory")).isEqualTo("512");
  }

  @Test
  void sidecarsAreCountedByTheirLimitOrElseByWhatIsKeptForThem() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .frontend(
                        Templates.frontend()
                            .cpu(100)
                            .memoryMiB(200)
                            .sidecars(
                                Map.of(
                                    "a",
                                    SidecarsTest.sidecar().cpu(30).memoryLimitMiB(40).build(),
                                    "b",
                                    ContainerDefinitionOptions.builder()
                                        .image(Options.IMAGE)
                                        .memoryReservationMiB(50)
                                        .build()))
                            .build())
                    .backend(Templates.backend().serviceConnect(true).build()));

    assertThat(app.frontend().taskDefinition().text("Cpu")).contains("386");
    assertThat(app.frontend().taskDefinition().text("Memory")).contains("354");
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void proxiesLogToTheirTier(Anatomy.Tier tier) {
    String options = CONNECT + "LogConfiguration.Options.";

    assertThat(tier.service().text(CONNECT + "LogConfiguration.LogDriver")).contains("awslogs");
    assertThat(APP.referent(tier.service(), options + "awslogs-group")).isEqualTo(tier.logGroup());
    assertThat(tier.service().text(options + "awslogs-stream-prefix")).contains("service-connect");
  }

  @Test
  void theProxyIsAsPatientAsTheLoadBalancer() {
    assertThat(backend.service().text(ENDPOINT + "Timeout.PerRequestTimeoutSeconds")).contains("0");
    assertThat(backend.service().text(ENDPOINT + "Timeout.IdleTimeoutSeconds"))
        .contains(backend.loadBalancerAttribute("idle_timeout.timeout_seconds"));

    Anatomy patient =
        Templates.with(
            props ->
                props.backend(
                    Templates.backend()
                        .serviceConnect(true)
                        .loadBalancer(
                            LoadBalancerProps.builder().idleTimeout(Duration.minutes(5)).build())
                        .build()));
    assertThat(patient.backend().service().text(ENDPOINT + "Timeout.IdleTimeoutSeconds"))
        .contains("300");
  }

  @Test
  void theFrontendsTasksReachTheBackendsAtTheContainersPortAndNoOther() {
    assertThat(reaches(frontend.service(), backend.service(), 8080)).isTrue();
    for (int port : new int[] {80, 443, 8079, 8081, 15_000, 32_768}) {
      assertThat(reaches(frontend.service(), backend.service(), port))
          .as("whether the frontend's tasks reach the backend's at port %d", port)
          .isFalse();
    }
  }

  @Test
  void otherwiseNobodyReachesMoreThanBefore() {
    Set<String> admitted = new TreeSet<>(APP.admittedTo(backend.service()));

    assertThat(admitted.remove(APP.from(frontend.service(), 8080))).isTrue();
    assertThat(admitted).isEqualTo(WITHOUT.admittedTo(WITHOUT.backend().service()));
    assertThat(APP.admittedTo(frontend.service()))
        .isEqualTo(WITHOUT.admittedTo(WITHOUT.frontend().service()));
    assertThat(APP.admittedTo(APP.database())).isEqualTo(WITHOUT.admittedTo(WITHOUT.database()));
    assertThat(APP.admittedTo(backend.loadBalancer()))
        .isEqualTo(WITHOUT.admittedTo(WITHOUT.backend().loadBalancer()));
    assertThat(
            canReach(APP.reachability, Reachability.INTERNET, backend.service().logicalId(), 8080))
        .as("whether the internet reaches the backend's tasks")
        .isFalse();
    assertThat(reaches(backend.service(), frontend.service(), 80))
        .as("whether the backend's tasks reach the frontend's")
        .isFalse();
  }

  @Test
  void instancesMayFetchWhatProxiesOfTheirClusterAreToDo() {
    String taskSets =
        "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-set/${%s}/*"
            .formatted(APP.cluster().logicalId());

    assertThat(APP.grantsOf(APP.instanceRole()))
        .containsEntry(taskSets, Set.of("ecs:Poll"))
        .hasSize(WITHOUT.grantsOf(WITHOUT.instanceRole()).size() + 1);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void andMayDoSoBeforeTheFirstProxyStarts(Anatomy.Tier tier) {
    assertThat(APP.madeBefore(tier.service()))
        .containsAll(
            APP.template.resourcesOfType("AWS::IAM::Policy").stream()
                .filter(it -> it.references().contains(APP.instanceRole().logicalId()))
                .map(Resource::logicalId)
                .toList());
  }

  @Test
  void tasksMayDoNothingMore() {
    assertThat(APP.grantsOf(frontend.taskRole()))
        .isEqualTo(WITHOUT.grantsOf(WITHOUT.frontend().taskRole()));
    assertThat(APP.grantsOf(frontend.executionRole()))
        .isEqualTo(WITHOUT.grantsOf(WITHOUT.frontend().executionRole()));
    assertThat(APP.grantsOf(backend.taskRole()))
        .isEqualTo(WITHOUT.grantsOf(WITHOUT.backend().taskRole()));
    assertThat(APP.grantsOf(backend.executionRole()))
        .isEqualTo(WITHOUT.grantsOf(WITHOUT.backend().executionRole()));
  }

  @Test
  void nothingIsReplacedButTheTaskDefinitions() {
    assertThat(APP.template.resources().stream().map(Resource::logicalId))
        .containsAll(WITHOUT.template.resources().stream().map(Resource::logicalId).toList());
    assertThat(APP.template.resources())
        .hasSizeLessThanOrEqualTo(WITHOUT.template.resources().size() + 4);
  }

  @Test
  void aPortKnownAtDeploymentIsInTheAddress() {
    Stack stack = new Stack(Templates.lenientApp(), "Shop");
    Number port =
        CfnParameter.Builder.create(stack, "Port").type("Number").build().getValueAsNumber();
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .backend(Templates.backend().serviceConnect(true).containerPort(port).build())
            .build());
    Anatomy app = Templates.of(stack);

    assertThat(app.frontend().environment()).containsEntry("BACKEND_URL", "http://backend:${Port}");
    assertThat(app.backend().service().text(ENDPOINT + "ClientAliases.0.Port")).contains("${Port}");
  }

  @ParameterizedTest
  @EnumSource
  void everyStrategyOfADeploymentIsPossible(DeploymentStrategy strategy) {
    Anatomy app =
        Templates.with(
            props ->
                props.backend(
                    Templates.backend()
                        .serviceConnect(true)
                        .deployment(Strategies.deployment(strategy))
                        .build()));

    assertThat(app.backend().service().text(ENDPOINT + "DiscoveryName")).contains("backend");
    assertThat(app.backend().service().text(Strategies.CONFIGURATION + "Strategy"))
        .contains(strategy.name());
  }

  @Test
  void switchedOffEcsIsToldSo() {
    Anatomy off =
        Templates.with(props -> props.backend(Templates.backend().serviceConnect(false).build()));

    for (Anatomy.Tier tier : List.of(off.frontend(), off.backend())) {
      assertThat(tier.service().text(CONNECT + "Enabled")).contains("false");
      assertThat(tier.service().has(CONNECT + "Namespace")).isFalse();
    }
    assertThat(off.template.resourcesOfType(NAMESPACE)).isEmpty();
    assertThat(off.frontend().environment().get("BACKEND_URL")).contains("DNSName");
  }

  @Test
  void whatDependsOnTheLoadBalancerOfTheCallsIsRefused() {
    assertRefused(
        Templates.backend()
            .serviceConnect(true)
            .autoScaling(AutoScalingProps.builder().maxTasks(4).requestsPerTarget(500).build())
            .loadBalancer(
                LoadBalancerProps.builder()
                    .stickiness(Duration.hours(1))
                    .targetProtocol(ApplicationProtocol.HTTPS)
                    .build()),
        """
        3 problems:
          - backend.autoScaling.requestsPerTarget: 500 is counted at the load balancer, and with \
        serviceConnect the frontend's requests do not pass through it; scale on CPU or memory, or leave \
        serviceConnect out
          - backend.loadBalancer.stickiness: 3600 seconds apply at the load balancer, and with \
        serviceConnect the frontend's requests do not pass through it; leave one of the two out
          - backend.loadBalancer.targetProtocol: HTTPS is what the container would expect from \
        the proxy too, which speaks HTTP to it; leave one of targetProtocol and serviceConnect out\
        """);
  }

  @Test
  void whereNoProxyRunsItIsRefused() {
    assertRefused(
        connected(Templates.props())
            .capacity(
                CapacityProps.builder()
                    .taskNetworking(TaskNetworking.BRIDGE)
                    .operatingSystem(InstanceOs.BOTTLEROCKET)
                    .build())
            .network(NetworkProps.builder().nat(NatStrategy.NONE).build()),
        """
        3 problems:
          - backend.serviceConnect: true would open every dynamic port of the instances to one \
        another, since capacity.taskNetworking is BRIDGE; leave taskNetworking out, or serviceConnect
          - backend.serviceConnect: true needs an agent that capacity.operatingSystem BOTTLEROCKET \
        does not have; leave operatingSystem out, or serviceConnect
          - backend.serviceConnect: true needs an AWS service that has no VPC endpoint, and with \
        network.nat NONE nothing else can be reached; set network.nat to SINGLE or ONE_PER_AZ, or \
        leave serviceConnect out\
        """);
  }

  @Test
  void sizesKnownOnlyAtDeploymentAreRefused() {
    Number token =
        CfnParameter.Builder.create(new Stack(), "Size").type("Number").build().getValueAsNumber();
    String rest =
        ": a token is known only at deployment, but with backend.serviceConnect the task's total is"
            + " written out; write the number, or leave serviceConnect out";

    assertRefused(
        Templates.props()
            .frontend(
                Templates.frontend()
                    .memoryMiB(token)
                    .sidecars(Map.of("a", SidecarsTest.sidecar().cpu(token).build()))
                    .build())
            .backend(Templates.backend().serviceConnect(true).cpu(token).build()),
        "3 problems:\n  - backend.cpu"
            + rest
            + "\n  - frontend.memoryMiB"
            + rest
            + "\n  - frontend.sidecars.a.cpu"
            + rest);
  }

  @Test
  void aSidecarsPortOfTheSameNameIsRefused() {
    assertRefused(
        Templates.props()
            .backend(
                Templates.backend()
                    .serviceConnect(true)
                    .sidecars(
                        Map.of(
                            "a",
                            SidecarsTest.sidecar()
                                .portMappings(
                                    List.of(
                                        PortMapping.builder()
                                            .name("backend")
                                            .containerPort(9_901)
                                            .build()))
                                .build()))
                    .build()),
        "backend.sidecars.a.portMappings: \"backend\" is the name of the port that the frontend"
            + " calls; use another, or leave backend.serviceConnect out");
  }

  @Test
  void withoutItThereIsNoNamespace() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());

    assertThatIllegalStateException()
        .isThrownBy(app.getBackend()::getServiceConnectNamespace)
        .withMessage("There is a namespace only with backend.serviceConnect; set it to true");
    assertThat(WITHOUT.template.resourcesOfType(NAMESPACE)).isEmpty();
    assertThat(WITHOUT.backend().service().text("ServiceConnectConfiguration.Enabled"))
        .contains("false");
    assertThat(WITHOUT.backend().taskDefinition().has("Memory")).isFalse();
  }

  private static boolean reaches(Resource from, Resource to, int port) {
    return canReach(APP.reachability, from.logicalId(), to.logicalId(), port);
  }

  private static void assertRefused(Builder<?> builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
