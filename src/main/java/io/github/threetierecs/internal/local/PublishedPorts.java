package io.github.threetierecs.internal.local;

import java.util.List;

/**
 * A port of this machine that leads to a load balancer.
 *
 * @param variable what says another one
 * @param port the port by default
 * @param listener the load balancer's port
 */
record PublishedPorts(String variable, int port, int listener) {
  private static final int LEAST = 1024;
  private static final int MORE = 10_000;

  static List<PublishedPorts> of(Topology topology) {
    return topology.ways().stream()
        .filter(it -> it.client().equals(LocalApplication.CLIENTS))
        .map(it -> of(it.port()))
        .toList();
  }

  static PublishedPorts of(int listener) {
    return switch (listener) {
      case 80 -> new PublishedPorts("HTTP_PORT", 8080, listener);
      case 443 -> new PublishedPorts("HTTPS_PORT", 8443, listener);
      default ->
          new PublishedPorts(
              "PORT_" + listener,
              listener < LEAST || listener == 8080 || listener == 8443
                  ? listener % 50_000 + MORE
                  : listener,
              listener);
    };
  }

  String inCompose() {
    return "127.0.0.1:" + Compose.variable(variable, Integer.toString(port)) + ":" + listener;
  }
}
