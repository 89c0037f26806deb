package io.github.threetierecs.internal.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A user's own resources beside the construct: as far as schemas tell, and the rest not known. */
class OwnResourcesTest {
  private static final Map<String, Object> QUICKSTART =
      Objects.requireNonNull(Plans.templatesOf("quickstart").get("Quickstart"));

  private static Rehearsed changed(String type, String property, Object from, Object to) {
    return Rehearsed.of(
        beside(type, Map.of(property, from)), beside(type, Map.of(property, to)), List.of());
  }

  private static StackTemplate beside(String type, Map<String, Object> properties) {
    Map<String, Object> resources = new TreeMap<>();
    ((Map<?, ?>) Objects.requireNonNull(QUICKSTART.get("Resources")))
        .forEach((id, resource) -> resources.put(String.valueOf(id), resource));
    resources.put("Own", Templates.resource(type, properties));
    return Templates.template(resources);
  }

  @Test
  void aQueueWithAnotherNameIsAnotherQueue() {
    Rehearsed rehearsed = changed("AWS::SQS::Queue", "QueueName", "orders", "invoices");

    assertThat(rehearsed.verdict()).isEqualTo(Verdict.DATA);
    assertThat(rehearsed.lines())
        .first()
        .asString()
        .startsWith("data: replaces ")
        .endsWith("(Own: QueueName orders → invoices)");
  }

  @Test
  void whatChangesInAQueueInPlaceIsNotKnown() {
    isNotKnown(changed("AWS::SQS::Queue", "VisibilityTimeout", 30, 60), "VisibilityTimeout");
  }

  @Test
  void aFunctionWithAnotherNameIsReplacedAndWhoNoticesIsNotKnown() {
    assertThat(changed("AWS::Lambda::Function", "FunctionName", "a", "b").lines())
        .containsExactly(
            "not known: replaces `AWS::Lambda::Function`, and who notices is not known (Own:"
                + " FunctionName a → b)");
  }

  /** But for what the function has that the CDK adds for the default security group. */
  @Test
  void whatChangesInAFunctionInPlaceIsNotKnown() {
    isNotKnown(changed("AWS::Lambda::Function", "Layers", "a", "b"), "Layers");
  }

  @Test
  void aTypeWithoutASchemaIsNotKnownInAnyWay() {
    assertThat(changed("Acme::Thing::X", "Size", 1, 2).lines())
        .containsExactly(
            "not known: Size changes, and what AWS does to this type is not known (Own: Size 1 →"
                + " 2)");
  }

  @Test
  void whatIsAddedInterruptsNothing() {
    Rehearsed rehearsed =
        Rehearsed.of(
            StackTemplate.of(QUICKSTART),
            beside("AWS::Lambda::Function", Map.of("MemorySize", 128)),
            List.of());

    assertThat(rehearsed.verdict()).isEqualTo(Verdict.SAFE);
  }

  @Test
  void whoUsedWhatIsRemovedIsNotKnown() {
    for (String type : List.of("AWS::Lambda::Function", "AWS::ApiGatewayV2::Api")) {
      assertThat(
              Templates.rehearse(Map.of("Own", Templates.resource(type, Map.of())), Map.of())
                  .verdict())
          .isEqualTo(Verdict.NOT_KNOWN);
    }
    assertThat(
            Templates.rehearse(
                    Map.of(
                        "CustomRestrict", Templates.resource("AWS::Lambda::Function", Map.of()),
                        "Restrict", Templates.resource("Custom::Restrict", Map.of())),
                    Map.of())
                .verdict())
        .isEqualTo(Verdict.SAFE);
  }

  private static void isNotKnown(Rehearsed rehearsed, String property) {
    assertThat(rehearsed.verdict()).isEqualTo(Verdict.NOT_KNOWN);
    assertThat(rehearsed.lines())
        .first()
        .asString()
        .startsWith("not known: " + property + " changes in place by its schema, and whether that");
  }
}
