package io.github.threetierecs.internal.template;

import static io.github.threetierecs.internal.template.Reachability.INTERNET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as open to somebody who has no business there, and what does not. */
class OpeningsTest {

  /** Alb → App → Db, and Other, which has no business with any of them. */
  private static final String TIERS =
      """
      "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
      "Alb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
        "Scheme": "internal", "SecurityGroups": [{"Ref": "AlbGroup"}]}},
      "AlbGroup": {"Type": "AWS::EC2::SecurityGroup"},
      "Listener": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
        "LoadBalancerArn": {"Ref": "Alb"}, "Port": 80,
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]}},
      "Targets": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup"},
      "App": {"Type": "AWS::ECS::Service", "Properties": {
        "LoadBalancers": [{"TargetGroupArn": {"Ref": "Targets"}}],
        "NetworkConfiguration": {"AwsvpcConfiguration": {
          "SecurityGroups": [{"Ref": "AppGroup"}]}}}},
      "AppGroup": {"Type": "AWS::EC2::SecurityGroup"},
      "AppFromAlb": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
        "GroupId": {"Ref": "AppGroup"}, "SourceSecurityGroupId": {"Ref": "AlbGroup"},
        "IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080}},
      "Db": {"Type": "AWS::RDS::DBInstance", "Properties": {
        "Engine": "mysql", "VPCSecurityGroups": [{"Ref": "DbGroup"}]}},
      "DbGroup": {"Type": "AWS::EC2::SecurityGroup"},
      "DbFromApp": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
        "GroupId": {"Ref": "DbGroup"}, "SourceSecurityGroupId": {"Ref": "AppGroup"},
        "IpProtocol": "tcp", "FromPort": 3306, "ToPort": 3306}},
      "Other": {"Type": "AWS::Lambda::Function", "Properties": {
        "VpcConfig": {"SecurityGroupIds": [{"Ref": "OtherGroup"}]}}},
      "OtherGroup": {"Type": "AWS::EC2::SecurityGroup"}
      """;

  private static final String ANYONE = "\"CidrIp\": \"0.0.0.0/0\"";

  private static final String SECOND_BALANCER =
      """
      "Second": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
        "Scheme": "internet-facing", "SecurityGroups": [{"Ref": "SecondGroup"}]}},
      "SecondGroup": {"Type": "AWS::EC2::SecurityGroup"}
      """;

  private static final Guarded ALB = guarded("Alb", Set.of("Caller"));
  private static final Guarded APP = new Guarded("App", "the app", Set.of("Alb"), Set.of("Alb"));
  private static final Guarded DB = guarded("Db", Set.of("App"));

  @Test
  void nothingIsOpenWhereOnlyCallersGetIn() {
    assertThat(openings(List.of(ALB, APP, DB))).isEmpty();
  }

  @Test
  void aRuleThatLetsInSomebodyElseIsAnOpening() {
    Opening opening = opening(DB, dbLetsIn("\"SourceSecurityGroupId\": {\"Ref\": \"OtherGroup\"}"));

    assertThat(opening.guarded()).isEqualTo(DB);
    assertThat(opening.expected()).containsExactly("App");
    assertThat(opening.strangers()).containsExactly("Other");
    assertThat(opening.others()).isEmpty();
    assertThat(opening.definedBy()).isEqualTo("Oops");
    assertThat(opening.reason())
        .isEqualTo("DbGroup lets in tcp 3306 from security group OtherGroup (\"Oops!\")");
  }

  @Test
  void aRuleWithinTheSecurityGroupIsOneLikeAnyOther() {
    Opening opening =
        opening(
            guarded("Cache", Set.of()),
            """
            "Cache": {"Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {
              "SecurityGroupIds": [{"Ref": "CacheGroup"}]}},
            "CacheGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
              "SecurityGroupIngress": [{"SourceSecurityGroupId": {"Ref": "OtherGroup"},
                "IpProtocol": "tcp", "FromPort": 6379, "ToPort": 6379}]}}
            """);

    assertThat(opening.strangers()).containsExactly("Other");
    assertThat(opening.definedBy()).isEqualTo("CacheGroup");
  }

  @ParameterizedTest
  @CsvSource({
    "CidrIp, 0.0.0.0/0, every address that has a route there",
    "CidrIp, 10.0.0.0/8, every address in 10.0.0.0/8",
    "CidrIp, 10.0.9.9/32, every address in 10.0.9.9/32",
  })
  void aRangeAroundOrWithinTheNetworkLetsInWhatIsThereAndMore(
      String property, String range, String others) {
    Opening opening = opening(DB, dbLetsIn("\"%s\": \"%s\"".formatted(property, range)));

    assertThat(opening.strangers()).containsExactly("Alb", "Other");
    assertThat(opening.others()).isEqualTo(others);
  }

