package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.ObservabilityOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an alarm compares with: an option of the user's, or a fixed number. */
public enum Limit {
  ERROR_RATE(ObservabilityOptions.ERROR_RATE_PERCENT),
  LATENCY(ObservabilityOptions.LATENCY_THRESHOLD),
  CPU(ObservabilityOptions.CPU_PERCENT),
  MEMORY(ObservabilityOptions.MEMORY_PERCENT),
  CONNECTIONS(ObservabilityOptions.DATABASE_CONNECTIONS),
  FREE_STORAGE(ObservabilityOptions.FREE_STORAGE_GIB),
  NONE(0),
  ONE(1),
  A_MINUTE(60),
  A_QUARTER_OF_AN_HOUR(900),
  A_THOUSAND(1_000),
  LITTLE_MEMORY(128),
  A_HUNDRED(100);

  /** The option; empty for a fixed number. */
  @SuppressWarnings("ImmutableEnumChecker")
  public // An option never changes.
  final Optional<Option<?>> option;

  private final int fixed;

  Limit(Option<?> option) {
    this.option = Optional.of(option);
    fixed = 0;
  }

  Limit(int fixed) {
    option = Optional.empty();
    this.fixed = fixed;
  }

  /** An alarm without a limit is not created. */
  static Map<Limit, Number> of(Values options, Values database) {
    Map<Limit, Number> limits = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      if (limit.option.isEmpty()) {
        limits.put(limit, limit.fixed);
      }
    }
    limits.put(ERROR_RATE, options.get(ObservabilityOptions.ERROR_RATE_PERCENT));
    limits.put(LATENCY, Problems.secondsOf(options.get(ObservabilityOptions.LATENCY_THRESHOLD)));
    limits.put(CPU, options.get(ObservabilityOptions.CPU_PERCENT));
    limits.put(MEMORY, options.get(ObservabilityOptions.MEMORY_PERCENT));
    Number storage = options.find(ObservabilityOptions.FREE_STORAGE_GIB);
    limits.put(FREE_STORAGE, storage != null ? storage : aTwentieth(database));
    Number connections = options.find(ObservabilityOptions.DATABASE_CONNECTIONS);
    if (connections == null) {
      connections = fourFifths(database);
    }
    if (connections != null) {
      limits.put(CONNECTIONS, connections);
    }
    return limits;
  }

  private static Number aTwentieth(Values database) {
    Number allocated = database.get(DatabaseOptions.ALLOCATED_STORAGE);
    // RDS creates no volume of less than 20 GiB, so this is the least for a volume of unknown size.
    return DatabaseOptions.isExisting(database) || Tokens.isToken(allocated)
        ? 1
        : allocated.doubleValue() / 20;
  }

  private static @Nullable Number fourFifths(Values database) {
    if (DatabaseOptions.isExisting(database)) {
      return null;
    }
    OptionalInt most = MaxConnections.of(DatabaseOptions.instanceType(database));
    return most.isPresent() ? (Number) (most.getAsInt() * 4 / 5) : null;
  }

  /** The value for a reader, who is told the option's name if only the deployment knows it. */
  String text(Number value) {
    if (Tokens.isToken(value)) {
      return option.map(Option::path).orElseThrow();
    }
    double number = value.doubleValue();
    String plain = number == Math.rint(number) ? Long.toString((long) number) : value.toString();
    return plain + " " + option.map(Option::unit).orElse("");
  }
}
