package io.github.threetierecs;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.constructs.Construct;

/**
 * The edge: the one load balancer that the internet reaches, and the service behind it, which is
 * told where the backend is and knows nothing of the database.
 */
final class FrontendTier extends Construct {
  final LoadBalancedService parts;
  final String url;

  FrontendTier(Construct scope, FrontendProps props, Platform platform, BackendTier backend) {
    super(scope, "Frontend");
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_REGION", Aws.REGION);
    environment.put("BACKEND_URL", backend.url);
    // The backend waits for the database; a frontend that asks it for its health has to wait too.
    parts =
        new LoadBalancedService(
            this, platform, true, props, environment, Map.of(), backend.parts.service);
    url = "http://" + parts.loadBalancer.getLoadBalancerDnsName();

    backend.admit(parts.service);
  }
}
