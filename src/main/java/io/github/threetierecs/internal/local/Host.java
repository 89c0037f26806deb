package io.github.threetierecs.internal.local;

import java.util.List;

/**
 * What has addresses of its own in AWS: a task, a load balancer, a database or its proxy.
 *
 * @param name its name here, which leads to it from whoever may call it
 * @param kind what it is
 * @param endpoint what carries its security groups in the template; empty if it is not in there
 * @param container whose network answers for it: its own, or the database's for a proxy of it
 * @param ports where it listens
 */
record Host(String name, Kind kind, String endpoint, String container, List<Port> ports) {

  enum Kind {
    TASK,
    LOAD_BALANCER,
    DATABASE,
    /** Whoever uses the application: this machine. */
    CLIENTS
  }

  /**
   * A port.
   *
   * @param number the one here
   * @param inTemplate what to ask the security groups for: with bridge networking another one
   */
  record Port(int number, String inTemplate) {}

  Host {
    ports = List.copyOf(ports);
  }

  /** Whether it has a network of its own, and so may be a client. */
  boolean hasNetwork() {
    return name.equals(container);
  }
}
