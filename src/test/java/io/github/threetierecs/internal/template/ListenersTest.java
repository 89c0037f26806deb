package io.github.threetierecs.internal.template;

import static io.github.threetierecs.internal.template.TwoTiers.forward;
import static io.github.threetierecs.internal.template.TwoTiers.listener;
import static io.github.threetierecs.internal.template.TwoTiers.rule;
import static io.github.threetierecs.internal.template.TwoTiers.said;
import static io.github.threetierecs.internal.template.TwoTiers.service;
import static io.github.threetierecs.internal.template.TwoTiers.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of listeners, their rules and target groups that were added to an application. */
class ListenersTest {
  private static final String FRONT = "{\"Ref\": \"FrontHttp\"}";
  private static final String BACK = "{\"Ref\": \"BackHttp\"}";

  @Test
  void ofTheApplicationAloneNothingIsSaid() {
    assertThat(said()).isEmpty();
  }

  @Test
  void aTargetGroupBehindTwoLoadBalancersIsSaid() {
    assertThat(said("\"Api\": " + rule(FRONT, "7", forward("BackTargets"))))
        .containsExactly(
            "SHARED_TARGET_GROUP Api: Api (AWS::ElasticLoadBalancingV2::ListenerRule) of the"
                + " frontend's load balancer forwards to target group BackTargets, which the"
                + " backend's load balancer uses, and a target group serves one load balancer"
                + " only");
  }

  @Test
  void aLoadBalancerOfTheUsersIsNamedByItsId() {
    assertThat(
            said(
                "\"Mine\": {\"Type\": \"AWS::ElasticLoadBalancingV2::LoadBalancer\"}",
                "\"MineHttp\": "
                    + listener(
                        "Mine", 80, "\"DefaultActions\": [%s]".formatted(forward("BackTargets")))))
        .containsExactly(
            "SHARED_TARGET_GROUP MineHttp: MineHttp (AWS::ElasticLoadBalancingV2::Listener) of Mine"
                + " (AWS::ElasticLoadBalancingV2::LoadBalancer) forwards to target group"
                + " BackTargets, which the backend's load balancer uses, and a target group serves"
                + " one load balancer only");
  }

  @Test
  void aListenerFromElsewhereIsNamedByItsArn() {
    assertThat(
            said(
                "\"Api\": "
                    + rule(
                        "\"arn:listener\"", "7", forward("BackTargets") + ", {\"Type\": \"x\"}")))
        .containsExactly(
            "SHARED_TARGET_GROUP Api: Api (AWS::ElasticLoadBalancingV2::ListenerRule) of the load"
                + " balancer of listener arn:listener forwards to target group BackTargets, which"
                + " the backend's load balancer uses, and a target group serves one load balancer"
                + " only");
  }

  @Test
  void aTargetGroupThatMovedToAnotherLoadBalancerIsNotShared() {
    assertThat(
            said(
                "\"BackHttp\": " + listener("BackAlb", 80, "\"Protocol\": \"HTTP\""),
                "\"Api\": " + rule(FRONT, "7", forward("BackTargets"))))
        .isEmpty();
  }

