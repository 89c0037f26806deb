package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StackTemplateTest {

  private final StackTemplate template =
      Templates.template(
          """
          {
            "Resources": {
              "PublicSubnetB": {"Type": "AWS::EC2::Subnet"},
              "AppDatabaseF1A2B3C4": {"Type": "AWS::RDS::DBInstance"},
              "PublicSubnetA": {"Type": "AWS::EC2::Subnet"}
            },
            "Outputs": {
              "Url": {"Value": {"Fn::GetAtt": ["Alb", "DNSName"]}, "Description": "where"}
            }
          }
          """);

  @Test
  void resourcesComeInLogicalIdOrder() {
    assertThat(template.resources())
        .extracting(Resource::logicalId)
        .containsExactly("AppDatabaseF1A2B3C4", "PublicSubnetA", "PublicSubnetB");
    assertThat(template.resourcesOfType("AWS::EC2::Subnet"))
        .extracting(Resource::logicalId)
        .containsExactly("PublicSubnetA", "PublicSubnetB");
    assertThat(template.resourcesOfType("AWS::S3::Bucket")).isEmpty();
  }

  @Test
  void outputsAreValuesByName() {
    assertThat(template.outputs().get("Url"))
        .isEqualTo(Templates.json("{\"Fn::GetAtt\": [\"Alb\", \"DNSName\"]}"));
  }

  @Test
  void aResourceIsFoundByItsLogicalId() {
    assertThat(template.resource("PublicSubnetA").type()).isEqualTo("AWS::EC2::Subnet");
    assertThat(template.find("PublicSubnetA")).isPresent();
    assertThat(template.find("PublicSubnetC")).isEmpty();
  }

  @Test
  void aResourceIsFoundByAReferenceToIt() {
    assertThat(template.referent(Map.of("Ref", "PublicSubnetA")))
        .contains(template.resource("PublicSubnetA"));
    assertThat(template.referent(Map.of("Ref", "Elsewhere"))).isEmpty();
    assertThat(template.referent("PublicSubnetA")).isEmpty();
  }

  @Test
  void aLogicalIdThatIsNotThereIsToldThoseThatAre() {
    assertThatThrownBy(() -> template.resource("Queue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The template has no resource Queue."
                + " It has AppDatabaseF1A2B3C4, PublicSubnetA, PublicSubnetB.");
    assertThatThrownBy(() -> Templates.withResources().resource("Queue"))
        .hasMessage("The template has no resource Queue. It has no resources at all.");
  }

  @Test
  void aResourceWithoutATypeIsRefused() {
    assertThatThrownBy(() -> Templates.withResources("\"A\": {}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Resources.A has no Type: this is not a CloudFormation template.");
  }

  @Test
  void anEmptyTemplateIsATemplate() {
    StackTemplate empty = StackTemplate.of(Map.of());

    assertThat(empty.resources()).isEmpty();
    assertThat(empty.outputs()).isEmpty();
  }
}
