package io.github.threetierecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ecs.AvailabilityZoneRebalancing;
import software.amazon.awscdk.services.ecs.AwsLogDriver;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.DeploymentController;
import software.amazon.awscdk.services.ecs.DeploymentControllerType;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PlacementStrategy;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * What both tiers are made of: a load balancer, a service on the cluster's instances behind it, and
 * a log group. The load balancer talks to the tasks, and nobody else does.
 */
final class LoadBalancedService {
  private static final int HTTP = 80;

  // What both tiers share is made once: each of these is a call into the CDK or two.

  /** By ECS's own names; the CDK's constants for them would be five calls more. */
  private static final PlacementStrategy OVER_ZONES_THEN_INSTANCES =
      PlacementStrategy.spreadAcross("attribute:ecs.availability-zone", "instanceId");

  /** Found healthy within 10 seconds, and drained within 20. */
  private static final Duration CHECK_INTERVAL = Duration.seconds(5);

  private static final Duration CHECK_TIMEOUT = Duration.seconds(4);
  private static final Duration DRAINING = Duration.seconds(20);

  final ApplicationLoadBalancer loadBalancer;
  final ApplicationListener listener;
  final Ec2Service service;
  final LogGroup logGroup;
  final ContainerDefinition container;
  final Ec2TaskDefinition taskDefinition;

  LoadBalancedService(
      Construct scope,
      Platform platform,
      boolean internetFacing,
      ServiceProps props,
      Map<String, String> environment,
      Map<String, Secret> secrets,
      Construct... after) {
    Profile profile = platform.profile();
    TieredVpc network = platform.network();
    EcsEc2Capacity capacity = platform.capacity();
    loadBalancer =
        ApplicationLoadBalancer.Builder.create(scope, "LoadBalancer")
            .vpc(network.vpc)
            .vpcSubnets(internetFacing ? network.publicSubnets : network.privateSubnets)
            .internetFacing(internetFacing)
            .dropInvalidHeaderFields(true)
            .deletionProtection(
                Defaults.LOAD_BALANCER_PROTECTION.unless(
                    props.loadBalancerDeletionProtection, profile))
            .build();

    logGroup =
        LogGroup.Builder.create(scope, "LogGroup")
            .retention(Defaults.LOG_RETENTION.unless(props.logRetention, profile))
            .removalPolicy(Defaults.LOG_REMOVAL.in(profile))
            .build();
    taskDefinition =
        Ec2TaskDefinition.Builder.create(scope, "TaskDefinition")
            .networkMode(NetworkMode.AWS_VPC)
            .build();
    container =
        containerOf(
            taskDefinition,
            props.tier,
            ContainerDefinitionOptions.builder()
                .image(props.image)
                .cpu(Defaults.CPU.unless(props.cpu, profile))
                .memoryLimitMiB(Defaults.MEMORY_MIB.unless(props.memoryMiB, profile))
                .portMappings(
                    List.of(PortMapping.builder().containerPort(props.containerPort).build()))
                .environment(joined(environment, props.environment))
                .secrets(joined(secrets, props.secrets))
                .logging(
                    AwsLogDriver.Builder.create()
                        .logGroup(logGroup)
                        .streamPrefix(props.tier)
                        .build())
                .build());

    Ec2Service.Builder builder =
        Ec2Service.Builder.create(scope, "Service")
            .cluster(capacity.cluster)
            .taskDefinition(taskDefinition)
            .capacityProviderStrategies(
                List.of(
                    CapacityProviderStrategy.builder()
                        .capacityProvider(capacity.capacityProviderName)
                        .weight(1)
                        .build()))
            .vpcSubnets(network.privateSubnets)
            .minHealthyPercent(100)
            .maxHealthyPercent(200)
            .deploymentController(
                DeploymentController.builder().type(DeploymentControllerType.ECS).build())
            .circuitBreaker(DeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
            .healthCheckGracePeriod(gracePeriod(props, profile))
            .availabilityZoneRebalancing(AvailabilityZoneRebalancing.ENABLED)
            .placementStrategies(List.of(OVER_ZONES_THEN_INSTANCES));
    Number desiredCount = Defaults.DESIRED_COUNT.unless(props.desiredCount, profile);
    if (props.autoScaling == null) {
      builder.desiredCount(desiredCount);
    }
    service = builder.build();
    // The association of the capacity provider is made in the cluster's scope; without it the
    // service can be neither created nor deleted (containers-roadmap#631). The policies of the
    // task's roles are in the task definition's: a task that starts before them cannot log.
    List<IDependable> needed = new ArrayList<>(List.of(capacity.cluster, taskDefinition));
    needed.addAll(List.of(after));
    service.getNode().addDependency(needed.toArray(IDependable[]::new));
    if (props.autoScaling != null) {
      follow(props.autoScaling, desiredCount);
    }

    listener =
        loadBalancer.addListener(
            "Http",
            BaseApplicationListenerProps.builder()
                .port(HTTP)
                .protocol(ApplicationProtocol.HTTP)
                .open(internetFacing)
                .defaultTargetGroups(List.of(targetGroup(scope, props, network, profile)))
                .build());
  }

  /** Asks for the image, which may be a directory that is not there. */
  private static ContainerDefinition containerOf(
      Ec2TaskDefinition taskDefinition, String tier, ContainerDefinitionOptions options) {
    try {
      return taskDefinition.addContainer(tier, options);
    } catch (RuntimeException refusal) {
      throw new IllegalArgumentException(
          tier + ".image: " + Problems.reasonOf(refusal) + "; mend the image's source", refusal);
    }
  }

  private ApplicationTargetGroup targetGroup(
      Construct scope, ServiceProps props, TieredVpc network, Profile profile) {
    return ApplicationTargetGroup.Builder.create(scope, "TargetGroup")
        .vpc(network.vpc)
        .protocol(ApplicationProtocol.HTTP)
        .targetType(TargetType.IP)
        .targets(List.of(service))
        .healthCheck(
            HealthCheck.builder()
                .path(Defaults.HEALTH_CHECK_PATH.unless(props.healthCheckPath, profile))
                .interval(CHECK_INTERVAL)
                .timeout(CHECK_TIMEOUT)
                .healthyThresholdCount(2)
                .unhealthyThresholdCount(3)
                .build())
        .deregistrationDelay(DRAINING)
        .build();
  }

  private void follow(AutoScalingProps scaling, Number desiredCount) {
    service
        .autoScaleTaskCount(
            EnableScalingProps.builder()
                .minCapacity(scaling.minTasks != null ? scaling.minTasks : desiredCount)
                .maxCapacity(scaling.maxTasks)
                .build())
        .scaleOnCpuUtilization(
            "Cpu",
            CpuUtilizationScalingProps.builder()
                .targetUtilizationPercent(scaling.cpuUtilizationPercent)
                .build());
  }

  private static Duration gracePeriod(ServiceProps props, Profile profile) {
    return props.healthCheckGracePeriod != null
        ? props.healthCheckGracePeriod
        : Duration.seconds(Defaults.HEALTH_CHECK_GRACE_SECONDS.in(profile));
  }

  private static <T> Map<String, T> joined(Map<String, T> ours, Map<String, T> theirs) {
    Map<String, T> all = new LinkedHashMap<>(ours);
    all.putAll(theirs);
    return all;
  }
}
