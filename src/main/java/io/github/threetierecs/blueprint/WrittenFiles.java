package io.github.threetierecs.blueprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Files in a directory, in the place of those that are there. */
final class WrittenFiles {

  private WrittenFiles() {}

  static List<Path> write(SortedMap<String, String> files, Path directory) {
    List<Path> written = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> file : files.entrySet()) {
        written.add(Files.writeString(directory.resolve(file.getKey()), file.getValue()));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(directory + " cannot be written to", unwritable);
    }
    return List.copyOf(written);
  }
}
