package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.shared.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.EnvironmentFile;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.RepositoryImageProps;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.SplunkLogDriverProps;
import software.amazon.awscdk.services.ecs.Ulimit;
import software.amazon.awscdk.services.ecs.UlimitName;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** What is of somewhere else is refused by the option that it was given to. */
class GivenValuesTest {
  private final App cdk = Templates.app(FeatureFlags.NONE);
  private final Stack stack = in(cdk, "Shop", "eu-central-1");

  @Test
  void aConstructOfAnotherApp() {
    Stack foreign = in(Templates.app(FeatureFlags.NONE), "Foreign", "eu-central-1");

    assertRefused(
        observed(new Topic(foreign, "Alarms")),
        "observability.topic: Foreign/Alarms/Resource belongs to another CDK app; create it in the"
            + " same App as this stack");
  }

  @Test
  void tokensOfAnotherAppWhereverTheyAre() {
    Stack foreign = in(Templates.app(FeatureFlags.NONE), "Foreign", "eu-central-1");
    CfnParameter number = CfnParameter.Builder.create(foreign, "Number").type("Number").build();

    assertRefused(
        Templates.props()
            .frontend(
                Templates.frontend()
                    .memoryMiB(number.getValueAsNumber())
                    .healthCheckGracePeriod(Duration.seconds(number.getValueAsNumber()))
                    .environment(Map.of("TOPIC", new Topic(foreign, "Alarms").getTopicArn()))
                    .build())
            .backend(
                Templates.backend()
                    .image(ContainerImage.fromEcrRepository(new Repository(foreign, "Images")))
                    .secrets(
                        Map.of(
                            "KEY",
                            Secret.fromSecretsManager(
                                new software.amazon.awscdk.services.secretsmanager.Secret(
                                    foreign, "Key"))))
                    .build()),
        "frontend.memoryMiB: Foreign/Number belongs to another CDK app",
        "frontend.healthCheckGracePeriod: Foreign/Number belongs to another CDK app",
        "frontend.environment.TOPIC: Foreign/Alarms/Resource belongs to another CDK app",
        "backend.image: Foreign/Images/Resource belongs to another CDK app",
        "backend.secrets.KEY: Foreign/Key/Resource belongs to another CDK app");
  }

  @Test
  @Answers(Complaint.RULE_IN_A_CIRCLE)
  @SuppressWarnings("deprecation") // its successor is not in every version of the window
  void aConstructOfAStackThatWaitsForThisOne() {
    Stack later = in(cdk, "Later", "eu-central-1");
    later.addDependency(stack);

    assertRefused(
        observed(new Topic(later, "Alarms")),
        "observability.topic: Later/Alarms/Resource is in stack Later, which depends on this one;"
            + " create it in this stack, or in one that this one can wait for");
  }

  /** A nested stack has no dependencies: the stack that brings it along has. */
  @Test
  @Answers(Complaint.RULE_IN_A_CIRCLE)
  @SuppressWarnings("deprecation") // its successor is not in every version of the window
  void aConstructNestedInAStackThatWaitsForThisOne() {
    Stack later = in(cdk, "Later", "eu-central-1");
    later.addDependency(stack);

    assertRefused(
        observed(new Topic(new NestedStack(later, "Nested"), "Alarms")),
        "observability.topic: Later/Nested/Alarms/Resource is in stack Later/Nested, which depends"
            + " on this one; ");
  }

