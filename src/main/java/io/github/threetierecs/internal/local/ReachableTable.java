package io.github.threetierecs.internal.local;

import java.util.TreeSet;

/**
 * Who may connect to whom, as a table for whoever wants to try it: a line for every ordered pair of
 * hosts and every port at which anything listens.
 */
final class ReachableTable {

  private ReachableTable() {}

  static String of(Topology topology) {
    TreeSet<Integer> ports = new TreeSet<>();
    topology.hosts().forEach(it -> it.ports().forEach(port -> ports.add(port.number())));
    StringBuilder table = new StringBuilder("# from\tto\tport\treachable\n");
    for (Host from : topology.hosts()) {
      for (Host to : topology.hosts()) {
        boolean isPair =
            from.hasNetwork()
                && to.kind() != Host.Kind.CLIENTS
                && !to.container().equals(from.name());
        for (int port : ports) {
          if (isPair) {
            table
                .append(from.name() + "\t" + to.name() + "\t" + port + "\t")
                .append(topology.isOpen(from, to, port) ? "yes" : "no")
                .append('\n');
          }
        }
      }
    }
    return table.toString();
  }
}
