package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JoinedStacksTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void resourcesHaveTheirStackInFront() {
    StackTemplate joined =
        joined(
            "Shop",
            """
            {"Resources": {
              "A": {"Type": "X", "DependsOn": ["B"], "Properties": {
                "Ref": {"Ref": "B"}, "Att": {"Fn::GetAtt": ["B", "Arn"]}, "Dotted": {"Fn::GetAtt": "B.Arn"},
                "Sub": {"Fn::Sub": "${B}-${B.Arn}-${AWS::Region}-${!B}"}, "Region": {"Ref": "AWS::Region"}}},
              "B": {"Type": "X"}}}\
            """);

    Resource a = joined.resource("Shop/A");
    assertThat(a.dependsOn()).containsExactly("Shop/B");
    assertThat(a.text("Ref")).contains("${Shop/B}");
    assertThat(a.text("Att")).contains("${Shop/B.Arn}");
    assertThat(a.text("Dotted")).contains("${Shop/B.Arn}");
    assertThat(a.text("Sub")).contains("${Shop/B}-${Shop/B.Arn}-${AWS::Region}-${!B}");
    assertThat(a.text("Region")).contains("${AWS::Region}");
    assertThat(a.references()).containsExactly("Shop/B");
  }

  @Test
  void variablesOfASubstitutionStayItsOwn() {
    StackTemplate joined =
        joined(
            "Shop",
            """
            {"Resources": {"A": {"Type": "X", "Properties": {
              "Sub": {"Fn::Sub": ["${Own}-${B}", {"Own": {"Ref": "B"}}]}}},
              "B": {"Type": "X"}}}\
            """);

    assertThat(joined.resource("Shop/A").text("Sub")).contains("${Shop/B}-${Shop/B}");
  }

  @Test
  void whatIsImportedIsTheResourceItself() {
    StackTemplate joined =
        JoinedStacks.of(
            new TreeMap<>(
                Map.of(
                    "Shop",
                    Templates.json(
                        """
                        {"Resources": {"A": {"Type": "X", "Properties": {
                          "Theirs": {"Fn::ImportValue": "Platform:B"},
                          "Unknown": {"Fn::ImportValue": "Nobody:C"}}}}}\
                        """),
                    "Platform",
                    Templates.json(
                        """
                        {"Resources": {"B": {"Type": "X"}},
                         "Outputs": {"B": {"Value": {"Ref": "B"}, "Export": {"Name": "Platform:B"}}}}\
                        """))),
            Map.of(),
            Map.of());

    Resource a = joined.resource("Shop/A");
    assertThat(a.property("Theirs").flatMap(joined::referent))
        .contains(joined.resource("Platform/B"));
    assertThat(a.property("Unknown")).contains(Map.of("Fn::ImportValue", "Nobody:C"));
    assertThat(joined.outputs())
        .containsExactly(Map.entry("Platform/B", Map.of("Ref", "Platform/B")));
  }

  /** As the CDK writes a reference that leaves the other stack free to change. */
  @Test
  void anOutputOfAnotherStackIsTheResourceItself() {
    String reads =
        """
        {"Resources": {"A": {"Type": "X", "Properties": {
          "Theirs": {"Fn::GetStackOutput": {
            "StackName": "%s", "Region": {"Ref": "AWS::Region"}, "OutputName": "%s"}}}}}}\
        """;
    Map<String, Object> images =
        Templates.json(
            """
            {"Resources": {"B": {"Type": "X"}},
             "Outputs": {"PublishB": {"Value": {"Fn::GetAtt": ["B", "Arn"]}}}}\
            """);

    for (String name : List.of("Images", "prod-images")) {
      StackTemplate joined =
          JoinedStacks.of(
              new TreeMap<>(
                  Map.of(
                      "Shop",
                      Templates.json(reads.formatted(name, "PublishB")),
                      "Another",
                      Templates.json(reads.formatted(name, "Else")),
                      "Images",
                      images)),
              Map.of(),
              Map.of("Images", name));

      assertThat(joined.resource("Shop/A").property("Theirs"))
          .contains(Map.of("Fn::GetAtt", List.of("Images/B", "Arn")));
      assertThat(joined.resource("Another/A").text("Theirs")).isPresent();
    }
  }

  @Test
  void exportsInACircleEnd() {
    StackTemplate joined =
        joined(
            "Shop",
            """
            {"Resources": {"A": {"Type": "X", "Properties": {"It": {"Fn::ImportValue": "one"}}}},
             "Outputs": {
               "One": {"Value": {"Fn::ImportValue": "two"}, "Export": {"Name": "one"}},
               "Two": {"Value": {"Fn::ImportValue": "one"}, "Export": {"Name": "two"}}}}\
            """);

    assertThat(joined.resource("Shop/A").has("It")).isTrue();
  }

  @Test
  void nestedStacksAreJoinedByTheirParametersAndOutputs() {
    StackTemplate joined =
        JoinedStacks.of(
            new TreeMap<>(
                Map.of(
                    "Shop",
                    Templates.json(
                        """
                        {"Resources": {
                          "B": {"Type": "X"},
                          "C": {"Type": "X", "Properties": {"Inner": {"Fn::GetAtt": ["Nested", "Outputs.Out"]}}},
                          "Nested": {"Type": "AWS::CloudFormation::Stack", "Properties": {
                            "TemplateURL": {"Fn::Sub": "https://example/HASH.json"},
                            "Parameters": {"Given": {"Ref": "B"}}}}}}\
                        """
                            .replace("HASH", HASH)))),
            Map.of(
                HASH,
                Templates.json(
                    """
                    {"Resources": {"A": {"Type": "X", "Properties": {
                       "Ref": {"Ref": "Given"}, "Sub": {"Fn::Sub": "x-${Given}"}}}},
                     "Outputs": {"Out": {"Value": {"Ref": "A"}}}}\
                    """)),
            Map.of());

    Resource a = joined.resource("Shop/Nested/A");
    assertThat(a.property("Ref").flatMap(joined::referent)).contains(joined.resource("Shop/B"));
    assertThat(a.text("Sub")).contains("x-${Shop/B}");
    assertThat(joined.resource("Shop/C").property("Inner").flatMap(joined::referent)).contains(a);
  }

  @Test
  void aNestedStackWhoseTemplateIsMissingIsOneResource() {
    StackTemplate joined =
        joined(
            "Shop",
            """
            {"Resources": {"Nested": {"Type": "AWS::CloudFormation::Stack", "Properties": {
              "TemplateURL": "https://example/HASH.json"}}}}\
            """
                .replace("HASH", HASH));

    assertThat(joined.resources()).hasSize(1);
  }

  private static StackTemplate joined(String stack, String json) {
    return JoinedStacks.of(new TreeMap<>(Map.of(stack, Templates.json(json))), Map.of(), Map.of());
  }
}
