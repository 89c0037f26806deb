package io.github.threetierecs.internal.deletion;

/** What becomes of a resource when its stack is deleted. */
public enum Fate {
  /** CloudFormation leaves it out: its deletion policy is {@code Retain}. */
  KEPT,
  /** It is deleted, after a last snapshot of it. */
  SNAPSHOT,
  /** It is deleted. */
  DELETED,
  /** The delete of the stack fails or hangs at it until something is done about it. */
  BLOCKED
}
