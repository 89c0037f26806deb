package io.github.threetierecs.internal.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir private Path folder;

  @Test
  void stacksOfStagesAreReadToo() throws IOException {
    write(
        "manifest.json",
        """
        {"artifacts": {
          "Tools": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "Tools.template.json"}},
          "assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}},
          "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}}}}\
        """);
    write("Tools.template.json", "{\"Resources\": {\"A\": {\"Type\": \"AWS::SQS::Queue\"}}}");
    write(
        "assembly-Prod/manifest.json",
        """
        {"artifacts": {"ProdShop1A2B3C4D": {"type": "aws:cloudformation:stack",
          "properties": {"templateFile": "ProdShop.template.json"}}}}\
        """);
    write(
        "assembly-Prod/ProdShop.template.json",
        "{\"Resources\": {\"B\": {\"Type\": \"AWS::SQS::Queue\"}}}");

    Plan plan = Planner.plan(Assembly.in(folder));

    assertThat(plan.stacks()).containsExactly("ProdShop1A2B3C4D", "Tools");
    assertThat(plan.parts()).extracting(Part::id).containsExactly("ProdShop1A2B3C4D/B", "Tools/A");
  }

  @Test
  void nestedStacksAreReadByTheHashThatTheirParentNames() throws IOException {
    write(
        "manifest.json",
        """
        {"artifacts": {
          "Shop.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Shop.assets.json"}},
          "Shop": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "Shop.template.json"}}}}\
        """);
    write(
        "Shop.assets.json",
        """
        {"files": {"HASH": {"source": {"path": "ShopInner.nested.template.json"}}, "other": {"source": {"path": "x.zip"}}}}\
        """
            .replace("HASH", HASH));
    write(
        "Shop.template.json",
        """
        {"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {
          "TemplateURL": {"Fn::Join": ["", ["https://s3.example/", "HASH.json"]]}}}}}\
        """
            .replace("HASH", HASH));
    write(
        "ShopInner.nested.template.json",
        "{\"Resources\": {\"A\": {\"Type\": \"AWS::SQS::Queue\"}}}");

    Plan plan = Planner.plan(Assembly.in(folder));

    assertThat(Plans.violations(plan)).isEmpty();
    assertThat(plan.parts())
        .extracting(Part::id)
        .containsExactlyInAnyOrder("Shop/Inner", "Shop/Inner/A");
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
