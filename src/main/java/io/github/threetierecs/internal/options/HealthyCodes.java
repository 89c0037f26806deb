package io.github.threetierecs.internal.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status codes that an Application Load Balancer takes for healthy: codes and ranges, of HTTP
 * or of gRPC.
 */
public final class HealthyCodes {
  private static final int LEAST = 200;
  private static final int MOST = 499;
  private static final Pattern PART = Pattern.compile("(\\d{3})(?:-(\\d{3}))?");

  private static final Pattern GRPC_PART = Pattern.compile("(\\d{1,2})(?:-(\\d{1,2}))?");

  private HealthyCodes() {}

  static void checkGrpc(Problems problems, String option, @Nullable String codes) {
    if (codes != null && !Tokens.isToken(codes) && !parts(codes).allMatch(HealthyCodes::isGrpc)) {
      problems.add(
          option,
          codes,
          "is not a list of status codes and ranges of gRPC, from 0 to 99",
          "write one such as \"0\", which is OK, or \"0-99\"");
    }
  }

  private static boolean isGrpc(String part) {
    Matcher matcher = GRPC_PART.matcher(part);
    return matcher.matches() && first(matcher) <= last(matcher);
  }

  static void check(Problems problems, String option, @Nullable String codes) {
    if (codes == null || Tokens.isToken(codes)) {
      return;
    }
    if (!parts(codes).allMatch(HealthyCodes::isInOrder)) {
      String without = codes.replaceAll("\\s", "");
      problems.add(
          option,
          codes,
          "is not a list of status codes and ranges from " + LEAST + " to " + MOST,
          !without.equals(codes) && parts(without).allMatch(HealthyCodes::isInOrder)
              ? "write \"" + without + "\", without spaces"
              : "write one such as \"200,302\" or \"200-299\"");
    }
  }

  /** Whether a code is among them, as far as they are known. */
  public static boolean contain(String codes, int code) {
    return Tokens.isToken(codes)
        || parts(codes)
            .map(PART::matcher)
            .anyMatch(it -> it.matches() && first(it) <= code && code <= last(it));
  }

  private static Stream<String> parts(String codes) {
    return Stream.of(codes.split(",", -1));
  }

  private static boolean isInOrder(String part) {
    Matcher matcher = PART.matcher(part);
    return matcher.matches()
        && LEAST <= first(matcher)
        && first(matcher) <= last(matcher)
        && last(matcher) <= MOST;
  }

  private static int first(Matcher part) {
    return Integer.parseInt(part.group(1));
  }

  private static int last(Matcher part) {
    return Integer.parseInt(part.group(2) == null ? part.group(1) : part.group(2));
  }
}
