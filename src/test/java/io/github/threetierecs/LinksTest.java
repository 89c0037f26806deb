package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.order.Ordered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of a page leads to a file that is there, and to a heading that it has. */
class LinksTest {
  private static final Map<Path, Set<String>> ANCHORS = new TreeMap<>();

  static Stream<Path> pages() {
    List<Path> pages = new ArrayList<>(Documents.pages("docs"));
    for (String page :
        List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "RELEASING.md", "SECURITY.md")) {
      pages.add(Path.of(page));
    }
    for (String example :
        List.of("acceptance", "existing-vpc", "guestbook", "production", "quickstart")) {
      pages.add(Path.of("examples", example, "README.md"));
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) {
    assertThat(Documents.links(page)).as("links of %s", page).allMatch(link -> leads(page, link));
  }

  /** An entry that ends with a slash stands for all pages of that folder. */
  @Test
  void theNavigationOfTheSiteNamesEachPageOnce() throws IOException {
    List<Path> pages = new ArrayList<>(Documents.pages("docs"));
    pages.add(Path.of("README.md"));
    String navigation = Files.readString(Path.of(".ci", "site", "navigation.json"));

    assertThat(
            Pattern.compile("\"((?:README|docs/)[^\"]*)\"")
                .matcher(navigation)
                .results()
                .map(it -> it.group(1))
                .flatMap(
                    it -> it.endsWith("/") ? Documents.pages(it).stream() : Stream.of(Path.of(it))))
        .as("pages in .ci/site/navigation.json")
        .containsExactlyInAnyOrderElementsOf(pages);
  }

  /** Each is drawn or taken by the build, so that one that no page shows would be made in vain. */
  @Test
  void everyPictureIsSmallAndShownByAPage() throws IOException {
    Set<String> shown =
        pages()
            .flatMap(page -> Documents.links(page).stream().map(page::resolveSibling))
            .map(it -> it.normalize().toString())
            .collect(Ordered.toSet());

    try (Stream<Path> pictures = Files.list(Path.of("docs", "pictures"))) {
      assertThat(pictures)
          .isNotEmpty()
          .allMatch(it -> shown.contains(it.toString()), "is shown by a page")
          .allSatisfy(it -> assertThat(Files.size(it)).as("bytes of %s", it).isLessThan(100_000));
    }
  }

  @Test
  void aLinkThatLeadsNowhereIsSeen() {
    Path page = Path.of("docs", "symptoms.md");

    assertThat(leads(page, "upgrades.md#what-is-refused")).isTrue();
    assertThat(leads(page, "#index")).isTrue();
    assertThat(leads(page, "#contents")).isFalse();
    assertThat(leads(page, "upgrades.md#what-is-accepted")).isFalse();
    assertThat(leads(page, "operations.md")).isFalse();
  }

  private static boolean leads(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1
            || !target.toString().endsWith(".md")
            || ANCHORS.computeIfAbsent(target, Documents::anchors).contains(parts[1]));
  }
}
