package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.template.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.WindowsOptimizedVersion;

/** What the instances are, with the options that change them. */
class InstancesTest {
  private static final Anatomy PLAIN = Templates.of(Profile.PRODUCTION);
  private static final Anatomy LINUX = CapacityTemplates.LINUX;
  private static final Anatomy BOTTLEROCKET = CapacityTemplates.BOTTLEROCKET;

  @Test
  void mixedInstancesStayInTheSameGroup() {
    assertThat(LINUX.instances().logicalId())
        .as("the group that CloudFormation updates in place when instances become mixed")
        .isEqualTo(PLAIN.instances().logicalId());
    assertThat(LINUX.instances().has("LaunchTemplate"))
        .as("whether the group has a launch template besides, which EC2 Auto Scaling refuses")
        .isFalse();
  }

  @Test
  void spotInstancesAreTakenWhereTheyAreCheapAndLast() {
    assertThat(distribution("SpotAllocationStrategy")).isEqualTo("price-capacity-optimized");
    assertThat(distribution("OnDemandAllocationStrategy")).isEqualTo("prioritized");
  }

  @Test
  void spotInstancesAreDrainedBeforeTheyAreTakenBack() {
    assertThat(userData(LINUX)).contains("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true");
    assertThat(userData(BOTTLEROCKET)).contains("enable-spot-instance-draining = true");
    assertThat(LINUX.instances().isTrue("CapacityRebalance"))
        .as("whether another instance is started when one is at risk")
        .isTrue();
  }

  @Test
  void instancesThatAreNeverSpotInstancesWatchForNoNotice() {
    Anatomy onDemand =
        CapacityTemplates.with(
            it ->
                it.instanceType(new InstanceType("m6i.large"))
                    .otherInstanceTypes(List.of(new InstanceType("m6a.large"))));

    for (Anatomy app : List.of(PLAIN, onDemand)) {
      assertThat(userData(app)).doesNotContain("SPOT");
      assertThat(app.instances().isTrue("CapacityRebalance")).isFalse();
    }
    assertThat(
            onDemand
                .instances()
                .text(
                    "MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity"))
        .as("the share of on-demand instances")
        .contains("100");
  }

  @Test
  void bottlerocketIsConfiguredByItsSettings() {
    assertThat(userData(BOTTLEROCKET).replace("Fn::Base64 ", "").strip().lines())
        .as("Bottlerocket's user data, which is one table of TOML")
        .containsExactly(
            "[settings.ecs]",
            "cluster = \"${%s}\"".formatted(BOTTLEROCKET.cluster().logicalId()),
            "awsvpc-block-imds = true",
            "enable-spot-instance-draining = true");
  }

  @Test
  void bottlerocketHasItsContainersOnASecondVolume() {
    List<Object> volumes =
        BOTTLEROCKET.launchTemplate().list("LaunchTemplateData.BlockDeviceMappings");

    assertThat(volumes).hasSize(2);
    assertThat(volume(0, "DeviceName") + " " + volume(0, "Ebs.VolumeSize"))
        .isEqualTo("/dev/xvda 4");
    assertThat(volume(1, "DeviceName") + " " + volume(1, "Ebs.VolumeSize"))
        .isEqualTo("/dev/xvdb 100");
    for (int i = 0; i < 2; i++) {
      assertThat(volume(i, "Ebs.Encrypted") + " " + volume(i, "Ebs.VolumeType"))
          .isEqualTo("true gp3");
      assertThat(volume(i, "Ebs.KmsKeyId")).as("the key of volume %d", i).isNotEqualTo("not set");
    }
  }

  @Test
  void bottlerocketMayDoNoMoreThanAmazonLinux() {
    assertThat(BOTTLEROCKET.grantsOf(BOTTLEROCKET.instanceRole()))
        .isEqualTo(PLAIN.grantsOf(PLAIN.instanceRole()));
    assertThat(BOTTLEROCKET.instanceRole().has("ManagedPolicyArns")).isFalse();
  }

