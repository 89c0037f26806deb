package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of MySQL as RDS writes them: the series, such as 8.4, and what follows. */
public final class MySqlVersion {
  /** A full version or a series; behind the third number is what RDS has added to it. */
  private static final Pattern READABLE = Pattern.compile("\\d+\\.\\d+(\\.\\d+(-[\\w.-]+)?)?");

  /** RDS upgrades only from one series to the next. Later series are not known here. */
  private static final Map<String, String> NEXT_SERIES =
      Ordered.map("5.6", "5.7", "5.7", "8.0", "8.0", "8.4");

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d*)[\\w.-]*)?");

  private MySqlVersion() {}

  /** {@return whether it reads as a version} */
  public static boolean reads(String version) {
    return READABLE.matcher(version).matches();
  }

  /** {@return the series that RDS would have to upgrade to in between, or null} */
  static @Nullable String skipped(String from, String to) {
    String next = NEXT_SERIES.get(seriesOf(from));
    return next != null && compare(seriesOf(to), next) > 0 ? next : null;
  }

  /** {@return major and minor number, which RDS names parameter group families after} */
  public static String seriesOf(String version) {
    Matcher matcher = matched(version);
    return matcher.group(1) + "." + matcher.group(2);
  }

  /** {@return the first number} */
  public static int majorOf(String version) {
    return (int) number(matched(version).group(1));
  }

  /** Compares two versions by their numbers; one without the third counts as its series' first. */
  public static int compare(String one, String other) {
    Matcher first = matched(one);
    Matcher second = matched(other);
    for (int part = 1; part <= 3; part++) {
      int compared = Long.compare(number(first.group(part)), number(second.group(part)));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static Matcher matched(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(version);
    }
    return matcher;
  }

  private static long number(String digits) {
    return digits == null || digits.isEmpty()
        ? 0
        : Long.parseLong(digits.substring(0, Math.min(9, digits.length())));
  }
}
