package io.github.threetierecs.internal.room;

import java.util.OptionalInt;

/**
 * What is needed on an occasion.
 *
 * @param occasion when
 * @param tasks how many should run; nothing if the template does not say it
 * @param instances how many instances are enough, with those that are lost; nothing if it is not
 *     known, or if no number is enough
 * @param waiting how many tasks find no room on the most instances; 0 if they suffice, nothing if
 *     it is not known
 * @param reason in words, why something is not known or no number is enough; empty otherwise
 */
public record Need(
    Occasion occasion,
    OptionalInt tasks,
    OptionalInt instances,
    OptionalInt waiting,
    String reason) {

  static Need unknown(Occasion occasion, String reason) {
    return new Need(
        occasion, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), reason);
  }

  /** {@return whether the most instances are known to suffice} */
  public boolean isMet() {
    return waiting.isPresent() && waiting.getAsInt() == 0;
  }
}
