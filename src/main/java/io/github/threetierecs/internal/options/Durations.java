package io.github.threetierecs.internal.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awscdk.Duration;

/**
 * The durations of defaults. Each is created once, and how long it is is remembered, since to
 * create one and to ask it are calls into the CDK's process.
 */
final class Durations {
  private static final Map<String, Duration> CREATED = new LinkedHashMap<>();
  private static final Map<Duration, Long> SECONDS = new LinkedHashMap<>();

  private Durations() {}

  static Supplier<Duration> days(int number) {
    return once(number, "days", Duration::days, 86_400);
  }

  static Supplier<Duration> minutes(int number) {
    return once(number, "minutes", Duration::minutes, 60);
  }

  static Supplier<Duration> seconds(int number) {
    return once(number, "seconds", Duration::seconds, 1);
  }

  private static Supplier<Duration> once(
      int number, String unit, Function<Number, Duration> maker, int secondsOfUnit) {
    return () -> {
      Duration duration = CREATED.computeIfAbsent(number + " " + unit, any -> maker.apply(number));
      SECONDS.put(duration, (long) number * secondsOfUnit);
      return duration;
    };
  }

  /** {@return the seconds of a duration that is no token} */
  static long secondsOf(Duration duration) {
    Long known = SECONDS.get(duration);
    return known != null ? known : duration.toSeconds().longValue();
  }
}
