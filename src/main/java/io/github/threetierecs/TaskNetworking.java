package io.github.threetierecs;

/** How a task is connected to the network. */
public enum TaskNetworking {
  /**
   * Each task has a network interface and, by tier, a security group of its own: the frontend
   * cannot reach the database, not even from the same instance. An instance holds as many tasks as
   * it has interfaces to spare.
   */
  AWSVPC,

  /**
   * Tasks share their instance's network interface and security group, and are reached at ports
   * that Docker chooses. An instance holds as many tasks as its CPU and memory allow, but nothing
   * on the network keeps the tiers apart: <b>the frontend can reach the database</b>, and needs
   * only the password to read it.
   */
  BRIDGE
}
