package io.github.threetierecs;

import io.github.threetierecs.internal.edge.BackendTls;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.ServiceConnect;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.route53.PrivateHostedZone;
import software.amazon.awscdk.services.servicediscovery.HttpNamespace;

/**
 * What a {@link ThreeTierEcsApp} created for the backend, besides its service and load balancer.
 */
public final class BackendResources extends ServiceResources {
  private final ServiceConnect connect;
  private final @Nullable BackendTls tls;

  BackendResources(BackendTier backend, ServiceConnect connect) {
    super(backend.balancer, backend.task, backend.securityGroup, backend.scaling, backend.folders);
    this.connect = connect;
    tls = backend.tls;
  }

  /**
   * The private zone in which the name of {@code backend.tls} leads to the load balancer.
   *
   * @return the hosted zone
   * @throws IllegalStateException without {@code backend.tls}, or if it has a zone that was given
   */
  public PrivateHostedZone getHostedZone() {
    if (tls == null) {
      throw new IllegalStateException("There is a hosted zone only with backend.tls; set it");
    }
    if (tls.ownZone == null) {
      throw new IllegalStateException(
          "The record is in the zone that was given as backend.tls.hostedZone; use that one");
    }
    return tls.ownZone;
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
