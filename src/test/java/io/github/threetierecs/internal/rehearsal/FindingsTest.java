package io.github.threetierecs.internal.rehearsal;

import static io.github.threetierecs.internal.rehearsal.Templates.ref;
import static io.github.threetierecs.internal.rehearsal.Templates.rehearse;
import static io.github.threetierecs.internal.rehearsal.Templates.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How such a stack was seen to get stuck, before and after it is mended. */
class FindingsTest {
  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";
  private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";

  private static Map<String, Object> one(String type, Map<String, Object> properties) {
    return Map.of("One", resource(type, properties));
  }

  private static Map<String, Object> database(Map<String, Object> properties) {
    return one(DATABASE, properties);
  }

  private static void saysNothingOf(
      String words, Map<String, Object> before, Map<String, Object> after) {
    assertThat(rehearse(before, after).effects())
        .extracting(Effect::line)
        .noneMatch(it -> it.contains(words));
  }

  private static void says(
      Verdict verdict, String words, Map<String, Object> before, Map<String, Object> after) {
    assertThat(rehearse(before, after).effects())
        .filteredOn(it -> it.verdict() == verdict)
        .extracting(Effect::line)
        .anyMatch(it -> it.contains(words));
  }

  private static Map<String, Object> subnet(Object zone) {
    return one("AWS::EC2::Subnet", Map.of("AvailabilityZone", zone, "CidrBlock", "10.0.0.0/24"));
  }

  @Test
  void e1SubnetsDoNotMove() {
    Object list = Map.of("Fn::Select", List.of(0, Map.of("Fn::GetAZs", "")));
    says(Verdict.FAILS, "CIDR Block must change", subnet("eu-west-1a"), subnet("eu-west-1b"));
    says(Verdict.NOT_KNOWN, "only the account tells", subnet(list), subnet("eu-west-1a"));
    assertThat(rehearse(subnet("eu-west-1a"), subnet("eu-west-1a")).verdict())
        .isEqualTo(Verdict.SAFE);
  }

  private static Map<String, Object> shifted(Map<String, Object> rule, String protocol) {
    return Map.of(
        "Rule",
        resource(RULE, rule),
        "Group",
        resource(GROUP, Map.of("Protocol", protocol)),
        "Service",
        resource(
            SERVICE,
            Map.of(
                "DeploymentConfiguration",
                Map.of("Strategy", "BLUE_GREEN"),
                "LoadBalancers",
                List.of(
                    Map.of(
                        "TargetGroupArn",
                        ref("Group"),
                        "AdvancedConfiguration",
                        Map.of("ProductionListenerRule", ref("Rule")))))));
  }

  @Test
  void e2AndE5WhatHasShiftedTrafficIsNotTouched() {
    Map<String, Object> before = shifted(Map.of("Priority", 1), "HTTP");
    Map<String, Object> tagged =
        shifted(Map.of("Priority", 1, "Tags", List.of(Map.of("Key", "a", "Value", "b"))), "HTTP");
    says(Verdict.MAY_GET_STUCK, "writes back the weights", before, tagged);
    says(
        Verdict.MAY_GET_STUCK,
        "begins with the first weights",
        before,
        shifted(Map.of("Priority", 1), "HTTPS"));
  }

  private static Map<String, Object> checked(String path, String task) {
    return Map.of(
        "Group",
        resource(GROUP, Map.of("HealthCheckPath", path)),
        "Service",
        resource(
            SERVICE,
            Map.of(
                "TaskDefinition",
                task,
                "LoadBalancers",
                List.of(Map.of("TargetGroupArn", ref("Group"))))));
  }

  @Test
  void e3AHealthCheckIsDeployedByItself() {
    says(
        Verdict.MAY_GET_STUCK,
        "Deploy the health check by itself",
        checked("/", "one"),
        checked("/health", "two"));
    assertThat(rehearse(checked("/", "one"), checked("/", "two")).verdict())
        .isEqualTo(Verdict.DEPLOYMENT);
  }

