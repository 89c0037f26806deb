package io.github.threetierecs.internal.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.blueprint.AssetManifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The images that the CDK builds of folders, with what they are built of. */
final class DockerAssets {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What {@code build} of a compose service says, by the hash of the asset. */
  private final Map<String, Map<String, Object>> builds = new TreeMap<>();

  private DockerAssets() {}

  static DockerAssets none() {
    return new DockerAssets();
  }

  /**
   * The images of a cloud assembly and of its stages.
   *
   * @param relativeTo the folder of the compose file
   */
  static DockerAssets in(Path cdkOut, Path relativeTo) {
    DockerAssets assets = new DockerAssets();
    for (Path file : AssetManifests.in(cdkOut)) {
      assets.read(file, relativeTo);
    }
    return assets;
  }

  private void read(Path file, Path relativeTo) {
    for (Map.Entry<String, JsonNode> it : json(file).path("dockerImages").properties()) {
      JsonNode source = it.getValue().path("source");
      if (source.hasNonNull("directory")) {
        Path folder =
            file.toAbsolutePath().resolveSibling(source.path("directory").asText()).normalize();
        builds.put(it.getKey(), build(source, folder, relativeTo));
      }
    }
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  private static Map<String, Object> build(JsonNode source, Path folder, Path relativeTo) {
    Map<String, Object> build = new LinkedHashMap<>();
    build.put("context", Compose.literal(relative(folder, relativeTo)));
    text(source, "dockerFile").ifPresent(it -> build.put("dockerfile", Compose.literal(it)));
    text(source, "dockerBuildTarget").ifPresent(it -> build.put("target", Compose.literal(it)));
    Map<String, Object> arguments = new TreeMap<>();
    source
        .path("dockerBuildArgs")
        .properties()
        .forEach(it -> arguments.put(it.getKey(), Compose.literal(it.getValue().asText())));
    if (!arguments.isEmpty()) {
      build.put("args", arguments);
    }
    return build;
  }

  private static String relative(Path folder, Path relativeTo) {
    Path from = relativeTo.toAbsolutePath().normalize();
    if (!folder.getRoot().equals(from.getRoot())) {
      return folder.toString();
    }
    String path = from.relativize(folder).toString().replace('\\', '/');
    return path.startsWith("..") ? path : "./" + path;
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.of(node.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** What an image is built of, if its name has the hash of an asset as its tag. */
  Optional<Map<String, Object>> of(String image) {
    return List.copyOf(builds.keySet()).stream()
        .filter(image::endsWith)
        .findFirst()
        .map(builds::get);
  }
}
