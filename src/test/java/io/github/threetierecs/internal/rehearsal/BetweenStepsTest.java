package io.github.threetierecs.internal.rehearsal;

import static io.github.threetierecs.internal.rehearsal.Templates.ref;
import static io.github.threetierecs.internal.rehearsal.Templates.rehearse;
import static io.github.threetierecs.internal.rehearsal.Templates.resource;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Security groups and permissions between the steps of a deployment. */
class BetweenStepsTest {
  private static final String LOAD_BALANCING = "AWS::ElasticLoadBalancingV2::";

  private static List<String> lines(
      Map<String, Object> before, Map<String, Object> after, String type) {
    return rehearse(before, after).effects().stream()
        .filter(it -> it.type().equals(type))
        .map(Effect::line)
        .toList();
  }

  private static List<String> closed(Map<String, Object> before, Map<String, Object> after) {
    return lines(before, after, "AWS::EC2::SecurityGroup");
  }

  private static List<String> lost(Map<String, Object> before, Map<String, Object> after) {
    return lines(before, after, "AWS::IAM::Policy");
  }

  private static Map<String, Object> group(Integer... ports) {
    return resource(
        "AWS::EC2::SecurityGroup",
        Map.of(
            "SecurityGroupIngress",
            List.of(ports).stream()
                .map(
                    port ->
                        Map.of(
                            "IpProtocol",
                            "tcp",
                            "CidrIp",
                            "0.0.0.0/0",
                            "FromPort",
                            port,
                            "ToPort",
                            port))
                .toList()));
  }

  /** A load balancer and a service behind it, each in a security group. */
  private static Map<String, Object> tier(
      int port, Map<String, Object> group, int containerPort, Map<String, Object> tasks) {
    Map<String, Object> resources = new HashMap<>();
    resources.put("Group", group);
    resources.put("Tasks", tasks);
    resources.put(
        "Balancer",
        resource(LOAD_BALANCING + "LoadBalancer", Map.of("SecurityGroups", List.of(ref("Group")))));
    resources.put("Targets", resource(LOAD_BALANCING + "TargetGroup", Map.of()));
    resources.put(
        "Listener",
        resource(
            LOAD_BALANCING + "Listener",
            Map.of(
                "LoadBalancerArn",
                ref("Balancer"),
                "Port",
                port,
                "DefaultActions",
                List.of(Map.of("TargetGroupArn", ref("Targets"))))));
    resources.put(
        "Backend",
        Map.of(
            "Type",
            "AWS::ECS::Service",
            "DependsOn",
            List.of("Listener"),
            "Properties",
            Map.of(
                "NetworkConfiguration",
                Map.of("AwsvpcConfiguration", Map.of("SecurityGroups", List.of(ref("Tasks")))),
                "LoadBalancers",
                List.of(
                    Map.of("TargetGroupArn", ref("Targets"), "ContainerPort", containerPort)))));
    return resources;
  }

  @Test
  void aRuleThatLeavesBeforeTheListenerMovesClosesTheWayForSeconds() {
    Map<String, Object> before = tier(80, group(80), 8080, group(8080));

    assertThat(closed(before, tier(443, group(443), 8080, group(8080))))
        .containsExactly(
            "noticed: the way from clients to Balancer is closed by security groups from UPDATE"
                + " Group until UPDATE Listener, 0-1 minutes (Group)");
    assertThat(closed(before, tier(443, group(80, 443), 8080, group(8080)))).isEmpty();
  }

  @Test
  void aRuleThatLeavesBeforeTheTasksMoveIsAnOutage() {
    Map<String, Object> before = tier(80, group(80), 8080, group(8080));

    assertThat(closed(before, tier(80, group(80), 9090, group(9090))))
        .containsExactly(
            "outage: the way from Balancer to the backend is closed by security groups from UPDATE"
                + " Tasks until UPDATE Backend, 2-15 minutes (Tasks)");
    assertThat(closed(before, tier(80, group(80), 9090, group(8080, 9090)))).isEmpty();
  }

