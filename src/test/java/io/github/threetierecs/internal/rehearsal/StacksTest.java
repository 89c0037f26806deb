package io.github.threetierecs.internal.rehearsal;

import static io.github.threetierecs.internal.rehearsal.Templates.ref;
import static io.github.threetierecs.internal.rehearsal.Templates.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Several stacks: the one that others import from is called as if it came last. */
class StacksTest {
  private static final String KEY = "AWS::KMS::Key";
  private static final String TOPIC = "AWS::SNS::Topic";

  /** Stack Zero exports a topic, and stack App has a queue that names it. */
  private static Deployment stacks(Map<String, Object> zero, Map<String, Object> app) {
    return new Deployment(
        new TreeMap<>(
            Map.of(
                "Zero",
                Map.of(
                    "Resources",
                    zero,
                    "Outputs",
                    Map.of("Out", Map.of("Value", ref("Topic"), "Export", Map.of("Name", "out")))),
                "App",
                Map.of("Resources", app))),
        Map.of(),
        new TreeMap<>(Map.of("Zero", "Zero", "App", "App")));
  }

  private static Map<String, Object> zero(String name, String display) {
    return Map.of("Topic", resource(TOPIC, Map.of("TopicName", name, "DisplayName", display)));
  }

  private static Map<String, Object> app(int seconds) {
    return Map.of(
        "Queue",
        resource(
            "AWS::SQS::Queue",
            Map.of("DelaySeconds", seconds, "Topic", Map.of("Fn::ImportValue", "out"))));
  }

  @Test
  void eachStackIsDeployedToItsEndBehindThoseThatItImportsFrom() {
    Map<String, Object> more =
        Map.of(
            "Topic",
            resource(TOPIC, Map.of("TopicName", "a", "DisplayName", "a")),
            "Old",
            resource(KEY, Map.of()));

    assertThat(Rehearsed.of(stacks(more, app(1)), stacks(zero("a", "b"), app(2))).steps())
        .extracting(Step::words)
        .containsExactly("UPDATE Zero/Topic", "DELETE Zero/Old", "UPDATE App/Queue");
  }

  @Test
  void aFailureInTheSecondLeavesTheFirstAsNew() {
    Deployment before = stacks(zero("a", "a"), app(1));
    Deployment after = stacks(zero("a", "b"), app(2));
    Differences differences = new Differences(before.template(), after.template());
    List<Rollback> rollbacks = new Rollbacks(differences, false).of(Play.of(differences));

    assertThat(rollbacks).hasSize(2);
    assertThat(Rollbacks.isSame(rollbacks.get(0).state(), DeployedState.of(before.template())))
        .isTrue();
    assertThat(rollbacks.get(1).state().find("Zero/Topic").orElseThrow().text("DisplayName"))
        .contains("b");
    assertThat(rollbacks.get(1).state().find("App/Queue").orElseThrow().text("DelaySeconds"))
        .contains("1");
    assertThat(Rehearsed.of(before, after).lines())
        .contains(
            "safe: the stacks are deployed one after the other, Zero, App: if one fails, it is"
                + " rolled back by itself, and those before it stay as new until the old templates"
                + " are deployed again");
  }

  @Test
  void whatAnotherStackImportsIsNotReplaced() {
    Rehearsed rehearsed =
        Rehearsed.of(stacks(zero("a", "a"), app(1)), stacks(zero("b", "a"), app(1)));

    assertThat(rehearsed.effects())
        .filteredOn(it -> it.verdict() == Verdict.FAILS)
        .extracting(Effect::line)
        .singleElement()
        .asString()
        .startsWith("fails: an export cannot be changed or deleted as it is in use by App.")
        .endsWith("(Zero/Topic)");
  }

  @Test
  void whatNobodyImportsIsReplacedAsEver() {
    Map<String, Object> alone = Map.of("Queue", resource("AWS::SQS::Queue", Map.of()));

    assertThat(Rehearsed.of(stacks(zero("a", "a"), alone), stacks(zero("b", "a"), alone)).effects())
        .noneMatch(it -> it.verdict() == Verdict.FAILS);
  }
}
