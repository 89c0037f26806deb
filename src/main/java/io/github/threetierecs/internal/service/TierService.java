package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Places;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AlarmBehavior;
import software.amazon.awscdk.services.ecs.AvailabilityZoneRebalancing;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.DeploymentAlarmConfig;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.DeploymentController;
import software.amazon.awscdk.services.ecs.DeploymentControllerType;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.Ec2ServiceProps;
import software.amazon.awscdk.services.ecs.PlacementStrategy;
import software.amazon.awscdk.services.ecs.PropagatedTagSource;
import software.amazon.awscdk.services.ecs.TrafficShiftConfig;
import software.constructs.Construct;
import software.constructs.IDependable;
import software.constructs.Node;

/** A tier's ECS service: where its tasks run, and how a new version takes over. */
public final class TierService {
  /**
   * Made once, for both tiers, and by ECS's own names: the CDK's constants for them would be five
   * calls more.
   */
  private static final PlacementStrategy OVER_ZONES_THEN_INSTANCES =
      PlacementStrategy.spreadAcross("attribute:ecs.availability-zone", "instanceId");

  final ExplicitService service;

  /** Null if tasks use their instance's security group. */
  final @Nullable SecurityGroup securityGroup;

  TierService(
      Construct scope, Platform platform, Values options, TierTask task, IDependable... after) {
    Values deployment = options.get(ServiceOptions.DEPLOYMENT);
    EcsEc2Capacity capacity = platform.capacity();
    boolean hasInterfaces = capacity.givesInterfaces;
    Ec2ServiceProps.Builder builder =
        Ec2ServiceProps.builder()
            .cluster(capacity.cluster)
            .taskDefinition(task.definition)
            .capacityProviderStrategies(
                List.of(
                    CapacityProviderStrategy.builder()
                        .capacityProvider(capacity.capacityProviderName)
                        .weight(1)
                        .build()))
            .minHealthyPercent(deployment.get(DeploymentOptions.MIN_HEALTHY_PERCENT))
            .maxHealthyPercent(deployment.get(DeploymentOptions.MAX_HEALTHY_PERCENT))
            .deploymentAlarms(alarms(scope, deployment))
            .deploymentController(
                DeploymentController.builder().type(DeploymentControllerType.ECS).build())
            .circuitBreaker(DeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
            // Without a load balancer there is nothing that it would be about.
            .healthCheckGracePeriod(
                task.port == null ? null : options.get(ServiceOptions.HEALTH_CHECK_GRACE_PERIOD))
            .enableExecuteCommand(false)
            .availabilityZoneRebalancing(rebalancing(deployment))
            .placementStrategies(List.of(OVER_ZONES_THEN_INSTANCES))
            // Tasks get their tags from the service, so that a new tag needs no new revision.
            .propagateTags(PropagatedTagSource.SERVICE)
            .enableEcsManagedTags(true);
    if (hasInterfaces) {
      builder.vpcSubnets(platform.network().privateSubnets);
    }
    // The count is left out if scaling sets it: a deployment would reset what scaling has reached
    // (aws-cdk#3919).
    if (!options.has(ServiceOptions.AUTO_SCALING)) {
      builder.desiredCount(options.get(ServiceOptions.DESIRED_COUNT));
    }
    strategy(builder, deployment);
    service =
        // Each network mode has its own id: ECS cannot change the mode of an existing service
        // (aws-cdk#33410).
        new ExplicitService(scope, hasInterfaces ? "Service" : "BridgeService", builder.build());
    Node node = service.node;
    if (task.proxied) {
      platform.connect().connect(service, options, task.port, task.logGroup);
    }
    if (ServiceOptions.executesCommands(options)) {
      // The CDK's own option would widen the task role more than is needed: see ExecSessions.
      service.resource.setEnableExecuteCommand(true);
    }
    securityGroup =
        hasInterfaces
            // EC2 accepts no quotes here.
            ? platform
                .words()
                .describeSecurityGroup(node, "Tasks of the " + options.path().replace("\"", ""))
            : null;
    // The capacity provider's association is created in the cluster's scope; without it the service
    // can be neither created nor deleted (containers-roadmap#631). The policies of the task's roles
    // are in the task definition's scope: a task that starts before them cannot log.
    List<IDependable> needed = new ArrayList<>(List.of(capacity.cluster, task.definition));
    needed.addAll(List.of(after));
    if (task.proxied) {
      // A proxy stays unhealthy until its instance may fetch its configuration.
      needed.add(capacity.instanceRole);
    }
    node.addDependency(needed.toArray(IDependable[]::new));
  }

  /**
   * ROLLING too is written down: without it, a first deployment with another strategy could not be
   * rolled back. What the other strategies have besides, ROLLING does not take.
   */
  private static void strategy(Ec2ServiceProps.Builder builder, Values deployment) {
    DeploymentStrategy strategy = deployment.get(DeploymentOptions.STRATEGY);
    builder.deploymentStrategy(strategy);
    if (DeploymentOptions.shiftsTraffic(deployment)) {
      builder.bakeTime(deployment.get(DeploymentOptions.BAKE_TIME));
    }
    if (strategy == DeploymentStrategy.CANARY) {
      builder.canaryConfiguration(
          TrafficShiftConfig.builder()
              .stepPercent(deployment.get(DeploymentOptions.CANARY_PERCENT))
              .stepBakeTime(deployment.get(DeploymentOptions.CANARY_BAKE_TIME))
              .build());
    }
    if (strategy == DeploymentStrategy.LINEAR) {
      builder.linearConfiguration(
          TrafficShiftConfig.builder()
              .stepPercent(deployment.get(DeploymentOptions.LINEAR_STEP_PERCENT))
              .stepBakeTime(deployment.get(DeploymentOptions.LINEAR_STEP_BAKE_TIME))
              .build());
    }
  }

  private static @Nullable DeploymentAlarmConfig alarms(Construct scope, Values deployment) {
    List<IAlarm> alarms = deployment.get(DeploymentOptions.ALARMS);
    if (alarms.isEmpty()) {
      return null;
    }
    checkAlarms(scope, deployment);
    return DeploymentAlarmConfig.builder()
        .alarmNames(alarms.stream().map(IAlarm::getAlarmName).toList())
        .behavior(AlarmBehavior.ROLLBACK_ON_ALARM)
        .build();
  }

  /**
   * Refuses alarms of another account or Region: ECS looks them up by name, in the service's own.
   *
   * @throws IllegalArgumentException if there are any; names all
   */
  public static void checkAlarms(Construct scope, Values deployment) {
    List<IAlarm> alarms = deployment.get(DeploymentOptions.ALARMS);
    if (alarms.isEmpty()) {
      return;
    }
    Problems problems = new Problems(deployment.path());
    Places places = new Places(problems, Stack.of(scope));
    for (IAlarm alarm : alarms) {
      String arn = alarm.getAlarmArn();
      String remedy = "create an alarm on its metric in the stack's account and Region";
      places.sameRegion("alarms", alarm, arn, remedy);
      places.sameAccount("alarms", alarm, arn, remedy);
    }
    problems.refuse();
  }

  /** ECS refuses it if a deployment may start no task before it stops one. */
  private static AvailabilityZoneRebalancing rebalancing(Values deployment) {
    return deployment.get(DeploymentOptions.MAX_HEALTHY_PERCENT).intValue() > 100
        ? AvailabilityZoneRebalancing.ENABLED
        : AvailabilityZoneRebalancing.DISABLED;
  }
}
