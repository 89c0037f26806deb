package io.github.threetierecs.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Files beside a class, which are in the library's JAR. A table has a row a line, cells between
 * tabs, and comments after {@code #}.
 */
public final class OwnFiles {
  /** What stands in a cell for nothing. */
  public static final String NONE = "-";

  private OwnFiles() {}

  /**
   * A whole file.
   *
   * @param beside the class that it is beside
   * @param name its name
   * @return its text
   */
  public static String text(Class<?> beside, String name) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The rows of a table.
   *
   * @param beside the class that it is beside
   * @param name its name
   * @return the lines, without comments
   */
  public static List<String> rows(Class<?> beside, String name) {
    return text(beside, name)
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /**
   * A table.
   *
   * @param beside the class that it is beside
   * @param name its name
   * @return its rows, each with its cells
   */
  public static List<List<String>> table(Class<?> beside, String name) {
    return rows(beside, name).stream().map(OwnFiles::cells).toList();
  }

  /**
   * The cells of a row.
   *
   * @param row the row
   * @return the cells
   */
  public static List<String> cells(String row) {
    return List.of(row.split("\t", -1));
  }
}
