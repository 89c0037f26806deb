package io.github.threetierecs.examples.guestbook.backend;

import java.util.Map;

/** An answer that is no success, as RFC 9457 has it. The message is for whoever asked. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;

  /** What is wrong with which field, as a {@code Map} that can be written as JSON. */
  final transient Map<String, String> errors;

  Problem(int status, String detail, Map<String, String> errors) {
    super(detail, null, false, false);
    this.status = status;
    this.errors = errors;
  }
}
