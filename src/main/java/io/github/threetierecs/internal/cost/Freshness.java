package io.github.threetierecs.internal.cost;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** How old the prices of an estimate are. */
final class Freshness {

  /** AWS changes few prices in half a year. */
  private static final int DAYS = 180;

  private Freshness() {}

  static Optional<String> warning(List<LineItem> items, LocalDate today) {
    List<LineItem> old =
        items.stream()
            .filter(it -> ChronoUnit.DAYS.between(it.price().date(), today) > DAYS)
            .toList();
    return old.stream()
        .map(it -> it.price().date())
        .min(LocalDate::compareTo)
        .map(
            oldest ->
                old.size()
                    + " of "
                    + items.size()
                    + " prices are older than "
                    + DAYS
                    + " days, the oldest of "
                    + oldest
                    + ": check them before you rely on this estimate.");
  }
}
