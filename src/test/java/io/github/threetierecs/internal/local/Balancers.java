package io.github.threetierecs.internal.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Map;

/** Templates with one load balancer, {@code Web}, written down in tests. */
final class Balancers {

  static final String FORWARD = "{\"Type\": \"forward\", \"TargetGroupArn\": {\"Ref\": \"Blue\"}}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Balancers() {}

  /** A load balancer with these other resources. */
  static StackTemplate with(String attributes, String... resources) {
    return template(
        """
        {"Resources": {
          "Web": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
            "Properties": {"Type": "application", "LoadBalancerAttributes": [%s]}},
          %s}}
        """
            .formatted(attributes, String.join(",", resources)));
  }

  static StackTemplate template(String json) {
    try {
      return StackTemplate.of(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException("This test's JSON is wrong:\n" + json, wrong);
    }
  }

  static String attribute(String key, String value) {
    return "{\"Key\": \"%s\", \"Value\": \"%s\"}".formatted(key, value);
  }

  /** A listener of HTTP, named {@code Listener}. */
  static String listener(int port, String action) {
    return listener("Listener", "HTTP", port, action);
  }

  static String listener(String id, String protocol, int port, String action) {
    return """
    "%s": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
      "LoadBalancerArn": {"Ref": "Web"}, "Protocol": "%s", "Port": %d, "DefaultActions": [%s]}}
    """
        .formatted(id, protocol, port, action);
  }

  /** A rule of {@code Listener}. */
  static String rule(String id, int priority, String conditions, String action) {
    return """
    "%s": {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
      "ListenerArn": {"Ref": "Listener"}, "Priority": %d, "Conditions": [%s], "Actions": [%s]}}
    """
        .formatted(id, priority, conditions, action);
  }

  static String condition(String field, String config, String values) {
    return "{\"Field\": \"%s\", \"%s\": {%s}}".formatted(field, config, values);
  }

  static String path(String pattern) {
    return condition("path-pattern", "PathPatternConfig", "\"Values\": [\"" + pattern + "\"]");
  }

  static String says(String text) {
    return """
    {"Type": "fixed-response", "FixedResponseConfig":
      {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": "%s"}}
    """
        .formatted(text);
  }

  static String forward(String targetGroup) {
    return "{\"Type\": \"forward\", \"TargetGroupArn\": {\"Ref\": \"%s\"}}".formatted(targetGroup);
  }

  /** A target group that looks every second at {@code /health}. */
  static String group(String id, String properties, String... attributes) {
    return """
    "%s": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {
      "Port": 80, "Protocol": "HTTP", "HealthCheckPath": "/health",
      "HealthCheckIntervalSeconds": 1, "HealthCheckTimeoutSeconds": 1,
      "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 2, %s
      "TargetGroupAttributes": [%s]}}
    """
        .formatted(id, properties, String.join(",", attributes));
  }

  static String file(StackTemplate template, Target... targets) {
    List<Member> members = java.util.Arrays.stream(targets).map(Target::member).toList();
    return LoadBalancerFile.of(template, "Web", group -> members);
  }
}
