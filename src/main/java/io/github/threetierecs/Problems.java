package io.github.threetierecs;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeConversionOptions;

/**
 * Collects everything that is wrong with one call and refuses the call with a single exception.
 *
 * <p>Each problem names the option by its path, the value it got, the limit and the remedy. Values
 * that are unresolved tokens are let through, since only CloudFormation will know them.
 */
final class Problems {
  private static final TimeConversionOptions FRACTIONS =
      TimeConversionOptions.builder().integral(false).build();

  private final String path;
  private final Set<String> nulls = new LinkedHashSet<>();
  private final Map<String, String> found = new LinkedHashMap<>();

  Problems(String path) {
    this.path = path;
  }

  /** Notes a null, so that {@link #refuse} can name it; a later value for the option mends it. */
  <T> T given(String option, T value) {
    if (value == null) {
      nulls.add(option);
    } else {
      nulls.remove(option);
    }
    return value;
  }

  void missing(String option, @Nullable Object value, String remedy) {
    if (value == null && !nulls.contains(option)) {
      found.put(option, nameOf(option) + ": missing, and it has no default; " + remedy);
    }
  }

  void add(String option, Object value, String limit, String remedy) {
    found.put(option, nameOf(option) + ": " + shown(value) + " " + limit + "; " + remedy);
  }

  /** Refuses all but whole numbers from {@code min} to {@code max}. */
  void wholeNumber(
      String option, @Nullable Number value, long min, long max, String unit, String remedy) {
    if (value == null || Tokens.isToken(value)) {
      return;
    }
    double number = value.doubleValue();
    if (number != Math.rint(number) || number < min || number > max) {
      String range = "a whole number from " + grouped(min) + " to " + grouped(max);
      add(option, value, "is not " + range + (unit.isEmpty() ? "" : " " + unit), remedy);
    }
  }

  /** Refuses all but whole seconds from {@code min} to {@code max}. */
  void seconds(String option, @Nullable Duration value, long min, long max, String remedy) {
    if (value != null && !value.isUnresolved()) {
      wholeNumber(option, value.toSeconds(FRACTIONS), min, max, "seconds", remedy);
    }
  }

  /** Refuses all but whole days from {@code min} to {@code max}. */
  void days(String option, @Nullable Duration value, long min, long max, String remedy) {
    if (value != null && !value.isUnresolved()) {
      wholeNumber(option, value.toDays(FRACTIONS), min, max, "days", remedy);
    }
  }

  /** Refuses {@code low} above {@code high}, naming both options. */
  void ascending(
      String lowOption,
      @Nullable Number low,
      String highOption,
      @Nullable Number high,
      String remedy) {
    if (low == null || high == null || Tokens.isToken(low) || Tokens.isToken(high)) {
      return;
    }
    if (low.doubleValue() > high.doubleValue()) {
      add(lowOption, low, "is above " + nameOf(highOption) + " " + shown(high), remedy);
    }
  }

  /** Refuses a token where the value shapes the template itself. */
  void concrete(String option, @Nullable Object value, String remedy) {
    if (value != null && Tokens.isToken(value)) {
      add(option, "a token", "is known only at deployment", remedy);
    }
  }

  /** Throws one exception for all that was found, or returns if nothing was. */
  void refuse() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String option : nulls) {
      all.put(
          option,
          nameOf(option) + ": null is not a value; leave the option out to get its default");
    }
    found.forEach(all::putIfAbsent);
    found.clear();
    if (!all.isEmpty()) {
      throw refusal(all.values());
    }
  }

  static IllegalArgumentException refusal(Collection<String> problems) {
    if (problems.size() == 1) {
      return new IllegalArgumentException(problems.iterator().next());
    }
    return new IllegalArgumentException(
        problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
  }

  private String nameOf(String option) {
    if (path.isEmpty()) {
      return option;
    }
    return path + "." + option;
  }

  private static String shown(Object value) {
    return value instanceof Long number ? grouped(number) : String.valueOf(value);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}
