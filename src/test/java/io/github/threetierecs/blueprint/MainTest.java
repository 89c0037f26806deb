package io.github.threetierecs.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String USAGE =
      "Usage: java -cp CLASSPATH io.github.threetierecs.blueprint.Main"
          + " (CDK_OUT | diff BEFORE AFTER) [DIRECTORY]\n";

  private record Said(int code, String out, String err) {}

  @TempDir private Path directory;

  @Test
  void writesThePicturesAndSaysWhere() throws IOException {
    Path assembly =
        Plans.writeAssembly(Plans.templatesOf("quickstart"), directory.resolve("cdk.out"));

    Said said = run(assembly.toString(), directory.resolve("new/folder").toString());

    Path request = directory.resolve("new/folder/request.mmd");
    Path support = directory.resolve("new/folder/support.mmd");
    assertThat(said.code()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines().map(it -> Path.of(it).getFileName().toString()))
        .containsExactly(
            "everything.svg",
            "index.html",
            "network.svg",
            "request.mmd",
            "support.mmd",
            "tiers.svg");
    assertThat(said.out().lines().map(Path::of)).allMatch(Files::isRegularFile);
    assertThat(request).content().startsWith("flowchart TB\n  accTitle: ");
    assertThat(support).content().startsWith("flowchart LR\n  accTitle: ");
  }

  @Test
  void writesIntoTheAssemblyIfNoDirectoryIsNamed() throws IOException {
    Path assembly = Plans.writeAssembly(Plans.templatesOf("quickstart"), directory);

    assertThat(run(assembly.toString()).code()).isZero();
    assertThat(directory.resolve("blueprint/request.mmd")).exists();
  }

  @Test
  void writesWhatChanges() throws IOException {
    Path before = Plans.writeAssembly(Plans.templatesOf("quickstart"), directory.resolve("a"));
    Path after = Plans.writeAssembly(Plans.templatesOf("production"), directory.resolve("b"));

    Said said = run("diff", before.toString(), after.toString(), directory.resolve("c").toString());
    Said again = run("diff", before.toString(), after.toString());

    assertThat(said.code()).isZero();
    assertThat(said.out().lines().map(it -> Path.of(it).getFileName().toString()))
        .containsExactly(
            "changes-everything.svg",
            "changes-network.svg",
            "changes-tiers.svg",
            "changes.html",
            "changes.md");
    assertThat(again.out().lines().map(Path::of))
        .allSatisfy(
            it ->
                assertThat(it)
                    .hasParent(after.resolve("blueprint"))
                    .hasSameTextualContentAs(directory.resolve("c").resolve(it.getFileName())));
    assertThat(directory.resolve("c/changes.md"))
        .content()
        .startsWith("## What changes\n")
        .contains("Stack `Quickstart` is no longer there", "Stack `Shop` is new");
  }

  @Test
  void aDiffNeedsTwoFolders() {
    assertThat(run("diff", "a")).isEqualTo(new Said(2, "", USAGE));
    assertThat(run("diff", "a", "b", "c", "d")).isEqualTo(new Said(2, "", USAGE));
    assertThat(run("diff", "nowhere", "elsewhere").err()).startsWith("There is no folder nowhere.");
  }

  @Test
  void helpIsNoMistake() {
    Said said = run("--help");

    assertThat(said.code()).isZero();
    assertThat(said.out()).startsWith(USAGE).contains("CDK_OUT    the folder");
    assertThat(said.err()).isEmpty();
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
  void aFolderThatIsNoAssemblyIsNamed() {
    assertThat(run(directory.toString()))
        .isEqualTo(
            refused(
                "The folder "
                    + directory
                    + " has no manifest.json, so it is not what `cdk synth` writes. Name its"
                    + " cdk.out."));
  }

  @Test
  void aManifestThatIsNoJsonIsNamed() throws IOException {
    Files.writeString(directory.resolve("manifest.json"), "{");

    assertThat(run(directory.toString()).err())
        .startsWith(directory.resolve("manifest.json") + " is no JSON: ")
        .hasLineCount(1);
  }

  @Test
  void aTemplateThatIsMissingIsNamed() throws IOException {
    Path assembly = Plans.writeAssembly(Plans.templatesOf("quickstart"), directory);
    Files.delete(directory.resolve("Quickstart.template.json"));

    assertThat(run(assembly.toString()))
        .isEqualTo(refused(directory.resolve("Quickstart.template.json") + " cannot be read"));
  }

  @Test
  void argumentsThatMeanNothingAreRefused() {
    assertThat(run()).isEqualTo(new Said(2, "", USAGE));
    assertThat(run("a", "b", "c")).isEqualTo(new Said(2, "", USAGE));
    assertThat(run("--picture", "a"))
        .isEqualTo(new Said(2, "", "There is no option --picture. " + USAGE));
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
