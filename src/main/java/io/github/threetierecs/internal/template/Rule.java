package io.github.threetierecs.internal.template;

/**
 * One rule of a security group.
 *
 * @param securityGroup the logical id of the security group, or its text if it is not in the
 *     template
 * @param direction whether it is for ingress or egress
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, {@code all}, or a
 *     protocol number
 * @param ports the ports; for ICMP the type and the code
 * @param peer the source of ingress, or the destination of egress
 * @param description what the template says it is for; empty if it says nothing
 * @param definedBy the logical id of the resource that holds the rule: the security group itself or
 *     one of its own
 */
public record Rule(
    String securityGroup,
    Direction direction,
    String protocol,
    PortRange ports,
    Peer peer,
    String description,
    String definedBy) {

  /** The direction of the traffic that a rule admits. */
  public enum Direction {
    /** Traffic to whatever carries the security group. */
    INGRESS,
    /** Traffic from whatever carries the security group. */
    EGRESS
  }

  /**
   * Whether it lets a TCP connection pass.
   *
   * @param port the port, or the text of one that only the deployment will know
   * @return whether the protocol and the port are the rule's
   */
  public boolean allowsTcp(String port) {
    return protocol.equals("all") || (protocol.equals("tcp") && ports.contains(port));
  }

  /**
   * The rule for a reader.
   *
   * @return such as {@code DbSecurityGroup lets in tcp 3306 from security group BackendGroup
   *     ("Backend to database")}
   */
  @Override
  public String toString() {
    boolean in = direction == Direction.INGRESS;
    return securityGroup
        + (in ? " lets in " : " lets out ")
        + (protocol.equals("all") ? "everything" : protocol + " " + ports)
        + (in ? " from " : " to ")
        + peer
        + (description.isEmpty() ? "" : " (\"" + description + "\")");
  }
}
