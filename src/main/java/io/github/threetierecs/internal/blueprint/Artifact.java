package io.github.threetierecs.internal.blueprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a manifest of a cloud assembly names.
 *
 * @param folder the folder of the manifest
 * @param id the name in the manifest
 * @param json all that the manifest says of it
 */
record Artifact(Path folder, String id, JsonNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The artifacts of a cloud assembly and of the assemblies in it, which are its stages. */
  static List<Artifact> in(Path folder) {
    List<Artifact> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> it :
        read(folder.resolve("manifest.json")).path("artifacts").properties()) {
      Artifact artifact = new Artifact(folder, it.getKey(), it.getValue());
      all.add(artifact);
      if (artifact.isA("cdk:cloud-assembly")) {
        all.addAll(in(folder.resolve(artifact.property("directoryName"))));
      }
    }
    return all;
  }

  boolean isStack() {
    return isA("aws:cloudformation:stack");
  }

  boolean isA(String type) {
    return json.path("type").asText().equals(type);
  }

  /** Empty if there is none. */
  String property(String name) {
    return json.path("properties").path(name).asText();
  }

  /** A file of the assembly. */
  static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "%s is no JSON: %s (line %s, column %s)"
              .formatted(
                  file,
                  wrong.getOriginalMessage().replaceFirst(" \\(start marker at .*", ""),
                  wrong.getLocation().getLineNr(),
                  wrong.getLocation().getColumnNr()),
          wrong);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }
}