  /** Of what is closed for good, or was never open, nothing is said: it is what was asked for. */
  @Test
  void whatIsClosedOnPurposeIsNoGap() {
    Map<String, Object> before = tier(80, group(80), 8080, group(8080));

    assertThat(closed(before, tier(80, group(), 8080, group(8080)))).isEmpty();
    assertThat(closed(tier(80, group(), 8080, group(8080)), before)).isEmpty();
  }

  private static Map<String, Object> policy(String role, List<String> actions, Object on) {
    return resource(
        "AWS::IAM::Policy",
        Map.of(
            "Roles",
            List.of(ref(role)),
            "PolicyDocument",
            Map.of(
                "Statement",
                List.of(Map.of("Effect", "Allow", "Action", actions, "Resource", on)))));
  }

  /** A service whose tasks start with a secret, and with a role of their own. */
  private static Map<String, Object> service(String secret, Object readable, String... actions) {
    Map<String, Object> resources = new HashMap<>();
    resources.put("One", resource("AWS::SecretsManager::Secret", Map.of()));
    resources.put("Two", resource("AWS::SecretsManager::Secret", Map.of()));
    resources.put("StartRole", resource("AWS::IAM::Role", Map.of()));
    resources.put("TaskRole", resource("AWS::IAM::Role", Map.of()));
    resources.put(
        "StartPolicy", policy("StartRole", List.of("secretsmanager:GetSecretValue"), readable));
    resources.put("TaskPolicy", policy("TaskRole", List.of(actions), "arn:aws:s3:::shop/*"));
    resources.put(
        "Definition",
        resource(
            "AWS::ECS::TaskDefinition",
            Map.of(
                "ExecutionRoleArn",
                Map.of("Fn::GetAtt", List.of("StartRole", "Arn")),
                "TaskRoleArn",
                Map.of("Fn::GetAtt", List.of("TaskRole", "Arn")),
                "ContainerDefinitions",
                List.of(
                    Map.of("Secrets", List.of(Map.of("Name", "S", "ValueFrom", ref(secret))))))));
    resources.put(
        "Backend",
        Map.of(
            "Type",
            "AWS::ECS::Service",
            "DependsOn",
            List.of("StartPolicy", "TaskPolicy"),
            "Properties",
            Map.of("TaskDefinition", ref("Definition"))));
    return resources;
  }

  @Test
  void aSecretThatIsTakenAwayBeforeTheNewTasksAreThereFailsThoseThatStart() {
    Map<String, Object> before = service("One", ref("One"), "s3:GetObject");
    Object both = List.of(ref("One"), ref("Two"));

    assertThat(lost(before, service("Two", ref("Two"), "s3:GetObject")))
        .containsExactly(
            "noticed: tasks of the backend that start meanwhile may not read One, and fail: from"
                + " UPDATE StartPolicy until UPDATE Backend (StartPolicy)");
    assertThat(lost(before, service("Two", both, "s3:GetObject"))).isEmpty();
  }

  @Test
  void aSecretThatIsTakenAwayForGoodStopsTasksFromStarting() {
    assertThat(
            lost(
                service("One", ref("One"), "s3:GetObject"),
                service("One", ref("Two"), "s3:GetObject")))
        .containsExactly(
            "may get stuck: tasks of the backend may not read One, and no longer start"
                + " (StartPolicy)");
  }

  @Test
  void aRightThatRunningTasksLoseIsADangerUntilTheNewOnesAreThere() {
    Map<String, Object> before = service("One", ref("One"), "s3:GetObject", "s3:PutObject");
    String rights = "s3:PutObject on arn:aws:s3:::shop/* (TaskPolicy)";

    assertThat(lost(before, service("One", ref("One"), "s3:GetObject")))
        .containsExactly(
            "not known: running tasks of the backend lose rights, and whether they use them is not"
                + " known: "
                + rights);
    assertThat(lost(before, service("Two", List.of(ref("One"), ref("Two")), "s3:GetObject")))
        .containsExactly(
            "noticed: running tasks of the backend lose rights before the new ones are there: "
                + rights);
    assertThat(lost(before, service("One", ref("One"), "s3:*"))).isEmpty();
  }
}
