package io.github.threetierecs.internal.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a cloud assembly says what is accepted. */
class AcceptedFindingsTest {
  @TempDir private Path folder;

  @Test
  void acknowledgedRulesAreInAFileThatTheManifestNames() throws IOException {
    write(
        "manifest.json",
        """
        {"artifacts": {"Shop": {"type": "aws:cloudformation:stack",
          "additionalMetadataFile": "Shop.metadata.json",
          "properties": {"templateFile": "Shop.template.json"}}}}\
        """);
    write("Shop.template.json", "{\"Resources\": {}}");
    write(
        "Shop.metadata.json",
        """
        {"/Shop/B": [
            {"type": "aws:cdk:logicalId", "data": "B"},
            {"type": "aws:cdk:acknowledged-rules", "data": {"Annotation::R2": "meant", "C::R1": "meant"}},
            {"type": "aws:cdk:acknowledged-rules", "data": {"R3": "later"}}],
         "/Shop/A": [{"type": "aws:cdk:acknowledged-rules", "data": {"Annotation::R2": "meant"}}]}\
        """);

    assertThat(AcceptedFindings.in(folder))
        .containsExactly(
            new AcceptedFinding("meant", List.of("C::R1", "R2"), List.of("Shop/A", "Shop/B")),
            new AcceptedFinding("later", List.of("R3"), List.of("Shop/B")));
  }

  @Test
  void orInTheManifestItself() throws IOException {
    write(
        "manifest.json",
        """
        {"artifacts": {"assembly-Prod": {"type": "cdk:cloud-assembly",
          "properties": {"directoryName": "assembly-Prod"}}}}\
        """);
    write(
        "assembly-Prod/manifest.json",
        """
        {"artifacts": {"ProdShop1A2B3C4D": {"type": "aws:cloudformation:stack",
          "metadata": {"/Prod/Shop": [{"type": "aws:cdk:acknowledged-rules", "data": {"R": "meant"}}]},
          "properties": {"templateFile": "ProdShop.template.json", "stackName": "Prod-Shop"}}}}\
        """);
    write("assembly-Prod/ProdShop.template.json", "{\"Resources\": {}}");

    assertThat(AcceptedFindings.in(folder))
        .containsExactly(new AcceptedFinding("meant", List.of("R"), List.of("Prod/Shop")));
  }

  @Test
  void suppressionsOfCdkNagAreInTemplates() throws IOException {
    template(
        """
        {"Metadata": {"cdk_nag": {"rules_to_suppress": [{"id": "S", "reason": "whole stack"}]}},
         "Resources": {
          "A": {"Type": "AWS::SQS::Queue", "Metadata": {"aws:cdk:path": "Shop/A/Resource",
            "cdk_nag": {"rules_to_suppress": [
              {"id": "R", "reason": "bWVpbmUgw5xiZXJsZWd1bmc=", "is_reason_encoded": true},
              {"id": "I", "reason": "parts", "applies_to": ["Resource::*", {"regex": "/a/g"}]}]}}},
          "B": {"Type": "AWS::SQS::Queue", "Metadata": {
            "cdk_nag": {"rules_to_suppress": [{"id": "R"}]}}}}}\
        """,
        "{}");

    assertThat(AcceptedFindings.in(folder))
        .containsExactlyInAnyOrder(
            new AcceptedFinding("whole stack", List.of("S"), List.of("Shop")),
            new AcceptedFinding("meine Überlegung", List.of("R"), List.of("Shop/A/Resource")),
            new AcceptedFinding(
                "parts", List.of("I[/a/g]", "I[Resource::*]"), List.of("Shop/A/Resource")),
            new AcceptedFinding("", List.of("R"), List.of("Shop/B")));
  }

  /** As its aspect WriteNagSuppressionsToCloudFormationAspect does. */
  @Test
  void whatCdkNagCopiesFromAConstructIntoItsResourcesIsThereOnce() throws IOException {
    template(
        """
        {"Resources": {
          "A": {"Type": "AWS::SQS::Queue", "Metadata": {"aws:cdk:path": "Shop/App/A",
            "cdk_nag": {"rules_to_suppress": [{"id": "R", "reason": "meant"}]}}},
          "B": {"Type": "AWS::SQS::Queue", "Metadata": {"aws:cdk:path": "Shop/Apple",
            "cdk_nag": {"rules_to_suppress": [{"id": "R", "reason": "meant"}]}}}}}\
        """,
        """
        {"/Shop/App": [{"type": "aws:cdk:acknowledged-rules", "data": {"Annotation::R": "meant"}}]}\
        """);

    assertThat(AcceptedFindings.in(folder))
        .containsExactly(
            new AcceptedFinding("meant", List.of("R"), List.of("Shop/App", "Shop/Apple")));
  }

  private void template(String template, String metadata) throws IOException {
    write(
        "manifest.json",
        """
        {"artifacts": {"Shop": {"type": "aws:cloudformation:stack", "metadata": %s,
          "properties": {"templateFile": "Shop.template.json"}}}}\
        """
            .formatted(metadata));
    write("Shop.template.json", template);
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
