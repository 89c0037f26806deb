package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rehearsals held against events, in the form in which {@code aws cloudformation
 * describe-stack-events} prints them: a database gets a new version, a service a new image, a topic
 * goes and a queue comes.
 */
class EventsTest {
  private static final Path FILES = Path.of("src", "test", "resources", "rehearsal");
  private static final Deployment BEFORE = Deployment.in(FILES.resolve("before.template.json"));
  private static final Deployment AFTER = Deployment.in(FILES.resolve("after.template.json"));

  private static final String HASH = "0a".repeat(32);

  private static List<String> differences(String... files) {
    return EventComparison.of(BEFORE, AFTER, Stream.of(files).map(FILES::resolve).toList());
  }

  /** The file has the creation of the stack too, with another token. */
  @Test
  void ofSeveralDeploymentsTheLastIsTaken() {
    assertThat(differences("as-rehearsed.json")).isEmpty();
  }

  @Test
  void pagesAreReadOneAfterTheOtherAndEachEventOnce() {
    assertThat(differences("pages.json")).isEmpty();
    assertThat(differences("pages.json", "as-rehearsed.json")).isEmpty();
  }

  @Test
  void whatWentOtherwiseIsALineEach() {
    assertThat(differences("otherwise.json"))
        .containsExactly(
            "Alarm (AWS::CloudWatch::Alarm) was updated in place, where the rehearsal has nothing"
                + " of it",
            "Task (AWS::ECS::TaskDefinition) was updated in place, where the rehearsal has REPLACE",
            "Service was not touched, where the rehearsal has UPDATE",
            "OldTopic was not deleted, where the rehearsal has DELETE",
            "Task began before Database was done, where the rehearsal has it after that, since it"
                + " depends on it",
            "Database took 40 minutes, where the rehearsal has 2-15 minutes of an outage; how much"
                + " of it was one, no event tells");
  }

  @Test
  void aDeploymentThatTakesLongerThanSaidIsADifference() {
    assertThat(differences("too-slow.json"))
        .containsExactly("Service took 31 minutes, where the rehearsal has 2-15 minutes");
  }

  @Test
  void aRollbackIsComparedWithWhatWasForeseen() {
    assertThat(differences("rolled-back.json"))
        .singleElement()
        .asString()
        .startsWith(
            "Service failed (UPDATE_FAILED): \"Resource handler returned message: \"Error occurred"
                + " during operation 'ECS Deployment Circuit Breaker was triggered'.\"")
        .endsWith(
            ", where the rehearsal has \"new deployment of the Service, nobody notices, 2-15"
                + " minutes (Service: TaskDefinition by reference to Task)\"");
  }

  @Test
  void aRollbackThatFailsIsComparedToo() {
    assertThat(differences("rollback-failed.json"))
        .hasSize(2)
        .last()
        .asString()
        .startsWith(
            "Database failed (UPDATE_FAILED): \"Resource handler returned message: \"Cannot")
        .endsWith(" in the rollback, where the rehearsal has UPDATE_ROLLBACK_COMPLETE");
  }

  /** The rehearsal of such a change says that it fails. */
  @Test
  void aFailureThatWasForeseenIsNoDifference() {
    Map<String, Object> small = database(100);
    Map<String, Object> large = database(500);
    List<Path> events = List.of(FILES.resolve("rollback-foreseen.json"));

    assertThat(EventComparison.of(deployment(small), deployment(large), events)).isEmpty();
    assertThat(
            EventComparison.of(
                deployment(small), deployment(large), List.of(FILES.resolve("went-through.json"))))
        .singleElement()
        .asString()
        .startsWith("the stack went through, where the rehearsal has \"fails: gp3 that grows");
  }

  private static Map<String, Object> database(int gib) {
    return Map.of(
        "Database",
        Templates.resource(
            "AWS::RDS::DBInstance", Map.of("StorageType", "gp3", "AllocatedStorage", gib)));
  }

  private static Deployment deployment(Map<String, Object> resources) {
    return new Deployment(
        new TreeMap<>(Map.of("", Map.of("Resources", resources))), Map.of(), new TreeMap<>());
  }

  @Test
  void whatCouldNotBeDeletedStaysBesideTheStack() {
    assertThat(differences("left-behind.json"))
        .singleElement()
        .asString()
        .startsWith(
            "OldTopic could not be deleted, and stays beside the stack: \"Resource handler");
  }

