package io.github.threetierecs.internal.local;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The gRPC codes with which a target is healthy: single ones between commas, and ranges.
 *
 * @param text such as {@code 12} or {@code 0-99}
 */
record GrpcCodes(String text) {

  /** Whether code 0, OK, is one of them. */
  boolean withOk() {
    return Arrays.stream(text.split(",", -1))
        .map(it -> it.split("-", -1)[0].trim())
        .anyMatch("0"::equals);
  }

  /** One of the codes as a regular expression, a range number by number. */
  String expression() {
    return Arrays.stream(text.split(",", -1))
        .map(String::trim)
        .map(GrpcCodes::alternatives)
        .collect(Collectors.joining("|", "^(?:", ")$"));
  }

  private static String alternatives(String codes) {
    String[] ends = codes.split("-", -1);
    if (ends.length != 2 || !codes.matches("\\d{1,2}-\\d{1,2}")) {
      return codes.replaceAll("[^0-9]", "");
    }
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("|"));
  }
}