  @Test
  void e7ARecordMayBeThereAlready() {
    says(
        Verdict.NOT_KNOWN,
        "if the zone has such a record already",
        Map.of(),
        one("AWS::Route53::RecordSet", Map.of("Name", "shop")));
  }

  @Test
  void e8RunningTasksHaveNoSessions() {
    says(
        Verdict.SAFE,
        "only for tasks that start later",
        one(SERVICE, Map.of("EnableExecuteCommand", false)),
        one(SERVICE, Map.of("EnableExecuteCommand", true)));
  }

  private static Map<String, Object> replicated(String version, Map<String, Object> replica) {
    Map<String, Object> properties = new HashMap<>(replica);
    properties.put("SourceDBInstanceIdentifier", ref("One"));
    return Map.of(
        "One",
        resource(DATABASE, Map.of("EngineVersion", version)),
        "Replica",
        resource(DATABASE, properties));
  }

  @Test
  void r1ReplicasAreUpgradedFirst() {
    Map<String, Object> upgraded = Map.of("EngineVersion", "8.4.9");
    says(
        Verdict.FAILS,
        "replicas need to be upgraded before",
        replicated("8.4.8", Map.of()),
        replicated("8.4.9", Map.of()));
    assertThat(rehearse(replicated("8.4.8", upgraded), replicated("8.4.9", upgraded)).verdict())
        .isEqualTo(Verdict.NO_WAY_BACK);
  }

  @Test
  void r3AndR6StorageAndItsIopsGoTogether() {
    Map<String, Object> small = database(Map.of("StorageType", "gp3", "AllocatedStorage", 100));
    says(
        Verdict.FAILS,
        "takes no IOPS below 400 GiB",
        small,
        database(Map.of("StorageType", "gp3", "AllocatedStorage", 100, "Iops", 12_000)));
    says(
        Verdict.FAILS,
        "needs IOPS in the same call",
        small,
        database(Map.of("StorageType", "gp3", "AllocatedStorage", 500)));
    assertThat(
            rehearse(
                    small,
                    database(Map.of("StorageType", "gp3", "AllocatedStorage", 500, "Iops", 12_000)))
                .verdict())
        .isEqualTo(Verdict.NO_WAY_BACK);
  }

  @Test
  void r5AParameterGroupInForceStays() {
    Map<String, Object> before =
        Map.of(
            "Group",
            resource("AWS::RDS::DBParameterGroup", Map.of()),
            "One",
            resource(DATABASE, Map.of("DBParameterGroupName", ref("Group"))));
    says(Verdict.DEGRADED, "Group stays beside the stack", before, database(Map.of()));
  }

  @Test
  void r7IopsThatAreLeftOutStillCost() {
    says(
        Verdict.SAFE,
        "AWS keeps the IOPS of the volume: the last ones, which cost",
        database(Map.of("Iops", 16_000)),
        database(Map.of()));
  }

  @Test
  void r8WhatRdsRefuses() {
    says(
        Verdict.FAILS,
        "EngineLifecycleSupport cannot be modified",
        database(Map.of("EngineLifecycleSupport", "a")),
        database(Map.of("EngineLifecycleSupport", "b")));
    says(
        Verdict.FAILS,
        "RDS does not shrink storage",
        database(Map.of("AllocatedStorage", 200)),
        database(Map.of("AllocatedStorage", 100)));
  }

  @Test
  void e4AFirstSwitchIsRolledBackIfTheStrategyWasWritten() {
    Map<String, Object> shifted = strategy("BLUE_GREEN", "1", "ip");
    Map<String, Object> unwritten =
        Map.of(
            "Service",
            resource(SERVICE, Map.of("LoadBalancers", List.of(Map.of("TargetGroupArn", "one")))));
    Map<String, Object> written =
        Map.of(
            "Service",
            resource(
                SERVICE,
                Map.of(
                    "DeploymentConfiguration",
                    Map.of("Strategy", "ROLLING"),
                    "LoadBalancers",
                    List.of(Map.of("TargetGroupArn", "one")))));

    says(Verdict.MAY_GET_STUCK, "UPDATE_ROLLBACK_FAILED", unwritten, shifted);
    saysNothingOf("UPDATE_ROLLBACK_FAILED", written, shifted);
  }

