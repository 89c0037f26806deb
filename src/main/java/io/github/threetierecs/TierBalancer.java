package io.github.threetierecs;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.constructs.Construct;

/**
 * A tier's load balancer: where it listens, and how it finds out which tasks are well. It talks to
 * the tasks, and nobody else does.
 */
final class TierBalancer {
  private static final int HTTP = 80;

  // What both tiers share is made once: each of these is a call into the CDK or two.

  /** Found healthy within 10 seconds, and drained within 20. */
  private static final Duration CHECK_INTERVAL = Duration.seconds(5);

  private static final Duration CHECK_TIMEOUT = Duration.seconds(4);
  private static final Duration DRAINING = Duration.seconds(20);

  final ApplicationLoadBalancer loadBalancer;
  final ApplicationListener listener;

  TierBalancer(
      Construct scope,
      Platform platform,
      boolean internetFacing,
      ServiceProps props,
      Ec2Service service) {
    Profile profile = platform.profile();
    TieredVpc network = platform.network();
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
    listener =
        loadBalancer.addListener(
            "Http",
            BaseApplicationListenerProps.builder()
                .port(HTTP)
                .protocol(ApplicationProtocol.HTTP)
                .open(internetFacing)
                .defaultTargetGroups(List.of(targetGroup(scope, props, platform, service)))
                .build());
  }

  private static ApplicationTargetGroup targetGroup(
      Construct scope, ServiceProps props, Platform platform, Ec2Service service) {
    boolean bridge = platform.capacity().taskNetworking == TaskNetworking.BRIDGE;
    return ApplicationTargetGroup.Builder.create(scope, "TargetGroup")
        .vpc(platform.network().vpc)
        .protocol(ApplicationProtocol.HTTP)
        .targetType(bridge ? TargetType.INSTANCE : TargetType.IP)
        .targets(List.of(service))
        .healthCheck(
            HealthCheck.builder()
                .path(Defaults.HEALTH_CHECK_PATH.unless(props.healthCheckPath, platform.profile()))
                // The default, but checkers want to read it where Docker chooses the port.
                .port(bridge ? "traffic-port" : null)
                .interval(CHECK_INTERVAL)
                .timeout(CHECK_TIMEOUT)
                .healthyThresholdCount(2)
                .unhealthyThresholdCount(3)
                .build())
        .deregistrationDelay(DRAINING)
        .build();
  }
}
