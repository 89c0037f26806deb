package io.github.threetierecs.internal.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;

/**
 * From where a load balancer is reached, and how.
 *
 * @param internetFacing whether it has addresses in the internet, and not only in the VPC
 * @param tls null where it answers by HTTP only
 * @param clients who may call, beside those that are admitted later; all may call an
 *     internet-facing one if there are none
 */
public record Ingress(boolean internetFacing, @Nullable Tls tls, List<IPeer> clients) {
  /** HTTPS on port 443; port 80 either redirects clients there or is closed. */
  public record Tls(ListenerCertificate certificate, SslPolicy policy, boolean redirectsHttp) {}

  /** {@return ingress by HTTP from within the VPC, for clients that are admitted later} */
  public static Ingress internal() {
    return new Ingress(false, null, List.of());
  }

  public boolean isOpenToAll() {
    return internetFacing && clients.isEmpty();
  }

  /** Admits the clients that may call, if not everybody may. */
  public void admitClients(ApplicationListener listener) {
    for (IPeer client : clients) {
      listener.getConnections().allowDefaultPortFrom(client, "Clients that may call");
    }
  }
}
