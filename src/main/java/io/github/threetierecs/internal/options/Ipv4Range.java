package io.github.threetierecs.internal.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A range of IPv4 addresses. */
public record Ipv4Range(long address, int prefix) {
  private static final Pattern TEXT =
      Pattern.compile("%1$s\\.%1$s\\.%1$s\\.%1$s/%1$s".formatted("(0|[1-9]\\d{0,2})"));

  /** Refuses what is no range; null for that, and for a token. */
  public static @Nullable Ipv4Range read(
      Problems problems, String option, String text, String example) {
    if (Tokens.isToken(text)) {
      return null;
    }
    String remedy = "write one such as \"" + example + "\"";
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      problems.add(option, text, "is not an IPv4 range", remedy);
      return null;
    }
    long address = 0;
    for (int octet = 1; octet <= 4; octet++) {
      address = address << 8 | number(matcher, octet);
      if (number(matcher, octet) > 255) {
        problems.add(option, text, "has a number above 255", remedy);
        return null;
      }
    }
    int prefix = number(matcher, 5);
    if (prefix > 32) {
      problems.add(option, text, "has a prefix above /32", remedy);
      return null;
    }
    return new Ipv4Range(address, prefix);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /** Refuses a range that begins within a network, and says whether it did not have to. */
  public boolean checkBeginning(Problems problems, String option) {
    Ipv4Range network = new Ipv4Range(address & -1L << (32 - prefix), prefix);
    if (!network.equals(this)) {
      problems.add(
          option, toString(), "does not begin at its network address", "write \"" + network + "\"");
    }
    return network.equals(this);
  }

  boolean contains(Ipv4Range other) {
    int rest = 32 - prefix;
    return prefix <= other.prefix && address >>> rest == other.address >>> rest;
  }

  @Override
  public String toString() {
    return IntStream.of(24, 16, 8, 0)
        .mapToObj(shift -> String.valueOf(address >> shift & 255))
        .collect(Collectors.joining(".", "", "/" + prefix));
  }
}
