package io.github.threetierecs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks ranges of IPv4 addresses of any size, as a security group takes them. */
final class Ipv4Range {
  private static final String NUMBER = "(0|[1-9]\\d{0,2})";
  private static final Pattern RANGE =
      Pattern.compile(String.join("\\.", NUMBER, NUMBER, NUMBER, NUMBER) + "/(0|[1-9]\\d?)");

  private Ipv4Range() {}

  static void check(Problems problems, String option, String range, String example) {
    if (Tokens.isToken(range)) {
      return;
    }
    String remedy = "write one such as \"" + example + "\"";
    Matcher matcher = RANGE.matcher(range);
    if (range.contains(":")) {
      problems.add(
          option, range, "is IPv6, and the load balancer has IPv4 addresses alone", "leave it out");
    } else if (!matcher.matches()) {
      problems.add(option, range, "is not an IPv4 range", remedy);
    } else if (IntStream.rangeClosed(1, 4).anyMatch(it -> number(matcher, it) > 255)) {
      problems.add(option, range, "has a number above 255", remedy);
    } else if (number(matcher, 5) > 32) {
      problems.add(option, range, "has a prefix above /32", remedy);
    } else {
      long address =
          IntStream.rangeClosed(1, 4)
              .mapToLong(it -> number(matcher, it))
              .reduce(0, (all, it) -> all << 8 | it);
      long network = address & -1L << (32 - number(matcher, 5));
      if (network != address) {
        problems.add(
            option,
            range,
            "does not begin at its network address",
            "write \"" + dotted(network) + "/" + number(matcher, 5) + "\"");
      }
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static String dotted(long address) {
    return IntStream.of(24, 16, 8, 0)
        .mapToObj(shift -> String.valueOf(address >> shift & 255))
        .collect(Collectors.joining("."));
  }
}