  private static Map<String, Object> addresses(int number) {
    Map<String, Object> resources = new HashMap<>();
    for (int i = 0; i < number; i++) {
      resources.put("Address" + i, resource("AWS::EC2::EIP", Map.of()));
    }
    return resources;
  }

  @Test
  void e6AFreshAccountHasFiveAddresses() {
    says(Verdict.NOT_KNOWN, "needs 6 Elastic IP addresses", addresses(3), addresses(6));
    says(Verdict.SAFE, "needs 5 Elastic IP addresses", addresses(3), addresses(5));
  }

  /** A service in two target groups, which it shifts traffic between if the strategy does. */
  private static Map<String, Object> strategy(String strategy, String task, String targets) {
    Map<String, Object> resources = new HashMap<>();
    resources.put("Listener", resource("AWS::ElasticLoadBalancingV2::Listener", Map.of()));
    resources.put("Secure", resource("AWS::ElasticLoadBalancingV2::Listener", Map.of()));
    resources.put("Rule", resource(RULE, Map.of("ListenerArn", ref("Listener"))));
    resources.put("Group", resource(GROUP, Map.of("TargetType", targets)));
    resources.put(
        "Service",
        resource(
            SERVICE,
            Map.of(
                "TaskDefinition",
                task,
                "DeploymentConfiguration",
                Map.of("Strategy", strategy),
                "LoadBalancers",
                List.of(
                    Map.of(
                        "TargetGroupArn",
                        ref("Group"),
                        "AdvancedConfiguration",
                        Map.of("ProductionListenerRule", ref("Rule")))))));
    return resources;
  }

  private static Map<String, Object> with(
      Map<String, Object> resources, String id, Map<String, Object> resource) {
    Map<String, Object> more = new HashMap<>(resources);
    more.put(id, resource);
    return more;
  }

  /** The rule moves to the listener of port 443. Before that, the strategy goes to ROLLING. */
  @Test
  void e9TlsIsSwitchedOnByWayOfRolling() {
    Map<String, Object> secure = resource(RULE, Map.of("ListenerArn", ref("Secure")));
    Map<String, Object> shifted = strategy("BLUE_GREEN", "1", "ip");
    Map<String, Object> rolling = strategy("ROLLING", "1", "ip");

    says(
        Verdict.MAY_GET_STUCK,
        "begins with the first weights",
        shifted,
        with(shifted, "Rule", secure));
    saysNothingOf("first weights", rolling, with(rolling, "Rule", secure));
  }

  @Test
  void e10ShiftingTrafficWithTargetsByInstanceIsInNoPage() {
    says(
        Verdict.NOT_KNOWN,
        "in no page of AWS",
        strategy("BLUE_GREEN", "1", "instance"),
        strategy("BLUE_GREEN", "2", "instance"));
    saysNothingOf(
        "in no page of AWS", strategy("BLUE_GREEN", "1", "ip"), strategy("BLUE_GREEN", "2", "ip"));
    saysNothingOf(
        "in no page of AWS",
        strategy("ROLLING", "1", "instance"),
        strategy("ROLLING", "2", "instance"));
  }

  @Test
  void e11ARotationMayFallIntoADeploymentThatShiftsTraffic() {
    Map<String, Object> rotation = resource("AWS::SecretsManager::RotationSchedule", Map.of());
    Map<String, Object> before = strategy("BLUE_GREEN", "1", "ip");
    Map<String, Object> after = strategy("BLUE_GREEN", "2", "ip");

    says(
        Verdict.SAFE,
        "unless a rotation of the password falls into the deployment",
        with(before, "Rotation", rotation),
        with(after, "Rotation", rotation));
    saysNothingOf("a rotation of the password", before, after);
  }

