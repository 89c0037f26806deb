package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.threetierecs.AcceptedRisks.AcceptedRisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.cloudformation.include.CfnInclude;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

class AcceptedRisksTest {
  @Test
  void nagFindsNothingInProductionThatIsNotAcknowledged() {
    App app = new App();
    production(app);

    assertThat(findings(app)).isEmpty();
  }

  @Test
  void nagFindsEverythingThatIsAcknowledged() {
    App app = new App();
    production(app);
    String template = app.synth().getStackByName("Production").getTemplateFullPath();

    // A template knows nothing of acknowledgments.
    App bare = new App();
    CfnInclude.Builder.create(new Stack(bare, "Bare"), "Template").templateFile(template).build();

    assertThat(findings(bare))
        .as("a risk that is no longer found must leave the table")
        .containsExactlyInAnyOrderElementsOf(
            AcceptedRisks.all().stream().map(AcceptedRisk::rule).toList());
  }

  @Test
  void securityPageRepeatsTheTable() throws IOException {
    String expected =
        AcceptedRisks.all().stream()
            .map(risk -> "| `" + risk.rule() + "` | " + risk.reason() + " |\n")
            .collect(
                Collectors.joining(
                    "",
                    "<!-- accepted-risks -->\n| Finding | Why it stays |\n| --- | --- |\n",
                    "<!-- /accepted-risks -->"));

    assertThat(Files.readString(Path.of("docs/security.md")))
        .as("docs/security.md")
        .contains(expected);
  }

  private static void production(Construct app) {
    ContainerImage image = ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx:1.29-alpine");
    new ThreeTierEcsApp(new Stack(app, "Production"), "App", ThreeTierEcsAppProps.of(image, image));
  }

  private static List<String> findings(App app) {
    return new AwsSolutionsChecks(app)
        .validateScope(app).getViolations().stream().map(PolicyViolation::getRuleName).toList();
  }
}
