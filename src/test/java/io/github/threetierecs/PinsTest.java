package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.database.ApplicationUser;
import io.github.threetierecs.internal.service.Placeholder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from elsewhere is named by what is in it, so that nobody else can change it. */
class PinsTest {
  private static final Path NPM = Path.of(".ci", "npm");
  private static final Pattern CLI = Pattern.compile("aws-cdk@([^\\s`\"]*)");
  private static final Pattern HASH = Pattern.compile("--hash=sha256:[0-9a-f]{64}( \\\\)?");

  @Test
  void thePlaceholderIsNamedByItsDigest() {
    assertThat(Placeholder.NAME).matches("[a-z0-9./-]+:[0-9.]+-alpine@sha256:[0-9a-f]{64}");
  }

  /** Whoever has no way to the registry copies it, by what the page says. */
  @Test
  void theImageThatCreatesTheDatabasesUserIsNamedByItsDigestThereToo() throws IOException {
    assertThat(ApplicationUser.IMAGE).matches("[a-z0-9./-]+:[0-9.]+@sha256:[0-9a-f]{64}");
    assertThat(Files.readString(Path.of("docs", "guides", "database-access.md")))
        .as("docs/guides/database-access.md, which tells how to copy the image")
        .containsOnlyOnce(ApplicationUser.IMAGE);
  }

  /** For readers in README.md, for a new project in its own files, and as .ci/npm has it. */
  @Test
  void theCdkCliHasOneVersionEverywhere() throws IOException {
    String version = json("package.json").at("/dependencies/aws-cdk").asText();
    Map<String, List<String>> named = new TreeMap<>();
    for (Path file : files()) {
      List<String> versions =
          CLI.matcher(Files.readString(file)).results().map(it -> it.group(1)).toList();
      if (!versions.isEmpty()) {
        named.put(file.toString().replace('\\', '/'), versions);
      }
    }

    assertThat(version).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    assertThat(named)
        .as("where a version of the CDK CLI is named")
        .containsExactly(
            Map.entry("README.md", List.of(version)),
            Map.entry("archetype/template/java/.github/workflows/build.yml", List.of(version)),
            Map.entry("archetype/template/java/README.md", List.of(version, version)),
            Map.entry("docs/blueprint-workflow.yml", List.of(version)),
            Map.entry("docs/recipes/pipeline-over-two-accounts.md", List.of(version)),
            Map.entry("docs/start.md", List.of(version)),
            Map.entry(
                "src/test/java/io/github/threetierecs/recipes/PipelineOverTwoAccounts.java",
                List.of(version)));
    assertThat(Files.readString(Path.of("docs", "start.md")))
        .contains("alias cdk=\"npx --yes aws-cdk@");
  }

  /** Dependabot keeps those of .github alone. */
  @Test
  void theWorkflowForUsersHasTheActionsOfOurs() throws IOException {
    List<String> ours =
        actionsIn(Path.of(".github", "workflows", "build.yml")).stream().sorted().toList();

    assertThat(actionsIn(Path.of("docs", "blueprint-workflow.yml")))
        .allMatch(it -> it.matches("[\\w/-]+@[0-9a-f]{40} # v[0-9.]+"))
        .filteredOn(it -> !it.startsWith("actions/upload-artifact@"))
        .isNotEmpty()
        .isSubsetOf(ours);
  }

  private static List<String> actionsIn(Path workflow) throws IOException {
    return Pattern.compile("uses: (.*)")
        .matcher(Files.readString(workflow))
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"npm", "browser", "site"})
  void npmPackagesAreLockedByHashAndNameNoHost(String folder) throws IOException {
    Path file = Path.of(".ci", folder, "package-lock.json");
    JsonNode lock = new ObjectMapper().readTree(file.toFile());
    JsonNode wanted = new ObjectMapper().readTree(file.resolveSibling("package.json").toFile());
    List<String> without = new ArrayList<>();
    for (Map.Entry<String, JsonNode> it : lock.get("packages").properties()) {
      if (!it.getKey().isEmpty()
          && !it.getValue().path("integrity").asText().matches("sha512-[\\w+/]{86}==")) {
        without.add(it.getKey());
      }
    }

    assertThat(without).as("packages without a hash").isEmpty();
    assertThat(lock.at("/packages//dependencies")).isEqualTo(wanted.get("dependencies"));
    assertThat(Files.readString(file)).doesNotContain("\"resolved\"", "://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cfn-lint.txt", "aws-cli.txt", "rehearsal/ministack.txt"})
  void pythonPackagesAreLockedByHashAndNameNoHost(String name) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(".ci", name));
    List<String> packages = lines.stream().filter(it -> it.matches("[a-z].*")).toList();

    assertThat(packages).isNotEmpty().allMatch(it -> it.matches("[a-z0-9-]+==[0-9.a-z]+ .*\\\\"));
    assertThat(lines)
        .filteredOn(it -> !it.startsWith("#") && !packages.contains(it))
        .hasSizeGreaterThanOrEqualTo(packages.size())
        .allMatch(it -> HASH.matcher(it.strip()).matches());
    assertThat(
            Files.readString(Path.of(".ci", "checks"))
                + Files.readString(Path.of(".ci", "rehearsal", "check")))
        .contains("--require-hashes --no-deps --only-binary :all: -r .ci/" + name);
  }

  /** Whatever downloads by another way than the three. */
  @Test
  void checksDownloadNothingElse() throws IOException {
    for (Path script :
        List.of(
            Path.of(".ci", "checks"),
            Path.of(".ci", "rehearsal", "check"),
            Path.of(".ci", "release-dry-run"),
            Path.of(".ci", "run"),
            Path.of(".ci", "window"),
            Path.of(".ci", "blueprint", "check"),
            Path.of(".ci", "site", "check"),
            Path.of("examples", "synth"))) {
      assertThat(
              Pattern.compile("^.*\\b(npx|npm|curl|wget|pip3?) .*$", Pattern.MULTILINE)
                  .matcher(Files.readString(script))
                  .results()
                  .map(MatchResult::group)
                  .filter(it -> !it.contains("--require-hashes")))
          .as("what %s downloads without a hash", script)
          .isEmpty();
    }
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(NPM.resolve(file).toFile());
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    for (String folder : List.of("docs", "examples", "archetype", ".ci", "src")) {
      try (Stream<Path> walk = Files.walk(Path.of(folder))) {
        walk.filter(Files::isRegularFile)
            .filter(
                it ->
                    !it.toString()
                        .matches(".*/(target|cdk\\.out|node_modules|golden|decisions)/.*"))
            .filter(it -> it.toString().matches(".*(\\.(md|java|mjs|py|json|yml)|/[a-z]+)"))
            .filter(it -> !it.endsWith("PinsTest.java"))
            .forEach(files::add);
      }
    }
    return files;
  }
}
