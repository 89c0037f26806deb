package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.ec2.AmazonLinux2023ImageSsmParameterProps;
import software.amazon.awscdk.services.ec2.GenericLinuxImageProps;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.AmiHardwareType;
import software.amazon.awscdk.services.ecs.BottleRocketImage;
import software.amazon.awscdk.services.ecs.BottlerocketEcsVariant;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.sns.Topic;

/** What was given and is in another Region, of another account, or made for other instances. */
class PlacesTest {
  private static final String OTHER = "arn:aws:%s:eu-west-1:123456789012:%s";

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void whatIsElsewhereIsRefused(
      BiFunction<Stack, Stack, ThreeTierEcsAppProps.Builder> props, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(props, "111111111111", "eu-central-1"))
        .withMessageContaining(message);
  }

  static List<Arguments> whatIsElsewhereIsRefused() {
    return List.of(
        row(
            (stack, other) -> alarm(stack),
            "backend.deployment.alarms: \"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a\" is in"
                + " eu-west-1, and the stack is in eu-central-1; create an alarm on its metric in"
                + " the stack's account and Region"),
        row(
            (stack, other) -> topic(stack),
            "observability.topic: Shop/Topic is in eu-west-1, and the stack is in eu-central-1"),
        row(
            (stack, other) -> certificate(stack),
            "frontend.edge.certificate: \"arn:aws:acm:eu-central-1:123456789012:certificate/c\" is"
                + " of account 123456789012, and the stack is of 111111111111"),
        row((stack, other) -> zone(other), "frontend.edge.hostedZone: "),
        row(
            (stack, other) -> backendTls(stack, stack),
            "backend.tls.certificate: \"arn:aws:acm:eu-central-1:123456789012:certificate/c\" is"
                + " of account 123456789012, and the stack is of 111111111111; request or import"
                + " one in the stack's account"),
        row((stack, other) -> backendTls(stack, other), "backend.tls.hostedZone: "),
        row((stack, other) -> vpc(other), "network.vpc: Other/Vpc "),
        row(
            (stack, other) -> image(null, MachineImage.genericLinux(Map.of("us-east-1", "ami-1"))),
            "add the stack's Region to its map, or leave it out"),
        row(
            (stack, other) ->
                image("m6i.large", EcsOptimizedImage.amazonLinux2023(AmiHardwareType.ARM)),
            "capacity.machineImage: EcsOptimizedImage is an image for arm64, and"
                + " capacity.instanceType m6i.large is x86_64; set one such as"),
        row(
            (stack, other) -> image("m7g.large", EcsOptimizedImage.amazonLinux2023()),
            "is an image for x86_64, and capacity.instanceType m7g.large is arm64"),
        row(
            (stack, other) ->
                image(
                    "m6i.large",
                    MachineImage.latestAmazonLinux2023(
                        AmazonLinux2023ImageSsmParameterProps.builder().build())),
            "is an image without the Amazon ECS agent"),
        row(
            (stack, other) -> image("m6i.large", parameter("canonical/ubuntu/amd64/ami-id")),
            "is an image without the Amazon ECS agent"),
        row(
            (stack, other) -> image("m7g.large", parameter("canonical/ubuntu/amd64/ami-id")),
            "is an image for x86_64, and capacity.instanceType m7g.large is arm64"),
        row(
            (stack, other) -> image("m6i.large", parameter("eks/optimized-ami/1.33/image_id")),
            "is an image without the Amazon ECS agent"),
        row(
            (stack, other) ->
                image("m6i.large", parameter("bottlerocket/aws-ecs-2/x86_64/latest/image_id")),
            "does not match capacity.operatingSystem AMAZON_LINUX_2023; set"
                + " capacity.operatingSystem"),
        row(
            (stack, other) ->
                Templates.props()
                    .capacity(
                        CapacityProps.builder()
                            .machineImage(EcsOptimizedImage.amazonLinux2())
                            .instanceType(new InstanceType("m6i.large"))
                            .eniTrunking(true)
                            .build()),
            "capacity.machineImage: EcsOptimizedImage is an image of Amazon Linux 2, which has no"
                + " dnf to install what capacity.eniTrunking needs; set"
                + " EcsOptimizedImage.amazonLinux2023(…), or leave capacity.eniTrunking out"),
        row(
            (stack, other) ->
                gpu(InstanceOs.AMAZON_LINUX_2023, EcsOptimizedImage.amazonLinux2023()),
            "capacity.machineImage: EcsOptimizedImage has no drivers for the GPUs that a task asks"
                + " for; set EcsOptimizedImage.amazonLinux2023(AmiHardwareType.GPU), or leave it"
                + " out"),
        row(
            (stack, other) ->
                gpu(InstanceOs.BOTTLEROCKET, bottlerocket(BottlerocketEcsVariant.AWS_ECS_2)),
            "capacity.machineImage: BottleRocketImage has no drivers for the GPUs that a task asks"
                + " for; set one of BottlerocketEcsVariant.AWS_ECS_2_NVIDIA, or leave it out"),
        row(
            (stack, other) -> image("m6i.large", withUserData("#" + "x".repeat(16_000))),
            " bytes of user data, and EC2 allows 16 384, of which the construct needs 1 024"));
  }

  private static IMachineImage parameter(String name) {
    return MachineImage.fromSsmParameter("/aws/service/" + name);
  }

  private static IMachineImage bottlerocket(BottlerocketEcsVariant variant) {
    return BottleRocketImage.Builder.create().variant(variant).build();
  }

  private static ThreeTierEcsAppProps.Builder gpu(InstanceOs system, IMachineImage image) {
    return Templates.props()
        .capacity(
            CapacityProps.builder()
                .operatingSystem(system)
                .machineImage(image)
                .instanceType(new InstanceType("g6.xlarge"))
                .build())
        .backend(
            Templates.backend()
                .sidecars(Map.of("model", SidecarsTest.sidecar().gpuCount(1).build()))
                .build());
  }

  @Test
  void imagesThatFitAreTaken() {
    for (ThreeTierEcsAppProps.Builder props :
        List.of(
            gpu(
                InstanceOs.AMAZON_LINUX_2023,
                EcsOptimizedImage.amazonLinux2023(AmiHardwareType.GPU)),
            gpu(InstanceOs.BOTTLEROCKET, bottlerocket(BottlerocketEcsVariant.AWS_ECS_2_NVIDIA)),
            image("m6i.large", EcsOptimizedImage.amazonLinux2()),
            image("m6i.large", parameter("marketplace/prod-0123456789abc/latest")),
            image("m6i.large", MachineImage.fromSsmParameter("/images/golden")))) {
      assertThat(Templates.with(given -> props)).isNotNull();
    }
  }

  @Test
  void userDataOfAnImageIsCarriedOver() {
    Anatomy app = Templates.with(props -> image("m6i.large", withUserData("#!/bin/sh\necho mine")));

    assertThat(app.launchTemplate().text("LaunchTemplateData.UserData").orElse(""))
        .contains("echo mine", "ECS_CLUSTER=");
  }

  @Test
  void nothingIsRefusedWhereTheStackDoesNotTell() {
    assertThat(Templates.with((stack, props) -> alarm(stack))).isNotNull();
    assertThat(Templates.with((stack, props) -> topic(stack))).isNotNull();
  }

  @Test
  void aVersionHasToBeOfTheFamilyOfItsParameterGroup() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            DatabaseProps.builder().engineVersion(MysqlEngineVersion.of("8.4.9", "8.0"))::build)
        .withMessage(
            "database.engineVersion: \"8.4.9\" does not belong to family mysql8.0, which its"
                + " parameter group would have; write MysqlEngineVersion.of(\"8.4.9\", \"8.4\")");
  }

  private static Arguments row(
      BiFunction<Stack, Stack, ThreeTierEcsAppProps.Builder> props, String message) {
    return Arguments.of(props, message);
  }

  private static void make(
      BiFunction<Stack, Stack, ThreeTierEcsAppProps.Builder> props, String account, String region) {
    App app = Templates.app(FeatureFlags.NONE);
    Stack stack = new Stack(app, "Shop", in(account, region));
    Stack other = new Stack(app, "Other", in("123456789012", "eu-west-1"));
    new ThreeTierEcsApp(stack, "App", props.apply(stack, other).build());
  }

  private static StackProps in(String account, String region) {
    return StackProps.builder()
        .env(Environment.builder().account(account).region(region).build())
        .build();
  }

  private static ThreeTierEcsAppProps.Builder alarm(Stack stack) {
    return Templates.props()
        .backend(
            Templates.backend()
                .deployment(
                    DeploymentProps.builder()
                        .alarms(
                            List.of(
                                Alarm.fromAlarmArn(
                                    stack, "Alarm", OTHER.formatted("cloudwatch", "alarm:a"))))
                        .build())
                .build());
  }

  private static ThreeTierEcsAppProps.Builder topic(Stack stack) {
    return Templates.props()
        .observability(
            ObservabilityProps.builder()
                .topic(Topic.fromTopicArn(stack, "Topic", OTHER.formatted("sns", "t")))
                .build());
  }

  private static ThreeTierEcsAppProps.Builder certificate(Stack stack) {
    return Templates.props()
        .frontend(
            Templates.frontend()
                .edge(
                    EdgeProps.builder()
                        .certificate(
                            Certificate.fromCertificateArn(
                                stack,
                                "Certificate",
                                "arn:aws:acm:eu-central-1:123456789012:certificate/c"))
                        .build())
                .build());
  }

  private static ThreeTierEcsAppProps.Builder zone(Stack other) {
    return Templates.props()
        .frontend(
            Templates.frontend()
                .edge(
                    EdgeProps.builder()
                        .hostedZone(
                            HostedZone.Builder.create(other, "Zone")
                                .zoneName("example.com")
                                .build())
                        .domainName("shop.example.com")
                        .build())
                .build());
  }

  private static ThreeTierEcsAppProps.Builder backendTls(Stack stack, Stack ofZone) {
    BackendTlsProps.Builder tls =
        BackendTlsProps.builder()
            .certificate(
                Certificate.fromCertificateArn(
                    stack,
                    "Certificate",
                    "arn:aws:acm:eu-central-1:%s:certificate/c"
                        .formatted(stack.equals(ofZone) ? "123456789012" : "111111111111")))
            .domainName("backend.example.com");
    if (!stack.equals(ofZone)) {
      tls.hostedZone(HostedZone.Builder.create(ofZone, "Zone").zoneName("example.com").build());
    }
    return Templates.props().backend(Templates.backend().tls(tls.build()).build());
  }

  private static ThreeTierEcsAppProps.Builder vpc(Stack other) {
    return Templates.props()
        .network(NetworkProps.builder().vpc(Vpc.Builder.create(other, "Vpc").build()).build());
  }

  private static ThreeTierEcsAppProps.Builder image(
      @org.jspecify.annotations.Nullable String type, IMachineImage image) {
    CapacityProps.Builder capacity = CapacityProps.builder().machineImage(image);
    if (type != null) {
      capacity.instanceType(new InstanceType(type));
    }
    return Templates.props().capacity(capacity.build());
  }

  private static IMachineImage withUserData(String text) {
    return MachineImage.genericLinux(
        Map.of("eu-central-1", CapacityTemplates.PINNED),
        GenericLinuxImageProps.builder().userData(UserData.custom(text)).build());
  }
}
