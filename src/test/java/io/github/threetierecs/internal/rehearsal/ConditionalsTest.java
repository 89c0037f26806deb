package io.github.threetierecs.internal.rehearsal;

import static io.github.threetierecs.internal.rehearsal.Templates.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.StackEnvironment;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a template alone does not say: its conditions and mappings, and where it is deployed. */
class ConditionalsTest {
  private static final Map<String, Object> HOLDS = Map.of("Fn::Equals", List.of("a", "a"));
  private static final Map<String, Object> HOLDS_NOT = Map.of("Fn::Equals", List.of("a", "b"));

  private static Deployment stack(Map<String, Object> template) {
    return stack(template, "eu-central-1");
  }

  private static Deployment stack(Map<String, Object> template, String place) {
    return new Deployment(
        new TreeMap<>(Map.of("Shop", template)),
        Map.of(),
        new TreeMap<>(Map.of("Shop", "Shop")),
        new TreeMap<>(
            Map.of("Shop", new StackEnvironment("Shop", Optional.empty(), Optional.of(place)))));
  }

  private static Map<String, Object> template(
      Map<String, Object> conditions, Map<String, Object> resources) {
    return Map.of("Conditions", conditions, "Resources", resources);
  }

  private static Map<String, Object> under(String condition, Map<String, Object> resource) {
    Map<String, Object> copy = new HashMap<>(resource);
    copy.put("Condition", condition);
    return copy;
  }

  private static List<String> lines(Map<String, Object> before, Map<String, Object> after) {
    return Rehearsed.of(stack(before), stack(after)).lines();
  }

  @Test
  void aDatabaseWhoseConditionIsAnotherIsPerhapsRemoved() {
    Map<String, Object> database =
        Map.of("Database", under("Keep", resource("AWS::RDS::DBInstance", Map.of())));
    Rehearsed rehearsed =
        Rehearsed.of(
            stack(template(Map.of("Keep", HOLDS), database)),
            stack(template(Map.of("Keep", HOLDS_NOT), database)));

    assertThat(rehearsed.verdict()).isEqualTo(Verdict.DATA);
    assertThat(rehearsed.lines())
        .containsExactly(
            "data: removes the database if the condition Keep does not hold any more, which is not"
                + " evaluated here (Shop/Database: Condition)");
  }

  @Test
  void aConditionThatIsAddedCounts() {
    Map<String, Object> queue = resource("AWS::SNS::Topic", Map.of());
    assertThat(
            lines(
                template(Map.of(), Map.of("News", queue)),
                template(Map.of("Keep", HOLDS_NOT), Map.of("News", under("Keep", queue)))))
        .contains(
            "not known: removes the topic if the condition Keep does not hold any more, which is"
                + " not evaluated here (Shop/News: Condition)");
  }

  @Test
  void aValueOfAConditionCountsAlsoByAnother() {
    Map<String, Object> resources =
        Map.of(
            "News",
            resource(
                "AWS::SNS::Topic",
                Map.of("DisplayName", Map.of("Fn::If", List.of("Not", "one", "two")))));
    Map<String, Object> not = Map.of("Fn::Not", List.of(Map.of("Condition", "Keep")));
    assertThat(
            lines(
                template(Map.of("Keep", HOLDS, "Not", not), resources),
                template(Map.of("Keep", HOLDS_NOT, "Not", not), resources)))
        .containsExactly(
            "not known: what the condition Not decides is not evaluated here, and that is another"
                + " one than before (Shop/News: Properties)");
  }

  @Test
  void aValueOfAMappingCounts() {
    Map<String, Object> resources =
        Map.of(
            "News",
            resource(
                "AWS::SNS::Topic",
                Map.of("DisplayName", Map.of("Fn::FindInMap", List.of("Names", "News", "Long")))));
    assertThat(
            lines(
                Map.of("Mappings", Map.of("Names", Map.of("News", "a")), "Resources", resources),
                Map.of("Mappings", Map.of("Names", Map.of("News", "b")), "Resources", resources)))
        .containsExactly(
            "not known: what the mapping Names decides is not evaluated here, and that is another"
                + " one than before (Shop/News: Properties)");
  }

  @Test
  void whatTheCdkWritesForItselfDoesNotCount() {
    Map<String, Object> metadata =
        Map.of("Metadata", under("Available", resource("AWS::CDK::Metadata", Map.of())));
    assertThat(
            lines(
                template(Map.of("Available", HOLDS), metadata),
                template(Map.of("Available", HOLDS_NOT), metadata)))
        .containsExactly("safe: nothing changes");
  }

  private static Deployment sharing(String value) {
    Map<String, Object> output = Map.of("Value", value, "Export", Map.of("Name", "shop-url"));
    Map<String, Object> importer =
        resource("AWS::SNS::Topic", Map.of("DisplayName", Map.of("Fn::ImportValue", "shop-url")));
    return new Deployment(
        new TreeMap<>(
            Map.of(
                "Shop",
                Map.of("Outputs", Map.of("Url", output), "Resources", Map.of()),
                "Other",
                Map.of("Resources", Map.of("News", importer)))),
        Map.of(),
        new TreeMap<>(Map.of("Shop", "Shop", "Other", "Other")));
  }

  @Test
  void anExportInUseKeepsItsValue() {
    assertThat(Rehearsed.of(sharing("a"), sharing("b")).lines())
        .anyMatch(
            it ->
                it.startsWith(
                    "fails: an export cannot be changed or deleted as it is in use by Other."));
    assertThat(Rehearsed.of(sharing("a"), sharing("a")).lines())
        .containsExactly("safe: nothing changes");
  }

  @Test
  void aStackInAnotherRegionIsAnotherStack() {
    Map<String, Object> template = template(Map.of(), Map.of());

    Rehearsed rehearsed =
        Rehearsed.of(stack(template, "eu-central-1"), stack(template, "eu-west-1"));

    assertThat(rehearsed.lines())
        .containsExactly(
            "data: Shop is another stack: it was in eu-central-1, and will be in eu-west-1. A"
                + " deployment creates all of it again there, without the data of the old one,"
                + " which stays deployed until somebody deletes it");
  }
}
