package io.github.threetierecs;

import org.jspecify.annotations.Nullable;

/** What an alarm is held against: an option of the user's, or a number that is never another. */
enum Limit {
  ERROR_RATE("errorRatePercent", "percent"),
  LATENCY("latencyThreshold", "seconds"),
  CPU("cpuPercent", "percent"),
  MEMORY("memoryPercent", "percent"),
  CONNECTIONS("databaseConnections", "connections"),
  FREE_STORAGE("freeStorageGiB", "GiB"),
  NONE(0),
  ONE(1),
  A_MINUTE(60),
  A_HUNDRED(100);

  private static final String GROUP = "observability.";

  /** The option, or null. */
  final @Nullable String option;

  final int fixed;
  private final String unit;

  Limit(String option, String unit) {
    this.option = option;
    this.unit = unit;
    fixed = 0;
  }

  Limit(int fixed) {
    option = null;
    unit = "";
    this.fixed = fixed;
  }

  /** The value for a reader, who is told the option's name if only the deployment knows it. */
  String text(Number value) {
    if (Tokens.isToken(value)) {
      return GROUP + option;
    }
    double number = value.doubleValue();
    String plain = number == Math.rint(number) ? Long.toString((long) number) : value.toString();
    return plain + " " + unit;
  }
}
