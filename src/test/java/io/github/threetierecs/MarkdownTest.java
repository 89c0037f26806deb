package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GitHub and the site would show otherwise than it is meant. */
class MarkdownTest {
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.*)$");
  private static final Pattern TABLE = Pattern.compile("(?m)^( *\\|.*(\n *\\|.*)*)");
  private static final Pattern SEPARATOR = Pattern.compile(" *\\|[ |:-]+\\|");

  static Stream<Path> pages() {
    return LinksTest.pages();
  }

  /** Readers of a screen go from heading to heading. */
  @ParameterizedTest
  @MethodSource("pages")
  void headingsSkipNoLevel(Path page) {
    assertThat(skipped(Documents.text(page))).as("headings of %s", page).isEmpty();
  }

  /** A blank line ends a table: what follows is shown as text with bars. */
  @ParameterizedTest
  @MethodSource("pages")
  void tablesAreWhole(Path page) {
    assertThat(torn(Documents.text(page))).as("tables of %s", page).isEmpty();
  }

  @Test
  void whatIsWrongIsSeen() {
    assertThat(skipped("# A\n\n## B\n\n### C\n\n## D\n")).isEmpty();
    assertThat(skipped("# A\n\n### B\n")).containsExactly("B");
    assertThat(torn("| A | B |\n|---|---|\n| 1 | 2 |\n")).isEmpty();
    assertThat(torn("| A | B |\n|---|---|\n\n| 1 | 2 |\n")).containsExactly("| 1 | 2 |");
  }

  private static List<String> skipped(String text) {
    List<String> skipped = new ArrayList<>();
    int[] level = {0};
    HEADING
        .matcher(text)
        .results()
        .forEach(
            it -> {
              int next = it.group(1).length();
              if (next > level[0] + 1) {
                skipped.add(it.group(2));
              }
              level[0] = next;
            });
    return skipped;
  }

  /** The first lines of tables whose second line is not that of a table's head. */
  private static List<String> torn(String text) {
    return TABLE
        .matcher(text)
        .results()
        .map(it -> it.group().split("\n", -1))
        .filter(rows -> rows.length < 2 || !SEPARATOR.matcher(rows[1]).matches())
        .map(rows -> rows[0])
        .toList();
  }
}
