package io.github.threetierecs.internal.local;

/**
 * A target of a target group.
 *
 * @param name its name in HAProxy, by which it is drained
 * @param address the IPv4 address at which the load balancer reaches it
 * @param port the port that takes requests
 */
record Member(String name, String address, int port) {}