  @Test
  void tokensThatObjectsOfTheCdkKeepToThemselves() {
    Stack foreign = in(Templates.app(FeatureFlags.NONE), "Foreign", "eu-central-1");
    String token = new Topic(foreign, "Topic").getTopicArn();
    Number number =
        CfnParameter.Builder.create(foreign, "Number").type("Number").build().getValueAsNumber();
    Ulimit ulimit = Ulimit.builder().name(UlimitName.NOFILE).softLimit(1).hardLimit(number).build();

    assertRefused(
        Templates.props()
            .backend(
                Templates.backend()
                    .container(ContainerProps.builder().ulimits(List.of(ulimit)).build())
                    .autoScaling(
                        AutoScalingProps.builder().maxTasks(4).schedules(night(token)).build())
                    .sidecars(
                        Map.of(
                            "proxy",
                            SidecarsTest.sidecar().user(token).command(List.of(token)).build()))
                    .build())
            .database(
                DatabaseProps.builder()
                    .caCertificate(CaCertificate.of(token))
                    .instanceType(new InstanceType(token))
                    .build()),
        "backend.autoScaling.schedules.night.schedule: Foreign/Topic/Resource belongs to another"
            + " CDK app",
        "backend.container.ulimits.hardLimit: Foreign/Number belongs to another CDK app",
        "backend.sidecars.proxy.user: Foreign/Topic/Resource belongs to another CDK app",
        "backend.sidecars.proxy.command: Foreign/Topic/Resource belongs to another CDK app",
        "database.caCertificate: Foreign/Topic/Resource belongs to another CDK app",
        "database.instanceType: Foreign/Topic/Resource belongs to another CDK app");
  }

  private static Map<String, ScalingSchedule> night(String expression) {
    return Map.of(
        "night",
        ScalingSchedule.builder().schedule(Schedule.expression(expression)).minCapacity(1).build());
  }

  @Test
  void aMachineImageThatGivesNothing() {
    IMachineImage image = scope -> Nulls.nothing();

    assertRefused(
        Templates.props().capacity(CapacityProps.builder().machineImage(image).build()),
        " returns no image; set one such as EcsOptimizedImage");
  }

  @Test
  void subnetsOfAnotherRegion() {
    List<ISubnet> subnets = new Vpc(in(cdk, "Elsewhere", "us-east-1"), "Vpc").getPrivateSubnets();

    assertRefused(
        Templates.props()
            .network(
                NetworkProps.builder()
                    .vpc(ExistingVpcTest.imported(stack))
                    .privateSubnets(SubnetSelection.builder().subnets(subnets).build())
                    .build()),
        "network.privateSubnets.subnets: Elsewhere/Vpc/PrivateSubnet1 is in us-east-1, and the"
            + " stack is in eu-central-1");
  }

  @Test
  void whatIsLongOrObeyedByTerminalsIsNotRepeated() {
    Problems problems = new Problems("");
    String limit = "x".repeat(100_000);
    problems.add("option", "a", limit, "write \u001b[31m");

    assertThatIllegalArgumentException()
        .isThrownBy(problems::refuse)
        .withMessage("option: \"a\" " + limit.substring(0, 1_000) + "…; write \ufffd[31m");
  }

  @Test
  void aConstructOfAnotherRegion() {
    assertRefused(
        observed(Topic.fromTopicArn(stack, "Theirs", "arn:aws:sns:us-east-1:111111111111:alarms")),
        "observability.topic: ",
        "us-east-1",
        "eu-central-1");
  }

  @Test
  void aConstructOfAStackWithoutAnEnvironment() {
    assertRefused(
        observed(new Topic(new Stack(cdk, "Anywhere"), "Alarms")),
        "observability.topic: a token has no value in this stack: Cannot use resource"
            + " 'Anywhere/Alarms' in a cross-environment fashion",
        "create it in this stack, or in one of the same account and Region");
  }

  @Test
  void aConstructOfAnotherStackOfTheSameEnvironmentWillDo() {
    new ThreeTierEcsApp(
        stack, "App", observed(new Topic(in(cdk, "Other", "eu-central-1"), "Alarms")).build());

    assertThat(cdk.synth().getStacks()).hasSize(2);
  }