  @Test
  @Answers(Complaint.METADATA_BLOCKED)
  void noContainerReachesTheInstancesMetadata() {
    for (Anatomy app :
        List.of(LINUX, BOTTLEROCKET, CapacityTemplates.BRIDGE, CapacityTemplates.PINNED_IMAGE)) {
      String metadata = "LaunchTemplateData.MetadataOptions.";

      assertThat(app.launchTemplate().text(metadata + "HttpTokens")).contains("required");
      assertThat(app.launchTemplate().text(metadata + "HttpPutResponseHopLimit")).contains("1");
      assertThat(userData(app))
          .containsAnyOf("ECS_AWSVPC_BLOCK_IMDS=true", "awsvpc-block-imds = true");
    }
  }

  @Test
  void aMapOfImagesBecomesOneMappingOfTheTemplate() {
    assertThat((Map<?, ?>) CapacityTemplates.PINNED_IMAGE.json.get("Mappings")).hasSize(1);
  }

  @Test
  void protectedInstancesAreProtectedFromTheirStart() {
    assertThat(LINUX.instances().isTrue("NewInstancesProtectedFromScaleIn")).isTrue();
    assertThat(PLAIN.instances().isTrue("NewInstancesProtectedFromScaleIn"))
        .as("whether instances are protected by default, which hangs the deletion of the stack")
        .isFalse();
  }

