package io.github.threetierecs.internal.template;

import static io.github.threetierecs.internal.template.Reachability.INTERNET;
import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.openToWorld;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

  /** Internet → Alb → Backend → Db, as the CDK writes it: what is allowed out is allowed in. */
  private static final String THREE_TIERS =
      """
      "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
      "Alb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
        "Scheme": "internet-facing",
        "SecurityGroups": [{"Fn::GetAtt": ["AlbGroup", "GroupId"]}]}},
      "AlbGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
        "SecurityGroupIngress": [{"CidrIp": "0.0.0.0/0", "Description": "Anyone",
          "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}],
        "SecurityGroupEgress": [{"CidrIp": "255.255.255.255/32",
          "Description": "Disallow all traffic",
          "IpProtocol": "icmp", "FromPort": 252, "ToPort": 86}]}},
      "AlbToBackend": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": {
        "GroupId": {"Fn::GetAtt": ["AlbGroup", "GroupId"]},
        "DestinationSecurityGroupId": {"Fn::GetAtt": ["BackendGroup", "GroupId"]},
        "IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080}},
      "Backend": {"Type": "AWS::ECS::Service", "Properties": {"NetworkConfiguration": {
        "AwsvpcConfiguration": {
          "AssignPublicIp": "DISABLED",
          "SecurityGroups": [{"Fn::GetAtt": ["BackendGroup", "GroupId"]}]}}}},
      "BackendGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
        "SecurityGroupEgress": [{"CidrIp": "0.0.0.0/0", "IpProtocol": "-1"}]}},
      "BackendFromAlb": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
        "GroupId": {"Fn::GetAtt": ["BackendGroup", "GroupId"]},
        "SourceSecurityGroupId": {"Fn::GetAtt": ["AlbGroup", "GroupId"]},
        "Description": "Load balancer to target",
        "IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080}},
      "Db": {"Type": "AWS::RDS::DBInstance", "Properties": {
        "Engine": "mysql",
        "VPCSecurityGroups": [{"Fn::GetAtt": ["DbGroup", "GroupId"]}]}},
      "DbGroup": {"Type": "AWS::EC2::SecurityGroup"},
      "DbFromBackend": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
        "GroupId": {"Fn::GetAtt": ["DbGroup", "GroupId"]},
        "SourceSecurityGroupId": {"Fn::GetAtt": ["BackendGroup", "GroupId"]},
        "IpProtocol": "tcp",
        "FromPort": {"Fn::GetAtt": ["Db", "Endpoint.Port"]},
        "ToPort": {"Fn::GetAtt": ["Db", "Endpoint.Port"]}}}
      """;

  private final Reachability tiers = reachability(THREE_TIERS);

  @Test
  void eachTierReachesTheNext() {
    assertThat(canReach(tiers, INTERNET, "Alb", 443)).isTrue();
    assertThat(canReach(tiers, "Alb", "Backend", 8080)).isTrue();
    assertThat(canReach(tiers, "Backend", "Db", 3306)).isTrue();
  }

  @Test
  void noTierReachesTheOneAfterTheNext() {
    assertThat(canReach(tiers, INTERNET, "Backend", 8080)).isFalse();
    assertThat(canReach(tiers, INTERNET, "Db", 3306)).isFalse();
    assertThat(canReach(tiers, "Alb", "Db", 3306)).isFalse();
  }

  @Test
  void noTierReachesBack() {
    assertThat(canReach(tiers, "Db", "Backend", 8080)).isFalse();
    assertThat(canReach(tiers, "Backend", "Alb", 8080)).isFalse();
  }

  @Test
  void aPortThatNoRuleNamesIsClosed() {
    assertThat(canReach(tiers, INTERNET, "Alb", 80)).isFalse();
    assertThat(canReach(tiers, "Alb", "Backend", 8081)).isFalse();
    assertThat(canReach(tiers, "Backend", "Db", 22)).isFalse();
  }

  @Test
  void whatReachesIsExplainedByTheRulesOfBothEnds() {
    assertThat(tiers.whyReachable("Alb", "Backend", 8080))
        .extracting(Rule::definedBy)
        .containsExactly("AlbToBackend", "BackendFromAlb");
    assertThat(tiers.whyReachable(INTERNET, "Alb", 443))
        .extracting(Rule::definedBy)
        .containsExactly("AlbGroup");
    assertThat(tiers.whyReachable("Alb", "Db", 3306)).isEmpty();
  }

  @Test
  void rulesReadAsSentences() {
    assertThat(tiers.ingressOf("Backend"))
        .hasToString(
            "[BackendGroup lets in tcp 8080 from security group AlbGroup"
                + " (\"Load balancer to target\")]");
    assertThat(tiers.egressOf("Backend"))
        .hasToString("[BackendGroup lets out everything to 0.0.0.0/0]");
    assertThat(tiers.ingressOf("Alb"))
        .hasToString("[AlbGroup lets in tcp 443 from 0.0.0.0/0 (\"Anyone\")]");
  }

  @Test
  void rulesOfASecurityGroupAreThoseOfWhatCarriesIt() {
    assertThat(tiers.ingressOf("BackendGroup")).isEqualTo(tiers.ingressOf("Backend"));
  }

  @Test
  void theCdkPlaceholderLetsNothingOut() {
    assertThat(tiers.egressOf("Alb")).extracting(Rule::definedBy).containsExactly("AlbToBackend");
  }

  @Test
  void aSecurityGroupWithoutEgressRulesLetsEverythingOut() {
    assertThat(tiers.egressOf("Db"))
        .extracting(rule -> rule.peer().value())
        .containsExactly("0.0.0.0/0", "::/0");
    assertThat(canReach(pair("[]", "[" + from("0.0.0.0/0") + "]"), "A", "B", 80)).isTrue();
  }

  @Test
  void anEgressRuleThatStandsAloneTakesThatDefaultAway() {
    String toDatabases =
        """
        "ToDb": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": {
          "GroupId": {"Fn::GetAtt": ["%s", "GroupId"]}, "CidrIp": "10.0.0.0/8",
          "IpProtocol": "tcp", "FromPort": 3306, "ToPort": 3306}}
        """;

    assertThat(
            reachability(instance("A", "[]", "[]"), toDatabases.formatted("AGroup")).egressOf("A"))
        .extracting(Rule::definedBy)
        .containsExactly("ToDb");
    assertThat(
            reachability(instance("A", "[]", "[]"), toDatabases.formatted("Other")).egressOf("A"))
        .extracting(Rule::definedBy)
        .containsExactly("AGroup", "AGroup");
  }

  @Test
  void egressAloneDoesNotReach() {
    assertThat(canReach(pair("[" + to("0.0.0.0/0") + "]", "[]"), "A", "B", 80)).isFalse();
  }

  @Test
  void ingressAloneDoesNotReach() {
    assertThat(pair("[" + to("203.0.113.0/24") + "]", "[" + from("0.0.0.0/0") + "]"))
        .satisfies(pair -> assertThat(canReach(pair, "A", "B", 80)).isFalse());
  }

  @Test
  void aRangeInsideTheNetworkReachesFromEverythingInIt() {
    assertThat(reachesBFrom("10.0.3.0/24")).isTrue();
    assertThat(reachesBFrom("10.0.0.0/16")).isTrue();
  }

  @Test
  void aRangeAroundTheNetworkReachesFromEverythingInIt() {
    assertThat(reachesBFrom("10.0.0.0/8")).isTrue();
  }

  @Test
  void aRangeBesideTheNetworkDoesNot() {
    assertThat(reachesBFrom("10.1.0.0/16")).isFalse();
    assertThat(reachesBFrom("203.0.113.0/24")).isFalse();
  }

  @Test
  void theNetworksOwnRangeMayBeGivenAsItsAttribute() {
    assertThat(
            canReach(
                pair(
                    "[" + to("0.0.0.0/0") + "]",
                    """
                    [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
                      "CidrIp": {"Fn::GetAtt": ["Vpc", "CidrBlock"]}}]
                    """),
                "A",
                "B",
                80))
        .isTrue();
  }

  @Test
  void aRangeThatOnlyTheDeploymentKnowsReachesFromNowhere() {
    assertThat(
            canReach(
                pair(
                    "[" + to("0.0.0.0/0") + "]",
                    """
                    [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
                      "CidrIp": {"Ref": "OfficeRange"}}]
                    """),
                "A",
                "B",
                80))
        .isFalse();
  }

  @Test
  void ofANetworkFromElsewhereEveryPrivateRangeIsInside() {
    String[] aAndB = {
      instance("A", "[]", "[]"), instance("B", "[]", "[" + from("10.9.0.0/16") + "]")
    };

    assertThat(canReach(reachability(aAndB), "A", "B", 80)).isTrue();
  }

  @Test
  void ipv4DoesNotArriveAsIpv6() {
    String v6 =
        """
        [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIpv6": "::/0"}]
        """;

    assertThat(canReach(pair("[" + to("0.0.0.0/0") + "]", v6), "A", "B", 80)).isFalse();
    assertThat(canReach(pair(v6, v6), "A", "B", 80)).isTrue();
  }

  @Test
  void aPrefixListReachesNothingInTheNetwork() {
    Reachability pair =
        pair(
            """
            [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
              "DestinationPrefixListId": "pl-1"}]
            """,
            "[" + from("0.0.0.0/0") + "]");

    assertThat(canReach(pair, "A", "B", 80)).isFalse();
    assertThat(pair.egressOf("A")).hasToString("[AGroup lets out tcp 80 to prefix list pl-1]");
  }

  @Test
  void aPrefixListReachesNothingFromTheInternetEither() {
    Reachability edge =
        reachability(
            carrier("Alb", "AWS::ElasticLoadBalancingV2::LoadBalancer", "SecurityGroups"),
            """
            "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [
              {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "SourcePrefixListId": "pl-1"}]}}
            """);

    assertThat(canReach(edge, INTERNET, "Alb", 80)).isFalse();
    assertThat(edge.ingressOf("Alb")).hasToString("[G lets in tcp 80 from prefix list pl-1]");
  }

  @Test
  void membersOfOneSecurityGroupReachEachOtherIfItLetsItselfIn() {
    Reachability shared =
        reachability(
            instance("A", "[]", "[" + fromGroup("AGroup") + "]"),
            """
            "Twin": {"Type": "AWS::EC2::Instance", "Properties": {
              "SecurityGroupIds": [{"Ref": "AGroup"}]}}
            """);

    assertThat(canReach(shared, "Twin", "A", 80)).isTrue();
  }

  @Test
  void allProtocolsMeansAllPortsWhateverTheRuleSays() {
    assertThat(reachesBBy("-1", "443", "443")).isTrue();
  }

  @Test
  void otherProtocolsAreNoTcp() {
    assertThat(reachesBBy("udp", "80", "80")).isFalse();
    assertThat(reachesBBy("icmp", "0", "255")).isFalse();
    assertThat(reachesBBy("50", "80", "80")).isFalse();
  }

  @Test
  void protocolsMayBeGivenByNumber() {
    assertThat(reachesBBy("6", "80", "80")).isTrue();
    assertThat(reachesBBy("17", "80", "80")).isFalse();
  }

  @Test
  void portRangesIncludeBothEnds() {
    assertThat(IntStream.of(79, 80, 85, 90, 91).filter(this::isIn80To90))
        .containsExactly(80, 85, 90);
  }

  @Test
  void aDatabasePortIsTheOneThatTheDatabaseNames() {
    Reachability moved = database("\"Engine\": \"mysql\", \"Port\": \"3307\"");

    assertThat(canReach(moved, "App", "Db", 3307)).isTrue();
    assertThat(canReach(moved, "App", "Db", 3306)).isFalse();
  }

  @Test
  void aDatabasePortIsOtherwiseTheEnginesOwn() {
    assertThat(canReach(database("\"Engine\": \"postgres\""), "App", "Db", 5432)).isTrue();
    assertThat(canReach(database("\"Engine\": \"aurora-mysql\""), "App", "Db", 3306)).isTrue();
    assertThat(canReach(database("\"Engine\": \"oracle-ee\""), "App", "Db", 1521)).isTrue();
  }

  @Test
  void aReadReplicaListensWhereItsSourceDoes() {
    Reachability replica =
        database(
            """
            "SourceDBInstanceIdentifier": {"Ref": "Source"}, "VPCSecurityGroups": []}},
            "Source": {"Type": "AWS::RDS::DBInstance", "Properties": {"Port": "3307"}},
            "Db": {"Type": "AWS::RDS::DBInstance", "Properties": {
              "SourceDBInstanceIdentifier": {"Ref": "Source"}\
            """);

    assertThat(canReach(replica, "App", "Db", 3307)).isTrue();
    assertThat(canReach(replica, "App", "Db", 3306)).isFalse();
  }

  @Test
  void portsAreComparedAsNumbers() {
    PortRange range = new PortRange("080", "090");

    assertThat(range.contains("80")).isTrue();
    assertThat(range.contains("90")).isTrue();
    assertThat(range.contains("79")).isFalse();
    assertThat(range.contains("91")).isFalse();
  }

  @Test
  void aDatabasePortThatNobodyKnowsIsOnlyItself() {
    Reachability restored = database("\"DBSnapshotIdentifier\": \"snap-1\"");

    assertThat(canReach(restored, "App", "Db", 3306)).isFalse();
    assertThat(canReach(restored, "App", "Db", "${Db.Endpoint.Port}")).isTrue();
    assertThat(canReach(restored, "App", "Db", "${Other.Endpoint.Port}")).isFalse();
  }

  @Test
  void aPortFromAnyOtherAttributeIsNotTheDatabasePort() {
    assertThat(canReach(database("\"Engine\": \"mysql\"", "Endpoint.Odd"), "App", "Db", 3306))
        .isFalse();
  }

  @Test
  void aLoadBalancerIsOnTheInternetUnlessItIsInternal() {
    assertThat(world("AWS::ElasticLoadBalancingV2::LoadBalancer", "SecurityGroups", "{}")).isTrue();
    assertThat(
            world(
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "SecurityGroups",
                "{\"Scheme\": \"internal\"}"))
        .isFalse();
  }

  @Test
  void aDatabaseIsOnTheInternetIfItIsPubliclyAccessible() {
    assertThat(world("AWS::RDS::DBInstance", "VPCSecurityGroups", "{}")).isFalse();
    assertThat(world("AWS::RDS::DBInstance", "VPCSecurityGroups", "{\"PubliclyAccessible\": true}"))
        .isTrue();
  }

  @Test
  void aTaskIsOnTheInternetIfItIsAssignedAPublicIp() {
    assertThat(taskOnTheInternet("DISABLED")).isFalse();
    assertThat(taskOnTheInternet("ENABLED")).isTrue();
  }

  @Test
  void anInstanceIsOnTheInternetIfItAsksForAPublicIp() {
    assertThat(world("AWS::EC2::Instance", "SecurityGroupIds", "{}")).isFalse();
    assertThat(
            world(
                "AWS::EC2::Instance",
                "SecurityGroupIds",
                "{\"NetworkInterfaces\": [{\"AssociatePublicIpAddress\": true}]}"))
        .isTrue();
  }

  @Test
  void anInstanceIsOnTheInternetIfItsSubnetGivesPublicIps() {
    String single =
        """
        "Single": {"Type": "AWS::EC2::Instance", "Properties": {
          "SubnetId": {"Ref": "Public"}, "SecurityGroupIds": [{"Ref": "FleetGroup"}]}}
        """;

    assertThat(List.of("Fleet", "Single"))
        .allMatch(it -> canReach(fleet("true", "", single), INTERNET, it, 80))
        .noneMatch(it -> canReach(fleet("false", "", single), INTERNET, it, 80));
  }

  @Test
  void anInstanceCanDeclineThePublicIpOfItsSubnet() {
    assertThat(
            canReach(fleet("true", "\"AssociatePublicIpAddress\": false,"), INTERNET, "Fleet", 80))
        .isFalse();
    assertThat(
            canReach(fleet("false", "\"AssociatePublicIpAddress\": true,"), INTERNET, "Fleet", 80))
        .isTrue();
  }

  @Test
  void anInstanceOfALaunchConfigurationIsOnTheInternetIfThatAsksForAPublicIp() {
    assertThat(
            world(
                "AWS::AutoScaling::LaunchConfiguration",
                "SecurityGroups",
                "{\"AssociatePublicIpAddress\": true}"))
        .isTrue();
  }

  @Test
  void aServiceWithoutItsOwnNetworkIsOnTheInternetWithItsInstances() {
    String onFleet =
        """
        "Service": {"Type": "AWS::ECS::Service", "Properties": {
          "CapacityProviderStrategy": [{"CapacityProvider": {"Ref": "Capacity"}}]}},
        "Capacity": {"Type": "AWS::ECS::CapacityProvider", "Properties": {
          "AutoScalingGroupProvider": {"AutoScalingGroupArn": {"Ref": "Fleet"}}}}
        """;

    assertThat(canReach(fleet("true", "", onFleet), INTERNET, "Service", 80)).isTrue();
    assertThat(canReach(fleet("false", "", onFleet), INTERNET, "Service", 80)).isFalse();
  }

  @Test
  void aFunctionIsNotOnTheInternet() {
    assertThat(world("AWS::Lambda::Function", "VpcConfig.SecurityGroupIds", "{}")).isFalse();
  }

  @Test
  void theInternetIsWholeAndNotARangeOfIt() {
    Reachability office =
        reachability(
            """
            "Alb": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
              "SecurityGroups": [{"Ref": "AlbGroup"}]}},
            "AlbGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
              "SecurityGroupIngress": [%s]}}
            """
                .formatted(from("203.0.113.0/24")));

    assertThat(canReach(office, INTERNET, "Alb", 80)).isFalse();
  }

  @Test
  void theInternetIsReachedByANatGatewayAndNotFromIsolation() {
    assertThat(leaving("\"NatGatewayId\": {\"Ref\": \"Nat\"}")).isTrue();
    assertThat(leaving("\"Note\": \"no target\"")).isFalse();
  }

  @Test
  void theInternetIsReachedFromAPublicSubnetOnlyWithAPublicIp() {
    assertThat(canReach(fleet("true", ""), "Fleet", INTERNET, 443)).isTrue();
    assertThat(canReach(fleet("false", ""), "Fleet", INTERNET, 443)).isFalse();
  }

  @Test
  void theInternetIsNotReachedWithoutEgress() {
    assertThat(canReach(tiers, "Alb", INTERNET, 443)).isFalse();
    assertThat(canReach(tiers, "Backend", INTERNET, 443)).isTrue();
  }

  @Test
  void oneEndHasToBeInTheTemplate() {
    assertThatThrownBy(() -> canReach(tiers, INTERNET, INTERNET, 443))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("One end has to be in the template, not the internet.");
  }

  @Test
  void whatIsOpenToTheWorldIsListedWithItsSecurityGroup() {
    StackTemplate open =
        Templates.withResources(
            THREE_TIERS,
            """
            "Oops": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
              "GroupId": {"Ref": "DbGroup"}, "CidrIpv6": "::/0",
              "IpProtocol": "tcp", "FromPort": 3306, "ToPort": 3306}},
            "Office": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
              "GroupId": {"Ref": "DbGroup"}, "CidrIp": "203.0.113.0/24",
              "IpProtocol": "tcp", "FromPort": 3306, "ToPort": 3306}}
            """);

    assertThat(openToWorld(open))
        .extracting(Rule::securityGroup)
        .containsExactly("AlbGroup", "DbGroup");
    assertThat(openToWorld(Templates.withResources(THREE_TIERS)))
        .extracting(Rule::securityGroup)
        .containsExactly("AlbGroup");
  }

  @Test
  void aRuleWithoutAPeerIsNoRule() {
    assertThat(pair("[]", "[{\"IpProtocol\": \"-1\"}]").ingressOf("B")).isEmpty();
  }

  @Test
  void everythingThatCarriesSecurityGroupsIsAnEndpoint() {
    Reachability all =
        reachability(
            group("G"),
            carrier("Alb", "AWS::ElasticLoadBalancingV2::LoadBalancer", "SecurityGroups"),
            carrier("Cache", "AWS::ElastiCache::ReplicationGroup", "SecurityGroupIds"),
            carrier("CacheNodes", "AWS::ElastiCache::CacheCluster", "VpcSecurityGroupIds"),
            carrier("CacheServerless", "AWS::ElastiCache::ServerlessCache", "SecurityGroupIds"),
            carrier("Cluster", "AWS::RDS::DBCluster", "VpcSecurityGroupIds"),
            carrier("Db", "AWS::RDS::DBInstance", "VPCSecurityGroups"),
            carrier("Endpoint", "AWS::EC2::VPCEndpoint", "SecurityGroupIds"),
            carrier("Files", "AWS::EFS::MountTarget", "SecurityGroups"),
            carrier("Function", "AWS::Lambda::Function", "VpcConfig.SecurityGroupIds"),
            carrier("Instance", "AWS::EC2::Instance", "SecurityGroupIds"),
            carrier("Proxy", "AWS::RDS::DBProxy", "VpcSecurityGroupIds"),
            carrier(
                "Service",
                "AWS::ECS::Service",
                "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"),
            carrier("Template", "AWS::EC2::LaunchTemplate", "LaunchTemplateData.SecurityGroupIds"));

    assertThat(all.endpoints())
        .containsExactly(
            "Alb",
            "Cache",
            "CacheNodes",
            "CacheServerless",
            "Cluster",
            "Db",
            "Endpoint",
            "Files",
            "Function",
            "Instance",
            "Proxy",
            "Service",
            "Template")
        .allSatisfy(id -> assertThat(all.securityGroupsOf(id)).containsExactly("G"));
  }

  @Test
  void anAutoScalingGroupCarriesTheSecurityGroupsOfItsLaunchTemplate() {
    assertThat(fleet("true", "").securityGroupsOf("Fleet")).containsExactly("FleetGroup");
  }

  @Test
  void aServiceWithoutItsOwnNetworkCarriesTheSecurityGroupsOfItsInstances() {
    assertThat(bridged("\"CapacityProviderStrategy\": [{\"CapacityProvider\": {\"Ref\": \"Cp\"}}]"))
        .satisfies(it -> assertThat(it.securityGroupsOf("Svc")).containsExactly("G"));
  }

  @Test
  void aServiceWithoutAStrategyRunsOnTheCapacityOfItsCluster() {
    assertThat(
            bridged(
                "\"Cluster\": {\"Ref\": \"NewCluster\"}",
                """
                "Shared": {"Type": "AWS::ECS::ClusterCapacityProviderAssociations", "Properties": {
                  "Cluster": {"Ref": "NewCluster"}, "CapacityProviders": [{"Ref": "Cp"}]}}
                """))
        .satisfies(it -> assertThat(it.securityGroupsOf("Svc")).containsExactly("G"));
  }

  @Test
  void aServiceDoesNotRunOnTheCapacityOfAnotherCluster() {
    Reachability other =
        bridged(
            "\"Cluster\": {\"Ref\": \"OtherCluster\"}",
            """
            "Shared": {"Type": "AWS::ECS::ClusterCapacityProviderAssociations", "Properties": {
              "Cluster": {"Ref": "Cluster"}, "CapacityProviders": [{"Ref": "Cp"}]}}
            """);

    assertThat(other.endpoints()).doesNotContain("Svc");
  }

  @Test
  void aServiceWithoutCapacityProvidersRunsOnTheInstancesThatJoinItsCluster() {
    assertThat(bridged("\"Cluster\": {\"Ref\": \"Cluster\"}"))
        .satisfies(it -> assertThat(it.securityGroupsOf("Svc")).containsExactly("G"));
    assertThat(bridged("\"Cluster\": {\"Ref\": \"OtherCluster\"}").endpoints())
        .doesNotContain("Svc");
  }

  @Test
  void aServiceWithItsOwnNetworkDoesNotBorrowFromItsInstances() {
    Reachability awsvpc =
        bridged(
            """
            "CapacityProviderStrategy": [{"CapacityProvider": {"Ref": "Cp"}}],
            "NetworkConfiguration": {"AwsvpcConfiguration": {"SecurityGroups": ["sg-1"]}}
            """);

    assertThat(awsvpc.securityGroupsOf("Svc")).containsExactly("sg-1");
  }

  @Test
  void aSecurityGroupFromElsewhereLetsOutAllAndInWhatTheTemplateAdds() {
    Reachability imported =
        reachability(
            carrier("A", "AWS::EC2::Instance", "SecurityGroupIds")
                .replace("{\"Ref\": \"G\"}", "\"sg-1\""),
            instance("B", "[]", "[" + from("10.0.0.0/8") + "]"),
            """
            "Added": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
              "GroupId": "sg-1", "SourceSecurityGroupId": {"Ref": "BGroup"},
              "IpProtocol": "tcp", "FromPort": 9000, "ToPort": 9000}}
            """);

    assertThat(canReach(imported, "A", "B", 80)).isTrue();
    assertThat(canReach(imported, "B", "A", 9000)).isTrue();
    assertThat(canReach(imported, "B", "A", 80)).isFalse();
  }

  @Test
  void aMistypedEndIsNotTakenForUnreachable() {
    assertThatThrownBy(() -> canReach(tiers, "Backend", "Dbb", 3306))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The template has no resource Dbb. It has Alb, ");
  }

  @Test
  void anEndWithoutSecurityGroupsIsNotTakenForUnreachable() {
    assertThatThrownBy(() -> canReach(tiers, "Backend", "Vpc", 3306))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Vpc (AWS::EC2::VPC) carries no security group in this template, so it is not known who"
                + " can reach it or whom it can reach. These do: Alb, Backend, Db.");
    assertThatThrownBy(() -> canReach(tiers, INTERNET, "Vpc", 3306))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Reachability reachability(String... resources) {
    return Reachability.of(Templates.withResources(resources));
  }

  /** Instances A and B in a network 10.0.0.0/16, with A's egress rules and B's ingress rules. */
  private static Reachability pair(String egress, String ingress) {
    return reachability(
        "\"Vpc\": {\"Type\": \"AWS::EC2::VPC\", \"Properties\": {\"CidrBlock\": \"10.0.0.0/16\"}}",
        instance("A", egress, "[]"),
        instance("B", "[]", ingress));
  }

  private static boolean reachesBFrom(String range) {
    return canReach(pair("[" + to("0.0.0.0/0") + "]", "[" + from(range) + "]"), "A", "B", 80);
  }

  private static boolean reachesBBy(String protocol, String fromPort, String toPort) {
    return canReach(pair("[]", "[" + rule(protocol, fromPort, toPort) + "]"), "A", "B", 80);
  }

  private boolean isIn80To90(int port) {
    return canReach(pair("[]", "[" + rule("tcp", "80", "90") + "]"), "A", "B", port);
  }

  private static String rule(String protocol, String fromPort, String toPort) {
    return """
    {"CidrIp": "0.0.0.0/0", "IpProtocol": "%s", "FromPort": %s, "ToPort": %s}
    """
        .formatted(protocol, fromPort, toPort);
  }

  private static String to(String range) {
    return from(range);
  }

  private static String from(String range) {
    return """
    {"CidrIp": "%s", "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}
    """
        .formatted(range);
  }

  private static String fromGroup(String group) {
    return """
    {"SourceSecurityGroupId": {"Ref": "%s"}, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}
    """
        .formatted(group);
  }

  private static String instance(String id, String egress, String ingress) {
    return """
    "%1$s": {"Type": "AWS::EC2::Instance", "Properties": {
      "SecurityGroupIds": [{"Fn::GetAtt": ["%1$sGroup", "GroupId"]}]}},
    "%1$sGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
      "SecurityGroupEgress": %2$s, "SecurityGroupIngress": %3$s}}
    """
        .formatted(id, egress, ingress);
  }

  private static String group(String id) {
    return "\"%s\": {\"Type\": \"AWS::EC2::SecurityGroup\"}".formatted(id);
  }

  /** A resource that carries security group G at a path of its properties. */
  private static String carrier(String id, String type, String path) {
    return "\"%s\": {\"Type\": \"%s\", \"Properties\": {%s}}"
        .formatted(id, type, nested(path, "[{\"Ref\": \"G\"}]"));
  }

  private static String nested(String path, String value) {
    int dot = path.indexOf('.');
    return dot < 0
        ? "\"%s\": %s".formatted(path, value)
        : "\"%s\": {%s}".formatted(path.substring(0, dot), nested(path.substring(dot + 1), value));
  }

  /** Whether the internet reaches a resource whose security group is open to the world. */
  private static boolean world(String type, String groupsAt, String properties) {
    String more = properties.substring(1, properties.length() - 1);
    String carrier = carrier("It", type, groupsAt);
    String body =
        more.isEmpty()
            ? carrier
            : carrier.replace("\"Properties\": {", "\"Properties\": {" + more + ",");
    return canReach(reachability(body, openGroup("G")), INTERNET, "It", 80);
  }

  private static boolean taskOnTheInternet(String assignPublicIp) {
    return canReach(
        reachability(
            """
            "It": {"Type": "AWS::ECS::Service", "Properties": {"NetworkConfiguration": {
              "AwsvpcConfiguration": {
                "AssignPublicIp": "%s", "SecurityGroups": [{"Ref": "G"}]}}}}
            """
                .formatted(assignPublicIp),
            openGroup("G")),
        INTERNET,
        "It",
        80);
  }

  private static String openGroup(String id) {
    return """
    "%s": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [%s]}}
    """
        .formatted(id, from("0.0.0.0/0"));
  }

  /** An Auto Scaling group in a public subnet, open to the world. */
  private static Reachability fleet(
      String mapPublicIpOnLaunch, String interfaceProperties, String... more) {
    String fleet =
        """
        "Public": {"Type": "AWS::EC2::Subnet", "Properties": {"MapPublicIpOnLaunch": %s}},
        "Table": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {
          "SubnetId": {"Ref": "Public"}, "RouteTableId": {"Ref": "PublicTable"}}},
        "Route": {"Type": "AWS::EC2::Route", "Properties": {
          "RouteTableId": {"Ref": "PublicTable"},
          "DestinationCidrBlock": "0.0.0.0/0",
          "GatewayId": {"Ref": "Igw"}}},
        "Fleet": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
          "VPCZoneIdentifier": [{"Ref": "Public"}],
          "LaunchTemplate": {"LaunchTemplateId": {"Ref": "Template"}}}},
        "Template": {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": {
          "NetworkInterfaces": [{%s "Groups": [{"Fn::GetAtt": ["FleetGroup", "GroupId"]}]}]}}}
        """
            .formatted(mapPublicIpOnLaunch, interfaceProperties);
    return reachability(and(more, openGroup("FleetGroup"), fleet));
  }

  /** Whether a function in a subnet whose default route has this target reaches the internet. */
  private static boolean leaving(String target) {
    return canReach(
        reachability(
            group("G"),
            """
            "Subnet": {"Type": "AWS::EC2::Subnet"},
            "Table": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {
              "SubnetId": {"Ref": "Subnet"}, "RouteTableId": {"Ref": "RouteTable"}}},
            "Route": {"Type": "AWS::EC2::Route", "Properties": {
              "RouteTableId": {"Ref": "RouteTable"}, "DestinationCidrBlock": "0.0.0.0/0", %s}},
            "Function": {"Type": "AWS::Lambda::Function", "Properties": {"VpcConfig": {
              "SubnetIds": [{"Ref": "Subnet"}], "SecurityGroupIds": [{"Ref": "G"}]}}}
            """
                .formatted(target)),
        "Function",
        INTERNET,
        443);
  }

  private static Reachability database(String properties) {
    return database(properties, "Endpoint.Port");
  }

  /** An instance App that a database lets in at the port that is an attribute of it. */
  private static Reachability database(String properties, String attribute) {
    return reachability(
        instance("App", "[]", "[]"),
        """
        "Db": {"Type": "AWS::RDS::DBInstance", "Properties": {
          %s, "VPCSecurityGroups": [{"Ref": "DbGroup"}]}},
        "DbGroup": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [{
          "SourceSecurityGroupId": {"Ref": "AppGroup"}, "IpProtocol": "tcp",
          "FromPort": {"Fn::GetAtt": "Db.%s"},
          "ToPort": {"Fn::GetAtt": "Db.%s"}}]}}
        """
            .formatted(properties, attribute, attribute));
  }

  /** A service on the instances of a cluster, whose launch template joins it in its user data. */
  private static Reachability bridged(String service, String... more) {
    String fleet =
        """
        "Fleet": {"Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
          "LaunchTemplate": {"LaunchTemplateId": {"Ref": "Template"}}}},
        "Template": {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": {
          "UserData": {"Fn::Sub": "ECS_CLUSTER=${Cluster}"},
          "SecurityGroupIds": [{"Ref": "G"}]}}},
        "Cp": {"Type": "AWS::ECS::CapacityProvider", "Properties": {
          "AutoScalingGroupProvider": {"AutoScalingGroupArn": {"Ref": "Fleet"}}}},
        "Svc": {"Type": "AWS::ECS::Service", "Properties": {%s}}
        """
            .formatted(service);
    return reachability(and(more, group("G"), fleet));
  }

  private static String[] and(String[] more, String... resources) {
    return Stream.concat(Stream.of(resources), Stream.of(more)).toArray(String[]::new);
  }
}
