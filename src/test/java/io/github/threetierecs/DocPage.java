package io.github.threetierecs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A page below {@code docs/}: its tables, and its blocks between {@code <!-- name -->} marks. */
final class DocPage {
  private static final boolean REGENERATE = Boolean.getBoolean("regenerate");

  private final Path path;

  DocPage(String name) {
    path = Path.of("docs", name);
  }

  /**
   * What stands in the block; with {@code -Dregenerate=true} it is first made what it should be.
   */
  String block(String name, String expected) {
    String text = text();
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end, from);
    if (from < begin.length() || to < 0) {
      throw new IllegalStateException(path + " has no block " + begin.strip() + " … " + end);
    }
    if (REGENERATE) {
      write(text.substring(0, from) + expected + text.substring(to));
      return expected;
    }
    return text.substring(from, to);
  }

  /** The headings of the second level, in order. */
  List<String> headings() {
    return text()
        .lines()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3))
        .toList();
  }

  /** The cells of the first table below a heading, without its head. */
  List<List<String>> tableBelow(String heading) {
    return text()
        .lines()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(DocPage::cells)
        .toList();
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("(?<!\\\\)\\|")).map(String::strip).toList();
  }

  private String text() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
