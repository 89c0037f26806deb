package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.blueprint.Blueprint;
import io.github.threetierecs.internal.blueprint.Drawings;
import io.github.threetierecs.internal.shared.Cdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CfnResourceProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageSynthesisOptions;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/** What option {@code blueprint} writes beside the templates, and what it leaves alone. */
class BlueprintOptionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOT_DRAWN = "Shop/App: the blueprint is not drawn: ";

  @TempDir private Path directory;

  private Path assembly() {
    return directory.resolve("cdk.out");
  }

  @Test
  void nothingIsDrawnByDefault() throws IOException {
    for (Profile profile : Profile.values()) {
      App cdk = cdk();
      new ThreeTierEcsApp(stack(cdk), "App", Templates.props().profile(profile).build());
      synthesize(cdk);
    }

    assertThat(assembly().resolve("manifest.json")).exists();
    assertThat(assembly().resolve("blueprint")).doesNotExist();
  }

  @Test
  @SinceCdk(SinceCdk.WRITING_PLUGINS)
  void whatIsDrawnIsWhatTheCommandLineDraws() throws IOException {
    synthesize(drawn());

    Blueprint.of(assembly()).writeTo(directory.resolve("by hand"));
    assertThat(files(assembly().resolve("blueprint")))
        .containsOnlyKeys(Drawings.names())
        .isEqualTo(files(directory.resolve("by hand")));
    assertThat(findings()).isEmpty();
  }

  /** But for the folder. */
  @Test
  @SinceCdk(SinceCdk.WRITING_PLUGINS)
  void itChangesNoByteOfWhatTheCdkWrites() throws IOException {
    App plain = cdk();
    new ThreeTierEcsApp(stack(plain), "App", Templates.props().build());
    synthesize(plain);
    Map<String, String> without = files(assembly());
    synthesize(drawn());

    assertThat(without).containsKeys("manifest.json", "Shop.template.json", "tree.json");
    assertThat(files(assembly())).isEqualTo(without);
  }

  @Test
  @SinceCdk(SinceCdk.WRITING_PLUGINS)
  void theNextSynthesisDrawsAgainInAnotherProcessAndInThis() throws IOException {
    synthesize(drawn());
    Map<String, String> before = files(assembly().resolve("blueprint"));
    App changed = drawn();
    new CfnResource(
        (Stack) changed.getNode().findChild("Shop"),
        "Queue",
        CfnResourceProps.builder().type("AWS::SQS::Queue").build());
    synthesize(changed);
    Map<String, String> after = files(assembly().resolve("blueprint"));

    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.get("everything.svg")).isNotEqualTo(before.get("everything.svg"));

    new CfnResource(
        (Stack) changed.getNode().findChild("Shop"),
        "Another",
        CfnResourceProps.builder().type("AWS::SQS::Queue").build());
    synthesize(changed);
    Map<String, String> last = files(assembly().resolve("blueprint"));

    assertThat(last.keySet()).isEqualTo(before.keySet());
    assertThat(last.get("everything.svg")).isNotEqualTo(after.get("everything.svg"));
    assertThat(findings()).isEmpty();
  }

  @Test
  @SinceCdk(SinceCdk.WRITING_PLUGINS)
  void thereIsOneForAllAccountsStagesAndNestedStacks() throws IOException {
    App cdk = cdk();
    Stage stage = new Stage(cdk, "Prod");
    for (String region : List.of("eu-central-1", "eu-west-1")) {
      Stack regional =
          Stack.Builder.create(stage, region)
              .env(Environment.builder().account("111111111111").region(region).build())
              .build();
      new ThreeTierEcsApp(regional, "App", Templates.props().blueprint(true).build());
    }
    new ThreeTierEcsApp(
        new NestedStack(stack(cdk), "Nested"), "App", Templates.props().blueprint(true).build());
    synthesize(cdk);

    assertThat(assembly().resolve("blueprint/request.mmd"))
        .content()
        .contains("Prodeucentral1", "Prodeuwest1", "Shop_2f_Nested");
    try (Stream<Path> folders = Files.walk(assembly())) {
      assertThat(folders.filter(it -> it.endsWith("blueprint"))).hasSize(1);
    }
    assertThat(findings()).isEmpty();
  }

  @Test
  @SinceCdk(SinceCdk.WRITING_PLUGINS)
  void whatCannotBeDrawnIsAWarningAndStopsNothing() throws IOException {
    App cdk = drawn();
    Stack stack = (Stack) cdk.getNode().findChild("Shop");
    new CfnResource(stack, "Broken", CfnResourceProps.builder().type("AWS::SNS::Topic").build())
        .addDeletionOverride("Type");
    synthesize(cdk);

    assertThat(findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("description").asText())
                  .isEqualTo(
                      NOT_DRAWN
                          + "Resources.Shop/Broken has no Type: this is not a CloudFormation"
                          + " template.");
              assertThat(it.path("severity").asText()).isEqualTo("warning");
              assertThat(it.path("suggestedFix").asText())
                  .startsWith("fix what the reason names, or leave out blueprint; ")
                  .contains("ThreeTierEcsApp::Blueprint");
            });
  }

  @Test
  @SinceCdk(SinceCdk.LINKED_FOLDERS)
  void aLinkIsNotFollowedOutOfTheAssembly() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("tiers.svg"), "theirs");
    Files.createDirectories(assembly());
    Files.createSymbolicLink(assembly().resolve("blueprint"), elsewhere);
    synthesize(drawn());

    assertThat(files(elsewhere)).isEqualTo(Map.of("tiers.svg", "theirs"));
    assertThat(findings())
        .singleElement()
        .satisfies(it -> assertThat(it.path("description").asText()).contains(" is a link, and"));
  }

  @Test
  @SinceCdk(SinceCdk.WRITING_PLUGINS)
  void aLinkThatIsAFileIsReplacedAndOtherFilesStay() throws IOException {
    Path theirs = Files.writeString(directory.resolve("theirs.svg"), "theirs");
    Path folder = Files.createDirectories(assembly().resolve("blueprint"));
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.createSymbolicLink(folder.resolve("tiers.svg"), theirs);
    synthesize(drawn());

    assertThat(theirs).hasContent("theirs");
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
    assertThat(folder.resolve("tiers.svg")).content().startsWith("<svg ");
  }

  /** The CDK would stop the synthesis, since then nobody has deleted the files in time. */
  @Test
  @SinceCdk(SinceCdk.WRITING_PLUGINS)
  void aSynthesisWithoutValidationLeavesAnEarlierBlueprintAndSaysSo() throws IOException {
    App cdk = drawn();
    cdk.synth(StageSynthesisOptions.builder().skipValidation(true).build());
    assertThat(assembly().resolve("blueprint/tiers.svg")).as("of a first one").exists();
    Files.writeString(assembly().resolve("blueprint/tiers.svg"), "earlier");
    cdk.synth(StageSynthesisOptions.builder().skipValidation(true).force(true).build());

    assertThat(assembly().resolve("blueprint/tiers.svg")).hasContent("earlier");
    assertThat(findings())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.path("description").asText())
                    .startsWith(NOT_DRAWN)
                    .contains("skips validation"));
  }

  @Test
  void anOlderCdkSaysWhatItLacksAndWhatDrawsInstead() throws IOException {
    assumeFalse(Cdk.letsPluginsWrite());
    App cdk = drawn();
    Stack stack = (Stack) cdk.getNode().findChild("Shop");

    Annotations.fromStack(stack)
        .hasWarning("*", Match.stringLikeRegexp("the blueprint is not drawn at synthesis, .*"));
    synthesize(cdk);
    assertThat(assembly().resolve("blueprint")).doesNotExist();
  }

  private App cdk() {
    return new App(AppProps.builder().outdir(assembly().toString()).build());
  }

  private App drawn() {
    App cdk = cdk();
    new ThreeTierEcsApp(stack(cdk), "App", Templates.props().blueprint(true).build());
    return cdk;
  }

  private static Stack stack(App cdk) {
    return new Stack(cdk, "Shop");
  }

  private static void synthesize(App cdk) {
    cdk.synth(StageSynthesisOptions.builder().force(true).build());
  }

  /** What the CDK has written down of this rule. */
  private List<JsonNode> findings() throws IOException {
    Path report = assembly().resolve("validation-report.json");
    List<JsonNode> found = new ArrayList<>();
    if (Files.exists(report)) {
      for (JsonNode plugin : JSON.readTree(report.toFile()).path("pluginReports")) {
        StreamSupport.stream(plugin.path("violations").spliterator(), false)
            .filter(it -> it.path("ruleName").asText().endsWith("Blueprint"))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** The files of a folder, without those of folders in it and the report of validations. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("validation-report.json")) {
          files.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return files;
  }
}
