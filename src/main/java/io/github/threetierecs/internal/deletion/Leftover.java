package io.github.threetierecs.internal.deletion;

import java.util.List;

/**
 * Something to do about a resource, before its stack is deleted or after that.
 *
 * @param id the stack and the logical id of the resource that it is about
 * @param type the type of that resource
 * @param fate what becomes of that resource
 * @param what what is left, or what stops the delete, such as {@code Log group RDSOSMetrics}
 * @param reason one sentence why
 * @param commands whole commands for a POSIX shell, in order; none where nothing is to be done.
 *     Variables {@code stack_…} are those of {@link StackDelete}; what the reader fills in is
 *     {@code <…>}
 */
public record Leftover(
    String id, String type, Fate fate, String what, String reason, List<String> commands) {

  /** Copies the list, so that it never changes. */
  public Leftover {
    commands = List.copyOf(commands);
  }
}