  @Test
  void severalRulesOfOneLoadBalancerMayShareATargetGroup() {
    assertThat(
            said(
                "\"Api\": " + rule(BACK, "7", forward("BackTargets")),
                "\"Web\": " + rule(BACK, "8", forward("BackTargets"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GRPC", "HTTP2"})
  void aProtocolThatNeedsTlsIsSaid(String version) {
    String group =
        "{\"Type\": \"AWS::ElasticLoadBalancingV2::TargetGroup\", \"Properties\":"
            + " {\"ProtocolVersion\": \"%s\"}}";

    assertThat(said("\"BackTargets\": " + group.formatted(version)))
        .containsExactly(
            ("PROTOCOL_VERSION BackTargets: target group BackTargets has protocol version %s, and"
                    + " BackHttp (AWS::ElasticLoadBalancingV2::Listener) of the backend's load"
                    + " balancer forwards to it by HTTP, where Elastic Load Balancing allows only"
                    + " HTTPS")
                .formatted(version));
  }

  @Test
  void ofOtherProtocolsAndOtherLoadBalancersItIsNot() {
    String group =
        "{\"Type\": \"AWS::ElasticLoadBalancingV2::TargetGroup\", \"Properties\":"
            + " {\"ProtocolVersion\": \"%s\"}}";
    String actions = "\"DefaultActions\": [%s]".formatted(forward("Grpc"));

    assertThat(said("\"BackTargets\": " + group.formatted("HTTP1"))).isEmpty();
    assertThat(
            said(
                "\"Grpc\": " + group.formatted("GRPC"),
                "\"Mine\": {\"Type\": \"AWS::ElasticLoadBalancingV2::LoadBalancer\"}",
                "\"MineHttp\": " + listener("Mine", 80, "\"Protocol\": \"HTTP\", " + actions)))
        .isEmpty();
    assertThat(
            said(
                "\"Grpc\": " + group.formatted("GRPC"),
                "\"BackHttp\": " + listener("BackAlb", 80, "\"Protocol\": \"HTTPS\", " + actions)))
        .isEmpty();
    assertThat(
            said(
                "\"Grpc\": {\"Type\": \"Custom::Group\", \"Properties\": {\"ProtocolVersion\":"
                    + " \"GRPC\"}}",
                "\"BackHttp\": " + listener("BackAlb", 80, "\"Protocol\": \"HTTP\", " + actions)))
        .isEmpty();
  }

  /** With both of its target groups, and the rules that ECS changes. */
  private static final String SHIFTING =
      "\"Green\": {\"Type\": \"AWS::ElasticLoadBalancingV2::TargetGroup\"}, \"Back\": "
          + service(
              """
              "Cluster": {"Ref": "AppCluster"},
              "LoadBalancers": [{"TargetGroupArn": {"Ref": "BackTargets"}, "AdvancedConfiguration":
                {"AlternateTargetGroupArn": {"Ref": "Green"},
                 "ProductionListenerRule": {"Ref": "Production"},
                 "TestListenerRule": {"Ref": "Test"}}}]\
              """)
          + ", \"Production\": "
          + rule(BACK, "50000", forward("BackTargets"))
          + ", \"Test\": "
          + rule("{\"Ref\": \"BackTest\"}", "1", forward("Green"))
          + ", \"BackTest\": "
          + listener("BackAlb", 80, "\"DefaultActions\": [%s]".formatted(forward("Green")));

  @Test
  void theRulesThatEcsShiftsAreRight() {
    assertThat(said(SHIFTING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BackTargets", "Green"})
  void aRuleThatEcsDoesNotShiftIsSaid(String group) {
    assertThat(said(SHIFTING, "\"Api\": " + rule(BACK, "7", forward(group))))
        .containsExactly(
            ("SHIFTED_TARGET_GROUP Api: Api (AWS::ElasticLoadBalancingV2::ListenerRule) forwards to"
                    + " target group %s of the backend, whose tasks are in another one after every"
                    + " other deployment, and ECS does not change this rule then")
                .formatted(group));
  }

  @Test
  void twoRulesOfOnePriorityAreSaid() {
    assertThat(
            said(
                "\"A\": " + rule(BACK, "7", forward("BackTargets")),
                "\"B\": " + rule(BACK, "\"7\"", forward("BackTargets")),
                "\"C\": " + rule(FRONT, "7", forward("FrontTargets")),
                "\"D\": " + rule(BACK, "{\"Ref\": \"P\"}", forward("BackTargets")),
                "\"E\": " + rule(BACK, "{\"Ref\": \"P\"}", forward("BackTargets"))))
        .containsExactly(
            "RULE_PRIORITY B: A (AWS::ElasticLoadBalancingV2::ListenerRule) and B"
                + " (AWS::ElasticLoadBalancingV2::ListenerRule) have the same priority 7, which a"
                + " listener can have only once");
  }

  @Test
  void signingInWithoutTlsIsSaid() {
    String signIn = "{\"Type\": \"authenticate-oidc\"}";

    assertThat(said("\"Sign\": " + rule(BACK, "7", signIn + ", " + forward("BackTargets"))))
        .containsExactly(
            "AUTHENTICATION Sign: Sign (AWS::ElasticLoadBalancingV2::ListenerRule) has an action"
                + " authenticate-oidc, which Elastic Load Balancing allows only in an HTTPS"
                + " listener, and BackHttp (AWS::ElasticLoadBalancingV2::Listener) is an HTTP"
                + " listener");
    String actions = "\"DefaultActions\": [%s]".formatted(signIn);
    assertThat(
            wrong("\"BackHttp\": " + listener("BackAlb", 80, "\"Protocol\": \"HTTP\", " + actions)))
        .extracting(Addition::kind, Addition::definedBy)
        .containsExactly(tuple(Addition.Kind.AUTHENTICATION, "BackHttp"));
    assertThat(
            wrong(
                "\"BackHttp\": " + listener("BackAlb", 80, "\"Protocol\": \"HTTPS\", " + actions)))
        .isEmpty();
  }

  @Test
  void aListenerWhereNobodyIsLetInIsSaid() {
    List<Addition> wrong =
        wrong("\"Other\": " + listener("FrontAlb", 8443, "\"Protocol\": \"HTTPS\""));

    assertThat(wrong)
        .containsExactly(
            new Addition(
                Addition.Kind.LISTENER_PORT,
                "Other",
                "Other (AWS::ElasticLoadBalancingV2::Listener) of the frontend's load balancer"
                    + " listens on port 8443, where no rule of its security group admits any"
                    + " client",
                List.of("frontend", "8443")));
  }

  @Test
  void aRuleThatLetsOutLetsNobodyIn() {
    assertThat(
            wrong(
                "\"Out\": {\"Type\": \"AWS::EC2::SecurityGroupEgress\", \"Properties\": {"
                    + "\"GroupId\": {\"Fn::GetAtt\": [\"FrontAlbGroup\", \"GroupId\"]},"
                    + " \"CidrIp\": \"0.0.0.0/0\", \"IpProtocol\": \"-1\"}}",
                "\"Other\": " + listener("FrontAlb", 8443, "\"Protocol\": \"HTTPS\"")))
        .hasSize(1);
  }

  @Test
  void whomAGroupFromElsewhereLetsInIsNotKnown() {
    String other = "\"Other\": " + listener("FrontAlb", 8443, "\"Protocol\": \"HTTPS\"");
    String balancer =
        "\"FrontAlb\": {\"Type\": \"AWS::ElasticLoadBalancingV2::LoadBalancer\", \"Properties\":"
            + " {\"SecurityGroups\": [%s]}}";

    assertThat(wrong(other, balancer.formatted("\"sg-1\""))).isEmpty();
    assertThat(wrong(other, balancer.formatted("{\"Ref\": \"FrontAlbGroup\"}, \"sg-1\"")))
        .isEmpty();
    assertThat(wrong(other, balancer.formatted(""))).isEmpty();
    assertThat(wrong(other, balancer.formatted("{\"Ref\": \"FrontAlbGroup\"}"))).hasSize(1);
  }

  @Test
  void aPortThatOnlyTheDeploymentKnowsIsNotSaid() {
    assertThat(
            wrong(
                "\"Other\": {\"Type\": \"AWS::ElasticLoadBalancingV2::Listener\", \"Properties\":"
                    + " {\"LoadBalancerArn\": {\"Ref\": \"FrontAlb\"}, \"Port\": {\"Ref\":"
                    + " \"P\"}}}"))
        .isEmpty();
  }

  private static String told(String url) {
    return "\"FrontTask\": {\"Type\": \"AWS::ECS::TaskDefinition\", \"Properties\":"
        + " {\"ContainerDefinitions\": [{\"Environment\": [{\"Name\": \"BACKEND_URL\","
        + " \"Value\": {\"Fn::Sub\": \"%s\"}}]}]}}".formatted(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://${BackAlb.DNSName}",
        "http://${BackAlb.DNSName}:80",
        "http://${BackAlb.DNSName}/path",
        "https://${Elsewhere.DNSName}",
        "see https://${BackAlb.DNSName}",
        "off"
      })
  void aUrlThatIsAnsweredIsRight(String url) {
    assertThat(said(told(url))).isEmpty();
  }

  @Test
  void aUrlThatNobodyAnswersIsSaid() {
    assertThat(said(told("https://${BackAlb.DNSName}/x")))
        .containsExactly(
            "BACKEND_URL FrontTask: FrontTask (AWS::ECS::TaskDefinition) passes"
                + " BACKEND_URL=https://${BackAlb.DNSName}/x to its containers, but no listener of"
                + " that load balancer speaks HTTPS on port 443");
    assertThat(said(told("http://${BackAlb.DNSName}:8080")))
        .containsExactly(
            "BACKEND_URL FrontTask: FrontTask (AWS::ECS::TaskDefinition) passes"
                + " BACKEND_URL=http://${BackAlb.DNSName}:8080 to its containers, but no listener"
                + " of that load balancer speaks HTTP on port 8080");
    assertThat(said(told("https://${BackAlb.DNSName}:80"))).hasSize(1);
  }

  @Test
  void aServiceOfMoreThanFiveTargetGroupsIsSaid() {
    String entry = "{\"TargetGroupArn\": \"arn:%s\"}";
    String five = String.join(",", List.of("a", "b", "c", "d", "e", "e")).replaceAll("\\w", "{$0}");
    String six = five + ",{f}";

    assertThat(said("\"Mine\": " + registering(five, entry, "{\"Ref\": \"AppCluster\"}")))
        .isEmpty();
    assertThat(said("\"Mine\": " + registering(six, entry, "\"elsewhere\""))).isEmpty();
    assertThat(said("\"Mine\": " + registering(six, entry, "{\"Ref\": \"AppCluster\"}")))
        .contains(
            "TARGET_GROUPS Mine: Mine (AWS::ECS::Service) registers its tasks in 6 target groups,"
                + " and Amazon ECS allows 5 for a service");
  }

  private static String registering(String names, String entry, String cluster) {
    return service(
        "\"Cluster\": %s, \"LaunchType\": \"EXTERNAL\", \"LoadBalancers\": [%s]"
            .formatted(cluster, names.replaceAll("\\{(\\w)}", entry.replace("%s", "$1"))));
  }

  @Test
  void aSecurityGroupThatItsOwnerDoesNotCarryIsSaid() {
    Map<String, List<Object>> groups =
        Map.of(
            "FrontAlb",
            List.of(
                Map.of("Fn::GetAtt", List.of("FrontAlbGroup", "GroupId")), "sg-loose", "sg-loose"));

    assertThat(
            Additions.of(
                TwoTiers.with(), TwoTiers.TIERS, List.of(), TwoTiers.COUNTED, groups, false))
        .containsExactly(
            new Addition(
                Addition.Kind.SECURITY_GROUP,
                "FrontAlb",
                "security group sg-loose was added to the connections of FrontAlb"
                    + " (AWS::ElasticLoadBalancingV2::LoadBalancer), which does not carry it:"
                    + " whatever admits it also admits everything else that has it"));
    assertThat(
            Additions.of(
                TwoTiers.with(),
                TwoTiers.TIERS,
                List.of(),
                TwoTiers.COUNTED,
                Map.of("AppCluster", List.of("sg-loose")),
                false))
        .hasSize(1);
  }
}
