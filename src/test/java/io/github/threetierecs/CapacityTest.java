package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Subnet;
import io.github.threetierecs.internal.template.SubnetKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@EveryConfiguration
class CapacityTest {
  private final Anatomy app;

  CapacityTest(Configuration configuration) {
    app = Templates.of(configuration);
  }

  @Test
  void instancesRunInPrivateSubnets() {
    assertThat(app.routes.subnetsOf(app.instances().logicalId()))
        .as("the subnets of the instances")
        .isNotEmpty()
        .allMatch(subnet -> subnet.kind() == SubnetKind.PRIVATE);
  }

  @Test
  void nothingComesInToInstances() {
    assertThat(app.reachability.ingressOf(app.instances().logicalId()))
        .as("what the instances let in")
        .isEmpty();
  }

  @Test
  void instancesStartFromALaunchTemplate() {
    assertThat(app.launchTemplate().type()).isEqualTo("AWS::EC2::LaunchTemplate");
  }

  @Test
  @Answers(Complaint.LAUNCH_CONFIGURATION)
  void thereIsNoLaunchConfigurationWhichNewAccountsRefuse() {
    assertThat(app.template.resourcesOfType("AWS::AutoScaling::LaunchConfiguration")).isEmpty();
    assertThat(app.instances().has("LaunchConfigurationName")).isFalse();
  }

  @Test
  void instancesRunTheNewestEcsImageOfAmazonLinux2023() {
    assertThat(app.parameterDefault(app.launchTemplate(), "LaunchTemplateData.ImageId"))
        .isEqualTo("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id");
  }

  @Test
  @Answers(Complaint.METADATA_BLOCKED)
  void instancesDemandTokensForTheirMetadata() {
    assertThat(app.launchTemplate().text("LaunchTemplateData.MetadataOptions.HttpTokens"))
        .contains("required");
  }

  @Test
  @Answers(Complaint.METADATA_BLOCKED)
  void containersCannotReachTheInstancesMetadata() {
    assertThat(
            app.launchTemplate().text("LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit"))
        .as("how far a metadata token travels; 2 would take it into a container")
        .contains("1");
    assertThat(app.launchTemplate().text("LaunchTemplateData.UserData").orElse(""))
        .contains("ECS_AWSVPC_BLOCK_IMDS=true");
  }

  @Test
  void instancesJoinTheCluster() {
    assertThat(app.launchTemplate().text("LaunchTemplateData.UserData").orElse(""))
        .as("the user data of the instances")
        .contains("ECS_CLUSTER=${%s}".formatted(app.cluster().logicalId()));
  }

  @Test
  void rootVolumesAreEncrypted() {
    List<Object> volumes = app.launchTemplate().list("LaunchTemplateData.BlockDeviceMappings");

    assertThat(volumes).as("the volumes of an instance").hasSize(1);
    assertThat(app.launchTemplate().text("LaunchTemplateData.BlockDeviceMappings.0.DeviceName"))
        .as("the volume, which is another one than the root volume under any other name")
        .contains("/dev/xvda");
    assertThat(
            app.launchTemplate().isTrue("LaunchTemplateData.BlockDeviceMappings.0.Ebs.Encrypted"))
        .as("whether the root volume is encrypted")
        .isTrue();
    assertThat(app.launchTemplate().text("LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeType"))
        .contains("gp3");
  }

  @Test
  void theCapacityProviderStartsAndStopsInstances() {
    assertThat(app.capacityProvider().text("AutoScalingGroupProvider.ManagedScaling.Status"))
        .contains("ENABLED");
    assertThat(app.referent(app.capacityProvider(), "AutoScalingGroupProvider.AutoScalingGroupArn"))
        .isEqualTo(app.instances());
  }

  @Test
  @Answers(Complaint.MACHINE_IMAGES_CAUSE_ERRORS)
  void instancesAreDrainedBeforeTheyStop() {
    assertThat(app.capacityProvider().text("AutoScalingGroupProvider.ManagedDraining"))
        .contains("ENABLED");
  }

  @Test
  void theClusterHasTheCapacityProvider() {
    assertThat(app.referent(app.association(), "Cluster")).isEqualTo(app.cluster());
    assertThat(app.association().list("CapacityProviders"))
        .isEqualTo(List.of(Map.of("Ref", app.capacityProvider().logicalId())));
  }

  @Test
  @Answers(Complaint.MACHINE_IMAGES_CAUSE_ERRORS)
  void instancesAreReplacedOneByOne() {
    assertThat(app.instances().attribute("UpdatePolicy.AutoScalingRollingUpdate.MaxBatchSize"))
        .contains(1);
  }

  @Test
  void deploymentsKeepTheNumberOfInstancesThatScalingHasReached() {
    assertThat(app.instances().has("DesiredCapacity")).isFalse();
  }

  @Test
  void instancesKeepTheirWayOutWhileTheyDrain() {
    Set<String> privateSubnets =
        app.subnets(SubnetKind.PRIVATE).stream().map(Subnet::logicalId).collect(Collectors.toSet());
    List<Resource> associations =
        app.template.resourcesOfType("AWS::EC2::SubnetRouteTableAssociation").stream()
            .filter(it -> privateSubnets.contains(app.referent(it, "SubnetId").logicalId()))
            .toList();
    Set<String> routeTables =
        associations.stream()
            .map(it -> app.referent(it, "RouteTableId").logicalId())
            .collect(Collectors.toSet());
    List<Resource> routes =
        app.template.resourcesOfType("AWS::EC2::Route").stream()
            .filter(it -> routeTables.contains(app.referent(it, "RouteTableId").logicalId()))
            .toList();

    assertThat(routes).as("default routes of private subnets").hasSameSizeAs(privateSubnets);
    assertThat(app.madeBefore(app.instances()))
        .as("what is made before the instances, and deleted after them")
        .containsAll(routes.stream().map(Resource::logicalId).toList())
        .containsAll(associations.stream().map(Resource::logicalId).toList());
  }
}
