package io.github.threetierecs.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The blueprints of the examples. They stay in target/blueprint, where .ci/blueprint/check draws
 * them.
 */
class ExampleBlueprintsTest {
  private static final Path KEPT = Path.of("target", "blueprint");

  @TempDir private Path directory;

  static List<String> examples() {
    return Plans.EXAMPLES;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleHasTwoFlowchartsThreePicturesAndAPage(String example) throws IOException {
    assertThat(written(Plans.templatesOf(example), KEPT.resolve(example)))
        .containsOnlyKeys(
            "everything.svg",
            "index.html",
            "network.svg",
            "request.mmd",
            "support.mmd",
            "tiers.svg");
  }

  /** What is drawn of it is judged by the browser. */
  @Test
  void namesFullOfSyntaxAreDrawnToo() throws IOException {
    SortedMap<String, Map<String, Object>> templates = new TreeMap<>();
    templates.put(
        "Odd",
        Map.of(
            "Resources",
            Map.of(
                "A", service("We \"quote\" [it] {end} end"),
                "B", service("<b>bold</b> & #35; `x` %%{init}%% |p|"),
                "C", service("subgraph x; y --> z"),
                "D", service("Bestellungen für 漢字 🛒"),
                "E",
                    service(
                        "A name that nobody would call short, for it goes on and on and on and"
                            + " on"))));

    assertThat(written(templates, KEPT.resolve("odd-names")).get("request.mmd"))
        .contains("#34;quote#34;", "漢字 🛒", "…");
  }

  /** What is drawn of that, too. */
  @Test
  void aChangeOfEachKindHasAPage() throws IOException {
    SortedMap<String, Map<String, Object>> after = Plans.templatesOf("production");
    Map<String, Object> resources = section(Objects.requireNonNull(after.get("Shop")), "Resources");
    resources.remove("AppDataReplica1679F55AC");
    properties(resources, "AppDataDatabaseEB44F4C6").put("MasterUsername", "other");
    properties(resources, "AppBackendService656CB767").put("DesiredCount", 5);
    resources.put("Orders", Map.of("Type", "AWS::SQS::Queue"));
    Path before = Plans.writeAssembly(Plans.templatesOf("production"), directory.resolve("before"));

    Blueprint.diff(before, Plans.writeAssembly(after, directory.resolve("after")))
        .writeTo(KEPT.resolve("changes"));

    assertThat(read(KEPT.resolve("changes")))
        .containsOnlyKeys(
            "changes-everything.svg", "changes-network.svg", "changes-tiers.svg", "changes.html");
  }

  @SuppressWarnings("unchecked") // What Jackson reads is made of maps, which can be changed.
  private static Map<String, Object> section(Map<String, Object> of, String name) {
    return (Map<String, Object>) Objects.requireNonNull(of.get(name));
  }

  private static Map<String, Object> properties(Map<String, Object> resources, String id) {
    return section(section(resources, id), "Properties");
  }

  private static Map<String, Object> service(String name) {
    return Map.of(
        "Type",
        "AWS::ECS::Service",
        "Metadata",
        Map.of("aws:cdk:path", "Odd/" + name + "/Service"));
  }

  @Test
  void twentyRunsWriteTheSame() throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Map<String, String> first = written(Plans.templatesOf("production"), directory.resolve("0"));
    try {
      for (int run = 1; run < 20; run++) {
        // Turkish has an i of its own, and Arabic digits of its own.
        Locale.setDefault(Locale.forLanguageTag(run % 2 == 0 ? "tr" : "ar-EG"));
        TimeZone.setDefault(TimeZone.getTimeZone(run % 2 == 0 ? "Asia/Kathmandu" : "America/Lima"));
        assertThat(written(Plans.templatesOf("production"), directory.resolve("" + run)))
            .isEqualTo(first);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Each JVM has an order of its own for sets that have none. */
  @Test
  void anotherProcessWritesTheSame() throws IOException, InterruptedException {
    Path assembly =
        Plans.writeAssembly(Plans.templatesOf("production"), directory.resolve("cdk.out"));
    Path theirs = directory.resolve("theirs");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of(
            "-Duser.language=tr", "-Duser.timezone=Asia/Kathmandu", "-Dfile.encoding=ISO-8859-1"));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), assembly.toString(), theirs.toString()));

    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    assertThat(read(theirs))
        .isEqualTo(written(Plans.templatesOf("production"), directory.resolve("ours")));
  }

  private Map<String, String> written(SortedMap<String, Map<String, Object>> templates, Path to)
      throws IOException {
    Path assembly = Plans.writeAssembly(templates, directory.resolve("assembly"));
    Blueprint.of(assembly).writeTo(to);
    return read(to);
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var list = Files.list(folder)) {
      for (Path file : list.filter(it -> it.toString().matches(".*\\.(html|mmd|svg)")).toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }
}
