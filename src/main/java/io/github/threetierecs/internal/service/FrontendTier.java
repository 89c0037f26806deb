package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.edge.Edge;
import io.github.threetierecs.internal.edge.WebAcl;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.constructs.Construct;

/**
 * The edge: the one load balancer that clients reach, and the service behind it, which gets the
 * backend's URL and knows nothing of the database.
 */
public final class FrontendTier extends Construct {
  public final TierTask task;
  public final Ec2Service service;
  public final @Nullable SecurityGroup securityGroup;
  public final Edge edge;
  public final TierBalancer balancer;
  public final WebAcl webAcl;
  public final TierScaling scaling;
  public final String url;

  public FrontendTier(Construct scope, Values options, Platform platform, BackendTier backend) {
    super(scope, "Frontend");
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_REGION", Aws.REGION);
    environment.put("BACKEND_URL", backend.url);
    task =
        new TierTask(
            this,
            platform,
            options,
            OwnContainer.ofTier(options, platform, port(options), environment, Map.of()));
    // The backend waits for the database. A frontend whose health check calls the backend has to
    // wait too.
    TierService made = new TierService(this, platform, options, task, backend.service);
    service = made.service;
    securityGroup = made.securityGroup;
    Values edgeOptions = options.get(FrontendOptions.EDGE);
    edge = new Edge(this, edgeOptions);
    balancer = new TierBalancer(balancerScope(), platform, options, service, edge.ingress);
    webAcl = new WebAcl(this, platform.logGroups(), edgeOptions, balancer.loadBalancer);
    url = edge.publish(balancer.loadBalancer);
    scaling = new TierScaling(options, service, balancer.targetGroup);
  }

  /**
   * A load balancer cannot change its scheme, and a target group cannot have two load balancers. So
   * an internal one has ids of its own, as do its listeners and target groups: they are created
   * before the others are deleted.
   */
  private Construct balancerScope() {
    return edge.ingress.internetFacing() ? this : new Construct(this, "Internal");
  }

  private static PortMapping port(Values options) {
    return PortMapping.builder().containerPort(options.get(FrontendOptions.CONTAINER_PORT)).build();
  }
}