  @Test
  void r4AStaticParameterRestartsTheDatabase() {
    says(
        Verdict.NOT_KNOWN,
        "a static parameter restarts the database",
        parameters("innodb_page_size", "1"),
        parameters("innodb_page_size", "2"));
    saysNothingOf(
        "restarts the database",
        parameters("require_secure_transport", "0"),
        parameters("require_secure_transport", "1"));
  }

  private static Map<String, Object> parameters(String name, String value) {
    return one("AWS::RDS::DBParameterGroup", Map.of("Parameters", Map.of(name, value)));
  }

  private static Map<String, Object> rotated(String version, Map<String, Object> rotation) {
    return Map.of(
        "One",
        resource(DATABASE, Map.of("EngineVersion", version)),
        "Rotation",
        resource("AWS::SecretsManager::RotationSchedule", rotation));
  }

  /** With a function of one's own, which speaks TLS, nothing is in the way. */
  @Test
  void r9AwssFunctionForRotationMayFailWithMysql9() {
    Map<String, Object> ofAws = Map.of("HostedRotationLambda", Map.of("RotationType", "MySQL"));
    Map<String, Object> own = Map.of("RotationLambdaARN", "arn");

    says(
        Verdict.MAY_GET_STUCK,
        "rotation may fail with MySQL 9",
        rotated("8.4.9", ofAws),
        rotated("9.7.0", ofAws));
    saysNothingOf("rotation may fail", rotated("8.4.9", own), rotated("9.7.0", own));
    saysNothingOf("rotation may fail", rotated("8.4.8", ofAws), rotated("8.4.9", ofAws));
  }

  private static Map<String, Object> proxy(List<String> targetsWaitFor) {
    return Map.of(
        "Rule",
        resource(
            "AWS::EC2::SecurityGroupIngress",
            Map.of("GroupId", "database", "SourceSecurityGroupId", ref("ProxyGroup"))),
        "ProxyGroup",
        resource("AWS::EC2::SecurityGroup", Map.of()),
        "Proxy",
        resource("AWS::RDS::DBProxy", Map.of("VpcSecurityGroupIds", List.of(ref("ProxyGroup")))),
        "Targets",
        Map.of(
            "Type",
            "AWS::RDS::DBProxyTargetGroup",
            "DependsOn",
            targetsWaitFor,
            "Properties",
            Map.of("DBProxyName", ref("Proxy"))));
  }

  @Test
  void r10TheTargetsOfAProxyWaitForTheRuleThatLetsItIn() {
    says(
        Verdict.MAY_GET_STUCK,
        "the proxy's targets do not wait for Rule",
        Map.of(),
        proxy(List.of()));
    saysNothingOf("targets do not wait", Map.of(), proxy(List.of("Rule")));
  }

  /** What an update does not reach, and why. */
  private static final Map<String, String> NOT_REACHED =
      Map.of(
          "r2",
          "the policy of the monitoring role is the library's own, and PermissionsMatrixTest holds"
              + " its text; what RDS writes with it, no update changes",
          "r11",
          "it is about restoring by hand, from commands of the guide");

  @Test
  void eachFindingHasARehearsalOrAReason() {
    List<String> tests =
        Stream.of(FindingsTest.class.getDeclaredMethods())
            .map(it -> it.getName().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(
            Stream.of("e", "r").flatMap(it -> IntStream.rangeClosed(1, 11).mapToObj(i -> it + i)))
        .allSatisfy(
            finding ->
                assertThat(
                        tests.stream().anyMatch(it -> it.matches("(.*and)?" + finding + "\\D.*")))
                    .as(finding)
                    .isNotEqualTo(NOT_REACHED.containsKey(finding)));
  }
}
