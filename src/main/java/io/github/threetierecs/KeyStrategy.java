package io.github.threetierecs;

/** Whose keys encrypt what is stored: AWS's own, or KMS keys of this stack. */
public enum KeyStrategy {
  /**
   * The keys that AWS manages for each service. They cost nothing, and their policies are fixed.
   */
  AWS_MANAGED,

  /** One customer-managed key, rotated every year, for everything that is stored. */
  ONE_KEY,

  /**
   * A customer-managed key, rotated every year, for each use: database, secrets, logs and so on.
   */
  ONE_PER_USE
}
