package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.BottleRocketImage;

/** The instances: which, how many, and how tasks are connected to the network on them. */
final class CapacityTable {
  private static final String UNSET = "not set";
  private static final String PINNED = CapacityTemplates.PINNED;

  private static final CfnParameter NUMBER =
      CfnParameter.Builder.create(new Stack(), "Number").type("Number").build();

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("capacity.otherInstanceTypes", "[]", "[]", "[m7g.large, m6g.large, c7g.large]", () -> CapacityTemplates.LINUX, CapacityTable::types),
              new Effect("capacity.spotPercentage", UNSET, UNSET, "25", () -> CapacityTemplates.LINUX, app -> distribution(app, "OnDemandPercentageAboveBaseCapacity")),
              new Effect("capacity.onDemandBase", UNSET, UNSET, "1", () -> CapacityTemplates.LINUX, app -> distribution(app, "OnDemandBaseCapacity")),
              new Effect("capacity.operatingSystem", "ecs/optimized-ami/amazon-linux-2023/recommended/image_id", "ecs/optimized-ami/amazon-linux-2023/recommended/image_id", "bottlerocket/aws-ecs-2/arm64/latest/image_id", () -> CapacityTemplates.BOTTLEROCKET, CapacityTable::image),
              new Effect("capacity.machineImage", "ecs/optimized-ami/amazon-linux-2023/recommended/image_id", "ecs/optimized-ami/amazon-linux-2023/recommended/image_id", PINNED, () -> CapacityTemplates.PINNED_IMAGE, CapacityTable::image),
              new Effect("capacity.rootVolumeSize", "30", "30", "100", () -> CapacityTemplates.LINUX, app -> app.launchTemplate().text("LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeSize").orElse(UNSET)),
              new Effect("capacity.targetCapacityPercent", "100", "100", "80", () -> CapacityTemplates.LINUX, app -> app.capacityProvider().text("AutoScalingGroupProvider.ManagedScaling.TargetCapacity").orElse(UNSET)),
              new Effect("capacity.managedTerminationProtection", "DISABLED", "DISABLED", "ENABLED", () -> CapacityTemplates.LINUX, app -> app.capacityProvider().text("AutoScalingGroupProvider.ManagedTerminationProtection").orElse(UNSET)),
              new Effect("capacity.sessionManager", "false", "false", "true", () -> CapacityTemplates.LINUX, app -> may(app, "ssmmessages:OpenDataChannel")),
              new Effect("capacity.taskNetworking", "awsvpc", "awsvpc", "bridge", () -> CapacityTemplates.BRIDGE, app -> app.frontend().taskDefinition().text("NetworkMode").orElse(UNSET)),
              new Effect("capacity.eniTrunking", "false", "false", "true", () -> CapacityTemplates.LINUX, app -> may(app, "ecs:PutAccountSetting"))),
          List.of(
              arguments("capacity.spotPercentage", 101, "101 is not a whole number from 0 to 100 percent; set the share of Spot instances"),
              arguments("capacity.spotPercentage", 12.5, "12.5 is not a whole number from 0 to 100 percent; set the share of Spot instances"),
              arguments("capacity.spotPercentage", NUMBER.getValueAsNumber(), "a token is known only at deployment, but it decides at synthesis whether instances are mixed; set a literal such as 50"),
              arguments("capacity.onDemandBase", -1, "-1 is not a whole number from 0 to 5 000 instances; set how many are never Spot instances"),
              arguments("capacity.onDemandBase", 2, "2 has no effect: without capacity.spotPercentage all instances are on demand; set capacity.spotPercentage too, or leave this out"),
              arguments("capacity.otherInstanceTypes", List.of(new InstanceType("m6a.large")), "[m6a.large] come after capacity.instanceType, which is not set; set it too, to the type that you prefer"),
              arguments("capacity.machineImage", BottleRocketImage.Builder.create().build(), "\"BottleRocketImage\" does not match capacity.operatingSystem AMAZON_LINUX_2023; set capacity.operatingSystem to BOTTLEROCKET, or another image"),
              arguments("capacity.rootVolumeSize", 29, "29 is not a whole number from 30 to 16 384 GiB; set 30 or more"),
              arguments("capacity.daemonCpu", -1, "-1 is not a whole number from 0 to 196 608 CPU units; set what the daemon's task needs"),
              arguments("capacity.daemonCpu", NUMBER.getValueAsNumber(), "a token is known only at deployment, but it is needed at synthesis; set a literal such as 128"),
              arguments("capacity.daemonMemoryMiB", 0.5, "0.5 is not a whole number from 0 to 25 165 824 MiB; set what the daemon's task needs"),
              arguments("capacity.targetCapacityPercent", 0, "0 is not a whole number from 1 to 100 percent; set 100, or less to keep some instances idle")),
          List.of("capacity.operatingSystem", "capacity.managedTerminationProtection", "capacity.sessionManager", "capacity.taskNetworking", "capacity.eniTrunking"));
  // spotless:on

  private CapacityTable() {}

  private static String types(Anatomy app) {
    return app.instances().list("MixedInstancesPolicy.LaunchTemplate.Overrides").stream()
        .map(override -> String.valueOf(((Map<?, ?>) override).get("InstanceType")))
        .toList()
        .toString();
  }

  private static String distribution(Anatomy app, String property) {
    return app.instances()
        .text("MixedInstancesPolicy.InstancesDistribution." + property)
        .orElse(UNSET);
  }

  /** The end of the parameter's name, or what is pinned. */
  private static String image(Anatomy app) {
    String parameter = app.parameterDefault(app.launchTemplate(), "LaunchTemplateData.ImageId");
    return parameter.startsWith("/")
        ? parameter.replace("/aws/service/", "")
        : Text.of(app.json).contains(PINNED) ? PINNED : parameter;
  }

  private static String may(Anatomy app, String action) {
    return String.valueOf(
        app.grantsOf(app.instanceRole()).values().stream().anyMatch(it -> it.contains(action)));
  }
}
