package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the build writes as a whole. */
public final class GeneratedFile {

  private GeneratedFile() {}

  /**
   * Fails if a file is not what it should be; with {@code -Dregenerate=true} it is first made so.
   *
   * @param test the test that writes it
   */
  public static void isUpToDate(Path file, String expected, Class<?> test) throws IOException {
    if (Boolean.getBoolean("regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as(
            "%s is stale; mvn test -Dtest=%s -Dregenerate=true writes it again",
            file, test.getSimpleName())
        .isEqualTo(expected);
  }
}
