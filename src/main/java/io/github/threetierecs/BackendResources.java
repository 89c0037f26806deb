package io.github.threetierecs;

import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.ServiceConnect;
import software.amazon.awscdk.services.servicediscovery.HttpNamespace;

/**
 * What a {@link ThreeTierEcsApp} created for the backend, besides its service and load balancer.
 */
public final class BackendResources extends ServiceResources {
  private final ServiceConnect connect;

  BackendResources(BackendTier backend, ServiceConnect connect) {
    super(backend.balancer, backend.task, backend.securityGroup, backend.scaling);
    this.connect = connect;
  }

  /**
   * Where the frontend finds the backend's tasks, and further services could.
   *
   * @return the namespace of Service Connect
   * @throws IllegalStateException unless {@code backend.serviceConnect} is true
   */
  public HttpNamespace getServiceConnectNamespace() {
    if (connect.namespace == null) {
      throw new IllegalStateException(
          "There is a namespace only with backend.serviceConnect; set it to true");
    }
    return connect.namespace;
  }
}
