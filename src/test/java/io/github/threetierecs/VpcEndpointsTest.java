package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.StarPrincipal;
import software.amazon.awscdk.services.ssm.StringParameter;

/** Which of AWS's services are reached without a way through the internet, and by whom. */
class VpcEndpointsTest {
  private static final Set<String> ALWAYS =
      Set.of("ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs", "secretsmanager");

  private static final String PRINCIPAL = "aws:PrincipalAccount = ${AWS::AccountId}";
  private static final String RESOURCE = "aws:ResourceAccount = ${AWS::AccountId}";

  /** NAT strategy, {@code interfaceEndpoints}, and whether there are endpoints. */
  static Stream<Arguments> everyCombination() {
    return Stream.of(
        Arguments.of(NatStrategy.ONE_PER_AZ, null, false),
        Arguments.of(NatStrategy.ONE_PER_AZ, false, false),
        Arguments.of(NatStrategy.ONE_PER_AZ, true, true),
        Arguments.of(NatStrategy.SINGLE, null, false),
        Arguments.of(NatStrategy.SINGLE, true, true),
        Arguments.of(NatStrategy.NONE, null, true),
        Arguments.of(NatStrategy.NONE, true, true));
  }

  @ParameterizedTest(name = "nat {0}, interfaceEndpoints {1}: {2}")
  @MethodSource("everyCombination")
  void endpointsAreThereWhenAskedForAndWithoutNat(
      NatStrategy nat, @Nullable Boolean endpoints, boolean there) {
    NetworkProps.Builder network = NetworkProps.builder().nat(nat);
    if (endpoints != null) {
      network.interfaceEndpoints(endpoints);
    }
    Anatomy app = with(network);

    assertThat(services(app)).isEqualTo(there ? ALWAYS : Set.of());
    assertThat(app.template.resourcesOfType("AWS::EC2::VPCEndpoint"))
        .as("the gateway endpoint of S3")
        .anyMatch(it -> it.text("ServiceName").orElse("").endsWith("}.s3"));
  }

  @Test
  void withNatEveryEndpointIsReachedFromInstancesAndTasksAlone() {
    Anatomy app = with(NetworkProps.builder().interfaceEndpoints(true));

    assertThat(interfaceEndpoints(app))
        .hasSize(ALWAYS.size())
        .allSatisfy(
            endpoint -> {
              assertThat(app.admittedTo(endpoint))
                  .as("what %s lets in", endpoint)
                  .containsExactlyInAnyOrder(
                      app.from(app.instances(), 443),
                      app.from(app.frontend().service(), 443),
                      app.from(app.backend().service(), 443));
              assertThat(endpoint.isTrue("PrivateDnsEnabled")).isTrue();
              assertThat(app.routes.subnetsOf(endpoint.logicalId()))
                  .isEqualTo(app.routes.subnetsOf(app.instances().logicalId()));
            });
  }

  @Test
  void takingNatAwayKeepsTheEndpointsThatThereAre() {
    Anatomy withNat = with(NetworkProps.builder().interfaceEndpoints(true));
    Anatomy without = with(NetworkProps.builder().nat(NatStrategy.NONE));

    assertThat(interfaceEndpoints(without).stream().map(Resource::logicalId))
        .as("to make a second endpoint of a service fails, for its host name is taken")
        .isEqualTo(interfaceEndpoints(withNat).stream().map(Resource::logicalId).toList());
  }

