package io.github.threetierecs.internal.template;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names that somebody may have meant who gave another. */
final class NearMisses {

  private static final int MOST = 3;

  private NearMisses() {}

  /** The nearest names as one text, or nothing if none is near. */
  static Optional<String> of(String given, Collection<String> names) {
    String text =
        names.stream()
            .filter(name -> isNear(given, name))
            .sorted(
                Comparator.comparingInt((String name) -> distance(given, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST)
            .collect(Collectors.joining(" or "));
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  /** Near is what has a few letters wrong, or lacks a prefix or the hash that the CDK appends. */
  private static boolean isNear(String given, String name) {
    String one = given.toLowerCase(Locale.ROOT);
    String other = name.toLowerCase(Locale.ROOT);
    return !one.isEmpty()
        && (other.contains(one)
            || one.contains(other)
            || distance(one, other) <= Math.max(1, one.length() / 5));
  }

  /** Levenshtein's distance: how many letters to add, take away or change. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
