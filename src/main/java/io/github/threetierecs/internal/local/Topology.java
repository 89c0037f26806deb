package io.github.threetierecs.internal.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A star: every host has a network that it shares only with the container {@code vpc}, and one more
 * for each further host that it may connect to. So each pair of hosts that may connect has an
 * address of {@code vpc} of its own, which tells it where to lead a connection, whatever the ports
 * are.
 */
final class Topology {

  /**
   * A network of a host.
   *
   * @param name its name
   * @param number which of the range's networks it is
   * @param host whose it is
   */
  record Network(String name, int number, String host) {}

  private final List<Host> hosts;
  private final Addresses addresses;
  private final Map<String, Network> networks = new LinkedHashMap<>();

  /** The network for a client and a server, where there is a way between them. */
  private final Map<String, Network> lanes = new LinkedHashMap<>();

  private final List<Way> ways = new ArrayList<>();
  private final List<String> notPublished = new ArrayList<>();

  Topology(List<Host> hosts, Access access, Addresses addresses) {
    this.hosts = List.copyOf(hosts);
    this.addresses = addresses;
    for (Host host : hosts) {
      if (host.hasNetwork()) {
        add(host.name(), host);
      }
    }
    for (Host client : hosts) {
      if (client.hasNetwork()) {
        lead(client, access);
      }
    }
    addresses.hold(networks.size());
  }

  private Network add(String name, Host host) {
    Network network = new Network(name, networks.size(), host.name());
    networks.put(name, network);
    return network;
  }

  private void lead(Host client, Access access) {
    boolean isFirst = true;
    for (Host server : hosts) {
      List<Host.Port> open =
          server.container().equals(client.name())
              ? List.of()
              : server.ports().stream().filter(it -> isOpen(client, server, it, access)).toList();
      if (open.isEmpty()) {
        continue;
      }
      Network lane =
          isFirst || client.kind() == Host.Kind.CLIENTS
              ? home(client.name())
              : add(client.name() + "-to-" + server.name(), client);
      isFirst = false;
      lanes.put(key(client, server), lane);
      for (Host.Port port : open) {
        ways.add(
            new Way(
                client.name(),
                addresses.vpc(lane.number()),
                port.number(),
                server.name(),
                addressOf(server),
                server.kind() == Host.Kind.LOAD_BALANCER));
      }
    }
  }

  /** Clients have one address of {@code vpc}: the first load balancer at a port gets it. */
  private boolean isOpen(Host client, Host server, Host.Port port, Access access) {
    if (!access.allows(client, server, port)) {
      return false;
    }
    Optional<Way> first =
        client.kind() == Host.Kind.CLIENTS
            ? ways.stream()
                .filter(it -> it.client().equals(client.name()) && it.port() == port.number())
                .findFirst()
            : Optional.empty();
    first.ifPresent(
        it ->
            notPublished.add(
                "%s: its port %s is not published, since that port of this machine leads to %s."
                    .formatted(server.name(), port.number(), it.server())));
    return first.isEmpty();
  }

  /** Which ports of load balancers this machine does not reach, though it may: a sentence each. */
  List<String> notPublished() {
    return List.copyOf(notPublished);
  }

  private Network home(String host) {
    return Optional.ofNullable(networks.get(host)).orElseThrow();
  }

  private static String key(Host client, Host server) {
    return client.name() + " " + server.name();
  }

  Addresses addresses() {
    return addresses;
  }

  List<Host> hosts() {
    return hosts;
  }

  /** All networks, in the order of their addresses. */
  List<Network> networks() {
    return List.copyOf(networks.values());
  }

  List<Network> networksOf(Host host) {
    return networks.values().stream().filter(it -> it.host().equals(host.name())).toList();
  }

  List<Way> ways() {
    return List.copyOf(ways);
  }

  /** Where a host answers, which {@code vpc} alone can reach. */
  String addressOf(Host server) {
    return addresses.host(home(server.container()).number());
  }

  /** Where a client finds a server: if it may not connect to it, where nobody answers. */
  String addressFor(Host client, Host server) {
    Network lane = lanes.get(key(client, server));
    return lane == null
        ? addresses.nobody(home(client.name()).number())
        : addresses.vpc(lane.number());
  }

  boolean isOpen(Host client, Host server, int port) {
    return ways.stream()
        .anyMatch(
            it ->
                it.client().equals(client.name())
                    && it.server().equals(server.name())
                    && it.port() == port);
  }
}
