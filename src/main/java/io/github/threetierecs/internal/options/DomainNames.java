package io.github.threetierecs.internal.options;

import java.util.Locale;
import java.util.regex.Pattern;

/** Full names of hosts in DNS. */
public final class DomainNames {
  private static final int LONGEST = 253;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

  private DomainNames() {}

  static void check(Problems problems, String option, String name, String example) {
    if (!Tokens.isToken(name) && !isValid(name)) {
      problems.add(
          option,
          name,
          "is not the full name of a host in DNS",
          "write one such as \"" + example + "\"");
    }
  }

  /** {@return whether DNS can have a name, which is no token} */
  public static boolean isValid(String name) {
    String meant = withoutDot(name);
    return meant.length() <= LONGEST && NAME.matcher(meant).matches();
  }

  /** DNS takes either case for the same, and a dot at the end for what is meant anyway. */
  public static String withoutDot(String name) {
    return Tokens.isToken(name)
        ? name
        : name.toLowerCase(Locale.ROOT).replaceFirst("(?<=[^.])\\.$", "");
  }

  /** {@return whether a name is in a zone; true if either is unknown} */
  public static boolean isIn(String zone, String name) {
    return Tokens.isToken(zone)
        || Tokens.isToken(name)
        || name.equals(zone)
        || name.endsWith("." + zone);
  }
}
