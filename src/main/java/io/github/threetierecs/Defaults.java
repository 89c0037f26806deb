package io.github.threetierecs;

import io.github.threetierecs.internal.options.Default;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/** What the profile decides beside the options that package {@code internal.options} declares. */
final class Defaults {
  // spotless:off
  //                                                               PRODUCTION                  DEVELOPMENT
  static final Default<KeyStrategy> KEYS                     = row(KeyStrategy.ONE_KEY,        KeyStrategy.AWS_MANAGED);
  static final Default<RemovalPolicy> KEY_REMOVAL            = row(RemovalPolicy.RETAIN,       RemovalPolicy.DESTROY);
  static final Default<RetentionDays> LOG_RETENTION          = row(RetentionDays.THREE_MONTHS, RetentionDays.ONE_WEEK);
  static final Default<RemovalPolicy> LOG_REMOVAL            = row(RemovalPolicy.RETAIN,       RemovalPolicy.DESTROY);
  // spotless:on

  private Defaults() {}

  private static <T> Default<T> row(T production, T development) {
    return new Default<>(production, development);
  }
}
