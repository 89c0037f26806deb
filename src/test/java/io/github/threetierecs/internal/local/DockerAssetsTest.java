package io.github.threetierecs.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerAssetsTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir private Path directory;

  @Test
  void anImageIsBuiltOfTheFolderThatTheAssemblyHas() throws IOException {
    Path cdkOut = Files.createDirectories(directory.resolve("cdk.out"));
    Files.writeString(
        cdkOut.resolve("manifest.json"),
        """
        {"artifacts": {"Shop.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Shop.assets.json"}}}}\
        """);
    Files.writeString(
        cdkOut.resolve("Shop.assets.json"),
        """
        {"dockerImages": {"HASH": {"source": {"directory": "asset.HASH", "dockerFile": "Dockerfile.prod",
          "dockerBuildTarget": "app", "dockerBuildArgs": {"B": "$x", "A": "1"}}}}}\
        """
            .replace("HASH", HASH));

    DockerAssets assets = DockerAssets.in(cdkOut, directory.resolve("local"));

    assertThat(assets.of("111111111111.dkr.ecr.eu-west-1.amazonaws.com/cdk-assets:" + HASH))
        .hasValue(
            Map.of(
                "context",
                "../cdk.out/asset." + HASH,
                "dockerfile",
                "Dockerfile.prod",
                "target",
                "app",
                "args",
                Map.of("A", "1", "B", "$$x")));
    assertThat(assets.of("nginx:1")).isEmpty();
  }

  @Test
  void anAssemblyWithoutImagesBuildsNone() throws IOException {
    Files.writeString(directory.resolve("manifest.json"), "{\"artifacts\": {}}");

    assertThat(DockerAssets.in(directory, directory.resolve("local")).of(HASH)).isEmpty();
  }
}
