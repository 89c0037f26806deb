package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A template of two tiers in which nothing is wrong, and what is said once something is added. */
final class TwoTiers {
  static final List<Tier> TIERS =
      List.of(new Tier("frontend", "Front", "FrontAlb"), new Tier("backend", "Back", "BackAlb"));

  static final Map<String, String> COUNTED =
      Ordered.map("Front", "the frontend's", "Back", "the backend's");

  private static final String CLUSTER =
      """
      "AppCluster": {"Type": "AWS::ECS::Cluster"},
      "Provider": {"Type": "AWS::ECS::CapacityProvider"},
      "Association": {"Type": "AWS::ECS::ClusterCapacityProviderAssociations", "Properties": {
        "Cluster": {"Ref": "AppCluster"}, "CapacityProviders": [{"Ref": "Provider"}]}}\
      """;

  private TwoTiers() {}

  /**
   * With further resources, which take the place of those that have the same logical id.
   *
   * @param more pairs of a logical id and a body, between commas
   */
  static StackTemplate with(String... more) {
    return Templates.withResources(
        Stream.concat(Stream.of(CLUSTER, tier("Front"), tier("Back")), Stream.of(more))
            .toArray(String[]::new));
  }

  static List<Addition> wrong(String... more) {
    return Additions.of(with(more), TIERS, List.of(), COUNTED, Map.of(), false);
  }

  /** What is wrong, as its kind, who says so, and the words. */
  static List<String> said(String... more) {
    return wrong(more).stream()
        .map(it -> it.kind() + " " + it.definedBy() + ": " + it.words())
        .toList();
  }

  static String service(String properties) {
    return "{\"Type\": \"AWS::ECS::Service\", \"Properties\": {%s}}".formatted(properties);
  }

  static String listener(String balancer, int port, String more) {
    return """
    {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
      "LoadBalancerArn": {"Ref": "%s"}, "Port": %s, %s}}\
    """
        .formatted(balancer, port, more);
  }

  /** A rule of a listener, as it is referred to. */
  static String rule(String listener, String priority, String actions) {
    return """
    {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
      "ListenerArn": %s, "Priority": %s, "Actions": [%s]}}\
    """
        .formatted(listener, priority, actions);
  }

  static String forward(String targetGroup) {
    return "{\"Type\": \"forward\", \"TargetGroupArn\": {\"Ref\": \"%s\"}}".formatted(targetGroup);
  }

  private static String tier(String name) {
    return """
    "NAMEAlb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
      "SecurityGroups": [{"Fn::GetAtt": ["NAMEAlbGroup", "GroupId"]}]}},
    "NAMEAlbGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
      "SecurityGroupIngress": [
        {"CidrIp": "0.0.0.0/0", "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}]}},
    "NAMEHttp": %s,
    "NAMETargets": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup"},
    "NAMETask": {"Type": "AWS::ECS::TaskDefinition"},
    "NAME": %s\
    """
        .formatted(
            listener(
                "NAMEAlb",
                80,
                "\"Protocol\": \"HTTP\", \"DefaultActions\": [%s]"
                    .formatted(forward("NAMETargets"))),
            service(
                """
                "Cluster": {"Ref": "AppCluster"}, "TaskDefinition": {"Ref": "NAMETask"},
                "LoadBalancers": [{"TargetGroupArn": {"Ref": "NAMETargets"}}]\
                """))
        .replace("NAME", name);
  }
}
