package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeConversionOptions;

/**
 * Collects everything that is wrong with one call and refuses the call with a single exception.
 *
 * <p>Each problem reads {@code option: value limit; remedy}: the option by its path, the value as
 * it was given, and what to do in the imperative. Values that are unresolved tokens are let
 * through, since only CloudFormation will know them.
 */
public final class Problems {
  private static final TimeConversionOptions FRACTIONS =
      TimeConversionOptions.builder().integral(false).build();

  /** Values longer than a line of a terminal are cut. */
  private static final int LONGEST_SHOWN = 80;

  /** A message of the CDK may repeat values of any length, and is cut. */
  private static final int LONGEST_REASON = 500;

  /** A limit or a remedy may repeat a value too. */
  private static final int LONGEST_WORDS = 1_000;

  /** An option's path may contain a key of a map, and is cut. */
  private static final int LONGEST_NAME = 200;

  /** More problems than this are only counted, since nobody reads a thousand. */
  private static final int MOST_SHOWN = 50;

  private final String path;
  private final List<String> found = new ArrayList<>();

  /** A number, and where it comes from if the user did not give it. */
  public record Setting(String option, @Nullable Number value, String origin) {
    public boolean isKnown() {
      return value != null && !Tokens.isToken(value);
    }

    /** {@return the number, if it is known} */
    public double number() {
      return Objects.requireNonNull(value).doubleValue();
    }

    @Override
    public String toString() {
      return value + origin;
    }
  }

  /** A value in words, for objects whose own text says nothing. */
  public record Words(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  public Problems(String path) {
    this.path = path;
  }

  /** A copy that keeps nulls, so that {@code build()} can name them; empty for null itself. */
  public static <T> List<T> copyOf(@Nullable List<? extends T> value) {
    return value == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(value));
  }

  /** A copy sorted by name, since a {@code Map.of} has another order in every run. */
  public static <T> Map<String, T> copyOf(@Nullable Map<String, T> value) {
    return value == null ? Map.of() : Ordered.sorted(value);
  }

  /** Refuses null for an argument. Null for an option leaves it out. */
  public void argument(String name, @Nullable Object value, String remedy) {
    if (value == null) {
      found.add(nameOf(name) + ": null is not a value; " + remedy);
    }
  }

  /** Refuses the lack of an option that has no default. */
  public void missing(String option, @Nullable Object value, String remedy) {
    if (value == null) {
      found.add(nameOf(option) + ": missing, and it has no default; " + remedy);
    }
  }

  public void add(String option, @Nullable Object value, String limit, String remedy) {
    found.add(sentence(nameOf(option), value, limit, remedy));
  }

  public static String sentence(
      String option, @Nullable Object value, String limit, String remedy) {
    return option
        + ": "
        + shown(value)
        + " "
        + readable(limit, LONGEST_WORDS)
        + "; "
        + readable(remedy, LONGEST_WORDS);
  }

