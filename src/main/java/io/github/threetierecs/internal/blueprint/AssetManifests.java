package io.github.threetierecs.internal.blueprint;

import java.nio.file.Path;
import java.util.List;

/** The files of a cloud assembly that say what its stacks' assets are made of. */
public final class AssetManifests {

  private AssetManifests() {}

  /**
   * The asset manifests of a cloud assembly, and of its stages.
   *
   * @param cdkOut the folder of the assembly
   * @return their files, in the order of the manifests
   */
  public static List<Path> in(Path cdkOut) {
    return Artifact.in(cdkOut).stream()
        .filter(it -> it.isA("cdk:asset-manifest"))
        .map(it -> it.folder().resolve(it.property("file")))
        .toList();
  }
}
