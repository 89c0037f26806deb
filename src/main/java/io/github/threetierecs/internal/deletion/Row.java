package io.github.threetierecs.internal.deletion;

import java.util.List;

/**
 * A row of a table: what is said of a type, and what is done about it.
 *
 * @param key the type, or what tells rows from each other
 * @param what what a reader is told that there is
 * @param reason one sentence why
 * @param commands the commands, in which {@code $id} is the physical id of the resource
 */
record Row(String key, String what, String reason, List<String> commands) {

  static Row of(String key, String what, String reason, String... commands) {
    return new Row(key, what, reason, List.of(commands));
  }
}
