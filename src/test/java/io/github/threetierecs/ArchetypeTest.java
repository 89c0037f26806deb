package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.service.Placeholder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the archetype repeats of this project is the same there. {@code .ci/archetype} starts a
 * project with it.
 */
class ArchetypeTest {
  private static final Path ARCHETYPE = Path.of("archetype");
  private static final Path TEMPLATE = ARCHETYPE.resolve(Path.of("template", "java"));

  @Test
  void itsVersionIsThatOfTheLibraryAndOfTheDependencyOfANewProject() throws IOException {
    String version = version("three-tier-ecs-app", Path.of("pom.xml"));

    assertThat(version("three-tier-ecs-archetype", ARCHETYPE.resolve("pom.xml")))
        .isEqualTo(version);
    assertThat(version("three-tier-ecs-app", TEMPLATE.resolve("pom.xml"))).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/start.md", "docs/your-app.md"})
  void theDocumentsNameItsVersion(Path page) throws IOException {
    assertThat(all("three-tier-ecs-archetype(?:\" \"-DarchetypeVersion=|:)([^\\s\"]+)", page))
        .containsExactly(Release.inDocuments());
  }

  @Test
  void aNewProjectHasTheCdkThatTheLibraryIsTestedWith() throws IOException {
    assertThat(version("aws-cdk-lib", TEMPLATE.resolve("pom.xml")))
        .isEqualTo(first("aws-cdk-lib.version=(\\S+)", Path.of(".mvn", "maven.config")));
  }

  @Test
  void aNewProjectHasTheFeatureFlagsOfTheExamples() throws IOException {
    assertThat(json(TEMPLATE.resolve("cdk.json")).get("context"))
        .isEqualTo(json(Path.of("examples", "quickstart", "cdk.json")).get("context"));
  }

  @Test
  void theActionsOfANewProjectAreThoseOfThisOne() throws IOException {
    assertThat(
            all(
                "(uses: \\S+@[0-9a-f]{40} # \\S+)",
                TEMPLATE.resolve(".github/workflows/build.yml")))
        .hasSize(3)
        .isSubsetOf(all("(uses: \\S+ # \\S+)", Path.of(".github", "workflows", "build.yml")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"frontend", "backend"})
  void theImagesBeginWithTheOneOfThePlaceholder(String folder) throws IOException {
    assertThat(all("FROM (\\S+)", TEMPLATE.resolve(folder).resolve("Dockerfile")))
        .containsExactly(Placeholder.NAME);
  }

  /** Without them, Maven Central refuses it. */
  @ParameterizedTest
  @ValueSource(strings = {"url", "licenses", "developers", "scm", "issueManagement"})
  void itsPomSaysWhoseItIsAsThatOfTheLibraryDoes(String element) throws IOException {
    String pattern = "(?s)\n  (<%1$s>.*?</%1$s>)".formatted(element);

    assertThat(first(pattern, ARCHETYPE.resolve("pom.xml")))
        .isEqualTo(first(pattern, Path.of("pom.xml")));
  }

  /** Otherwise a newer version could sign or upload one of both in another way. */
  @Test
  void whatItsPomSharesWithThatOfTheLibraryHasTheSameVersion() throws IOException {
    Map<String, String> itsOwn = plugins(ARCHETYPE.resolve("pom.xml"));
    Map<String, String> shared = new TreeMap<>(plugins(Path.of("pom.xml")));
    shared.keySet().retainAll(itsOwn.keySet());

    assertThat(shared)
        .containsKeys("maven-gpg-plugin", "flatten-maven-plugin", "central-publishing-maven-plugin")
        .allSatisfy((plugin, version) -> assertThat(itsOwn).containsEntry(plugin, version));
  }

  /** Otherwise the files of one of both would have another time. */
  @Test
  void itIsBuiltAsOfTheTimeOfTheLibrary() throws IOException {
    String pattern = "<project.build.outputTimestamp>([^<]*)<";

    assertThat(first(pattern, ARCHETYPE.resolve("pom.xml")))
        .isEqualTo(first(pattern, Path.of("pom.xml")));
  }

  private static Map<String, String> plugins(Path pom) throws IOException {
    return Pattern.compile("<artifactId>([^<]*-plugin)</artifactId>\\s*<version>([^<]*)</version>")
        .matcher(Files.readString(pom))
        .results()
        .collect(Collectors.toMap((MatchResult it) -> it.group(1), it -> it.group(2)));
  }

  private static String version(String artifact, Path pom) throws IOException {
    return first("<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]*)</version>", pom);
  }

  private static String first(String pattern, Path file) throws IOException {
    List<String> all = all(pattern, file);
    assertThat(all).as("%s in %s", pattern, file).isNotEmpty();
    return all.get(0);
  }

  private static List<String> all(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
