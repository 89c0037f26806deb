package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/options.md} and the pages of {@code docs/options} are made of the options'
 * declarations and their Javadoc; after a change, {@code mvn test -Dtest=OptionsDocTest
 * -Dregenerate=true} writes it anew.
 */
@Tag("generated")
class OptionsDocTest {
  private static final DocPage PAGE = new DocPage("options.md");
  private static final Path FOLDER = Path.of("docs", "options");

  @Test
  void theIndexIsWhatIsDeclared() {
    String expected = OptionsPage.index();

    assertThat(PAGE.block("options", expected))
        .as("docs/options.md is stale; -Dtest=OptionsDocTest -Dregenerate=true mends it")
        .isEqualTo(expected);
  }

  @Test
  void eachPageIsWhatIsDeclared() throws IOException {
    Map<String, String> pages = OptionsPage.pages();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      GeneratedFile.isUpToDate(FOLDER.resolve(page.getKey()), page.getValue(), getClass());
    }

    assertThat(Documents.pages("docs/options"))
        .containsExactlyElementsOf(pages.keySet().stream().map(FOLDER::resolve).sorted().toList());
  }

  @Test
  void everyOptionHasJavadoc() {
    Set<String> documented =
        OptionsPage.classes().stream()
            .flatMap(props -> OptionJavadoc.of(props).stream().map(it -> props + "." + it.name()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).containsAll(declared().map(OptionsDocTest::nameOf).toList());
  }

  @Test
  void javadocSaysWhatTheDefaultIs() {
    Map<String, String> wrong = new TreeMap<>();
    declared()
        .filter(it -> it.defaultIn(Profile.PRODUCTION) != null)
        .filter(it -> !(it.defaultIn(Profile.PRODUCTION) instanceof Values))
        .forEach(
            it -> {
              String said = said(it);
              for (Profile profile : Profile.values()) {
                List<String> words = DeclaredOptions.words(it, profile);
                boolean isSaid =
                    words.isEmpty()
                        ? said.contains("none")
                        : words.stream().allMatch(said::contains);
                if (!isSaid) {
                  wrong.put(nameOf(it), words + " <> " + said);
                }
              }
            });

    assertThat(wrong).as("defaults of which the Javadoc says something else").isEmpty();
  }

  private static String said(Option<?> option) {
    return OptionJavadoc.of(DeclaredOptions.propsOf(option)).stream()
        .filter(it -> it.name().equals(option.name()))
        .flatMap(it -> it.paragraphs().stream())
        .filter(it -> it.contains("Default:"))
        .findFirst()
        .orElse("nothing");
  }

  private static Stream<Option<?>> declared() {
    return DeclaredOptions.all().filter(it -> !DeclaredOptions.isDecidedByTheProfile(it));
  }

  private static String nameOf(Option<?> option) {
    return DeclaredOptions.propsOf(option) + "." + option.name();
  }
}
