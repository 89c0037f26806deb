package io.github.threetierecs.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMainTest {
  private static final String USAGE =
      "Usage: java -cp CLASSPATH io.github.threetierecs.local.Main"
          + " [--range=CIDR] CDK_OUT [DIRECTORY [STACK]]\n";

  private record Said(int code, String out, String err) {}

  @TempDir private Path directory;
  private Path assembly;

  @BeforeEach
  void writeAssembly() throws IOException {
    assembly = Plans.writeAssembly(Plans.templatesOf("quickstart"), directory.resolve("cdk.out"));
  }

  @Test
  void writesTheProjectAndSaysWhatIsNotAsInAws() {
    Path project = directory.resolve("new/folder");

    Said said = run(assembly.toString(), project.toString());

    assertThat(said.code()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(
            said.out()
                .lines()
                .takeWhile(it -> !it.isEmpty())
                .map(it -> project.relativize(Path.of(it)).toString()))
        .containsExactly(
            ".gitignore",
            "compose.yaml",
            "database/user.sql",
            "load-balancers/backend-load-balancer.cfg",
            "load-balancers/frontend-load-balancer.cfg",
            "local",
            "reachable.tsv",
            "security-groups.cfg");
    assertThat(said.out())
        .contains("Not as in AWS:\n- ", "No task reaches the internet")
        .endsWith("Start it: " + project.resolve("local") + " start\n");
    assertThat(project.resolve("local")).isExecutable();
  }

  @Test
  void whatIsOnesOwnStays() throws IOException {
    Path project = directory.resolve("local");
    Files.createDirectories(project.resolve("secrets"));
    List<Path> own =
        List.of(
            project.resolve("secrets/database.json"),
            project.resolve(".env"),
            project.resolve("compose.override.yaml"));
    for (Path it : own) {
      Files.writeString(it, "mine");
    }

    run(assembly.toString(), project.toString());
    run(assembly.toString(), project.toString());

    assertThat(own).allSatisfy(it -> assertThat(it).hasContent("mine"));
  }

  @Test
  void helpIsNoMistake() {
    Said said = run("--help");

    assertThat(said.code()).isZero();
    assertThat(said.out()).startsWith(USAGE).contains("--range=CIDR");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void argumentsThatMeanNothingAreRefused() {
    assertThat(run()).isEqualTo(new Said(2, "", USAGE));
    assertThat(run("--port", "a"))
        .isEqualTo(new Said(2, "", "There is no option --port. " + USAGE));
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = directory.resolve("nowhere");

    assertThat(run(missing.toString()))
        .isEqualTo(
            refused(
                "There is no folder " + missing + ". `cdk synth` writes one, cdk.out by default."));
  }

  @Test
  void aFileInThePlaceOfTheFolderIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThat(run(assembly.toString(), file.toString()))
        .isEqualTo(refused(file + " is a file. Name a folder for the project, such as local."));
    assertThat(run(assembly.toString(), file.resolve("below").toString()).err())
        .isEqualTo(file.resolve("below") + " cannot be written to\n");
  }

  @Test
  void stacksWithoutAnApplicationAreNamed() throws IOException {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");
    templates.put("Tools", Map.of("Resources", Map.of()));
    templates.remove("Quickstart");
    Path other = Plans.writeAssembly(templates, directory.resolve("other"));

    assertThat(run(other.toString(), directory.resolve("x").toString()))
        .isEqualTo(
            refused(
                "No stack has a ThreeTierEcsApp: a frontend whose containers are told a"
                    + " BACKEND_URL. The stacks are Tools."));
  }

  @Test
  void severalApplicationsAreNamed() throws IOException {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");
    templates.putAll(Plans.templatesOf("production"));
    Path both = Plans.writeAssembly(templates, directory.resolve("both"));
    String project = directory.resolve("project").toString();

    assertThat(run(both.toString(), project))
        .isEqualTo(
            refused(
                "One application runs in a local project, and Quickstart/App, Shop/App are meant."
                    + " Name one of them, or its stack."));
    assertThat(run(both.toString(), project, "Blog"))
        .isEqualTo(
            refused("There is no application in \"Blog\". There is Quickstart/App, Shop/App."));
    assertThat(run(both.toString(), project, "Shop").code()).isZero();
    assertThat(directory.resolve("project/compose.yaml")).content().contains("name: shop-app\n");
    assertThat(run(both.toString(), project, "Quickstart/App").code()).isZero();
    assertThat(directory.resolve("project/compose.yaml"))
        .content()
        .contains("name: quickstart-app\n");
  }

  @Test
  void addressesCanBeChosen() {
    String project = directory.resolve("project").toString();

    assertThat(run("--range=192.168.64.0/20", assembly.toString(), project).code()).isZero();
    assertThat(directory.resolve("project/compose.yaml"))
        .content()
        .contains("subnet: \"192.168.64.8/29\"")
        .doesNotContain("10.");
    assertThat(run("--range=10.0.0.0/30", assembly.toString(), project))
        .isEqualTo(
            refused(
                "The range \"10.0.0.0/30\" is no range of IPv4 addresses that machines may have,"
                    + " from /8 to /24. Name one that nothing on this machine uses, such as"
                    + " 10.213.0.0/16."));
    for (String range :
        List.of("mine", "0.0.0.0/8", "127.0.0.0/16", "169.254.8.0/24", "224.0.0.0/8")) {
      assertThat(run("--range=" + range, assembly.toString(), project).err())
          .startsWith("The range \"" + range + "\" is no range");
    }
  }

  @Test
  void whatIsNoTemplateIsNamed() throws IOException {
    Path template = assembly.resolve("Quickstart.template.json");

    Files.writeString(template, "[1, 2]");
    assertThat(run(assembly.toString(), directory.resolve("x").toString()))
        .isEqualTo(
            refused(
                template + " is no template, which is an object of JSON. Run `cdk synth` again."));
    Files.writeString(template, "{\"Resources\": {");
    assertThat(run(assembly.toString(), directory.resolve("x").toString()))
        .isEqualTo(
            refused(
                template
                    + " is no JSON: Unexpected end-of-input: expected close marker for Object"
                    + " (line 1, column 16)"));
  }

  @Test
  void theCommandThatStartsItSuitsAShell() {
    assertThat(run(assembly.toString(), directory.resolve("it's here").toString()).out())
        .endsWith(
            "Start it: '"
                + directory.resolve("it's here/local").toString().replace("'", "'\\''")
                + "' start\n");
  }

  private static Said refused(String message) {
    return new Said(2, "", message + "\n");
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
