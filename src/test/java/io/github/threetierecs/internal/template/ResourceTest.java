package io.github.threetierecs.internal.template;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.updateReplacePolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTest {

  private final Resource launchTemplate =
      Templates.withResources(
              """
              "Template": {
                "Type": "AWS::EC2::LaunchTemplate",
                "DependsOn": ["Role", "Policy"],
                "DeletionPolicy": "Retain",
                "UpdateReplacePolicy": "Snapshot",
                "Metadata": {"aws:cdk:path": "Stack/App/Template"},
                "UpdatePolicy": {"Rolling": {"MinInstancesInService": 2}},
                "Properties": {
                  "LaunchTemplateData": {
                    "MetadataOptions": {"HttpTokens": "required"},
                    "SecurityGroupIds": [{"Fn::GetAtt": ["Group", "GroupId"]}],
                    "BlockDeviceMappings": [{"Ebs": {"VolumeSize": 30, "Encrypted": true}}],
                    "UserData": {"Fn::Base64": {"Fn::Sub": "join ${Cluster}"}}
                  }
                }
              }
              """)
          .resource("Template");

  private final Resource bare = new Resource("Bare", "AWS::ECS::Cluster", Map.of());

  @Test
  void propertiesAreReadByPath() {
    assertThat(launchTemplate.property("LaunchTemplateData.MetadataOptions.HttpTokens"))
        .contains("required");
  }

  @Test
  void pathsGoThroughListsByIndex() {
    assertThat(launchTemplate.property("LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeSize"))
        .contains(30);
  }

  @Test
  void pathsThatLeadNowhereHaveNoProperty() {
    assertThat(launchTemplate.property("LaunchTemplateData.BlockDeviceMappings.1")).isEmpty();
    assertThat(launchTemplate.property("LaunchTemplateData.BlockDeviceMappings.x")).isEmpty();
    assertThat(launchTemplate.property("LaunchTemplateData.MetadataOptions.HttpTokens.0"))
        .isEmpty();
    assertThat(launchTemplate.has("LaunchTemplateData.KeyName")).isFalse();
    assertThat(launchTemplate.has("LaunchTemplateData.UserData")).isTrue();
  }

  @Test
  void propertiesAreReadAsText() {
    assertThat(launchTemplate.text("LaunchTemplateData.SecurityGroupIds.0"))
        .contains("${Group.GroupId}");
    assertThat(launchTemplate.text("LaunchTemplateData.KeyName")).isEmpty();
  }

  @Test
  void propertiesAreReadAsLists() {
    assertThat(launchTemplate.list("LaunchTemplateData.SecurityGroupIds")).hasSize(1);
    assertThat(launchTemplate.list("LaunchTemplateData.MetadataOptions.HttpTokens"))
        .containsExactly("required");
    assertThat(launchTemplate.list("LaunchTemplateData.KeyName")).isEmpty();
  }

  @Test
  void propertiesAreTrueOnlyIfTheyAreSetToTrue() {
    assertThat(launchTemplate.isTrue("LaunchTemplateData.BlockDeviceMappings.0.Ebs.Encrypted"))
        .isTrue();
    assertThat(launchTemplate.isTrue("LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeSize"))
        .isFalse();
    assertThat(launchTemplate.isTrue("LaunchTemplateData.EbsOptimized")).isFalse();
  }

  @Test
  void whatStandsBesideThePropertiesIsReadToo() {
    assertThat(launchTemplate.attribute("UpdatePolicy.Rolling.MinInstancesInService")).contains(2);
    assertThat(deletionPolicy(launchTemplate)).isEqualTo("Retain");
    assertThat(updateReplacePolicy(launchTemplate)).isEqualTo("Snapshot");
    assertThat(launchTemplate.dependsOn()).containsExactly("Role", "Policy");
  }

  @Test
  void whatIsNotSaidIsCloudFormationsDefault() {
    assertThat(deletionPolicy(bare)).isEqualTo("Delete");
    assertThat(updateReplacePolicy(bare)).isEqualTo("Delete");
    assertThat(bare.dependsOn()).isEmpty();
    assertThat(bare.properties()).isEmpty();
  }

  @Test
  void aSingleDependencyMayStandWithoutAList() {
    assertThat(new Resource("A", "T", Map.of("DependsOn", "B")).dependsOn()).containsExactly("B");
  }

  @Test
  void referencesAreOfEveryKind() {
    assertThat(launchTemplate.references()).containsExactly("Cluster", "Group", "Policy", "Role");
    assertThat(launchTemplate.refersTo("Cluster")).isTrue();
    assertThat(launchTemplate.refersTo("Vpc")).isFalse();
  }

  @Test
  void resourcesNeverChange() {
    List<Object> subnets = new ArrayList<>(List.of("a"));
    Map<String, Object> properties = new HashMap<>(Map.of("Subnets", subnets));
    Resource resource = new Resource("A", "T", Map.of("Properties", properties));

    subnets.add("b");

    assertThat(resource.list("Subnets")).containsExactly("a");
    assertThatThrownBy(() -> resource.properties().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void keysWithoutAValueAreNoKeys() {
    assertThat(
            Templates.withResources("\"A\": {\"Type\": \"T\", \"Properties\": {\"Name\": null}}")
                .resource("A")
                .properties())
        .isEmpty();
  }
}
