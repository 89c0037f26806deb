package io.github.threetierecs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the library: that of the sources here, and that which documents tell to use. */
final class Release {
  private static final Pattern VERSION = Pattern.compile("\n  <version>([^<]*)</version>");

  private Release() {}

  static String ofSources() {
    Matcher version = VERSION.matcher(read(Path.of("pom.xml")));
    if (!version.find()) {
      throw new AssertionError("pom.xml has no version");
    }
    return version.group(1);
  }

  /** Between two releases the last one, since nobody finds a snapshot on Maven Central. */
  static String inDocuments() {
    return ofSources().endsWith("-SNAPSHOT")
        ? read(Path.of(".ci", "compatibility", "last-release")).strip().substring("v".length())
        : ofSources();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
