package io.github.threetierecs.blueprint;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Picture;
import io.github.threetierecs.internal.changes.ChangeFiles;
import io.github.threetierecs.internal.changes.Changes;
import io.github.threetierecs.internal.page.Page;
import io.github.threetierecs.internal.rehearsal.Deployment;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * What a deployment changes: what is added, changed, replaced and removed, with what AWS does to
 * it. {@link Blueprint#diff(Path, Path)} makes one.
 *
 * <p>It is read from the templates alone, as a blueprint is. What AWS replaces is known from its
 * resource schemas.
 */
public final class BlueprintDiff {
  private final Assembly before;
  private final Assembly after;

  BlueprintDiff(Assembly before, Assembly after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Writes {@code changes.md}, which is a summary for a pull request, the pictures, and a page with
   * all of it and with what the deployment does while it lasts, in the place of those that are
   * there.
   *
   * @param directory the directory to write to, which is created if it is missing
   * @return the files, in order of their names
   */
  public List<Path> writeTo(Path directory) {
    Changes changes = Changes.between(before, after);
    List<Picture> pictures = ChangeFiles.pictures(changes);
    SortedMap<String, String> files = ChangeFiles.of(changes, pictures);
    Rehearsed rehearsed = Rehearsed.of(Deployment.of(before), Deployment.of(after));
    files.put("changes.html", Page.of(changes, rehearsed, after, pictures));
    return WrittenFiles.write(files, directory);
  }
}
