package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

class SeveralAppsTest {
  @Test
  void twoFitInOneStack() {
    Anatomy both =
        Templates.in(
            stack -> {
              new ThreeTierEcsApp(stack, "Shop", Templates.props().build());
              new ThreeTierEcsApp(stack, "Blog", Templates.props().build());
            });

    assertThat(both.template.resourcesOfType("AWS::RDS::DBInstance")).hasSize(2);
    assertThat(both.template.resources())
        .filteredOn(resource -> !isOfTheStack(resource.logicalId()))
        .as("the resources of two apps in one stack, none of which is shared")
        .hasSize(
            2
                * (int)
                    Templates.of(Profile.PRODUCTION).template.resources().stream()
                        .filter(resource -> !isOfTheStack(resource.logicalId()))
                        .count());
  }

  @Test
  void twoInOneStackDoNotReferToOneAnother() {
    Anatomy both =
        Templates.in(
            stack -> {
              new ThreeTierEcsApp(stack, "Shop", Templates.props().build());
              new ThreeTierEcsApp(stack, "Blog", Templates.props().build());
            });

    for (Resource resource : both.template.resources()) {
      if (!isOfTheStack(resource.logicalId())) {
        String own = resource.logicalId().substring(0, 4);
        assertThat(resource.references())
            .as("what %s refers to", resource)
            .allMatch(
                id -> both.template.find(id).isEmpty() || id.startsWith(own) || isOfTheStack(id));
      }
    }
  }

  /** The CDK has one function for all default security groups of a stack. */
  private static boolean isOfTheStack(String logicalId) {
    return logicalId.startsWith("CustomVpcRestrictDefaultSG");
  }

  @Test
  void theFunctionOfTheStackMayCloseBothDefaultSecurityGroupsAndNothingElse() {
    Anatomy both =
        Templates.in(
            stack -> {
              new ThreeTierEcsApp(stack, "Shop", Templates.props().build());
              new ThreeTierEcsApp(stack, "Blog", Templates.props().build());
            });
    Resource function = theOnly(both.template, "AWS::Lambda::Function");
    List<String> vpcs =
        both.template.resourcesOfType("AWS::EC2::VPC").stream().map(Resource::logicalId).toList();

    assertThat(both.grantsOf(both.referent(function, "Role")).keySet())
        .containsExactlyInAnyOrderElementsOf(
            vpcs.stream()
                .map(
                    vpc ->
                        "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:security-group/${%s.DefaultSecurityGroup}"
                            .formatted(vpc))
                .toList());
  }

  @Test
  void aSecondOneFitsInAnotherStack() {
    App app = Templates.app(FeatureFlags.NONE);
    Stack one = Templates.stackIn(app, "One", Configuration.Place.ANYWHERE);
    Stack other = Templates.stackIn(app, "Other", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(one, "App", Templates.props().build());
    new ThreeTierEcsApp(other, "App", Templates.props().build());

    assertThat(withoutTags(Templates.of(one).database()))
        .isEqualTo(withoutTags(Templates.of(other).database()));
    assertThat(families(Templates.of(one)))
        .as("families of task definitions in stack One")
        .doesNotContainAnyElementsOf(families(Templates.of(other)));
  }

  /** Their names say of which stack they are. */
  private static Map<String, Object> withoutTags(Resource resource) {
    Map<String, Object> properties = new TreeMap<>(resource.properties());
    assertThat(properties.remove("Tags")).isNotNull();
    return properties;
  }

  /** ECS refuses names that begin so, and CloudFormation would make one up from the stack's. */
  @ParameterizedTest
  @ValueSource(strings = {"ecs-shop", "aws-shop", "fargate-shop"})
  void capacityProvidersDoNotCollideInStacksWhoseNameEcsRefuses(String name) {
    App app = Templates.app(FeatureFlags.NONE);
    Stack one = Templates.stackIn(app, name, Configuration.Place.ANYWHERE);
    Stack other = Templates.stackIn(app, name + "-2", Configuration.Place.ANYWHERE);
    for (Stack stack : List.of(one, other)) {
      new ThreeTierEcsApp(stack, "Shop", Templates.props().build());
      new ThreeTierEcsApp(stack, "Blog", Templates.props().build());
    }
    List<String> names = new ArrayList<>();
    for (Stack stack : List.of(one, other)) {
      names.addAll(PhysicalNames.in(Templates.of(stack)).values());
    }

    assertThat(names)
        .as("the names of four apps in the stacks %s and %s-2", name, name)
        .hasSize(4)
        .doesNotHaveDuplicates()
        .noneMatch(it -> it.matches("(?i)(aws|ecs|fargate).*"));
  }

  private static List<String> families(Anatomy app) {
    return app.template.resourcesOfType("AWS::ECS::TaskDefinition").stream()
        .flatMap(it -> it.text("Family").stream())
        .toList();
  }
}
