package io.github.threetierecs.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String TEMPLATE =
      """
      {"Resources": {"Database": {"Type": "AWS::RDS::DBInstance", "Properties": {
        "EngineVersion": "%s", "DBInstanceClass": "db.t4g.micro"}}}}
      """;

  private record Said(int code, String out, String err) {}

  @TempDir private Path directory;
  private String before;
  private String after;

  @BeforeEach
  void write() throws IOException {
    before = file("before.json", TEMPLATE.formatted("8.4.8"));
    after = file("after.json", TEMPLATE.formatted("8.4.9"));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void saysALineForEachChange() {
    Said said = run(before, after);

    assertThat(said.code()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .isEqualTo(
            "cannot go back: a deployment of the old template fails then: RDS lowers no version"
                + " (Database: EngineVersion 8.4.8 → 8.4.9)\n"
                + "outage of the database, 2-15 minutes (Database: EngineVersion 8.4.8 → 8.4.9)\n"
                + "safe: if it fails and is rolled back, this remains: the version of the"
                + " database\n");
  }

  @Test
  void writesATableForAPullRequest() {
    assertThat(run(before, after, "--markdown").out())
        .startsWith("## What a deployment does\n\n**cannot go back**: 1 steps.\n")
        .contains("\n| outage | outage of the database | 2-15 minutes | Database: ");
  }

  @Test
  void endsAsThePipelineWants() {
    assertThat(run(before, after, "--fail-on", "outage").code()).isEqualTo(1);
    assertThat(run(before, after, "--fail-on", "no-way-back").code()).isEqualTo(1);
    assertThat(run(before, after, "--fail-on", "fails").code()).isZero();
    assertThat(run(before, before, "--fail-on", "safe").code()).isEqualTo(1);
    assertThat(run(before, before, "--fail-on", "deployment").code()).isZero();
  }

  @Test
  void rehearsesTheStacksOfAssemblies() throws IOException {
    Path there = Plans.writeAssembly(Plans.templatesOf("quickstart"), directory.resolve("a"));
    Path here = Plans.writeAssembly(Plans.templatesOf("production"), directory.resolve("b"));

    assertThat(run(there.toString(), there.toString()).out()).isEqualTo("safe: nothing changes\n");
    assertThat(run(there.toString(), here.toString()).code()).isZero();
  }

  @Test
  void refusesWhatIsWrongInOneLine() throws IOException {
    String usage =
        "Usage: java -cp CLASSPATH io.github.threetierecs.rehearsal.Main BEFORE AFTER"
            + " [--fail-on VERDICT] [--markdown] [--events FILE]...\n";

    assertThat(run()).isEqualTo(new Said(2, "", usage));
    assertThat(run(before)).isEqualTo(new Said(2, "", usage));
    assertThat(run(before, after, "--loud"))
        .isEqualTo(new Said(2, "", "There is no option --loud. " + usage));
    assertThat(run(before, after, "--fail-on", "panic").err())
        .isEqualTo(
            "--fail-on takes one of safe, deployment, not-known, degraded, outage, no-way-back,"
                + " may-get-stuck, fails, data, and not panic.\n");
    assertThat(run(before, directory.resolve("none").toString()).err())
        .isEqualTo(
            "There is no "
                + directory.resolve("none")
                + ". Name a folder that `cdk synth` writes, or a template file.\n");
    assertThat(run(before, directory.toString()).err()).contains("has no manifest.json");
    assertThat(run(before, file("yaml", "Resources:\n")).err())
        .contains("is no template in JSON")
        .contains("cdk synth");
    assertThat(run(before, file("empty.json", "{}")).err())
        .endsWith("has no Resources: it is no template of AWS CloudFormation.\n");
    assertThat(run(before, file("null.json", "null")).err()).contains("has no Resources");
    assertThat(run(before, file("type.json", "{\"Resources\": {\"A\": {}}}")).err())
        .contains("Resources.A has no Type");
    Path assembly = Plans.writeAssembly(Plans.templatesOf("quickstart"), directory.resolve("a"));
    assertThat(run(before, assembly.toString()).err())
        .isEqualTo(
            "One is a folder of `cdk synth`, and the other a template file. Name two of the"
                + " same.\n");
  }

  @Test
  void holdsTheRehearsalAgainstEvents() {
    Path files = Path.of("src", "test", "resources", "rehearsal");
    String there = files.resolve("before.template.json").toString();
    String here = files.resolve("after.template.json").toString();
    String asRehearsed = files.resolve("as-rehearsed.json").toString();
    String slow = files.resolve("too-slow.json").toString();

    assertThat(run(there, here, "--events", asRehearsed))
        .isEqualTo(new Said(0, "It went as rehearsed.\n", ""));
    assertThat(run(there, here, "--events", slow))
        .isEqualTo(
            new Said(1, "Service took 31 minutes, where the rehearsal has 2-15 minutes\n", ""));
    assertThat(run(there, here, "--events", here).code()).isEqualTo(2);
    assertThat(run(there, here, "--events").err()).startsWith("--events takes a file. Usage: ");
    assertThat(run(there, here, "--events", slow, "--fail-on", "outage").err())
        .isEqualTo(
            "--events compares a deployment that is over, and goes with neither --fail-on nor"
                + " --markdown.\n");
  }

  @Test
  void helps() {
    assertThat(run("--help").out()).startsWith("Usage: ").contains("Exit codes: 0 done");
    assertThat(run("--help").code()).isZero();
  }

  private static Said run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
