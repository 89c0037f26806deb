package io.github.threetierecs.examples.guestbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class GuestbookStackTest {
  private static Template development;
  private static Template production;

  @BeforeAll
  static void synthesize() {
    App app = Guestbook.app(Path.of(""), AppProps.builder().build());
    development = template(app, "GuestbookDev");
    production = template(app, "Guestbook");
  }

  @Test
  void theSchemaIsMigratedBeforeTheBackendStarts() {
    production.hasResourceProperties(
        "AWS::ECS::TaskDefinition",
        Map.of(
            "ContainerDefinitions",
            Match.arrayWith(
                List.of(
                    Match.objectLike(
                        Map.of("Name", "migration", "Command", List.of("migrate")))))));
  }

  @Test
  void noContainerIsRootOrWritesToItsRootFileSystem() {
    for (Template template : List.of(development, production)) {
      assertThat(containers(template))
          .hasSize(4)
          .allSatisfy(
              it ->
                  assertThat(it)
                      .containsEntry("User", "10001:10001")
                      .containsEntry("ReadonlyRootFilesystem", true));
    }
  }

  @Test
  void oldEntriesAreDeletedAtNight() {
    production.hasResourceProperties(
        "AWS::Scheduler::Schedule", Map.of("ScheduleExpression", "cron(0 3 * * ? *)"));
  }

  @Test
  void thePasswordRotatesInProductionOnly() {
    production.resourceCountIs("AWS::SecretsManager::RotationSchedule", 1);
    development.resourceCountIs("AWS::SecretsManager::RotationSchedule", 0);
  }

  @Test
  void oneChoiceDecidesAboutInstancesAndImages() {
    Template arm = template(app("arm64"), "GuestbookDev");

    assertThat(arm.toJSON().toString()).contains("t4g.medium").doesNotContain("t3.medium");
    assertThat(images(arm)).hasSize(4).doesNotContainAnyElementsOf(images(development));
  }

  @Test
  void anArchitectureThatIsNoneIsRefusedInWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> app("arm"))
        .withMessage(
            "architecture: \"arm\" is none of [x86_64, arm64]; pass one of them, as -c"
                + " architecture=arm64");
  }

  private static App app(String architecture) {
    return Guestbook.app(
        Path.of(""), AppProps.builder().context(Map.of("architecture", architecture)).build());
  }

  private static Template template(App app, String id) {
    return Template.fromStack((Stack) app.getNode().findChild(id));
  }

  private static List<String> images(Template template) {
    return containers(template).stream().map(it -> it.get("Image").toString()).toList();
  }

  private static List<Map<String, Object>> containers(Template template) {
    return template.findResources("AWS::ECS::TaskDefinition").values().stream()
        .map(it -> (Map<?, ?>) it.get("Properties"))
        .flatMap(it -> ((List<?>) it.get("ContainerDefinitions")).stream())
        .map(GuestbookStackTest::entries)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> entries(Object container) {
    return (Map<String, Object>) container;
  }
}
