package io.github.threetierecs.internal.changes;

import java.util.Locale;

/** What AWS does to a resource when a property of it changes, the worst first. */
public enum Update {
  /** It makes a new resource and deletes the old one. */
  REPLACEMENT("replaces"),
  /** It makes a new one on conditions. */
  CONDITIONAL("may replace"),
  /** It changes the resource in place, and what AWS generated in it is generated again. */
  REGENERATED("another value is generated"),
  /** It changes the resource in place, which may interrupt it. */
  INTERRUPTION("may interrupt"),
  /** It changes the resource in place. */
  NONE("");

  private final String words;

  Update(String words) {
    this.words = words;
  }

  /** {@return what it does, in words; empty if there is nothing to say} */
  public String words() {
    return words;
  }

  static Update of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
