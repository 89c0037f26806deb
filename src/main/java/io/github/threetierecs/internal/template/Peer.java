package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.address.CidrBlock;

/**
 * Whom a security group rule is about: the source of an ingress rule, the destination of an egress
 * rule.
 *
 * @param kind how the rule names it
 * @param value the range, the id of the prefix list, or the logical id of the security group (its
 *     text if it is not in the template)
 */
public record Peer(Kind kind, String value) {

  /** How a rule names its peer. */
  public enum Kind {
    /** A range of IPv4 addresses. */
    IPV4,
    /** A range of IPv6 addresses. */
    IPV6,
    /** A managed prefix list. */
    PREFIX_LIST,
    /** Whatever carries a security group. */
    SECURITY_GROUP
  }

  /**
   * Whether this is everybody.
   *
   * @return whether it is {@code 0.0.0.0/0} or {@code ::/0}
   */
  public boolean isWorld() {
    return isRange() && CidrBlock.parse(value).filter(range -> range.prefix() == 0).isPresent();
  }

  boolean isRange() {
    return kind == Kind.IPV4 || kind == Kind.IPV6;
  }

  /** Rules of one family do not match: traffic that leaves as IPv4 does not arrive as IPv6. */
  boolean mayMeet(Peer other) {
    return !isRange() || !other.isRange() || kind == other.kind;
  }

  /**
   * The peer for a reader.
   *
   * @return the range, the prefix list, or {@code security group X}
   */
  @Override
  public String toString() {
    return switch (kind) {
      case IPV4, IPV6 -> value;
      case PREFIX_LIST -> "prefix list " + value;
      case SECURITY_GROUP -> "security group " + value;
    };
  }
}
