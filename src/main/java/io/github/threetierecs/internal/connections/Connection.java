package io.github.threetierecs.internal.connections;

import static io.github.threetierecs.internal.connections.Part.BACKEND;
import static io.github.threetierecs.internal.connections.Part.BACKEND_LOAD_BALANCER;
import static io.github.threetierecs.internal.connections.Part.DATABASE;
import static io.github.threetierecs.internal.connections.Part.ENDPOINTS;
import static io.github.threetierecs.internal.connections.Part.FRONTEND;
import static io.github.threetierecs.internal.connections.Part.FRONTEND_LOAD_BALANCER;
import static io.github.threetierecs.internal.connections.Part.INSTANCES;
import static io.github.threetierecs.internal.connections.Part.INTERNET;
import static io.github.threetierecs.internal.connections.Part.PROXY;
import static io.github.threetierecs.internal.connections.Part.REPLICAS;
import static io.github.threetierecs.internal.connections.Part.ROTATION;

import java.util.ArrayList;
import java.util.List;

/** One part may connect to another. {@link #all} is the list of who may talk to whom. */
public record Connection(Part from, Part to) {

  /**
   * Who may talk to whom. What is not in the list may not, and is warned of if a rule allows it.
   *
   * @param ownInterfaces whether each task has a network interface, and so a security group, of its
   *     own; otherwise a task shares that of its instance
   * @param serviceConnect whether the frontend calls the backend's tasks without a load balancer
   * @param publicPaths whether paths of the public name lead to the backend's tasks
   * @param proxy whether there is one in front of the database, which leads to no replica
   * @param replicas whether there are any; they have the database's security group
   */
  public static List<Connection> all(
      boolean ownInterfaces,
      boolean serviceConnect,
      boolean publicPaths,
      boolean proxy,
      boolean replicas) {
    List<Connection> all = new ArrayList<>();
    all.add(new Connection(INTERNET, FRONTEND_LOAD_BALANCER));
    all.add(new Connection(FRONTEND_LOAD_BALANCER, FRONTEND));
    all.add(new Connection(FRONTEND, BACKEND_LOAD_BALANCER));
    all.add(new Connection(BACKEND_LOAD_BALANCER, BACKEND));
    if (serviceConnect) {
      all.add(new Connection(FRONTEND, BACKEND));
    }
    if (publicPaths) {
      all.add(new Connection(FRONTEND_LOAD_BALANCER, BACKEND));
    }
    if (!ownInterfaces) {
      // Both load balancers need a rule for the one security group that everything on an instance
      // has.
      all.add(new Connection(BACKEND_LOAD_BALANCER, FRONTEND));
      if (!publicPaths) {
        all.add(new Connection(FRONTEND_LOAD_BALANCER, BACKEND));
      }
      all.add(new Connection(FRONTEND_LOAD_BALANCER, INSTANCES));
      all.add(new Connection(BACKEND_LOAD_BALANCER, INSTANCES));
    }
    if (proxy) {
      all.add(new Connection(BACKEND, PROXY));
      all.add(new Connection(PROXY, DATABASE));
      all.add(new Connection(PROXY, REPLICAS));
    }
    if (!proxy || replicas) {
      all.add(new Connection(BACKEND, DATABASE));
      all.add(new Connection(BACKEND, REPLICAS));
    }
    all.add(new Connection(INSTANCES, ENDPOINTS));
    all.add(new Connection(FRONTEND, ENDPOINTS));
    all.add(new Connection(BACKEND, ENDPOINTS));
    all.add(new Connection(ROTATION, DATABASE));
    all.add(new Connection(ROTATION, REPLICAS));
    all.add(new Connection(ROTATION, ENDPOINTS));
    return all;
  }
}
