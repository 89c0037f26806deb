package io.github.threetierecs.internal.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awscdk.Duration;

/**
 * The durations of defaults. How long they are is remembered, since to ask the CDK is a call into
 * its process.
 */
final class Durations {
  private static final Map<Duration, Number> SECONDS = new LinkedHashMap<>();

  private Durations() {}

  static Supplier<Duration> days(int number) {
    return () -> remember(Duration.days(number), number * 86_400L);
  }

  static Supplier<Duration> minutes(int number) {
    return () -> remember(Duration.minutes(number), number * 60L);
  }

  static Supplier<Duration> seconds(int number) {
    return () -> remember(Duration.seconds(number), number);
  }

  private static Duration remember(Duration duration, Number seconds) {
    SECONDS.put(duration, seconds);
    return duration;
  }

  /** {@return the seconds of a duration that is no token} */
  static long secondsOf(Duration duration) {
    Number known = SECONDS.get(duration);
    return known != null ? known.longValue() : duration.toSeconds().longValue();
  }
}
