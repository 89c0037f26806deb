package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A template and those of stacks that use it are read as if all were one. */
class NeighboursTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static Neighbours app() {
    return new Neighbours(
        Templates.json(
            """
            {"Resources": {
              "Cluster": {"Type": "AWS::ECS::Cluster"},
              "Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {
                "TemplateURL": {"Fn::Sub": "https://s3.${AWS::URLSuffix}/assets/%s.json"},
                "Parameters": {"Given": {"Ref": "Cluster"}}}},
              "Other": {"Type": "AWS::CloudFormation::Stack", "Properties": {
                "TemplateURL": "https://example.org/own.json"}}},
             "Outputs": {
              "Shown": {"Value": "x"},
              "PublishOutputCluster": {"Value": {"Ref": "Cluster"}},
              "Exported": {"Value": {"Ref": "Cluster"}, "Export": {"Name": "App:Cluster"}}},
             "Parameters": {"P": {"Type": "String"}}}
            """
                .formatted(HASH)));
  }

  private static Map<String, Object> jobs() {
    return Templates.json(
        """
        {"Resources": {
          "Role": {"Type": "AWS::IAM::Role"},
          "Job": {"Type": "AWS::ECS::Service", "DependsOn": ["Role"], "Properties": {
            "Cluster": {"Fn::ImportValue": "App:Cluster"},
            "Unknown": {"Fn::ImportValue": "Else"},
            "Read": {"Fn::GetStackOutput": {"StackName": "App", "OutputName": "PublishOutputCluster"}},
            "Theirs": {"Fn::GetStackOutput": {"StackName": "X", "OutputName": "PublishOutputCluster"}},
            "Region": {"Ref": "AWS::Region"},
            "Role": {"Ref": "Role"},
            "Arns": [{"Fn::GetAtt": ["Role", "Arn"]}, {"Fn::GetAtt": "Role.Arn"}],
            "Given": {"Ref": "Given"},
            "Plain": 7, "Pair": {"Ref": "Role", "Too": 1}}}}}
        """);
  }

  @Test
  void aTemplateAloneIsItself() {
    assertThat(app().together().resources())
        .extracting(Resource::logicalId)
        .containsExactly("Cluster", "Inner", "Other");
    assertThat(app().together().outputs()).containsKey("Shown");
  }

  @Test
  void whatCanBeImportedIsKnown() {
    assertThat(app().exportsSomething()).isTrue();
    assertThat(app().publishesSomething()).isTrue();
    assertThat(new Neighbours(jobs()).exportsSomething()).isFalse();
    assertThat(new Neighbours(jobs()).publishesSomething()).isFalse();
  }

  @Test
  void nestedStacksAreKnownByTheHashOfTheirTemplates() {
    assertThat(app().nested()).isEqualTo(Map.of("Inner", HASH));
  }

  @Test
  void whatAnotherStackHasBearsItsName() {
    Neighbours all = app();
    all.setStackName("App");
    all.add("Jobs", jobs());
    Resource job = all.together().resource("Jobs/Job");

    assertThat(job.property("Cluster")).contains(Map.of("Ref", "Cluster"));
    assertThat(job.property("Read")).contains(Map.of("Ref", "Cluster"));
    assertThat(job.text("Theirs")).isPresent();
    assertThat(job.property("Theirs")).isNotEqualTo(job.property("Read"));
    assertThat(job.property("Unknown")).contains(Map.of("Fn::ImportValue", "Else"));
    assertThat(job.property("Region")).contains(Map.of("Ref", "AWS::Region"));
    assertThat(job.property("Role")).contains(Map.of("Ref", "Jobs/Role"));
    assertThat(job.list("Arns"))
        .containsOnly(Map.of("Fn::GetAtt", List.of("Jobs/Role", "Arn")))
        .hasSize(2);
    assertThat(job.property("Given")).contains(Map.of("Ref", "Jobs/Given"));
    assertThat(job.property("Plain")).contains(7);
    assertThat(job.property("Pair")).contains(Map.of("Ref", "Role", "Too", 1));
    assertThat(job.dependsOn()).containsExactly("Jobs/Role");
    assertThat(all.together().resource("Jobs/Role").dependsOn()).isEmpty();
    assertThat(all.together().find("Cluster")).isPresent();
  }

  @Test
  void theVariablesOfItsTextsAreItsOwn() {
    Neighbours all = app();
    all.addNested(
        "Inner",
        Templates.json(
            """
            {"Resources": {
              "Role": {"Type": "AWS::IAM::Role"},
              "Job": {"Type": "AWS::ECS::Service", "Properties": {
                "Text": {"Fn::Sub": "${Role.Arn} in ${AWS::Region} of ${Given}"}}}}}
            """));

    assertThat(all.together().resource("Inner/Job").references())
        .containsExactlyInAnyOrder("Inner/Role", "Cluster");
  }

  @Test
  void aNestedStackHasWhatItsParametersGiveIt() {
    Neighbours all = app();
    all.addNested("Inner", jobs());
    all.addNested("Missing", jobs());

    assertThat(all.together().resource("Inner/Job").property("Given"))
        .contains(Map.of("Ref", "Cluster"));
    assertThat(all.together().resource("Missing/Job").property("Given"))
        .contains(Map.of("Ref", "Missing/Given"));
  }

  @Test
  void theNameTellsWhoseAResourceIs() {
    assertThat(Neighbours.isOfOne("Jobs/Job")).isTrue();
    assertThat(Neighbours.isOfOne("/Job")).isTrue();
    assertThat(Neighbours.isOfOne("Job")).isFalse();
  }
}