  @ParameterizedTest
  @CsvSource({
    "CidrIp, 192.168.0.0/16, every address in 192.168.0.0/16",
    "CidrIpv6, 2001:db8::/32, every address in 2001:db8::/32",
    "SourcePrefixListId, pl-1, every address in prefix list pl-1",
    "SourceSecurityGroupId, sg-1, whatever carries security group sg-1",
  })
  void aRuleThatNobodyHereCanUseIsAnOpeningToOthers(String property, String value, String others) {
    Opening opening = opening(DB, dbLetsIn("\"%s\": \"%s\"".formatted(property, value)));

    assertThat(opening.strangers()).isEmpty();
    assertThat(opening.others()).isEqualTo(others);
  }

  @Test
  void soIsOneForASecurityGroupThatNobodyHereCarries() {
    Opening opening =
        opening(
            DB,
            dbLetsIn("\"SourceSecurityGroupId\": {\"Ref\": \"Spare\"}"),
            "\"Spare\": {\"Type\": \"AWS::EC2::SecurityGroup\"}");

    assertThat(opening.strangers()).isEmpty();
    assertThat(opening.others()).isEqualTo("whatever carries security group Spare");
  }

  @Test
  void theInternetIsAStrangerWhereItHasAWay() {
    String publicDatabase =
        """
        "Db": {"Type": "AWS::RDS::DBInstance", "Properties": {
          "Engine": "mysql", "PubliclyAccessible": true,
          "VPCSecurityGroups": [{"Ref": "DbGroup"}]}}
        """;

    assertThat(opening(DB, dbLetsIn(ANYONE)).strangers()).doesNotContain(INTERNET);
    assertThat(opening(DB, dbLetsIn(ANYONE), publicDatabase).strangers()).contains(INTERNET);
  }

  @Test
  void aRuleThatNeitherTheOneItNamesNorAnyoneElseCanUseIsNone() {
    assertThat(
            openings(
                List.of(DB),
                dbLetsIn("\"SourceSecurityGroupId\": {\"Ref\": \"OtherGroup\"}"),
                """
                "OtherGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
                  "SecurityGroupEgress": [{"CidrIp": "255.255.255.255/32",
                    "IpProtocol": "icmp", "FromPort": 252, "ToPort": 86}]}}
                """))
        .isEmpty();
  }

