package io.github.threetierecs.blueprint;

import io.github.threetierecs.internal.blueprint.AcceptedFinding;
import io.github.threetierecs.internal.blueprint.AcceptedFindings;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Drawings;
import io.github.threetierecs.internal.blueprint.Picture;
import io.github.threetierecs.internal.blueprint.Pictures;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Planner;
import io.github.threetierecs.internal.page.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awscdk.cxapi.CloudAssembly;

/**
 * What was synthesized, as pictures. It is read from the templates alone, so that it shows what
 * CloudFormation will get: every stack of the application, and resources of your own too.
 *
 * <pre>{@code
 * Blueprint.of(app.synth()).writeTo(Path.of("target", "blueprint"));
 * }</pre>
 */
public final class Blueprint {
  private final Assembly assembly;
  private final List<AcceptedFinding> accepted;

  private Blueprint(Assembly assembly, List<AcceptedFinding> accepted) {
    this.assembly = assembly;
    this.accepted = accepted;
  }

  /**
   * Reads a cloud assembly.
   *
   * @param assembly what {@code App.synth()} returns
   * @return its blueprint
   */
  public static Blueprint of(CloudAssembly assembly) {
    return of(Path.of(assembly.getDirectory()));
  }

  /**
   * Reads a cloud assembly.
   *
   * @param cdkOut the folder that a synthesis has written, {@code cdk.out} by default
   * @return its blueprint
   * @throws IllegalArgumentException if it is no such folder
   */
  public static Blueprint of(Path cdkOut) {
    return new Blueprint(Assembly.in(cdkOut), AcceptedFindings.in(cdkOut));
  }

  /**
   * Compares two cloud assemblies.
   *
   * @param before what is deployed
   * @param after what will be
   * @return what a deployment changes
   */
  public static BlueprintDiff diff(CloudAssembly before, CloudAssembly after) {
    return diff(Path.of(before.getDirectory()), Path.of(after.getDirectory()));
  }

  /**
   * Compares two cloud assemblies.
   *
   * @param before the folder with what is deployed, as {@code cdk synth} has written it
   * @param after the folder with what will be
   * @return what a deployment changes
   * @throws IllegalArgumentException if one of them is no such folder
   */
  public static BlueprintDiff diff(Path before, Path after) {
    return new BlueprintDiff(Assembly.in(before), Assembly.in(after));
  }

  /**
   * Writes the pictures, in the place of those that are there.
   *
   * @param directory the directory to write to, which is created if it is missing
   * @return the files, in order of their names
   */
  public List<Path> writeTo(Path directory) {
    return WrittenFiles.write(files(), directory);
  }

  private SortedMap<String, String> files() {
    Plan plan = Planner.plan(assembly);
    List<Picture> pictures = Pictures.of(plan);
    SortedMap<String, String> files = Drawings.of(plan, pictures);
    files.put(Drawings.PAGE, Page.of(plan, assembly, accepted, pictures));
    return files;
  }
}
