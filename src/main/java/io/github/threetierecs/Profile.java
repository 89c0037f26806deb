package io.github.threetierecs;

/**
 * Decides the defaults of every option that is not set by hand.
 *
 * <p>A profile never overrules an option: whatever it sets can be set otherwise. {@code
 * docs/options.md} lists every default of both profiles side by side.
 */
public enum Profile {
  /**
   * Encrypted, spread over Availability Zones, protected against deletion, backed up and
   * observable. The default.
   */
  PRODUCTION,

  /** Cheap, and disposable: deleting the stack leaves nothing behind. */
  DEVELOPMENT
}