  @Test
  void aFurtherRuleForACallerIsNone() {
    assertThat(
            openings(
                List.of(DB),
                rule("DbGroup", "-1", 0, "\"SourceSecurityGroupId\": {\"Ref\": \"AppGroup\"}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"tcp, 3306", "6, 3306", "-1, 0"})
  void aDatabaseIsOpenOnItsPort(String protocol, int port) {
    assertThat(openings(List.of(DB), rule("DbGroup", protocol, port, ANYONE))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"tcp, 22", "tcp, 33060", "udp, 3306", "icmp, 3306"})
  void andOnNoOther(String protocol, int port) {
    assertThat(openings(List.of(DB), rule("DbGroup", protocol, port, ANYONE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"AWS::RDS::DBInstance\", \"Properties\": {\"Port\": 3307, \"VPCSecurityGroups\"",
        "\"AWS::RDS::DBCluster\", \"Properties\": {\"Port\": \"3307\", \"VpcSecurityGroupIds\"",
      })
  void thePortOfADatabaseMayBeAnother(String database) {
    String resource =
        "\"Mine\": {\"Type\": %s: [{\"Ref\": \"MineGroup\"}]}}".formatted(database)
            + ", \"MineGroup\": {\"Type\": \"AWS::EC2::SecurityGroup\"}";
    Guarded mine = guarded("Mine", Set.of());

    assertThat(openings(List.of(mine), resource, rule("MineGroup", "tcp", 3307, ANYONE)))
        .hasSize(1);
    assertThat(openings(List.of(mine), resource, rule("MineGroup", "tcp", 3306, ANYONE))).isEmpty();
  }

  @Test
  void aProxyListensOnThePortOfItsKindOfDatabase() {
    String proxy =
        """
        "Proxy": {"Type": "AWS::RDS::DBProxy", "Properties": {
          "EngineFamily": "MYSQL", "VpcSecurityGroupIds": [{"Ref": "ProxyGroup"}]}},
        "ProxyGroup": {"Type": "AWS::EC2::SecurityGroup"}
        """;
    Guarded guarded = guarded("Proxy", Set.of("App"));

    assertThat(openings(List.of(guarded), proxy, rule("ProxyGroup", "tcp", 3306, ANYONE)))
        .hasSize(1);
    assertThat(openings(List.of(guarded), proxy, rule("ProxyGroup", "tcp", 5432, ANYONE)))
        .isEmpty();
  }

  @Test
  void aPortThatOnlyTheDeploymentWillKnowIsFoundAllTheSame() {
    assertThat(
            openings(
                List.of(DB),
                """
                "Oops": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
                  "GroupId": {"Ref": "DbGroup"}, "CidrIp": "0.0.0.0/0", "IpProtocol": "tcp",
                  "FromPort": {"Fn::GetAtt": ["Db", "Endpoint.Port"]},
                  "ToPort": {"Fn::GetAtt": ["Db", "Endpoint.Port"]}}}
                """))
        .hasSize(1);
  }

  @Test
  void aLoadBalancerIsOpenOnThePortsOfItsListeners() {
    assertThat(openings(List.of(ALB), rule("AlbGroup", "tcp", 80, ANYONE))).hasSize(1);
    assertThat(openings(List.of(ALB), rule("AlbGroup", "tcp", 8443, ANYONE))).isEmpty();
    assertThat(
            openings(
                List.of(ALB),
                rule("AlbGroup", "tcp", 8443, ANYONE),
                """
                "Admin": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
                  "LoadBalancerArn": {"Ref": "Alb"}, "Port": 8443}}
                """))
        .hasSize(1);
  }

  @Test
  void anythingElseIsOpenOnWhicheverPortARuleNames() {
    assertThat(opening(APP, rule("AppGroup", "tcp", 22, ANYONE)).strangers())
        .containsExactly("Db", "Other");
  }

  @Test
  void whatSharesTheSecurityGroupOfACallerIsAStrangerToo() {
    Opening opening =
        opening(
            DB,
            """
            "Twin": {"Type": "AWS::Lambda::Function", "Properties": {
              "VpcConfig": {"SecurityGroupIds": [{"Ref": "AppGroup"}]}}}
            """);

    assertThat(opening.strangers()).containsExactly("Twin");
    assertThat(opening.definedBy()).isEqualTo("DbFromApp");
  }

  /** On the network of an instance, nobody can be told from his neighbours. */
  @Test
  void whatRunsOnTheHostOfACallerCountsAsTheCaller() {
    String hosts =
        """
        "Template": {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": {
          "SecurityGroupIds": [{"Ref": "HostGroup"}]}}},
        "HostGroup": {"Type": "AWS::EC2::SecurityGroup"},
        "Fleet": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
          "LaunchTemplate": {"LaunchTemplateId": {"Ref": "Template"}}}},
        "Provider": {"Type": "AWS::ECS::CapacityProvider", "Properties": {
          "AutoScalingGroupProvider": {"AutoScalingGroupArn": {"Ref": "Fleet"}}}},
        "Guest": {"Type": "AWS::ECS::Service", "Properties": {
          "CapacityProviderStrategy": [{"CapacityProvider": {"Ref": "Provider"}}]}},
        "Neighbour": {"Type": "AWS::ECS::Service", "Properties": {
          "CapacityProviderStrategy": [{"CapacityProvider": {"Ref": "Provider"}}]}}
        """;
    String rule =
        rule("DbGroup", "tcp", 3306, "\"SourceSecurityGroupId\": {\"Ref\": \"HostGroup\"}");

    assertThat(openings(List.of(guarded("Db", Set.of("App", "Guest"))), hosts, rule)).isEmpty();
    // Nobody is told of the launch template: it is the fleet that connects.
    assertThat(opening(DB, hosts, rule).strangers()).containsExactly("Fleet", "Guest", "Neighbour");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"TargetGroupArn\": {\"Ref\": \"Targets\"}",
        "\"ForwardConfig\": {\"TargetGroups\": [{\"TargetGroupArn\": {\"Ref\": \"Targets\"}}]}",
      })
  void aListenerOfAnotherLoadBalancerThatForwardsIsAnOpening(String action) {
    Opening opening =
        opening(
            APP,
            SECOND_BALANCER,
            """
            "Further": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
              "LoadBalancerArn": {"Ref": "Second"}, "Port": 80,
              "DefaultActions": [{"Type": "forward", %s}]}}
            """
                .formatted(action));

    assertThat(opening.strangers()).containsExactly("Second");
    assertThat(opening.expected()).containsExactly("Alb");
    assertThat(opening.others()).isEmpty();
    assertThat(opening.definedBy()).isEqualTo("Further");
    assertThat(opening.reason()).isEqualTo("listener Further of Second forwards to it");
  }

  @Test
  void soIsARuleOfSuchAListener() {
    assertThat(
            opening(
                    APP,
                    SECOND_BALANCER,
                    """
                    "Further": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
                      "LoadBalancerArn": {"Ref": "Second"}, "Port": 80}},
                    "Api": {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
                      "ListenerArn": {"Ref": "Further"}, "Actions": [
                        {"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]}}
                    """)
                .definedBy())
        .isEqualTo("Further");
  }

  @Test
  void aForwardToSomebodyElseIsNone() {
    assertThat(
            openings(
                List.of(APP),
                SECOND_BALANCER,
                """
                "Further": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
                  "LoadBalancerArn": {"Ref": "Second"}, "Port": 80, "DefaultActions": [
                    {"Type": "forward", "TargetGroupArn": {"Ref": "Theirs"}},
                    {"Type": "forward", "TargetGroupArn": {"Ref": "ParameterOfTheStack"}},
                    {"Type": "forward", "TargetGroupArn": "arn:of:elsewhere"}]}},
                "Theirs": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup"}
                """))
        .isEmpty();
  }

  @Test
  void aForwardIsNotToldOfBesideTheRuleThatLetsItThrough() {
    assertThat(
            opening(
                    APP,
                    SECOND_BALANCER,
                    """
                    "Further": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
                      "LoadBalancerArn": {"Ref": "Second"}, "Port": 80, "DefaultActions": [
                        {"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]}}
                    """,
                    rule(
                        "AppGroup",
                        "tcp",
                        8080,
                        "\"SourceSecurityGroupId\": {\"Ref\": \"SecondGroup\"}"))
                .definedBy())
        .isEqualTo("Oops");
  }

  @Test
  void aForwardIsToldOfBesideARuleThatLetsInSomebodyElse() {
    assertThat(
            openings(
                List.of(APP),
                SECOND_BALANCER,
                """
                "Further": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
                  "LoadBalancerArn": {"Ref": "Second"}, "Port": 80, "DefaultActions": [
                    {"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]}}
                """,
                rule(
                    "AppGroup",
                    "tcp",
                    8080,
                    "\"SourceSecurityGroupId\": {\"Ref\": \"OtherGroup\"}")))
        .extracting(Opening::definedBy)
        .containsExactly("Oops", "Further");
  }

  @Test
  void whatCarriesNoSecurityGroupIsPassedOver() {
    assertThat(
            openings(
                List.of(
                    guarded("Theirs", Set.of()), guarded("Vpc", Set.of()), guarded("?", Set.of())),
                """
                "Theirs": {"Type": "AWS::RDS::DBInstance", "Properties": {"Engine": "mysql"}}
                """))
        .isEmpty();
  }

  @Test
  void openingsAreInTheOrderOfWhatIsGuarded() {
    assertThat(
            openings(
                List.of(DB, APP, ALB),
                rule("AlbGroup", "tcp", 80, ANYONE).replace("Oops\"", "One\""),
                rule("AppGroup", "tcp", 80, ANYONE).replace("Oops\"", "Two\""),
                rule("DbGroup", "tcp", 3306, ANYONE).replace("Oops\"", "Three\"")))
        .extracting(Opening::guarded)
        .containsExactly(DB, APP, ALB);
  }

  private static Guarded guarded(String logicalId, Set<String> callers) {
    return new Guarded(logicalId, "the " + logicalId, callers, Set.of());
  }

  private static String dbLetsIn(String peer) {
    return rule("DbGroup", "tcp", 3306, peer);
  }

  private static String rule(String group, String protocol, int port, String peer) {
    return """
    "Oops": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
      "GroupId": {"Ref": "%s"}, %s, "Description": "Oops!",
      "IpProtocol": "%s", "FromPort": %d, "ToPort": %d}}
    """
        .formatted(group, peer, protocol, port, port);
  }

  private static Opening opening(Guarded guarded, String... further) {
    List<Opening> openings = openings(List.of(guarded), further);
    assertThat(openings).hasSize(1);
    return openings.get(0);
  }

  private static List<Opening> openings(List<Guarded> guarded, String... further) {
    return Openings.of(
        Templates.withResources(
            Stream.concat(Stream.of(TIERS), Stream.of(further)).toArray(String[]::new)),
        guarded);
  }
}
