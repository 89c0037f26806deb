package io.github.threetierecs.internal.changes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Tables beside this class: a row a line, cells between tabs, comments after {@code #}. */
final class Tables {
  static final String NONE = "-";

  private Tables() {}

  static List<List<String>> read(String name) {
    try (InputStream in = Objects.requireNonNull(Tables.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
