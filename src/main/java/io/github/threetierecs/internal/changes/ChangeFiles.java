package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.blueprint.Marks;
import io.github.threetierecs.internal.blueprint.Picture;
import io.github.threetierecs.internal.blueprint.PictureLevel;
import io.github.threetierecs.internal.blueprint.Pictures;
import io.github.threetierecs.internal.blueprint.SvgWriter;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files that say what changes. */
public final class ChangeFiles {

  private ChangeFiles() {}

  /**
   * The pictures of what changes.
   *
   * @param changes the changes
   * @return a picture of each level
   */
  public static List<Picture> pictures(Changes changes) {
    Marks marks = ChangeMarks.of(changes);
    return Arrays.stream(PictureLevel.values())
        .map(it -> Pictures.of(changes.both(), it, marks))
        .toList();
  }

  /**
   * Writes what changes.
   *
   * @param changes the changes
   * @param pictures their pictures
   * @return what is in each file, by its name
   */
  public static SortedMap<String, String> of(Changes changes, List<Picture> pictures) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("changes.md", ChangesText.of(changes));
    for (Picture it : pictures) {
      files.put("changes-" + it.level().word() + ".svg", SvgWriter.file(it));
    }
    return files;
  }
}
