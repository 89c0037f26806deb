package io.github.threetierecs.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe is a whole program, which is run here and stands in its document. After a change,
 * {@code mvn test -Dtest=RecipesTest -Dregenerate=true} writes it there.
 */
class RecipesTest {
  private static final Path SOURCES = Path.of("src/test/java/io/github/threetierecs/recipes");
  private static final Path DOCUMENTS = Path.of("docs", "recipes");

  static List<String> recipes() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(it -> it.getFileName().toString().replace(".java", ""))
          .filter(it -> !it.equals("RecipesTest") && !it.equals("package-info"))
          .sorted()
          .toList();
    }
  }

  static List<String> programs() throws IOException {
    return recipes().stream()
        .filter(it -> !it.equals(UnitTestsOfAStack.class.getSimpleName()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyRecipeIsSynthesized(String recipe) throws ReflectiveOperationException {
    Class<?> program = Class.forName(getClass().getPackageName() + "." + recipe);

    program.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
  }

  /** That recipe has no {@code main}: JUnit runs it, as it would in a project. */
  @Nested
  class TheRecipeThatIsATest extends UnitTestsOfAStack {}

  @Tag("generated")
  @ParameterizedTest
  @MethodSource("recipes")
  void itsDocumentHasTheWholeProgram(String recipe) throws IOException {
    Path document = DOCUMENTS.resolve(fileOf(recipe));
    String text = Files.readString(document);
    String code =
        Files.readString(SOURCES.resolve(recipe + ".java"))
            .lines()
            .skip(2)
            .collect(Collectors.joining("\n", "```java\n", "\n```\n"));
    int from = text.indexOf("```java\n");
    assertThat(from).as("a block of Java in %s", document).isNotNegative();
    String expected =
        text.substring(0, from) + code + text.substring(text.indexOf("```\n", from + 8) + 4);
    GeneratedFile.isUpToDate(document, expected, getClass());
  }

  /** It is compiled and run by {@code .ci/kotlin}. */
  @Tag("generated")
  @Test
  void theDocumentOfKotlinHasTheWholeProgram() throws IOException {
    Path program = Path.of("src", "it", "kotlin", "src", "main", "kotlin", "Shop.kt");
    Path document = DOCUMENTS.resolve("kotlin.md");
    String text = Files.readString(document);
    int from = text.indexOf("```kotlin\n");
    assertThat(from).as("a block of Kotlin in %s", document).isNotNegative();
    String expected =
        text.substring(0, from + 10)
            + Files.readString(program)
            + text.substring(text.indexOf("```\n", from + 10));
    GeneratedFile.isUpToDate(document, expected, getClass());
  }

  @Test
  void theIndexNamesEveryRecipe() throws IOException {
    assertThat(Files.readString(DOCUMENTS.resolve("README.md")))
        .contains(recipes().stream().map(it -> "](" + fileOf(it) + ")").toList());
  }

  /** {@code files-in-a-bucket.md} of {@code FilesInABucket}. */
  private static String fileOf(String recipe) {
    return recipe.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".md";
  }
}
