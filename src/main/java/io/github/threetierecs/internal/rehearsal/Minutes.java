package io.github.threetierecs.internal.rehearsal;

import java.time.Duration;

/**
 * How long something lasts, as a range: AWS promises no times.
 *
 * @param from the usual shortest
 * @param to the usual longest
 */
public record Minutes(int from, int to) {
  /** The usual time of a deployment of a service, in which its tasks come into a new group. */
  static final Minutes OF_A_DEPLOYMENT = new Minutes(2, 15);

  /** Reads {@code 2-15}. */
  static Minutes of(String text) {
    String[] ends = text.split("-", 2);
    return new Minutes(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
  }

  boolean contains(Duration duration) {
    return duration.compareTo(Duration.ofMinutes(from)) >= 0
        && duration.compareTo(Duration.ofMinutes(to)) <= 0;
  }

  /** {@return such as {@code 2-15 minutes}} */
  public String words() {
    return from + "-" + to + " minutes";
  }
}
