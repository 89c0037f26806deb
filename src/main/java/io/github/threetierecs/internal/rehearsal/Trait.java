package io.github.threetierecs.internal.rehearsal;

import java.util.Locale;

/** What a fact is about. {@code knowledge.tsv} explains each. */
public enum Trait {
  HOLDS,
  NOTICED,
  GONE,
  UNNOTICED,
  REMOVED,
  UNIQUE,
  SHIFTED,
  USED,
  ATTRIBUTE,
  UPDATE,
  REFUSED,
  LEFT_OUT,
  NOT_WRITTEN,
  ROLLBACK;

  static Trait of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }
}
