package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.edge.Ingress;
import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.Protocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.constructs.Construct;
import software.constructs.Node;

/**
 * A tier's load balancer: where it listens, and how it finds out which tasks are well. It talks to
 * the tasks, and nobody else does.
 */
public final class TierBalancer {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  // What both tiers share is created once, since each of these is one or two calls into the CDK.

  /** Two checks find a task healthy within 10 seconds. */
  private static final Duration CHECK_INTERVAL = Duration.seconds(5);

  private static final Duration CHECK_TIMEOUT = Duration.seconds(4);

  /** No service has this method, so that every gRPC server answers with status 12. */
  private static final String GRPC_HEALTH_CHECK = "/AWS.ALB/healthcheck";

  public final ApplicationLoadBalancer loadBalancer;
  public final Node node;
  public final SecurityGroup securityGroup;
  public final ApplicationTargetGroup targetGroup;

  /** The listener that routes to the service. */
  public final ApplicationListener listener;

  /** With TLS, the listener that redirects HTTP to HTTPS, unless port 80 is left out. */
  public final @Nullable ApplicationListener redirect;

  private final String tier;

  /** Null if tasks are replaced one by one in the same target group. */
  private final @Nullable TrafficShift shift;

  TierBalancer(
      Construct scope, Platform platform, Values options, Ec2Service service, Ingress ingress) {
    boolean internetFacing = ingress.internetFacing();
    TieredVpc network = platform.network();
    Values balancer = options.get(ServiceOptions.LOAD_BALANCER);
    boolean shifts = DeploymentOptions.shiftsTraffic(options.get(ServiceOptions.DEPLOYMENT));
    tier = options.path();
    loadBalancer =
        ApplicationLoadBalancer.Builder.create(scope, "LoadBalancer")
            .vpc(network.vpc)
            .vpcSubnets(
                internetFacing
                    ? Objects.requireNonNull(network.publicSubnets)
                    : network.internalSubnets)
            .internetFacing(internetFacing)
            .dropInvalidHeaderFields(true)
            .desyncMitigationMode(balancer.get(LoadBalancerOptions.DESYNC_MITIGATION_MODE))
            .idleTimeout(balancer.get(LoadBalancerOptions.IDLE_TIMEOUT))
            .deletionProtection(balancer.get(LoadBalancerOptions.DELETION_PROTECTION))
            .build();
    node = loadBalancer.getNode();
    securityGroup = platform.words().describeSecurityGroup(node, "Load balancer of the " + tier);
    platform.logs().record(loadBalancer, node, tier, balancer);
    targetGroup =
        targetGroup(scope, "TargetGroup", options, platform)
            // With a traffic shift the service is registered below: the CDK needs the rule, which
            // does not exist yet.
            .targets(shifts ? List.of() : List.of(service))
            .build();
    Ingress.Tls tls = ingress.tls();
    listener =
        loadBalancer.addListener(
            tls == null ? "Http" : "Https",
            listener(ingress, tls == null ? HTTP : HTTPS)
                .defaultTargetGroups(List.of(targetGroup))
                .build());
    redirect =
        tls != null && tls.redirectsHttp() ? redirect(ingress, loadBalancer, listener) : null;
    ingress.admitClients(listener);
    shift = shifts ? shift(scope, platform, options, ingress) : null;
    if (shift != null) {
      targetGroup.addTarget(shift.target(service));
    }
  }

  /** All target groups that tasks may be in. */
  public List<ApplicationTargetGroup> targetGroups() {
    return shift == null ? List.of(targetGroup) : List.of(targetGroup, shift.alternate);
  }

  public TrafficShift shiftOrThrow() {
    if (shift == null) {
      throw new IllegalStateException(
          ("Traffic is shifted only with a %1$s.deployment.strategy other than ROLLING; set"
                  + " %1$s.deployment.strategy to BLUE_GREEN, CANARY or LINEAR")
              .formatted(tier));
    }
    return shift;
  }

  /** The listener for test requests; null if there is none. */
  @Nullable ApplicationListener testListener() {
    return shift == null || shift.test == null ? null : shift.test.listener();
  }

  /** The listener and the rule for test requests. */
  public TrafficShift.Test testOrThrow() {
    if (shift == null || shift.test == null) {
      throw new IllegalStateException(
          ("There is a test listener only with %1$s.deployment.testPort; set it, and"
                  + " %1$s.deployment.strategy to BLUE_GREEN, CANARY or LINEAR")
              .formatted(tier));
    }
    return shift.test;
  }

  /** Admits a client on every port that this balancer listens on. */
  public void admit(IConnectable client, String as) {
    listener.getConnections().allowDefaultPortFrom(client, as);
    if (shift != null && shift.test != null) {
      shift.test.listener().getConnections().allowDefaultPortFrom(client, "Tests: " + as);
    }
  }