  @Test
  void sessionsTakeFiveActions() {
    Set<String> more = new TreeSet<>(LINUX.grantsOf(LINUX.instanceRole()).get("*"));
    more.removeAll(PLAIN.grantsOf(PLAIN.instanceRole()).get("*"));
    more.remove("ecs:PutAccountSetting");

    assertThat(more)
        .containsExactly(
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel");
    assertThat(LINUX.instanceRole().has("ManagedPolicyArns")).isFalse();
    assertThat(LINUX.admittedTo(LINUX.instances())).as("what instances let in").isEmpty();
  }

  @Test
  void sessionsHaveTheirEndpointsWhereThereAreAny() {
    assertThat(endpoints(closed(true))).contains("ssm", "ssmmessages");
    assertThat(endpoints(closed(false))).doesNotContain("ssm", "ssmmessages");
    assertThat(endpoints(LINUX)).doesNotContain("ssm");
  }

  @Test
  @Answers(Complaint.NETWORK_INTERFACES_RUN_OUT)
  void trunkingIsSetByTheInstanceForItsOwnRoleAndNothingElseIs() {
    Statement statement =
        LINUX.permissions.role(LINUX.instanceRole().logicalId()).statements().stream()
            .filter(it -> it.actions().contains("ecs:PutAccountSetting"))
            .findFirst()
            .orElseThrow();

    assertThat(statement.actions()).containsExactly("ecs:PutAccountSetting");
    assertThat(statement.conditions())
        .isEqualTo(Map.of("StringEquals", Map.of("ecs:account-setting", "awsvpcTrunking")));
    assertThat(userData(LINUX))
        .containsSubsequence(
            "dnf install -y awscli-2",
            "aws ecs put-account-setting --name awsvpcTrunking --value enabled --region"
                + " ${AWS::Region}");
  }

  @Test
  void typesOfBothArchitecturesAreRefusedByName() {
    assertRefused(
        CapacityProps.builder()
            .instanceType(new InstanceType("m6i.large"))
            .otherInstanceTypes(List.of(new InstanceType("m7g.large"))),
        "capacity.otherInstanceTypes: \"m7g.large\" is arm64, but capacity.instanceType m6i.large"
            + " is x86_64; use types of one architecture: they share a machine image");
  }

  @Test
  void everyTypeThatIsWrongIsNamed() {
    assertRefused(
        CapacityProps.builder()
            .instanceType(new InstanceType("m6i.large"))
            .otherInstanceTypes(
                Arrays.asList(new InstanceType("m6i.large"), null, new InstanceType("banana"))),
        "capacity.otherInstanceTypes: \"m6i.large\" is named already; name it once",
        "capacity.otherInstanceTypes: null is not an instance type; leave it out",
        "capacity.otherInstanceTypes: \"banana\" is not an instance type that the CDK can read; use"
            + " one such as new InstanceType(\"m6i.large\")");
  }

  @Test
  void moreTypesThanTheGroupTakesAreRefused() {
    assertRefused(
        CapacityProps.builder()
            .instanceType(new InstanceType("m6i.large"))
            .otherInstanceTypes(
                Stream.iterate(0, i -> i + 1)
                    .limit(40)
                    .map(i -> new InstanceType("m" + (i + 10) + "i.large"))
                    .toList()),
        "capacity.otherInstanceTypes: \"40 types\" are more than the 39 that EC2 Auto Scaling"
            + " allows; name fewer");
  }

  @Test
  void anOnDemandBaseLeavesRoomForSpotInstances() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .capacity(CapacityProps.builder().spotPercentage(50).onDemandBase(8).build())
                    .build())
        .withMessage(
            "capacity.onDemandBase: 8 leaves no room for a Spot instance below"
                + " capacity.maxInstances 8 (the default of PRODUCTION); lower it, or raise"
                + " capacity.maxInstances");
  }

  @Test
  void anImageIsOfTheOperatingSystem() {
    assertRefused(
        CapacityProps.builder()
            .operatingSystem(InstanceOs.BOTTLEROCKET)
            .machineImage(EcsOptimizedImage.amazonLinux2023()),
        "capacity.machineImage: \"EcsOptimizedImage\" does not match capacity.operatingSystem"
            + " BOTTLEROCKET; set capacity.operatingSystem to AMAZON_LINUX_2023, or another image");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CapacityTemplates.with(
                    it ->
                        it.machineImage(
                            EcsOptimizedImage.windows(WindowsOptimizedVersion.SERVER_2019))))
        .withMessage(
            "capacity.machineImage: \"EcsOptimizedImage\" is a Windows image, and the containers"
                + " run on Linux; set one such as EcsOptimizedImage.amazonLinux2023(), or leave it"
                + " out");
  }

  @Test
  void trunkingIsRefusedWhereItCannotBe() {
    assertRefused(
        CapacityProps.builder()
            .eniTrunking(true)
            .taskNetworking(TaskNetworking.BRIDGE)
            .operatingSystem(InstanceOs.BOTTLEROCKET)
            .instanceType(new InstanceType("t4g.large")),
        "capacity.eniTrunking: true has no effect with capacity.taskNetworking BRIDGE, whose tasks"
            + " have no network interfaces; leave one of the two out",
        "capacity.eniTrunking: true cannot be set from an instance with capacity.operatingSystem"
            + " BOTTLEROCKET; leave this out, and set the account's default with aws ecs"
            + " put-account-setting-default --name awsvpcTrunking --value enabled",
        "capacity.eniTrunking: true is not possible on capacity.instanceType t4g.large; use types"
            + " of a family that has it, such as m6i.large, or leave this out");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .profile(Profile.DEVELOPMENT)
                    .capacity(CapacityProps.builder().eniTrunking(true).build())
                    .build())
        .withMessage(
            "capacity.eniTrunking: true is not possible on capacity.instanceType t3.medium (the"
                + " default of DEVELOPMENT); use types of a family that has it, such as m6i.large,"
                + " or leave this out");
  }

  private static Anatomy closed(boolean sessions) {
    return Templates.with(
        props ->
            props
                .capacity(CapacityProps.builder().sessionManager(sessions).build())
                .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                .frontend(FrontendProps.builder().image(Templates.ecrImage("frontend")).build())
                .backend(BackendProps.builder().image(Templates.ecrImage("backend")).build()));
  }

  private static List<String> endpoints(Anatomy app) {
    return app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
        .map(it -> it.text("ServiceName").orElse("").replaceFirst(".*[.]", ""))
        .toList();
  }

  private static String userData(Anatomy app) {
    return app.launchTemplate().text("LaunchTemplateData.UserData").orElse("");
  }

  private static String distribution(String property) {
    return LINUX
        .instances()
        .text("MixedInstancesPolicy.InstancesDistribution." + property)
        .orElse("not set");
  }

  private static String volume(int index, String property) {
    return BOTTLEROCKET
        .launchTemplate()
        .text("LaunchTemplateData.BlockDeviceMappings." + index + "." + property)
        .orElse("not set");
  }

  private static void assertRefused(CapacityProps.Builder builder, String... problems) {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            problems.length == 1
                ? problems[0]
                : problems.length + " problems:\n  - " + String.join("\n  - ", problems));
  }
}
