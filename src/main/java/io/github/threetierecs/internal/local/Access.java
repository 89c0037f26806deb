package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Peer;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.Set;
import java.util.function.Predicate;

/** Who may connect to whom, by the security groups of the template. */
final class Access {

  private final Reachability reachability;
  private final Set<String> endpoints;
  private final Predicate<Host> usesOutsideDatabase;
  private final Predicate<Host> isForClients;

  /**
   * @param usesOutsideDatabase who is told the name of a database that is in no template, of whose
   *     security groups nothing is known
   * @param isForClients which load balancers this machine may call
   */
  Access(
      StackTemplate template, Predicate<Host> usesOutsideDatabase, Predicate<Host> isForClients) {
    this.reachability = Reachability.of(template);
    this.endpoints = Ordered.copyOf(reachability.endpoints());
    this.usesOutsideDatabase = usesOutsideDatabase;
    this.isForClients = isForClients;
  }

  boolean allows(Host client, Host server, Host.Port port) {
    if (client.kind() == Host.Kind.CLIENTS) {
      return isForClients.test(server)
          && endpoints.contains(server.endpoint())
          && letsClientsIn(server, port);
    }
    if (server.endpoint().isEmpty()) {
      return usesOutsideDatabase.test(client);
    }
    return endpoints.contains(client.endpoint())
        && endpoints.contains(server.endpoint())
        && !reachability
            .whyReachable(client.endpoint(), server.endpoint(), port.inTemplate())
            .isEmpty();
  }

  /**
   * This machine stands for the clients that a load balancer admits: those of the internet, or of
   * the ranges that it names.
   */
  private boolean letsClientsIn(Host server, Host.Port port) {
    return reachability.ingressOf(server.endpoint()).stream()
        .anyMatch(
            rule ->
                rule.allowsTcp(port.inTemplate())
                    && rule.peer().kind() != Peer.Kind.SECURITY_GROUP);
  }
}
