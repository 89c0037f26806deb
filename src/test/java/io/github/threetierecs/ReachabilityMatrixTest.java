package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** In each configuration, everybody reaches whom they should, and nobody else. */
class ReachabilityMatrixTest {
  private static final Map<String, Consumer<Stack>> CONFIGURATIONS = new LinkedHashMap<>();
  private static final Map<String, Anatomy> MADE = new LinkedHashMap<>();

  static {
    app("production", it -> it);
    app("development", it -> it.profile(Profile.DEVELOPMENT));
    in("tls", stack -> Edges.app(stack, Edges.named(stack)));
    in(
        "allowed clients",
        stack ->
            Edges.app(
                stack,
                EdgeProps.builder()
                    .allowedCidrs(List.of("203.0.113.0/24"))
                    .allowedPrefixLists(List.of(Edges.prefixList(stack)))));
    app(
        "port forward",
        it ->
            it.backend(
                    Templates.backend()
                        .container(ContainerProps.builder().executeCommand(true).build())
                        .build())
                .database(DatabaseProps.builder().portForward(true).build()));
    app("service connect", it -> it.backend(Templates.backend().serviceConnect(true).build()));
    database("replicas", it -> it.readReplicas(2));
    database("proxy", it -> it.proxy(true));
    database("proxy and replicas", it -> it.proxy(true).readReplicas(1));
    database("rotation", it -> it.rotation(RotationProps.builder().build()));
    in(
        "rotation with tls",
        stack ->
            new ThreeTierEcsApp(
                stack,
                "App",
                Templates.props()
                    .frontend(Templates.frontend().edge(Edges.named(stack).build()).build())
                    .database(Rotated.database(it -> it))
                    .build()));
    app(
        "interface endpoints",
        it -> it.network(NetworkProps.builder().interfaceEndpoints(true).build()));
    app("no nat", ReachabilityMatrixTest::withoutNat);
    app("no nat, rotation", it -> withoutNat(it).database(Rotated.database(props -> props)));
    in("blue/green", stack -> app(stack, it -> deployed(it, DeploymentStrategy.BLUE_GREEN)));
    app(
        "ports for tests",
        it ->
            it.frontend(
                    Templates.frontend()
                        .deployment(
                            Strategies.builder(DeploymentStrategy.BLUE_GREEN)
                                .testPort(8443)
                                .build())
                        .build())
                .backend(
                    Templates.backend()
                        .deployment(
                            Strategies.builder(DeploymentStrategy.CANARY).testPort(8080).build())
                        .build()));
    app(
        "bridge",
        it -> it.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()));
    in("existing vpc", ReachabilityMatrixTest::existingVpc);
    in("existing database", ReachabilityMatrixTest::existingDatabase);
    in(
        "existing cluster",
        stack -> app(stack, it -> it.database(ExistingClusterTest.database(stack).build())));
  }

  static Set<String> configurations() {
    return CONFIGURATIONS.keySet();
  }

  static Consumer<Stack> configuration(String name) {
    return Objects.requireNonNull(CONFIGURATIONS.get(name));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void nobodyReachesMoreOrLessThanExpected(String configuration) {
    assertThat(ReachabilityMatrix.differences(configuration, made(configuration).template))
        .as("who reaches whom, with %s", configuration)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void theLawsHold(String configuration) {
    assertThat(ReachabilityLaws.violations(made(configuration).template))
        .as("with %s", configuration)
        .isEmpty();
  }

  @Test
  void everyMatrixIsTried() {
    assertThat(configurations())
        .containsExactlyInAnyOrderElementsOf(ReachabilityMatrix.configurations());
  }

  private static Anatomy made(String configuration) {
    return MADE.computeIfAbsent(configuration, it -> Templates.in(configuration(it)));
  }

  private static void in(String name, Consumer<Stack> content) {
    CONFIGURATIONS.put(name, content);
  }

  private static void app(String name, UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    in(name, stack -> app(stack, choices));
  }

  private static void app(Stack stack, UnaryOperator<ThreeTierEcsAppProps.Builder> choices) {
    new ThreeTierEcsApp(stack, "App", choices.apply(Templates.props()).build());
  }

  private static void database(String name, UnaryOperator<DatabaseProps.Builder> choices) {
    app(name, it -> it.database(choices.apply(DatabaseProps.builder()).build()));
  }

  private static ThreeTierEcsAppProps.Builder withoutNat(ThreeTierEcsAppProps.Builder props) {
    return props
        .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
        .frontend(FrontendProps.builder().image(Templates.ecrImage("frontend")).build())
        .backend(BackendProps.builder().image(Templates.ecrImage("backend")).build());
  }

  private static ThreeTierEcsAppProps.Builder deployed(
      ThreeTierEcsAppProps.Builder props, DeploymentStrategy strategy) {
    return props
        .frontend(Templates.frontend().deployment(Strategies.deployment(strategy)).build())
        .backend(Templates.backend().deployment(Strategies.deployment(strategy)).build());
  }

  private static void existingVpc(Stack stack) {
    NetworkProps network =
        NetworkProps.builder()
            .vpc(
                Vpc.fromVpcAttributes(
                    stack,
                    "Theirs",
                    VpcAttributes.builder()
                        .vpcId("vpc-0123456789abcdef0")
                        .availabilityZones(List.of("a", "b"))
                        .publicSubnetIds(
                            List.of("subnet-0123456789abcdef1", "subnet-0123456789abcdef2"))
                        .privateSubnetIds(
                            List.of("subnet-0123456789abcdef3", "subnet-0123456789abcdef4"))
                        .isolatedSubnetIds(
                            List.of("subnet-0123456789abcdef5", "subnet-0123456789abcdef6"))
                        .build()))
            .build();
    app(stack, it -> it.network(network));
  }

  private static void existingDatabase(Stack stack) {
    DatabaseInstanceAttributes theirs =
        DatabaseInstanceAttributes.builder()
            .instanceIdentifier("theirs")
            .instanceEndpointAddress("theirs.example.com")
            .port(3306)
            .securityGroups(
                List.of(SecurityGroup.fromSecurityGroupId(stack, "TheirGroup", "sg-12345678")))
            .build();
    app(
        stack,
        it ->
            it.database(
                DatabaseProps.builder()
                    .existing(
                        DatabaseInstance.fromDatabaseInstanceAttributes(stack, "Theirs", theirs))
                    .existingSecret(
                        Secret.fromSecretCompleteArn(
                            stack,
                            "Secret",
                            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf"))
                    .build()));
  }
}