  /** A listener that speaks TLS if there is a certificate. */
  private static BaseApplicationListenerProps.Builder listener(Ingress ingress, Number port) {
    BaseApplicationListenerProps.Builder listener = plainListener(ingress, port);
    Ingress.Tls tls = ingress.tls();
    return tls == null
        ? listener
        : listener
            .protocol(ApplicationProtocol.HTTPS)
            .certificates(List.of(tls.certificate()))
            .sslPolicy(tls.policy());
  }

  private static BaseApplicationListenerProps.Builder plainListener(Ingress ingress, Number port) {
    return BaseApplicationListenerProps.builder()
        .port(port)
        .protocol(ApplicationProtocol.HTTP)
        .open(ingress.isOpenToAll());
  }

  private static ApplicationListener redirect(
      Ingress ingress, ApplicationLoadBalancer loadBalancer, ApplicationListener target) {
    ApplicationListener redirect =
        loadBalancer.addListener(
            "Http", plainListener(ingress, HTTP).defaultAction(toHttps()).build());
    // The redirect waits for its target: until the certificate is issued, nobody listens there.
    redirect.getNode().addDependency(target);
    ingress.admitClients(redirect);
    return redirect;
  }

  private static ListenerAction toHttps() {
    return ListenerAction.redirect(
        RedirectOptions.builder()
            .protocol("HTTPS")
            .port(String.valueOf(HTTPS))
            .permanent(true)
            .build());
  }

  private TrafficShift shift(Construct scope, Platform platform, Values options, Ingress ingress) {
    Number port = options.get(ServiceOptions.DEPLOYMENT).find(DeploymentOptions.TEST_PORT);
    ApplicationListener test = null;
    if (port != null) {
      test =
          loadBalancer.addListener("Test", listener(ingress, port).defaultAction(noTest()).build());
      ingress.admitClients(test);
    }
    return new TrafficShift(
        scope,
        platform.words(),
        tier,
        listener,
        test,
        targetGroup,
        targetGroup(scope, "AlternateTargetGroup", options, platform).build());
  }

  /** The answer to requests that a condition added to the test rule excludes. */
  private static ListenerAction noTest() {
    return ListenerAction.fixedResponse(404);
  }

  /** A target group with the health check that a service asks for; the caller adds targets. */
  static ApplicationTargetGroup.Builder targetGroup(
      Construct scope, String id, Values options, Platform platform) {
    boolean interfaces = platform.capacity().givesInterfaces;
    Values balancer = options.get(ServiceOptions.LOAD_BALANCER);
    ApplicationProtocol protocol = balancer.get(LoadBalancerOptions.TARGET_PROTOCOL);
    ApplicationProtocolVersion version = BackendOptions.versionOf(options);
    boolean grpc = BackendOptions.speaksGrpc(options);
    return ApplicationTargetGroup.Builder.create(scope, id)
        .vpc(platform.network().vpc)
        .protocol(protocol)
        // A version that is written where there was none would replace the target groups of
        // applications that are deployed.
        .protocolVersion(version == ApplicationProtocolVersion.HTTP1 ? null : version)
        .targetType(interfaces ? TargetType.IP : TargetType.INSTANCE)
        .healthCheck(
            HealthCheck.builder()
                .protocol(healthCheckProtocol(protocol))
                .path(
                    grpc && !options.has(ServiceOptions.HEALTH_CHECK_PATH)
                        ? GRPC_HEALTH_CHECK
                        : options.get(ServiceOptions.HEALTH_CHECK_PATH))
                // It is written even if it is AWS's default: ELB keeps the old value of what an
                // update leaves out.
                .healthyHttpCodes(grpc ? null : options.get(ServiceOptions.HEALTHY_HTTP_CODES))
                .healthyGrpcCodes(grpc ? BackendOptions.healthyGrpcCodes(options) : null)
                // This is the default, but policy checkers look for it where Docker chooses the
                // port.
                .port(interfaces ? null : "traffic-port")
                .interval(CHECK_INTERVAL)
                .timeout(CHECK_TIMEOUT)
                .healthyThresholdCount(2)
                .unhealthyThresholdCount(3)
                .build())
        .deregistrationDelay(
            options.get(ServiceOptions.DEPLOYMENT).get(DeploymentOptions.DRAIN_TIME))
        .stickinessCookieDuration(balancer.find(LoadBalancerOptions.STICKINESS));
  }

  /** A target that speaks TLS only answers no check in HTTP, which would be AWS's default. */
  private static @Nullable Protocol healthCheckProtocol(ApplicationProtocol protocol) {
    return protocol == ApplicationProtocol.HTTPS ? Protocol.HTTPS : null;
  }
}