  /** As of a pipeline, which deploys one stage after the other. */
  @Test
  void whatIsOfAnotherStage() {
    Stack other = in(new Stage(cdk, "Shared"), "Shared", "eu-central-1");
    Stack ours = in(new Stage(cdk, "Prod"), "Shop", "eu-central-1");
    software.amazon.awscdk.services.secretsmanager.Secret secret =
        new software.amazon.awscdk.services.secretsmanager.Secret(other, "Secret");

    assertRefused(
        ours,
        observed(new Topic(other, "Alarms"))
            .network(NetworkProps.builder().vpc(new Vpc(other, "Net")).build())
            .backend(
                Templates.backend()
                    .environment(Map.of("SECRET", secret.getSecretArn()))
                    .secrets(Map.of("KEY", Secret.fromSecretsManager(secret)))
                    .build()),
        "observability.topic: Shared/Shared/Alarms/Resource is in stack Shared/Shared of another"
            + " stage, and stages cannot refer to each other; create it in this stage, or import it"
            + " here by its name or ARN",
        "network.vpc: Shared/Shared/Net is in stack Shared/Shared of another stage",
        "backend.environment.SECRET: Shared/Shared/Secret/Resource is in stack Shared/Shared",
        "backend.secrets.KEY: Shared/Shared/Secret/Resource is in stack Shared/Shared");
    assertRefused(
        ours,
        Templates.props().backend(Templates.backend().image(withCredentials(secret)).build()),
        "backend.image: Shared/Shared/Secret/Resource is in stack Shared/Shared of another stage");
  }

  @Test
  void whatWasImportedInAnotherStageIsAName() {
    Stack other = in(new Stage(cdk, "Shared"), "Shared", "eu-central-1");
    Stack ours = in(new Stage(cdk, "Prod"), "Shop", "eu-central-1");
    String arn = "arn:aws:%s:eu-central-1:111111111111:%s";

    new ThreeTierEcsApp(
        ours,
        "App",
        observed(Topic.fromTopicArn(other, "Topic", arn.formatted("sns", "alarms")))
            .backend(
                Templates.backend()
                    .secrets(
                        Map.of(
                            "KEY",
                            Secret.fromSecretsManager(
                                software.amazon.awscdk.services.secretsmanager.Secret
                                    .fromSecretCompleteArn(
                                        other,
                                        "Secret",
                                        arn.formatted("secretsmanager", "secret:a-AbCdEf")))))
                    .build())
            .build());

    assertThat(cdk.synth().getNestedAssembly("assembly-Prod").getStacks()).hasSize(1);
  }

  /** Images, log drivers and files keep what they were created with to themselves. */
  @ParameterizedTest
  @EnumSource(Elsewhere.class)
  @SuppressWarnings("deprecation") // its successor is not in every version of the window
  void whatAnObjectOfTheCdkKeepsToItself(Elsewhere elsewhere) {
    Stack other = elsewhere.stack(cdk);
    if (elsewhere == Elsewhere.WAITING) {
      other.addDependency(stack);
    }
    software.amazon.awscdk.services.secretsmanager.Secret secret =
        new software.amazon.awscdk.services.secretsmanager.Secret(other, "Secret");
    Topic topic = new Topic(other, "Topic");
    ContainerDefinitionOptions.Builder sidecar = SidecarsTest.sidecar();

    assertRefused(
        Templates.backend().image(withCredentials(secret)), "backend.image: ", elsewhere.words);
    assertRefused(Templates.backend().logging(splunk(secret)), "backend.logging", elsewhere.words);
    assertRefused(
        sidecar(sidecar.image(withCredentials(secret))), "backend.sidecars.s", elsewhere.words);
    assertRefused(
        sidecar(SidecarsTest.sidecar().logging(splunk(secret))),
        "backend.sidecars.s.logging",
        elsewhere.words);
    assertRefused(
        sidecar(
            SidecarsTest.sidecar()
                .environmentFiles(
                    List.of(EnvironmentFile.fromBucket(new Bucket(other, "Files"), "a.env")))),
        "backend.sidecars.s.environmentFiles: ",
        elsewhere.words);
    assertRefused(
        sidecar(
            SidecarsTest.sidecar()
                .command(List.of("notify", topic.getTopicArn()))
                .user(topic.getTopicName())
                .dockerLabels(Map.of("topic", topic.getTopicArn()))
                .healthCheck(
                    HealthCheck.builder().command(List.of("test", topic.getTopicArn())).build())),
        "backend.sidecars.s.command: ",
        "backend.sidecars.s.user: ",
        "backend.sidecars.s.dockerLabels.topic: ",
        "backend.sidecars.s.healthCheck.command: ",
        elsewhere.words);
    assertRefused(
        Templates.props()
            .capacity(
                CapacityProps.builder()
                    .machineImage(
                        MachineImage.genericLinux(Map.of("eu-central-1", topic.getTopicName())))
                    .build()),
        "capacity.machineImage: ",
        elsewhere.words);
  }

