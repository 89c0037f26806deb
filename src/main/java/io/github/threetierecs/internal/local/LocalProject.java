package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.blueprint.Application;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Planner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an application that runs on this machine. The same templates give the same bytes.
 */
public final class LocalProject {
  /** The script. */
  public static final String SCRIPT = "local";

  private static final String IGNORED =
      """
      # Passwords, which ./local start makes up.
      /secrets/
      # What is different on this machine.
      /.env
      /compose.override.yaml
      """;

  private final LocalApplication application;

  private LocalProject(LocalApplication application) {
    this.application = application;
  }

  /**
   * Reads an application.
   *
   * @param assembly the templates
   * @param names the application's stack, or its stack and its construct as {@code Shop/App}; none
   *     if there is only one
   * @param range a range of addresses, if not that which follows from the stack's name
   * @return the application, as it runs here
   * @throws IllegalArgumentException if none or several are meant, or the range is too small
   */
  public static LocalProject of(Assembly assembly, List<String> names, Optional<String> range) {
    Plan plan = Planner.plan(assembly);
    Application chosen = ChosenApplication.of(plan.applications(), names, plan.stacks());
    Addresses addresses =
        range
            .map(Addresses::of)
            .orElseGet(() -> Addresses.ofProject(LocalApplication.projectOf(chosen)));
    return new LocalProject(new LocalApplication(assembly, plan, chosen, addresses));
  }

  /**
   * What of the templates is not reproduced.
   *
   * @return a sentence for each
   */
  public List<String> notHere() {
    return NotHere.of(application);
  }

  /**
   * The files.
   *
   * @param cdkOut the folder of the cloud assembly, with the folders that images are built of
   * @param directory where the files will be
   * @return their contents, by their paths below the directory
   */
  public SortedMap<String, String> files(Path cdkOut, Path directory) {
    return files(DockerAssets.in(cdkOut, directory));
  }

  SortedMap<String, String> files(DockerAssets assets) {
    SortedMap<String, String> files = new TreeMap<>(ConfigurationFiles.of(application));
    Images images =
        new Images(application.project, application.services, application.values, assets);
    files.put("compose.yaml", ComposeFile.of(application, images, files));
    files.put("database/user.sql", DatabaseUser.of(application));
    files.put("reachable.tsv", ReachableTable.of(application.topology));
    files.put(".gitignore", IGNORED);
    files.put(SCRIPT, Script.of(application, images.builds()));
    return files;
  }

  LocalApplication application() {
    return application;
  }
}
