package io.github.threetierecs;

import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;

/** How a task is connected to the network. */
public enum TaskNetworking {
  /**
   * Each task has a network interface and, by tier, a security group of its own: the frontend
   * cannot reach the database, not even from the same instance. An instance holds as many tasks as
   * it has interfaces to spare.
   */
  AWSVPC(NetworkMode.AWS_VPC, TargetType.IP),

  /**
   * Tasks share their instance's network interface and security group, and are reached at ports
   * that Docker chooses. An instance holds as many tasks as its CPU and memory allow, but nothing
   * on the network keeps the tiers apart: <b>the frontend can reach the database</b>, and needs
   * only the password to read it.
   */
  BRIDGE(NetworkMode.BRIDGE, TargetType.INSTANCE);

  /** What ECS calls it. */
  final NetworkMode mode;

  /** What the load balancers reach. */
  final TargetType targetType;

  TaskNetworking(NetworkMode mode, TargetType targetType) {
    this.mode = mode;
    this.targetType = targetType;
  }

  /** {@return whether each task has a network interface, and so security groups, of its own} */
  boolean givesInterfaces() {
    return mode == NetworkMode.AWS_VPC;
  }
}
