package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The library and the archetype are; that they are as they have to be is shown by {@code
 * .ci/release-dry-run}.
 */
class OtherProjectsAreNotPublishedTest {
  @ParameterizedTest
  @MethodSource("otherProjects")
  void everyOtherProjectIsSkippedByBothPluginsThatPublish(Path pom) throws IOException {
    assertThat(Files.readString(pom))
        .contains(
            "<maven.deploy.skip>true</maven.deploy.skip>", "<skipPublishing>true</skipPublishing>");
  }

  private static Stream<Path> otherProjects() {
    return Stream.of("examples", "src").flatMap(OtherProjectsAreNotPublishedTest::poms).sorted();
  }

  private static Stream<Path> poms(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(it -> it.endsWith("pom.xml"))
          .filter(it -> !it.toString().contains("target"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
