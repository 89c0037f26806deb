package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A guide answers one question, says what it gives, takes and risks, and how to check that it
 * worked.
 */
class GuidesTest {
  private static final Path INDEX = Path.of("docs", "guides", "README.md");

  /** What the commands take is needed by all the others, and does nothing. */
  private static final Path COMMANDS = Path.of("docs", "guides", "commands.md");

  private static final int WORDS = 2_500;

  static Stream<Path> guides() {
    return Documents.pages("docs/guides").stream()
        .filter(it -> !it.equals(INDEX) && !it.equals(COMMANDS));
  }

  @ParameterizedTest
  @MethodSource("guides")
  void itSaysWhatItGivesTakesAndRisks(Path guide) {
    String beginning = Documents.text(guide).split("\n## ", 2)[0];

    for (String said : List.of("What it gives", "How long it takes", "What it risks")) {
      assertThat(beginning).as("%s", guide).contains("\n- **" + said + "**: ");
    }
  }

  @ParameterizedTest
  @MethodSource("guides")
  void itEndsWithHowToCheckThatItWorked(Path guide) {
    String[] sections = Documents.text(guide).split("\n## ", -1);

    assertThat(sections[sections.length - 1])
        .as("the last section of %s", guide)
        .startsWith("How to check that it worked\n");
  }

  @Test
  void theIndexListsEachOnce() {
    assertThat(Documents.links(INDEX).stream().filter(it -> !it.startsWith("..")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Documents.pages("docs/guides").stream()
                .filter(it -> !it.equals(INDEX))
                .map(it -> it.getFileName().toString())
                .toList());
  }

  @Test
  void everyPageOfSymptomsAndOfSecurityIsListedOnItsEntryPage() {
    for (String folder : List.of("symptoms", "security")) {
      assertThat(
              Documents.links(Path.of("docs", folder + ".md")).stream()
                  .map(it -> it.split("#", 2)[0])
                  .toList())
          .containsAll(
              Documents.pages("docs/" + folder).stream()
                  .map(it -> folder + "/" + it.getFileName())
                  .toList());
    }
  }

  /** What is longer is not read. */
  @Test
  void noPageIsTooLong() {
    assertThat(Documents.pages("docs"))
        .allSatisfy(
            page ->
                assertThat(Documents.text(page).strip().split("\\s+", -1))
                    .as("words of %s", page)
                    .hasSizeLessThanOrEqualTo(WORDS));
  }
}