  private enum Elsewhere {
    OTHER_APP("belongs to another CDK app; create it in the same App as this stack"),
    OTHER_STAGE("is in stack Stage/Other of another stage"),
    WAITING("is in stack Other, which depends on this one"),
    OTHER_ACCOUNT("create it in this stack, or in one of the same account and Region");

    private final String words;

    Elsewhere(String words) {
      this.words = words;
    }

    Stack stack(App cdk) {
      return switch (this) {
        case OTHER_APP -> in(Templates.app(FeatureFlags.NONE), "Other", "eu-central-1");
        case OTHER_STAGE -> in(new Stage(cdk, "Stage"), "Other", "eu-central-1");
        case WAITING -> in(cdk, "Other", "eu-central-1");
        case OTHER_ACCOUNT ->
            Stack.Builder.create(cdk, "Other")
                .env(Environment.builder().account("123456789012").region("eu-central-1").build())
                .build();
      };
    }
  }

  private static ContainerImage withCredentials(ISecret secret) {
    return ContainerImage.fromRegistry(
        "registry.example.com/shop:1", RepositoryImageProps.builder().credentials(secret).build());
  }

  private static LogDriver splunk(ISecret secret) {
    return LogDrivers.splunk(
        SplunkLogDriverProps.builder()
            .url("https://splunk.example.com:8088")
            .secretToken(Secret.fromSecretsManager(secret))
            .build());
  }

  private static ThreeTierEcsAppProps.Builder sidecar(ContainerDefinitionOptions.Builder sidecar) {
    return Templates.props()
        .backend(Templates.backend().sidecars(Map.of("s", sidecar.build())).build());
  }

  private void assertRefused(BackendProps.Builder backend, String... words) {
    assertRefused(Templates.props().backend(backend.build()), words);
  }

  @Test
  void aListThatIsATokenWhereEachElementShapesTheTemplate() {
    CfnParameter list =
        CfnParameter.Builder.create(stack, "List").type("CommaDelimitedList").build();

    assertRefused(
        Templates.props()
            .observability(ObservabilityProps.builder().emails(list.getValueAsList()).build()),
        "observability.emails");
  }

  @Test
  void aMachineImageOfTheUsersOwnThatThrows() {
    IMachineImage broken =
        scope -> {
          throw new IllegalStateException("not today");
        };

    assertRefused(
        Templates.props().capacity(CapacityProps.builder().machineImage(broken).build()),
        "capacity.machineImage: ",
        "not today",
        "leave it out");
  }

