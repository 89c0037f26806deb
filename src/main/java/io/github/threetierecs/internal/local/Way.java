package io.github.threetierecs.internal.local;

/**
 * A connection that the security groups allow.
 *
 * @param client the name of whoever connects
 * @param vpcAddress the address in the client's network that stands for the server
 * @param port the port, the same on both sides
 * @param server the name of whoever is connected to
 * @param serverAddress the server's address in its own network
 * @param proxyProtocol whether the server is told the client's address by the PROXY protocol, which
 *     a load balancer of {@link LoadBalancerFile} asks for and nothing else understands
 */
record Way(
    String client,
    String vpcAddress,
    int port,
    String server,
    String serverAddress,
    boolean proxyProtocol) {}