  @Test
  void theStacksOfAnAssemblyAreComparedEach() {
    Map<String, Object> nested =
        Map.of(
            "Resources",
            Map.of("Alarm", Templates.resource("AWS::CloudWatch::Alarm", Map.of("Threshold", 1))));
    Map<String, Object> lower =
        Map.of(
            "Resources",
            Map.of("Alarm", Templates.resource("AWS::CloudWatch::Alarm", Map.of("Threshold", 2))));
    List<Path> events = List.of(FILES.resolve("stacks.json"));

    assertThat(EventComparison.of(assembly(BEFORE, lower), assembly(AFTER, nested), events))
        .isEmpty();
    assertThat(EventComparison.of(assembly(BEFORE, nested), assembly(AFTER, nested), events))
        .containsExactly(
            "Jobs/Nested/Alarm (AWS::CloudWatch::Alarm) was updated in place, where the rehearsal"
                + " has nothing of it");
    assertThat(
            EventComparison.of(
                assembly(BEFORE, lower),
                assembly(AFTER, nested),
                List.of(FILES.resolve("as-rehearsed.json"))))
        .containsExactly("Jobs has no events, where the rehearsal has 1 steps");
  }

  /** Two stacks: Shop, and Jobs with a nested one. */
  private static Deployment assembly(Deployment shop, Map<String, Object> nested) {
    Map<String, Object> jobs =
        Map.of(
            "Resources",
            Map.of(
                "Nested",
                Templates.resource(
                    "AWS::CloudFormation::Stack",
                    Map.of(
                        "TemplateURL", "https://s3.eu-west-1.amazonaws.com/a/" + HASH + ".json"))));
    return new Deployment(
        new TreeMap<>(Map.of("Shop", shop.stacks().get(""), "Jobs", jobs)),
        Map.of(HASH, nested),
        new TreeMap<>(Map.of("Shop", "Shop", "Jobs", "Jobs")));
  }

  @Test
  void eventsOfSomethingElseAreRefused(@TempDir Path directory) throws IOException {
    assertThatThrownBy(() -> differences("in-progress.json"))
        .hasMessage(
            "The deployment of stack Shop is not over, it is in UPDATE_IN_PROGRESS. Fetch the"
                + " events again when it is.");
    assertThatThrownBy(() -> differences("deleted.json"))
        .hasMessageStartingWith(
            "What happened to stack Shop last is DELETE_IN_PROGRESS, which is no deployment.");
    assertThatThrownBy(() -> differences("stacks.json"))
        .hasMessageStartingWith("The events are of the stacks Shop, Jobs, and the template is of");
    assertThatThrownBy(() -> differences("before.template.json"))
        .hasMessageContaining("before.template.json has an object without StackEvents where events")
        .hasMessageContaining("`aws cloudformation describe-stack-events --stack-name <stack>");
    assertThatThrownBy(() -> differences("none.json")).hasMessageStartingWith("There is no file ");
    assertThatThrownBy(() -> differences(directory, "StackEvents:\n- EventId: a\n"))
        .hasMessageContaining(" is no JSON: ");
    assertThatThrownBy(() -> differences(directory, "{\"StackEvents\": []}"))
        .hasMessageContaining(" has no events.");
    assertThatThrownBy(() -> differences(directory, "{\"StackEvents\": [{\"EventId\": \"a\"}]}"))
        .hasMessageContaining(" has an object without StackEvents");
    String page = Files.readString(FILES.resolve("as-rehearsed.json"));
    assertThatThrownBy(() -> differences(directory, page.replace("\"Timestamp\"", "\"Time\"")))
        .hasMessageContaining(" without Timestamp.");
    assertThatThrownBy(() -> differences(directory, page.replace("T10:", "at10:")))
        .hasMessageContaining(", which is no time.");
    String pages = Files.readString(FILES.resolve("pages.json"));
    assertThatThrownBy(() -> differences(directory, pages.substring(0, pages.indexOf("\n}\n") + 3)))
        .hasMessageStartingWith("The events of stack Shop have no beginning of a deployment");
    assertThatThrownBy(
            () ->
                EventComparison.of(
                    assembly(BEFORE, Map.of("Resources", Map.of())),
                    assembly(AFTER, Map.of("Resources", Map.of())),
                    List.of(write(directory, page.replace("\"Shop\"", "\"Other\"")))))
        .hasMessage(
            "There are events of stack Other, and the assembly has Jobs, Shop. Name the events of"
                + " those.");
  }

  private static List<String> differences(Path directory, String text) throws IOException {
    return EventComparison.of(BEFORE, AFTER, new ArrayList<>(List.of(write(directory, text))));
  }

  private static Path write(Path directory, String text) throws IOException {
    return Files.writeString(directory.resolve("events.json"), text);
  }
}
