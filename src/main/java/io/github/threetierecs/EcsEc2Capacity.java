package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.RollingUpdateOptions;
import software.amazon.awscdk.services.autoscaling.UpdatePolicy;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.InstanceArchitecture;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ecs.AmiHardwareType;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The computers: a cluster, the Auto Scaling group that it runs on, and the capacity provider that
 * starts and drains instances as the services need them.
 */
final class EcsEc2Capacity extends Construct {
  private static final String ROOT_DEVICE = "/dev/xvda";
  private static final int ROOT_VOLUME_GIB = 30;

  final Cluster cluster;
  final Role instanceRole;
  final SecurityGroup instanceSecurityGroup;
  final AutoScalingGroup autoScalingGroup;
  final AsgCapacityProvider capacityProvider;
  final String capacityProviderName;
  final TaskNetworking taskNetworking;

  EcsEc2Capacity(
      Construct scope, CapacityProps props, Profile profile, Keys keys, TieredVpc network) {
    super(scope, "Capacity");
    taskNetworking = Defaults.TASK_NETWORKING.unless(props.taskNetworking, profile);
    Number min = Defaults.MIN_INSTANCES.unless(props.minInstances, profile);
    Number max = Defaults.MAX_INSTANCES.unless(props.maxInstances, profile);

    cluster =
        Cluster.Builder.create(this, "Cluster")
            .vpc(network.vpc)
            .containerInsightsV2(
                Defaults.CONTAINER_INSIGHTS.unless(props.containerInsights, profile))
            .build();

    instanceRole =
        Role.Builder.create(this, "InstanceRole")
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            .inlinePolicies(Map.of("EcsInstance", InstancePermissions.on(cluster.getClusterName())))
            .build();
    instanceSecurityGroup =
        SecurityGroup.Builder.create(this, "InstanceSecurityGroup")
            .vpc(network.vpc)
            .description("ECS instances")
            .build();

    autoScalingGroup =
        AutoScalingGroup.Builder.create(this, "AutoScalingGroup")
            .vpc(network.vpc)
            .vpcSubnets(network.privateSubnets)
            .launchTemplate(launchTemplate(props, profile, keys))
            .minCapacity(min)
            .maxCapacity(max)
            .updatePolicy(oneByOne(min, max))
            .build();
    // Without its route to ECS an instance cannot drain: it has to outlive its tasks.
    autoScalingGroup
        .getNode()
        .addDependency(
            network.vpc.selectSubnets(network.privateSubnets).getInternetConnectivityEstablished());

    capacityProvider =
        AsgCapacityProvider.Builder.create(this, "CapacityProvider")
            .autoScalingGroup(autoScalingGroup)
            .enableManagedScaling(true)
            .enableManagedDraining(true)
            // aws-cdk#18179: protected instances hang the deletion of the stack.
            .enableManagedTerminationProtection(false)
            .build();
    cluster.addAsgCapacityProvider(capacityProvider);
    capacityProviderName = capacityProvider.getCapacityProviderName();
  }

  /** Docker writes the containers' logs with the instance's permissions. */
  void allowLogging(LogGroup frontend, LogGroup backend) {
    instanceRole.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
            .resources(List.of(frontend.getLogGroupArn(), backend.getLogGroupArn()))
            .build());
  }

  private LaunchTemplate launchTemplate(CapacityProps props, Profile profile, Keys keys) {
    UserData userData = UserData.forLinux();
    userData.addCommands("echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config");
    return LaunchTemplate.Builder.create(this, "LaunchTemplate")
        .instanceType(
            props.instanceType != null
                ? props.instanceType
                : new InstanceType(Defaults.INSTANCE_TYPE.in(profile)))
        .machineImage(EcsOptimizedImage.amazonLinux2023(hardware(props)))
        .userData(userData)
        // CDK would allow the instances to write to every log group of the account.
        .role(instanceRole.withoutPolicyUpdates())
        .securityGroup(instanceSecurityGroup)
        .requireImdsv2(true)
        .httpPutResponseHopLimit(1)
        .detailedMonitoring(Defaults.DETAILED_MONITORING.unless(props.detailedMonitoring, profile))
        .blockDevices(
            List.of(
                BlockDevice.builder()
                    .deviceName(ROOT_DEVICE)
                    .volume(
                        BlockDeviceVolume.ebs(
                            ROOT_VOLUME_GIB,
                            EbsDeviceOptions.builder()
                                .encrypted(true)
                                .kmsKey(keys.of(Keys.Use.VOLUMES))
                                .volumeType(EbsDeviceVolumeType.GP3)
                                .build()))
                    .build()))
        .build();
  }

  private static AmiHardwareType hardware(CapacityProps props) {
    return props.instanceType != null
            && props.instanceType.getArchitecture() == InstanceArchitecture.ARM_64
        ? AmiHardwareType.ARM
        : AmiHardwareType.STANDARD;
  }

  /** Replaces instances one by one; managed draining moves their tasks first. */
  private static UpdatePolicy oneByOne(Number min, Number max) {
    RollingUpdateOptions.Builder options = RollingUpdateOptions.builder().maxBatchSize(1);
    if (!Tokens.isToken(min) && !Tokens.isToken(max)) {
      options.minInstancesInService(Math.min(min.intValue(), max.intValue() - 1));
    }
    return UpdatePolicy.rollingUpdate(options.build());
  }
}