  @Test
  void withoutNatThereIsNothingElse() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> NetworkProps.builder().interfaceEndpoints(false).nat(NatStrategy.NONE).build())
        .withMessage(
            "network.interfaceEndpoints: false puts Amazon ECR, Amazon ECS, CloudWatch Logs and"
                + " Secrets Manager out of reach, since network.nat is NONE; leave it out, or set"
                + " network.nat to SINGLE");
  }

  @Test
  void secretsInParameterStoreBringItsEndpoint() {
    Anatomy app =
        Templates.in(
            stack -> {
              Secret parameter =
                  Secret.fromSsmParameter(
                      StringParameter.fromStringParameterName(stack, "Parameter", "/token"));
              app(
                  stack,
                  NetworkProps.builder().nat(NatStrategy.NONE),
                  Map.of("A_TOKEN", parameter, "B_TOKEN", parameter));
            });

    assertThat(services(app)).containsAll(ALWAYS).contains("ssm").hasSize(ALWAYS.size() + 1);
  }

  @Test
  void secretsInSecretsManagerBringNoFurtherEndpoint() {
    Anatomy app =
        Templates.in(
            stack ->
                app(
                    stack,
                    NetworkProps.builder().nat(NatStrategy.NONE),
                    Map.of("A_TOKEN", named(stack), "B_TOKEN", ofParameter(stack))));

    assertThat(services(app)).isEqualTo(ALWAYS);
  }

  @Test
  void gettersGiveTheEndpointsAndTheirSecurityGroup() {
    Anatomy anatomy =
        Templates.in(
            stack -> {
              ThreeTierEcsApp app =
                  app(stack, NetworkProps.builder().interfaceEndpoints(true), Map.of());
              ISecurityGroup securityGroup = app.getNetwork().getEndpointSecurityGroup();
              assertThat(app.getNetwork().getInterfaceEndpoints().keySet()).isEqualTo(ALWAYS);
              assertThat(app.getNetwork().getInterfaceEndpoints().values())
                  .extracting(it -> it.getConnections().getSecurityGroups().get(0))
                  .extracting(ISecurityGroup::getSecurityGroupId)
                  .containsOnly(securityGroup.getSecurityGroupId());
            });

    assertThat(services(anatomy)).isEqualTo(ALWAYS);
  }

  @Test
  void withoutEndpointsTheGettersSayWhatToSet() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());

    assertThat(app.getNetwork().getInterfaceEndpoints()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(app.getNetwork()::getEndpointSecurityGroup)
        .withMessage(
            "There are interface endpoints only with network.interfaceEndpoints, or without NAT;"
                + " set network.interfaceEndpoints to true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecs", "logs", "secretsmanager"})
  void endpointsAdmitPrincipalsOfThisAccountAlone(String service) {
    assertThat(policyOf(with(NetworkProps.builder().interfaceEndpoints(true)), service))
        .containsExactly("Allow * to * on * if StringEquals{" + PRINCIPAL + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecr.api", "ecr.dkr"})
  void imagesArePulledFromEveryAccountAndPushedToThisOneAlone(String service) {
    assertThat(policyOf(with(NetworkProps.builder().interfaceEndpoints(true)), service))
        .containsExactly(
            "Allow * to * on * if StringEquals{" + PRINCIPAL + ", " + RESOURCE + "}",
            "Allow * to ecr:BatchCheckLayerAvailability, ecr:BatchGetImage,"
                + " ecr:GetAuthorizationToken, ecr:GetDownloadUrlForLayer on * if StringEquals{"
                + PRINCIPAL
                + "}");
  }

  @Test
  void everyEndpointHasAPolicyButForThoseThatEc2RefusesIt() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                    .capacity(CapacityProps.builder().sessionManager(true).build())
                    .frontend(
                        Templates.frontend()
                            .image(Templates.ecrImage("frontend"))
                            .container(ContainerProps.builder().executeCommand(true).build())
                            .build())
                    .backend(Templates.backend().image(Templates.ecrImage("backend")).build()));

    assertThat(
            app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
                .filter(it -> !it.has("PolicyDocument"))
                .map(it -> it.text("ServiceName").orElse(""))
                .map(name -> name.substring(name.indexOf("}.") + 2)))
        .containsExactlyInAnyOrder("ecs-agent", "ecs-telemetry");
    assertThat(services(app)).contains("ssm", "ssmmessages", "kms");
  }

  @Test
  void withoutNatTheBucketsOfOtherAccountsAreReadAndNotWritten() {
    String aws =
        Stream.of(
                "prod-REGION-starport-layer-bucket",
                "amazon-ecs-agent-REGION",
                "al2023-REGION",
                "al2023-repos-REGION-de612dc2",
                "amazon-ssm-REGION",
                "amazon-ssm-packages-REGION",
                "aws-ssm-REGION")
            .map(
                it -> "arn:${AWS::Partition}:s3:::" + it.replace("REGION", "${AWS::Region}") + "/*")
            .collect(Collectors.joining(", "));

    assertThat(policyOf(with(NetworkProps.builder().nat(NatStrategy.NONE)), "s3"))
        .containsExactly(
            "Allow * to * on * if StringEquals{" + PRINCIPAL + ", " + RESOURCE + "}",
            "Allow * to s3:GetBucketLocation, s3:GetObject, s3:GetObjectVersion, s3:ListBucket on"
                + " * if StringEquals{"
                + PRINCIPAL
                + "}",
            "Allow * to s3:GetObject on " + aws);
  }

  @Test
  void withNatTheEndpointOfS3KeepsTheDefaultOfAws() {
    assertThat(policyOf(with(NetworkProps.builder()), "s3")).containsExactly("Allow * to * on *");
  }

  @ParameterizedTest
  @EnumSource(NatStrategy.class)
  void usersAddStatements(NatStrategy nat) {
    PolicyStatement partner =
        PolicyStatement.Builder.create()
            .principals(List.of(new StarPrincipal()))
            .actions(List.of("s3:PutObject"))
            .resources(List.of("arn:aws:s3:::partner/*"))
            .build();
    List<String> policy =
        policyOf(
            Templates.in(
                stack ->
                    app(stack, NetworkProps.builder().nat(nat), Map.of())
                        .getNetwork()
                        .getS3Endpoint()
                        .addToPolicy(partner)),
            "s3");

    assertThat(policy)
        .hasSize(nat == NatStrategy.NONE ? 4 : 2)
        .contains("Allow * to s3:PutObject on arn:aws:s3:::partner/*");
  }

  /** Its statements, each as a sentence. */
  private static List<String> policyOf(Anatomy app, String service) {
    Resource endpoint =
        Anatomy.theOnly(
            app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
                .filter(it -> it.text("ServiceName").orElse("").endsWith("}." + service))
                .toList());
    return endpoint.list("PolicyDocument.Statement").stream()
        .map(it -> (Map<?, ?>) it)
        .map(
            it ->
                "%s %s to %s on %s%s"
                    .formatted(
                        it.get("Effect"),
                        it.get("Principal"),
                        joined(Objects.requireNonNull(it.get("Action"))),
                        joined(Objects.requireNonNull(it.get("Resource"))),
                        it.get("Condition") instanceof Map<?, ?> condition
                            ? " if " + conditionOf(condition)
                            : ""))
        .toList();
  }

  private static String conditionOf(Map<?, ?> condition) {
    Map<?, ?> values = (Map<?, ?>) Anatomy.theOnly(List.copyOf(condition.values()));
    return condition.keySet().iterator().next()
        + values.entrySet().stream()
            .map(it -> it.getKey() + " = " + Text.of(it.getValue()))
            .sorted()
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String joined(Object values) {
    return values instanceof List<?> list
        ? list.stream().map(Text::of).collect(Collectors.joining(", "))
        : Text.of(values);
  }

  private static Anatomy with(NetworkProps.Builder network) {
    return Templates.in(stack -> app(stack, network, Map.of()));
  }

  private static ThreeTierEcsApp app(
      Stack stack, NetworkProps.Builder network, Map<String, Secret> secrets) {
    return new ThreeTierEcsApp(
        stack,
        "App",
        ThreeTierEcsAppProps.builder()
            .network(network.build())
            .frontend(FrontendProps.builder().image(Templates.ecrImage("frontend")).build())
            .backend(
                BackendProps.builder()
                    .image(Templates.ecrImage("backend"))
                    .secrets(secrets)
                    .build())
            .build());
  }

  private static Secret named(Stack stack) {
    return Secret.fromSecretsManager(
        software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(
            stack, "Named", "shop/ssm"));
  }

  private static Secret ofParameter(Stack stack) {
    String arn = CfnParameter.Builder.create(stack, "SecretArn").build().getValueAsString();
    return Secret.fromSecretsManager(
        software.amazon.awscdk.services.secretsmanager.Secret.fromSecretCompleteArn(
            stack, "Given", arn));
  }

  private static List<Resource> interfaceEndpoints(Anatomy app) {
    return app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
        .filter(it -> it.text("VpcEndpointType").filter("Interface"::equals).isPresent())
        .toList();
  }

  private static Set<String> services(Anatomy app) {
    return interfaceEndpoints(app).stream()
        .map(it -> it.text("ServiceName").orElse(""))
        .map(name -> name.substring(name.indexOf("}.") + 2))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
