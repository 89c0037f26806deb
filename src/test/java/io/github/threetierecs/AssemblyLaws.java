package io.github.threetierecs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.shared.Cdk;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds of whatever a CDK app was synthesized to, if it has an application in it: the laws of
 * who reaches whom and who may do what, and that the synthesis itself has found nothing open.
 */
final class AssemblyLaws {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AssemblyLaws() {}

  /**
   * {@return what is wrong, one sentence each; empty if nothing is}
   *
   * @param directory where the CDK has written its templates and its report
   */
  static List<String> violationsIn(Path directory) {
    List<String> violations = new ArrayList<>();
    boolean isThere = false;
    for (Path file : templatesIn(directory)) {
      StackTemplate template =
          StackTemplate.of(JSON.convertValue(read(file), new TypeReference<>() {}));
      isThere |= new Ends(template).has(Ends.FRONTEND);
      violationsOf(template).forEach(it -> violations.add(file.getFileName() + ": " + it));
    }
    if (!isThere) {
      return List.of("no template with an application in " + directory);
    }
    violations.addAll(reportedIn(directory));
    return violations;
  }

  /** {@return what is wrong in a template of one application} */
  static List<String> violationsOf(StackTemplate template) {
    return Stream.concat(
            ReachabilityLaws.violations(template).stream(),
            PermissionChecks.problemsOf(template).stream())
        .toList();
  }

  /** {@return what the plugin that looks at every synthesis has told} */
  static List<String> reportedIn(Path directory) {
    List<String> reported = new ArrayList<>();
    if (!Cdk.hasValidationPlugins()) {
      return reported;
    }
    for (JsonNode plugin :
        read(directory.resolve("validation-report.json")).path("pluginReports")) {
      // With a feature flag, the warnings of constructs are in the report too.
      if (plugin.path("pluginName").asText().equals("ThreeTierEcsApp")) {
        for (JsonNode violation : plugin.path("violations")) {
          reported.add(violation.path("description").asText());
        }
      }
    }
    return reported;
  }

  private static List<Path> templatesIn(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(it -> it.toString().endsWith(".template.json")).sorted().toList();
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
