package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
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
  A_THOUSAND(1_000),
  LITTLE_MEMORY(128),
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

  /** Without a limit, there is no alarm. */
  static Map<Limit, Number> of(ObservabilityProps props, ThreeTierEcsAppProps app) {
    Profile profile = app.profile;
    Map<Limit, Number> limits = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      if (limit.option == null) {
        limits.put(limit, limit.fixed);
      }
    }
    limits.put(ERROR_RATE, Defaults.ERROR_RATE_PERCENT.unless(props.errorRatePercent, profile));
    limits.put(
        LATENCY,
        props.latencyThreshold != null
            ? Problems.secondsOf(props.latencyThreshold)
            : Defaults.LATENCY_SECONDS.in(profile));
    limits.put(CPU, Defaults.CPU_ALARM_PERCENT.unless(props.cpuPercent, profile));
    limits.put(MEMORY, Defaults.MEMORY_ALARM_PERCENT.unless(props.memoryPercent, profile));
    limits.put(
        FREE_STORAGE,
        props.freeStorageGiB != null ? props.freeStorageGiB : aTwentieth(app.database, profile));
    Number connections =
        props.databaseConnections != null
            ? props.databaseConnections
            : fourFifths(app.database, profile);
    if (connections != null) {
      limits.put(CONNECTIONS, connections);
    }
    return limits;
  }

  private static Number aTwentieth(DatabaseProps database, Profile profile) {
    Number allocated = Defaults.ALLOCATED_STORAGE_GIB.unless(database.allocatedStorage, profile);
    // RDS makes no volume of less than 20 GiB.
    return database.isExisting() || Tokens.isToken(allocated) ? 1 : allocated.doubleValue() / 20;
  }

  private static @Nullable Number fourFifths(DatabaseProps database, Profile profile) {
    if (database.isExisting()) {
      return null;
    }
    OptionalInt most =
        MaxConnections.of(
            database.instanceType != null
                ? database.instanceType.toString()
                : Defaults.DATABASE_INSTANCE_TYPE.in(profile));
    return most.isPresent() ? (Number) (most.getAsInt() * 4 / 5) : null;
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
