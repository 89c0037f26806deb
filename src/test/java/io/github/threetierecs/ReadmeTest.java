package io.github.threetierecs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

class ReadmeTest {
  private static final Path QUICKSTART =
      Path.of("examples/quickstart/src/main/java/io/github/threetierecs/examples/quickstart");
  private static final List<Path> SOURCES =
      List.of(
          QUICKSTART.resolve("QuickstartStack.java"),
          Path.of("examples/quickstart/pom.xml"),
          Path.of("src/test/java/io/github/threetierecs/ReadmeSnippets.java"));

  @Test
  void everySnippetIsCompiledSource() {
    String sources = SOURCES.stream().map(ReadmeTest::text).collect(joining("\n"));

    assertThat(snippets())
        .hasSize(4)
        .allSatisfy(snippet -> assertThat(sources).containsIgnoringWhitespaces(snippet));
  }

  @Test
  void whatDeleteSaysTakesOffEveryProtection() {
    Map<String, Object> template =
        Template.fromStack(new ReadmeSnippets(new App(), "Snippets")).toJSON();

    assertThat(template.toString())
        .contains("DeletionProtection=false", "deletion_protection.enabled, Value=false")
        .doesNotContain("DeletionProtection=true", "deletion_protection.enabled, Value=true");
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(Pattern.compile("]\\(([^)#:]+)\\)").matcher(text(Path.of("README.md"))).results())
        .extracting(link -> Path.of(link.group(1)))
        .allSatisfy(target -> assertThat(target).exists());
  }

  private static List<String> snippets() {
    return Pattern.compile("```(?:java|xml)\\n(.*?)```", Pattern.DOTALL)
        .matcher(text(Path.of("README.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
