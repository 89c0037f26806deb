package io.github.threetierecs;

import io.github.threetierecs.internal.options.Default;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * Every default, in one table.
 *
 * <p>Instance types are names and durations are numbers, so that reading the table costs no call
 * into the CDK. The instance types are of generations that nearly every Region has, because the
 * first deployment has to work wherever it is made.
 */
final class Defaults {
  // spotless:off
  static final Default<Number> CPU                           = both(256);
  static final Default<Number> MEMORY_MIB                    = both(512);
  static final Default<String> HEALTH_CHECK_PATH             = both("/");
  static final Default<String> HEALTHY_HTTP_CODES            = both("200");
  static final Default<Number> HEALTH_CHECK_GRACE_SECONDS    = both(120);
  static final Default<Boolean> SERVICE_CONNECT              = both(false);

  //                                                               PRODUCTION                  DEVELOPMENT
  static final Default<KeyStrategy> KEYS                     = row(KeyStrategy.ONE_KEY,        KeyStrategy.AWS_MANAGED);
  static final Default<RemovalPolicy> KEY_REMOVAL            = row(RemovalPolicy.RETAIN,       RemovalPolicy.DESTROY);
  static final Default<Number> DESIRED_COUNT                 = row(2,                          1);
  static final Default<RetentionDays> LOG_RETENTION          = row(RetentionDays.THREE_MONTHS, RetentionDays.ONE_WEEK);
  static final Default<RemovalPolicy> LOG_REMOVAL            = row(RemovalPolicy.RETAIN,       RemovalPolicy.DESTROY);
  // spotless:on

  // A duration is made once: it is an object of the CDK, which never changes.
  private static final Map<Integer, Duration> SECONDS = new TreeMap<>();
  private static final Map<Integer, Duration> DAYS = new TreeMap<>();

  private Defaults() {}

  /** What the user chose, or else the profile's default in seconds. */
  static Duration seconds(@Nullable Duration chosen, Default<Number> otherwise, Profile profile) {
    return chosen != null ? chosen : once(SECONDS, otherwise.in(profile), Duration::seconds);
  }

  /** What the user chose, or else the profile's default in days. */
  static Duration days(@Nullable Duration chosen, Default<Number> otherwise, Profile profile) {
    return chosen != null ? chosen : once(DAYS, otherwise.in(profile), Duration::days);
  }

  private static Duration once(
      Map<Integer, Duration> known, Number amount, Function<Number, Duration> make) {
    return known.computeIfAbsent(amount.intValue(), make);
  }

  private static <T> Default<T> both(T value) {
    return new Default<>(value, value);
  }

  private static <T> Default<T> row(T production, T development) {
    return new Default<>(production, development);
  }
}
