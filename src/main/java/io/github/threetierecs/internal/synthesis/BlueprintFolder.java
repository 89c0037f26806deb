package io.github.threetierecs.internal.synthesis;

import io.github.threetierecs.blueprint.Blueprint;
import io.github.threetierecs.internal.blueprint.Drawings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder {@code blueprint} of a cloud assembly. Nothing is written outside of the assembly, and
 * nothing in it is deleted or replaced but files of the blueprint's own names.
 */
final class BlueprintFolder {
  private final Path assembly;
  private final Path folder;

  BlueprintFolder(Path assembly) {
    this.assembly = assembly;
    this.folder = assembly.resolve("blueprint");
  }

  /**
   * Deletes what an earlier synthesis has drawn. The CDK stops a synthesis in which a plugin
   * changes a file that was there before the plugins, so this has to come earlier.
   */
  void clear() {
    if (isInside()) {
      for (String name : Drawings.names()) {
        try {
          Files.deleteIfExists(folder.resolve(name));
        } catch (IOException kept) {
          // Then it is still there when the blueprint is drawn, which says so.
        }
      }
    }
  }

  /** Draws; {@return why not, or nothing if it has} */
  Optional<String> draw() {
    if (!isInside()) {
      return Optional.of(folder + " is a link, and may lead out of the cloud assembly");
    }
    for (String name : Drawings.names()) {
      Path file = folder.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(
            file
                + " is of an earlier synthesis and could not be deleted, or the synthesis skips"
                + " validation; delete it");
      }
    }
    try {
      Blueprint.of(assembly).writeTo(folder);
      return Optional.empty();
    } catch (IllegalArgumentException | UncheckedIOException said) {
      return Optional.of(String.valueOf(said.getMessage()));
    } catch (RuntimeException | StackOverflowError wrong) {
      // A picture is no reason to stop a deployment.
      return Optional.of(wrong.toString());
    }
  }

  private boolean isInside() {
    return !Files.isSymbolicLink(folder);
  }
}
