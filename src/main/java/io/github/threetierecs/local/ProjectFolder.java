package io.github.threetierecs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Files in a directory, in the place of those that are there; one of them can be executed. */
final class ProjectFolder {

  private ProjectFolder() {}

  static List<Path> write(SortedMap<String, String> files, Path directory, String executable) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          directory + " is a file. Name a folder for the project, such as local.");
    }
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<String, String> it : files.entrySet()) {
        Path file = directory.resolve(it.getKey());
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        written.add(Files.writeString(file, it.getValue()));
        readableForContainers(file);
        if (parent != null && !parent.equals(directory)) {
          readableForContainers(parent);
        }
        if (it.getKey().equals(executable)) {
          // On Windows, where this says nothing, it is run by its shell.
          boolean ignored = file.toFile().setExecutable(true, /* ownerOnly= */ false);
        }
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(directory + " cannot be written to", unwritable);
    }
    return List.copyOf(written);
  }

  /** Whose users are others than that of this machine; none of the files has a secret. */
  private static void readableForContainers(Path path) {
    boolean ignored = path.toFile().setReadable(true, /* ownerOnly= */ false);
    if (Files.isDirectory(path)) {
      ignored = path.toFile().setExecutable(true, /* ownerOnly= */ false);
    }
  }
}