  /** Refuses all but whole numbers from {@code min} to {@code max}. */
  public void wholeNumber(
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
  public void seconds(String option, @Nullable Duration value, long min, long max, String remedy) {
    duration(option, value, it -> it.toSeconds(FRACTIONS), min, max, "seconds", remedy);
  }

  /** Refuses all but whole hours from {@code min} to {@code max}. */
  public void hours(String option, @Nullable Duration value, long min, long max, String remedy) {
    duration(option, value, it -> it.toHours(FRACTIONS), min, max, "hours", remedy);
  }

  /** Refuses all but whole seconds from {@code min} to {@code max}, and tokens. */
  public void literalSeconds(
      String option, @Nullable Duration value, long min, long max, String remedy) {
    int before = found.size();
    seconds(option, value, min, max, remedy);
    if (value != null && found.size() == before) {
      concrete(option, value.toSeconds(FRACTIONS), "the CDK writes it out at synthesis", remedy);
    }
  }

  /** Refuses all but whole minutes from {@code min} to {@code max}. */
  public void minutes(String option, @Nullable Duration value, long min, long max, String remedy) {
    duration(option, value, it -> it.toMinutes(FRACTIONS), min, max, "minutes", remedy);
  }

  /** Refuses all but whole days from {@code min} to {@code max}. */
  public void days(String option, @Nullable Duration value, long min, long max, String remedy) {
    duration(option, value, it -> it.toDays(FRACTIONS), min, max, "days", remedy);
  }

  private void duration(
      String option,
      @Nullable Duration value,
      Function<Duration, Number> inUnit,
      long min,
      long max,
      String unit,
      String remedy) {
    if (value == null) {
      return;
    }
    try {
      wholeNumber(option, inUnit.apply(value), min, max, unit, remedy);
    } catch (RuntimeException inconvertible) {
      inconvertible(option, unit);
    }
  }

  /** {@return whether a duration can be had in a unit, as a token of another one cannot} */
  public static boolean canConvert(Duration value, Function<Duration, Number> inUnit) {
    try {
      return inUnit.apply(value) != null;
    } catch (RuntimeException inconvertible) {
      return false;
    }
  }

  /** Refuses a token in another unit, which the CDK cannot convert. */
  public void inconvertible(String option, String unit) {
    String text = "a token cannot be converted to " + unit;
    found.add(nameOf(option) + ": " + text + "; write Duration." + unit + "(…) around it");
  }

  /** Seconds, and fractions of them. */
  public static Number secondsOf(Duration duration) {
    return duration.toSeconds(FRACTIONS);
  }

  /** Hours, and fractions of them. */
  public static Number hoursOf(Duration duration) {
    return duration.toHours(FRACTIONS);
  }

  /** Minutes, and fractions of them. */
  public static Number minutesOf(Duration duration) {
    return duration.toMinutes(FRACTIONS);
  }

  /** Refuses {@code low} above {@code high}, naming both options. */
  public void ascending(
      String lowOption, @Nullable Number low, String highOption, @Nullable Number high) {
    ascending(new Setting(lowOption, low, ""), new Setting(highOption, high, ""));
  }

  /** Refuses {@code low} above {@code high}, naming both options. */
  public void ascending(Setting low, Setting high) {
    if (low.value == null || high.value == null) {
      return;
    }
    if (Tokens.isToken(low.value) || Tokens.isToken(high.value)) {
      return;
    }
    if (low.value.doubleValue() > high.value.doubleValue()) {
      String lowName = nameOf(low.option);
      String highName = nameOf(high.option);
      add(
          low.option,
          low,
          "is above " + highName + " " + shown(high),
          "set "
              + lowName
              + " to at most "
              + high.value
              + ", or "
              + highName
              + " to at least "
              + low.value);
    }
  }

  /** Refuses a token where the value shapes the template itself. */
  public void concrete(String option, @Nullable Object value, String because, String remedy) {
    if (value != null && Tokens.isToken(value)) {
      String text = ": a token is known only at deployment, but " + because + "; " + remedy;
      found.add(nameOf(option) + text);
    }
  }

  /** {@return whether something was refused already} */
  public boolean areThere() {
    return !found.isEmpty();
  }

  /** {@return how much was refused already} */
  public int count() {
    return found.size();
  }

  /** Throws one exception for all that was found, or returns if nothing was. */
  public void refuse() {
    List<String> all = List.copyOf(found);
    found.clear();
    if (all.size() == 1) {
      throw new IllegalArgumentException(all.get(0));
    }
    if (!all.isEmpty()) {
      int more = all.size() - MOST_SHOWN;
      throw new IllegalArgumentException(
          all.size()
              + " problems:\n  - "
              + String.join("\n  - ", all.subList(0, Math.min(all.size(), MOST_SHOWN)))
              + (more > 0 ? "\n  and " + more + " more" : ""));
    }
  }

  /** The CDK's complaint without its error code and stack trace. */
  public static String reasonOf(RuntimeException refusal) {
    String message = String.valueOf(refusal.getMessage());
    String reason =
        message.lines().findFirst().orElse("").replaceFirst("^(@jsii/kernel\\.)?[A-Z]\\w+: ", "");
    return readable(reason, LONGEST_REASON);
  }

  private String nameOf(String option) {
    return readable(path.isEmpty() ? option : path + "." + option, LONGEST_NAME);
  }

  private static String shown(@Nullable Object value) {
    String text = readable(String.valueOf(value), LONGEST_SHOWN);
    return value instanceof String ? "\"" + text + "\"" : text;
  }

  /** The text without control characters, which a terminal would obey, and cut. */
  private static String readable(String text, int longest) {
    String cut = text.length() > longest ? text.substring(0, longest) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "�");
  }

  public static String grouped(long number) {
    return Long.toString(number).replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ");
  }
}
