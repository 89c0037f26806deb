package io.github.threetierecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that a synthesis has said, by whomever: informations, warnings and errors of
 * constructs, findings of plugins, and what is still to be looked up.
 */
final class Said {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LEVELS = List.of("info", "warning", "error");

  private Said() {}

  /** {@return one line each, as {@code warning Group::Rule}, in order} */
  static Set<String> in(Path assembly) {
    Set<String> said = new TreeSet<>();
    for (Path manifest : manifestsIn(assembly)) {
      JsonNode json = read(manifest);
      json.path("missing").forEach(it -> said.add("look-up " + it.path("provider").asText()));
      for (JsonNode artifact : json.path("artifacts")) {
        addWords(said, artifact.path("metadata"));
        String elsewhere = artifact.path("additionalMetadataFile").asText("");
        if (!elsewhere.isEmpty()) {
          addWords(said, read(manifest.resolveSibling(elsewhere)));
        }
      }
    }
    Path report = assembly.resolve("validation-report.json");
    if (Files.exists(report)) {
      for (JsonNode plugin : read(report).path("pluginReports")) {
        for (JsonNode violation : plugin.path("violations")) {
          said.add(violation.path("severity").asText() + " " + idOf(plugin, violation));
        }
      }
    }
    return said;
  }

  /** {@return by what users acknowledge it} */
  static String idOf(JsonNode plugin, JsonNode violation) {
    String rule = violation.path("ruleName").asText();
    return rule.contains("::") ? rule : plugin.path("pluginName").asText() + "::" + rule;
  }

  private static void addWords(Set<String> said, JsonNode byConstruct) {
    for (JsonNode entries : byConstruct) {
      for (JsonNode entry : entries) {
        String level = entry.path("type").asText().replaceFirst("^aws:cdk:", "");
        if (LEVELS.contains(level)) {
          String words = entry.path("data").asText();
          said.add(level + " " + words.replaceFirst("(?s).*\\[ack: (.*)]$", "$1"));
        }
      }
    }
  }

  private static List<Path> manifestsIn(Path assembly) {
    try (Stream<Path> files = Files.walk(assembly)) {
      return files.filter(it -> it.endsWith("manifest.json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
