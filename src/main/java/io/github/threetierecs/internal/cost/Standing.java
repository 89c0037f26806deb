package io.github.threetierecs.internal.cost;

/** How a resource stands in an estimate. */
public enum Standing {
  /** It has a line, or a share of one. */
  PRICED,
  /** It costs nothing, for a reason. */
  FREE,
  /** It costs something, or may, and nobody has counted it. */
  NOT_ESTIMATED
}
