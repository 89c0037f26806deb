package io.github.threetierecs.internal.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Tables beside this class: a row a line, cells between tabs, comments after {@code #}. */
final class Tables {

  private Tables() {}

  static List<List<String>> read(String name) {
    return rows(name).stream().map(Tables::cells).toList();
  }

  static List<String> rows(String name) {
    try (InputStream in = Objects.requireNonNull(Tables.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<String> cells(String row) {
    return List.of(row.split("\t", -1));
  }
}
