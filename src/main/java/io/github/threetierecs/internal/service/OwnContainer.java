package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * What a service's own container has that depends on the kind of the service.
 *
 * @param port where it listens; null if nobody calls it
 * @param proxied whether ECS Service Connect adds a proxy to its task
 * @param environment the variables that the construct sets
 * @param secrets those of them whose values are read from a secret
 * @param stopTimeout how long it may take to stop; null for ECS's own default
 * @param healthCheck what ECS asks inside the container; null where a load balancer asks
 */
record OwnContainer(
    @Nullable PortMapping port,
    boolean proxied,
    Map<String, String> environment,
    Map<String, Secret> secrets,
    @Nullable Duration stopTimeout,
    @Nullable HealthCheck healthCheck) {

  /** {@return that of a tier, which a load balancer calls} */
  static OwnContainer ofTier(
      Values tier,
      Platform platform,
      PortMapping port,
      Map<String, String> environment,
      Map<String, Secret> secrets) {
    return new OwnContainer(
        port,
        platform.connect().isOn(),
        environment,
        secrets,
        DeploymentOptions.stopTimeout(tier.get(ServiceOptions.DEPLOYMENT)),
        null);
  }
}
