package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.edge.Edge;
import io.github.threetierecs.internal.edge.WebAcl;
import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * The edge: the one load balancer that clients reach, and the service behind it, which gets the
 * backend's URL and knows nothing of the database.
 */
public final class FrontendTier extends Construct {
  public final TierTask task;
  public final ExplicitService service;
  public final @Nullable SecurityGroup securityGroup;
  public final Edge edge;
  public final TierBalancer balancer;
  public final WebAcl webAcl;

  /** Null if no path of the public name leads to the backend. */
  public final @Nullable PublicPaths publicPaths;

  public final TierScaling scaling;
  public final SharedFolders folders;
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
    TierService made =
        new TierService(
            this, platform, options, task, backend.callable.toArray(IDependable[]::new));
    service = made.service;
    securityGroup = made.securityGroup;
    Values edgeOptions = options.get(FrontendOptions.EDGE);
    edge = new Edge(this, edgeOptions);
    Construct scopeOfBalancer = balancerScope();
    balancer = new TierBalancer(scopeOfBalancer, platform, options, service, edge.ingress);
    List<String> paths = edgeOptions.get(EdgeOptions.BACKEND_PATHS);
    publicPaths =
        paths.isEmpty()
            ? null
            : new PublicPaths(scopeOfBalancer, platform, backend, balancer, paths);
    webAcl = new WebAcl(this, platform.logGroups(), edgeOptions, balancer.loadBalancer);
    url = edge.publish(balancer.loadBalancer);
    folders = new SharedFolders(task, service, platform.capacity());
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
