package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.address.CidrBlock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks ranges of IPv4 addresses. */
final class Ipv4Blocks {
  private static final String NUMBER = "(0|[1-9]\\d{0,2})";

  private static final Pattern NUMBERS =
      Pattern.compile("%1$s\\.%1$s\\.%1$s\\.%1$s/%1$s".formatted(NUMBER));

  private Ipv4Blocks() {}

  /** Refuses what is no range; null for that, and for a token. */
  static @Nullable CidrBlock read(Problems problems, String option, String text, String example) {
    if (Tokens.isToken(text)) {
      return null;
    }
    CidrBlock range = CidrBlock.parse(text).filter(CidrBlock::isIpv4).orElse(null);
    if (range == null) {
      problems.add(option, text, whatIsWrongWith(text), "write one such as \"" + example + "\"");
    }
    return range;
  }

  private static String whatIsWrongWith(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      return "is not an IPv4 range";
    }
    return IntStream.rangeClosed(1, 4).anyMatch(it -> Integer.parseInt(numbers.group(it)) > 255)
        ? "has a number above 255"
        : "has a prefix above /32";
  }

  /** Refuses a range that begins within a network, and says whether it did not have to. */
  static boolean checkBeginning(Problems problems, String option, CidrBlock range) {
    CidrBlock network = range.network();
    if (!network.equals(range)) {
      problems.add(
          option,
          range.toString(),
          "does not begin at its network address",
          "write \"" + network + "\"");
    }
    return network.equals(range);
  }
}