  @Test
  void aLimitThatIsNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ContainerProps.builder()
                    .ulimits(
                        List.of(
                            Ulimit.builder()
                                .name(UlimitName.CPU)
                                .softLimit(Double.NaN)
                                .hardLimit(0.5)
                                .build()))
                    .build())
        .withMessageContaining("container.ulimits.CPU.softLimit: NaN is not a whole number from -1")
        .withMessageContaining("container.ulimits.CPU.hardLimit: 0.5 is not a whole number");
  }

  @Test
  void theEndpointOfAVpcOfTheUsersOwnIsTheirs() {
    Vpc vpc =
        Vpc.Builder.create(stack, "Theirs")
            .subnetConfiguration(
                List.of(
                    ExistingVpcTest.group("Edge", SubnetType.PUBLIC),
                    ExistingVpcTest.group("Apps", SubnetType.PRIVATE_WITH_EGRESS),
                    ExistingVpcTest.group("Data", SubnetType.PRIVATE_ISOLATED)))
            .build();
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props().network(NetworkProps.builder().vpc(vpc).build()).build());

    assertThatIllegalStateException()
        .isThrownBy(app.getNetwork()::getS3Endpoint)
        .withMessageContaining("leave network.vpc out");
  }

  @Test
  void whatNobodyHasThoughtOfNamesTheGroupOfOptions() {
    Refusals refusals = new Refusals();
    refusals.from("backend");

    assertThat(refusals.of(new RuntimeException("SomeCode: a port is odd\nat x")))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "backend: what is created from it is refused: a port is odd; change the option that"
                + " this refers to");
    IllegalArgumentException ours = new IllegalArgumentException("backend.cpu: …");
    assertThat(refusals.of(ours)).isSameAs(ours);
  }

  @Test
  void aTopicOfTheAppIsNamedByItsPath() {
    Topic fifo = Topic.Builder.create(stack, "Events").fifo(true).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> observed(fifo))
        .withMessage(
            "observability.topic: Shop/Events is a FIFO topic, which event subscriptions of Amazon"
                + " RDS do not support; pass a standard topic");
  }

  @Test
  void anAssetThatTheStackCannotPublish(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch");
    Stack without =
        Stack.Builder.create(cdk, "Without").synthesizer(new BootstraplessSynthesizer()).build();
    ContainerImage asset = ContainerImage.fromAsset(directory.toString());

    assertRefused(
        without,
        withoutFunction(Templates.props().backend(Templates.backend().image(asset).build())),
        "backend.image: ",
        "; push the image, and give ContainerImage.fromEcrRepository or fromRegistry");
    assertRefused(
        without,
        withoutFunction(sidecar(SidecarsTest.sidecar().image(asset))),
        "backend.sidecars.s: ",
        "; push the image, and give ContainerImage.fromEcrRepository or fromRegistry");
  }

  /** Without the function of the default security group, whose code is an asset too. */
  private static ThreeTierEcsAppProps.Builder withoutFunction(ThreeTierEcsAppProps.Builder props) {
    return props.network(NetworkProps.builder().restrictDefaultSecurityGroup(false).build());
  }

  @Test
  void aThousandProblemsAreNotListed() {
    Problems problems = new Problems("");
    for (int i = 0; i < 1_000; i++) {
      problems.add("option" + i, i, "is odd", "leave it out");
    }

    assertThatIllegalArgumentException()
        .isThrownBy(problems::refuse)
        .withMessageStartingWith("1000 problems:\n  - option0: 0 is odd; leave it out\n")
        .withMessageEndingWith("\n  and 950 more");
  }

  private static ThreeTierEcsAppProps.Builder observed(
      software.amazon.awscdk.services.sns.ITopic topic) {
    return Templates.props().observability(ObservabilityProps.builder().topic(topic).build());
  }

  private void assertRefused(ThreeTierEcsAppProps.Builder props, String... words) {
    assertRefused(stack, props, words);
  }

  /** Each time in another place, since what was refused has left constructs behind. */
  private static void assertRefused(
      Stack stack, ThreeTierEcsAppProps.Builder props, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ThreeTierEcsApp(
                    stack, "App" + stack.getNode().getChildren().size(), props.build()))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(List.of(words)));
  }

  private static Stack in(Construct cdk, String id, String region) {
    return Stack.Builder.create(cdk, id)
        .env(Environment.builder().account("111111111111").region(region).build())
        .build();
  }
}
