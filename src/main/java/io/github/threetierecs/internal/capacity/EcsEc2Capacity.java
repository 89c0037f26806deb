package io.github.threetierecs.internal.capacity;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.EndpointService;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Keys;
import io.github.threetierecs.internal.shared.LogGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.InstancesDistribution;
import software.amazon.awscdk.services.autoscaling.LaunchTemplateOverrides;
import software.amazon.awscdk.services.autoscaling.MixedInstancesPolicy;
import software.amazon.awscdk.services.autoscaling.OnDemandAllocationStrategy;
import software.amazon.awscdk.services.autoscaling.RollingUpdateOptions;
import software.amazon.awscdk.services.autoscaling.SpotAllocationStrategy;
import software.amazon.awscdk.services.autoscaling.UpdatePolicy;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * The computers: a cluster, the Auto Scaling group that it runs on, and the capacity provider that
 * starts and drains instances as the services need them.
 */
public final class EcsEc2Capacity extends Construct {
  public final Cluster cluster;
  public final String clusterName;
  public final Role instanceRole;
  public final SecurityGroup instanceSecurityGroup;
  public final LaunchTemplate launchTemplate;
  public final AutoScalingGroup autoScalingGroup;
  public final AsgCapacityProvider capacityProvider;
  public final String capacityProviderName;

  /** Whether each task has its own network interface, and so its own security groups. */
  public final boolean givesInterfaces;

  public final InstanceSoftware software;

  /** Whether the placement of tasks keeps room for something on every instance. */
  public final boolean keepsRoomForDaemons;

  public final Sessions sessions;

  public EcsEc2Capacity(
      Construct scope,
      Values options,
      boolean executeCommand,
      boolean gpus,
      Keys keys,
      LogGroups logGroups,
      ConsoleWords words,
      TieredVpc network) {
    super(scope, "Capacity");
    keepsRoomForDaemons =
        options.has(CapacityOptions.DAEMON_CPU) || options.has(CapacityOptions.DAEMON_MEMORY_MIB);
    givesInterfaces = CapacityOptions.givesInterfaces(options);
    Number min = options.get(CapacityOptions.MIN_INSTANCES);
    Number max = options.get(CapacityOptions.MAX_INSTANCES);
    boolean protectsTasks = options.get(CapacityOptions.MANAGED_TERMINATION_PROTECTION);
    boolean sessionManager = options.get(CapacityOptions.SESSION_MANAGER);

    sessions = new Sessions(this, executeCommand, keys, logGroups, network.endpoints);
    cluster =
        Cluster.Builder.create(this, "Cluster")
            .vpc(network.vpc)
            .containerInsightsV2(options.get(CapacityOptions.CONTAINER_INSIGHTS))
            .executeCommandConfiguration(sessions.configuration())
            .build();

    clusterName = cluster.getClusterName();
    instanceRole =
        Role.Builder.create(this, "InstanceRole")
            .description(words.describe("ECS instances"))
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            .inlinePolicies(
                Map.of(
                    "EcsInstance",
                    InstancePermissions.on(
                        clusterName, sessionManager, options.get(CapacityOptions.ENI_TRUNKING))))
            .build();
    instanceSecurityGroup =
        SecurityGroup.Builder.create(this, "InstanceSecurityGroup")
            .vpc(network.vpc)
            .description(words.describe("ECS instances"))
            .build();

    software = new InstanceSoftware(this, options, gpus);
    AutoScalingGroup.Builder group =
        AutoScalingGroup.Builder.create(this, "AutoScalingGroup")
            .vpc(network.vpc)
            .vpcSubnets(network.privateSubnets)
            .minCapacity(min)
            .maxCapacity(max)
            .capacityRebalance(CapacityOptions.usesSpot(options))
            .newInstancesProtectedFromScaleIn(protectsTasks)
            .updatePolicy(oneByOne(min, max));
    launchTemplate = launchTemplate(options, software, keys);
    words.nameInstances(launchTemplate);
    software.check(launchTemplate);
    if (CapacityOptions.isMixed(options)) {
      group.mixedInstancesPolicy(mixed(launchTemplate, options));
    } else {
      group.launchTemplate(launchTemplate);
    }
    autoScalingGroup = group.build();
    // Instances have to outlive their tasks, and an instance cannot drain without its route to ECS.
    autoScalingGroup
        .getNode()
        .addDependency(
            network.vpc.selectSubnets(network.privateSubnets).getInternetConnectivityEstablished());

    capacityProvider =
        AsgCapacityProvider.Builder.create(this, "CapacityProvider")
            .autoScalingGroup(autoScalingGroup)
            .machineImageType(software.type())
            .enableManagedScaling(true)
            .targetCapacityPercent(options.get(CapacityOptions.TARGET_CAPACITY_PERCENT))
            .enableManagedDraining(true)
            .enableManagedTerminationProtection(protectsTasks)
            .build();
    cluster.addAsgCapacityProvider(capacityProvider);
    // The CDK leaves the instances' security group out if a capacity provider starts them, and then
    // creates none of the rules between a service in bridge mode and its peers (aws-cdk#12812).
    cluster.getConnections().addSecurityGroup(instanceSecurityGroup);
    software.configureAgent();
    capacityProviderName = capacityProvider.getCapacityProviderName();
    if (sessionManager) {
      network.endpoints.need(EndpointService.SSM, EndpointService.SSM_MESSAGES);
    }
  }

  private LaunchTemplate launchTemplate(Values options, InstanceSoftware software, Keys keys) {
    return software.templateOf(
        LaunchTemplate.Builder.create(this, "LaunchTemplate")
            .instanceType(options.get(CapacityOptions.INSTANCE_TYPE))
            .machineImage(software.image())
            .userData(software.userData)
            // The CDK would allow the instances to write to every log group of the account.
            .role(instanceRole.withoutPolicyUpdates())
            .securityGroup(instanceSecurityGroup)
            .requireImdsv2(true)
            .httpPutResponseHopLimit(1)
            .detailedMonitoring(options.get(CapacityOptions.DETAILED_MONITORING))
            .blockDevices(
                software.volumes(
                    options.get(CapacityOptions.ROOT_VOLUME_SIZE), keys.of(Keys.Use.VOLUMES))));
  }

  /** A change to or from a plain launch template keeps the group: CloudFormation updates it. */
  private static MixedInstancesPolicy mixed(LaunchTemplate template, Values options) {
    List<InstanceType> types = new ArrayList<>(List.of(options.get(CapacityOptions.INSTANCE_TYPE)));
    types.addAll(options.get(CapacityOptions.OTHER_INSTANCE_TYPES));
    return MixedInstancesPolicy.builder()
        .launchTemplate(template)
        .launchTemplateOverrides(
            types.stream()
                .map(type -> LaunchTemplateOverrides.builder().instanceType(type).build())
                .toList())
        .instancesDistribution(
            InstancesDistribution.builder()
                .onDemandAllocationStrategy(OnDemandAllocationStrategy.PRIORITIZED)
                .onDemandBaseCapacity(options.get(CapacityOptions.ON_DEMAND_BASE))
                .onDemandPercentageAboveBaseCapacity(
                    100 - options.get(CapacityOptions.SPOT_PERCENTAGE).intValue())
                .spotAllocationStrategy(SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED)
                .build())
        .build();
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
