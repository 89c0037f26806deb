package io.github.threetierecs.internal.template;

/** What a subnet is by the default route of its route table. */
public enum SubnetKind {
  /** An internet gateway: what has a public address is on the internet. */
  PUBLIC,
  /** A NAT gateway or the like: out to the internet, but not in from it. */
  PRIVATE,
  /** No default route: neither out nor in. */
  ISOLATED
}
