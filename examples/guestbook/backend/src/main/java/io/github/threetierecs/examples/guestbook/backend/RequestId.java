package io.github.threetierecs.examples.guestbook.backend;

import java.util.UUID;
import java.util.regex.Pattern;

/** What both tiers log of a request, by which its lines are found: header {@code X-Request-Id}. */
final class RequestId {
  static final String HEADER = "X-Request-Id";

  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** {@return the caller's, or a new one where that is none that can be logged as it is} */
  static String of(String header) {
    return header != null && ACCEPTED.matcher(header).matches()
        ? header
        : UUID.randomUUID().toString();
  }
}
