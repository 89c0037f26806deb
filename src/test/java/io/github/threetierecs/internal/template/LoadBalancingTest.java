package io.github.threetierecs.internal.template;

import static io.github.threetierecs.internal.template.TemplateQuestions.servicesBehind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadBalancingTest {

  private final StackTemplate template =
      Templates.withResources(
          """
          "Alb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"},
          "OtherAlb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"},
          "Https": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {
              "LoadBalancerArn": {"Ref": "Alb"},
              "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Shop"}}]
            }
          },
          "Http": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {
              "LoadBalancerArn": {"Ref": "Alb"},
              "DefaultActions": [{"Type": "redirect", "RedirectConfig": {"Port": "443"}}]
            }
          },
          "CanaryRule": {
            "Type": "AWS::ElasticLoadBalancingV2::ListenerRule",
            "Properties": {
              "ListenerArn": {"Ref": "Https"},
              "Actions": [{
                "Type": "forward",
                "ForwardConfig": {
                  "TargetGroups": [
                    {"TargetGroupArn": {"Ref": "Shop"}, "Weight": 9},
                    {"TargetGroupArn": {"Ref": "Canary"}, "Weight": 1}
                  ]
                }
              }]
            }
          },
          "OtherListener": {
            "Type": "AWS::ElasticLoadBalancingV2::Listener",
            "Properties": {
              "LoadBalancerArn": {"Ref": "OtherAlb"},
              "DefaultActions": [
                {"Type": "forward", "TargetGroupArn": {"Ref": "Other"}},
                {"Type": "forward", "TargetGroupArn": {"Ref": "FromAParameter"}}
              ]
            }
          },
          "Shop": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup"},
          "Canary": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup"},
          "Other": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup"},
          "ShopService": {
            "Type": "AWS::ECS::Service",
            "Properties": {"LoadBalancers": [
              {"ContainerName": "web", "TargetGroupArn": {"Ref": "Shop"}}
            ]}
          },
          "CanaryService": {
            "Type": "AWS::ECS::Service",
            "Properties": {"LoadBalancers": [
              {"ContainerName": "web", "TargetGroupArn": {"Ref": "Canary"}}
            ]}
          },
          "OtherService": {
            "Type": "AWS::ECS::Service",
            "Properties": {"LoadBalancers": [
              {"ContainerName": "web", "TargetGroupArn": {"Ref": "Other"}}
            ]}
          },
          "Worker": {"Type": "AWS::ECS::Service"}
          """);

  private final LoadBalancing balancing = LoadBalancing.of(template);

  @Test
  void aLoadBalancerHasItsOwnListeners() {
    assertThat(balancing.listenersOf("Alb"))
        .extracting(Resource::logicalId)
        .containsExactly("Http", "Https");
  }

  @Test
  void aListenerForwardsByDefaultAndByRule() {
    assertThat(balancing.targetGroupsOf("Https")).containsExactly("Canary", "Shop");
  }

  @Test
  void aListenerThatRedirectsForwardsNowhere() {
    assertThat(balancing.targetGroupsOf("Http")).isEmpty();
  }

  @Test
  void aTargetGroupHoldsTheServicesThatRegisterInIt() {
    assertThat(balancing.servicesIn("Shop")).containsExactly("ShopService");
  }

  @Test
  void behindALoadBalancerAreItsServicesAndNoOthers() {
    assertThat(servicesBehind(template, "Alb")).containsExactly("CanaryService", "ShopService");
    assertThat(servicesBehind(template, "OtherAlb")).containsExactly("OtherService");
  }

  @Test
  void aServiceIsNoLoadBalancer() {
    assertThatThrownBy(() -> servicesBehind(template, "Worker"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Worker (AWS::ECS::Service) is not of type AWS::ElasticLoadBalancingV2::LoadBalancer."
                + " Of that type are: Alb, OtherAlb.");
  }
}
