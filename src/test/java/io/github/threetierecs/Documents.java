package io.github.threetierecs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the repository in Markdown, and what links of theirs can lead to. */
final class Documents {
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");

  private Documents() {}

  /** All pages below a folder, in order. */
  static List<Path> pages(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(it -> it.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without blocks of code. */
  static String text(Path page) {
    try {
      return CODE.matcher(Files.readString(page)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The targets of the page's links into the repository. */
  static List<String> links(Path page) {
    return LINK.matcher(text(page))
        .results()
        .map(it -> it.group(1))
        .filter(it -> !it.matches("[a-z]+:.*"))
        .toList();
  }

  /** What GitHub makes of the headings; of two that are the same, the second one gets a number. */
  static Set<String> anchors(Path page) {
    Set<String> anchors = new TreeSet<>();
    HEADING
        .matcher(text(page))
        .results()
        .map(Documents::anchor)
        .forEach(anchor -> add(anchors, anchor));
    return anchors;
  }

  private static void add(Set<String> anchors, String anchor) {
    for (int number = 1;
        !anchors.add(number == 1 ? anchor : anchor + "-" + (number - 1));
        number++) {
      if (number > 100) {
        throw new IllegalStateException(anchor + " is the heading of 100 sections");
      }
    }
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }
}
