package io.github.threetierecs.internal.rehearsal;

import static io.github.threetierecs.internal.rehearsal.Templates.ref;
import static io.github.threetierecs.internal.rehearsal.Templates.rehearse;
import static io.github.threetierecs.internal.rehearsal.Templates.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who notices a change, and who does not. */
class WhoNoticesTest {
  private static final String LOAD_BALANCING = "AWS::ElasticLoadBalancingV2::";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String DATABASE = "AWS::RDS::DBInstance";

  private static List<String> lines(
      Verdict verdict, Map<String, Object> before, Map<String, Object> after) {
    return lines(verdict, rehearse(before, after));
  }

  private static List<String> lines(Verdict verdict, Rehearsed rehearsed) {
    return rehearsed.effects().stream()
        .filter(it -> it.verdict() == verdict)
        .map(Effect::line)
        .toList();
  }

  private static Map<String, Object> record(Object zone, String type) {
    return resource("AWS::Route53::RecordSet", Map.of("HostedZoneId", zone, "Type", type));
  }

  @Test
  void aZoneThatIsNewHasNoRecordThatWouldBeInTheWay() {
    Map<String, Object> zone = Map.of("Zone", resource("AWS::Route53::HostedZone", Map.of()));
    Map<String, Object> both = new HashMap<>(zone);
    both.put("Record", record(ref("Zone"), "A"));
    Map<String, Object> ofRoute53 = new HashMap<>(zone);
    ofRoute53.put("Record", record(ref("Zone"), "NS"));
    String words =
        "not known: it fails if the zone has such a record already, which no template"
            + " tells (Record)";

    assertThat(lines(Verdict.NOT_KNOWN, Map.of(), both)).isEmpty();
    assertThat(lines(Verdict.NOT_KNOWN, Map.of(), ofRoute53)).containsExactly(words);
    assertThat(lines(Verdict.NOT_KNOWN, zone, both)).containsExactly(words);
    assertThat(lines(Verdict.NOT_KNOWN, Map.of(), Map.of("Record", record("Z1", "A"))))
        .containsExactly(words);
  }

  /** An Auto Scaling group with a service on it. */
  private static Map<String, Object> capacity(String type, String image) {
    return Map.of(
        "Template",
        resource(
            "AWS::EC2::LaunchTemplate", Map.of("LaunchTemplateData", Map.of("InstanceType", type))),
        "Group",
        resource(
            "AWS::AutoScaling::AutoScalingGroup",
            Map.of(
                "MinSize",
                "2",
                "MaxSize",
                "9",
                "LaunchTemplate",
                Map.of(
                    "LaunchTemplateId",
                    ref("Template"),
                    "Version",
                    Map.of("Fn::GetAtt", List.of("Template", "LatestVersionNumber"))))),
        "Provider",
        resource(
            "AWS::ECS::CapacityProvider",
            Map.of("AutoScalingGroupProvider", Map.of("AutoScalingGroupArn", ref("Group")))),
        "Task",
        resource(
            "AWS::ECS::TaskDefinition",
            Map.of(
                "ContainerDefinitions",
                List.of(Map.of("Image", image, "Cpu", 256, "Memory", 512)))),
        "Backend",
        resource(
            SERVICE,
            Map.of(
                "DesiredCount",
                2,
                "TaskDefinition",
                ref("Task"),
                "CapacityProviderStrategy",
                List.of(Map.of("CapacityProvider", ref("Provider"))))));
  }

  private static Deployment stacks(Map<String, Object> one, Map<String, Object> two) {
    return new Deployment(
        new TreeMap<>(Map.of("One", Map.of("Resources", one), "Two", Map.of("Resources", two))),
        Map.of(),
        new TreeMap<>(Map.of("One", "One", "Two", "Two")));
  }

  @Test
  void onlyInstancesWithAServiceThatIsDeployedNeedRoomForIt() {
    Map<String, Object> old = capacity("m6i.large", "app:1");
    Map<String, Object> other = capacity("m6i.large", "app:2");

    assertThat(lines(Verdict.SAFE, Rehearsed.of(stacks(old, old), stacks(other, old))))
        .filteredOn(it -> it.contains("instances of m6i.large meanwhile"))
        .singleElement()
        .asString()
        .endsWith("(One/Group)");
    assertThat(lines(Verdict.SAFE, Rehearsed.of(stacks(old, old), stacks(other, other))))
        .filteredOn(it -> it.contains("instances of m6i.large meanwhile"))
        .singleElement()
        .asString()
        .endsWith("(One/Group; Two/Group)");
  }

  @Test
  void instancesOfAnotherArchitectureMayGetStuckWithTheImagesThatRun() {
    Map<String, Object> before = capacity("m6i.large", "app:1");

    assertThat(lines(Verdict.MAY_GET_STUCK, before, capacity("m7g.large", "app:1")))
        .containsExactly(
            "may get stuck: the instances become arm64, and tasks that move to them have the"
                + " images that run now: of an image for amd64 only they stop with exec format"
                + " error, no circuit breaker ends that outside of a deployment of ECS, and"
                + " instances that drain wait for them. Deploy images for both architectures first"
                + " (docs/recipes/images-for-arm64.md) (Group: m6i.large → m7g.large)");
    assertThat(lines(Verdict.MAY_GET_STUCK, before, capacity("m7g.large", "app:2")))
        .singleElement()
        .asString()
        .contains("the images that run now, since services are deployed after it: of an image");
    assertThat(lines(Verdict.MAY_GET_STUCK, before, capacity("m7i.large", "app:1"))).isEmpty();
    assertThat(lines(Verdict.MAY_GET_STUCK, before, capacity("m6i.large", "app:2"))).isEmpty();
    assertThat(lines(Verdict.MAY_GET_STUCK, before, capacity("own.large", "app:1"))).isEmpty();
  }

  private static Map<String, Object> from(int port, Map<String, Object> peer) {
    Map<String, Object> rule = new HashMap<>(peer);
    rule.putAll(Map.of("IpProtocol", "tcp", "FromPort", port, "ToPort", port));
    return rule;
  }

  private static Map<String, Object> caller(String groups, Object task) {
    return resource(
        SERVICE,
        Map.of(
            "TaskDefinition",
            task,
            "NetworkConfiguration",
            Map.of("AwsvpcConfiguration", Map.of("SecurityGroups", List.of(ref(groups))))));
  }

  /** A load balancer that listens at one port, and who may call it there. */
  private static Map<String, Object> balancer(
      int port, String task, List<Map<String, Object>> ingress) {
    Map<String, Object> resources = new HashMap<>();
    resources.put(
        "Callers",
        resource("AWS::EC2::SecurityGroup", Map.of("SecurityGroupEgress", List.of(all()))));
    resources.put(
        "Group", resource("AWS::EC2::SecurityGroup", Map.of("SecurityGroupIngress", ingress)));
    resources.put(
        "Balancer",
        resource(LOAD_BALANCING + "LoadBalancer", Map.of("SecurityGroups", List.of(ref("Group")))));
    resources.put(
        "Listener" + port,
        resource(
            LOAD_BALANCING + "Listener", Map.of("LoadBalancerArn", ref("Balancer"), "Port", port)));
    resources.put("Frontend", caller("Callers", task));
    return resources;
  }

  private static Map<String, Object> all() {
    return Map.of("IpProtocol", "-1", "CidrIp", "0.0.0.0/0");
  }

  private static List<Map<String, Object>> callers(int port) {
    return List.of(from(port, Map.of("SourceSecurityGroupId", ref("Callers"))));
  }

  private static List<String> listeners(Map<String, Object> before, Map<String, Object> after) {
    return rehearse(before, after).effects().stream()
        .filter(it -> it.kind() == Kind.REMADE)
        .map(Effect::line)
        .toList();
  }

  private static final String LEFT =
      "noticed: replaces listeners, nobody answers at the old port any more (Listener80 is"
          + " removed)";

  @Test
  void anOldPortIsNotNoticedByCallersThatCallTheNewOneByThen() {
    assertThat(listeners(balancer(80, "one", callers(80)), balancer(443, "two", callers(443))))
        .containsExactly(
            "replaces listeners: the new tasks of the frontend call another port before the old one"
                + " is closed, nobody notices (Listener80 is removed)");
  }

  @Test
  void anOldPortIsNoticedByACallerThatIsLeft() {
    Map<String, Object> before = balancer(80, "one", callers(80));
    List<Map<String, Object>> still = new ArrayList<>(callers(80));
    still.addAll(callers(443));
    Map<String, Object> worker = new HashMap<>(before);
    worker.put("Worker", caller("Callers", "one"));
    Map<String, Object> workerStays = balancer(443, "two", callers(443));
    workerStays.put("Worker", caller("Callers", "one"));
    Map<String, Object> range =
        balancer(80, "one", List.of(from(80, Map.of("CidrIp", "10.0.0.0/8"))));
    Map<String, Object> stranger =
        balancer(80, "one", List.of(from(80, Map.of("SourceSecurityGroupId", "sg-1"))));

    assertThat(listeners(before, balancer(443, "one", callers(443)))).containsExactly(LEFT);
    assertThat(listeners(before, balancer(443, "two", still))).containsExactly(LEFT);
    assertThat(listeners(before, balancer(443, "two", callers(8443)))).containsExactly(LEFT);
    assertThat(listeners(worker, workerStays)).containsExactly(LEFT);
    assertThat(listeners(range, balancer(443, "two", callers(443)))).containsExactly(LEFT);
    assertThat(listeners(stranger, balancer(443, "two", callers(443)))).containsExactly(LEFT);
  }

  private static Map<String, Object> listener(Map<String, Object> action) {
    return Map.of(
        "Listener",
        resource(
            LOAD_BALANCING + "Listener",
            Map.of("Port", 80, "Protocol", "HTTP", "DefaultActions", List.of(action))));
  }

  private static Map<String, Object> redirect(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("StatusCode", "HTTP_301");
    return listener(Map.of("Type", "redirect", "RedirectConfig", config));
  }

  @Test
  void aRedirectIsNoticedByWhoeverUsesTheLoadBalancersOwnName() {
    Map<String, Object> forward = listener(Map.of("Type", "forward", "TargetGroupArn", "one"));
    Map<String, Object> secure = redirect(Map.of("Protocol", "HTTPS", "Port", "443"));
    Map<String, Object> elsewhere = redirect(Map.of("Protocol", "HTTPS", "Host", "example.com"));

    assertThat(lines(Verdict.DEGRADED, forward, secure))
        .containsExactly(
            "noticed: whoever calls the load balancer by its own name is sent to HTTPS, where no"
                + " certificate matches that name; and at 301 a client may turn POST into GET"
                + " (Listener: DefaultActions redirects to HTTPS)");
    assertThat(lines(Verdict.DEGRADED, forward, elsewhere))
        .containsExactly(
            "noticed: at 301 a client may turn POST into GET (Listener: DefaultActions redirects to"
                + " HTTPS)");
    assertThat(lines(Verdict.DEGRADED, secure, elsewhere)).isEmpty();
    assertThat(lines(Verdict.DEGRADED, secure, forward)).isEmpty();
  }

  /** A listener with two services, one of them by default, and rules. */
  private static Map<String, Object> ruled(
      Map<String, Object> action, Map<String, Map<String, Object>> rules) {
    Map<String, Object> template = new HashMap<>(listener(action));
    rules.forEach((id, rule) -> template.put(id, rule));
    for (String name : List.of("Frontend", "Backend")) {
      template.put(
          name,
          resource(
              SERVICE,
              Map.of("LoadBalancers", List.of(Map.of("TargetGroupArn", ref(name + "Group"))))));
      template.put(name + "Group", resource(LOAD_BALANCING + "TargetGroup", Map.of()));
    }
    return template;
  }

  private static Map<String, Object> to(String service) {
    return Map.of("Type", "forward", "TargetGroupArn", ref(service + "Group"));
  }

  private static Map<String, Object> rule(int priority, String path, Map<String, Object> action) {
    return resource(
        LOAD_BALANCING + "ListenerRule",
        Map.of(
            "ListenerArn",
            ref("Listener"),
            "Priority",
            priority,
            "Conditions",
            List.of(
                Map.of(
                    "Field", "path-pattern", "PathPatternConfig", Map.of("Values", List.of(path)))),
            "Actions",
            List.of(action)));
  }

  /** The rule that bridges the time until all clients use HTTPS. */
  @Test
  void aRuleThatTakesEverythingAnswersInsteadOfTheDefault() {
    Map<String, Object> secure =
        Map.of(
            "Type",
            "redirect",
            "RedirectConfig",
            Map.of("Protocol", "HTTPS", "Port", "443", "StatusCode", "HTTP_301"));
    Map<String, Map<String, Object>> still = Map.of("Still", rule(10, "*", to("Frontend")));
    Map<String, Object> plain = ruled(to("Frontend"), still);
    Map<String, Object> bridged = ruled(secure, still);

    assertThat(lines(Verdict.DEGRADED, plain, bridged)).isEmpty();
    assertThat(lines(Verdict.DEGRADED, bridged, ruled(secure, Map.of())))
        .containsExactly(
            "noticed: whoever calls the load balancer by its own name is sent to HTTPS, where no"
                + " certificate matches that name; and at 301 a client may turn POST into GET"
                + " (Still is gone; Listener: DefaultActions redirects to HTTPS)");
    assertThat(lines(Verdict.DEGRADED, ruled(to("Frontend"), Map.of()), plain)).isEmpty();
    assertThat(lines(Verdict.DEGRADED, plain, ruled(to("Frontend"), Map.of()))).isEmpty();
  }

  @Test
  void requestsThatSomebodyElseAnswersAreNoticed() {
    Map<String, Object> api =
        ruled(to("Frontend"), Map.of("Api", rule(20, "/api/*", to("Backend"))));
    Map<String, Object> closed =
        Map.of("Type", "fixed-response", "FixedResponseConfig", Map.of("StatusCode", "503"));
    String elsewhere = "noticed: requests that the backend answered are answered by the frontend";
    String byItself =
        "noticed: requests that the %s answered are answered by the load balancer itself";

    assertThat(lines(Verdict.DEGRADED, api, ruled(to("Frontend"), Map.of())))
        .containsExactly(elsewhere + " (Api is gone; Listener: DefaultActions answers)");
    assertThat(
            lines(
                Verdict.DEGRADED,
                api,
                ruled(to("Frontend"), Map.of("Api", rule(20, "/v1/*", to("Backend"))))))
        .containsExactly(elsewhere + " (Api does not answer; Listener: DefaultActions answers)");
    assertThat(
            lines(
                Verdict.DEGRADED,
                api,
                ruled(
                    to("Frontend"),
                    Map.of(
                        "Api",
                        rule(20, "/api/*", to("Backend")),
                        "Closed",
                        rule(1, "/*", closed)))))
        .containsExactlyInAnyOrder(
            byItself.formatted("backend") + " (Api does not answer; Closed: Actions answers)",
            byItself.formatted("frontend")
                + " (Listener does not answer; Closed: Actions answers)");
    assertThat(
            lines(
                Verdict.DEGRADED,
                api,
                ruled(to("Frontend"), Map.of("Other", rule(7, "/api/*", to("Backend"))))))
        .isEmpty();
  }

  /** A backend that signs in with a secret, and a first container that does; no schedule yet. */
  private static Map<String, Object> signedIn(String secretOfBackend, String secretOfFirst) {
    Map<String, Object> first =
        Map.of("Name", "first", "Secrets", List.of(Map.of("ValueFrom", ref(secretOfFirst))));
    Map<String, Object> own =
        Map.of(
            "Name",
            "backend",
            "DependsOn",
            List.of(Map.of("ContainerName", "first", "Condition", "SUCCESS")),
            "Secrets",
            List.of(Map.of("ValueFrom", ref(secretOfBackend))));
    Map<String, Object> attached = Map.of("SecretId", ref("Secret"));
    return Map.of(
        "Secret", resource("AWS::SecretsManager::Secret", Map.of()),
        "Attached", resource("AWS::SecretsManager::SecretTargetAttachment", attached),
        "Another", resource("AWS::SecretsManager::Secret", Map.of()),
        "Task",
            resource(
                "AWS::ECS::TaskDefinition", Map.of("ContainerDefinitions", List.of(first, own))),
        "Backend", resource(SERVICE, Map.of("TaskDefinition", ref("Task"))));
  }

  private static Map<String, Object> with(Map<String, Object> before, Map<String, Object> more) {
    Map<String, Object> schedule = new HashMap<>(more);
    schedule.put("SecretId", ref("Attached"));
    Map<String, Object> after = new HashMap<>(before);
    after.put("Schedule", resource("AWS::SecretsManager::RotationSchedule", schedule));
    return after;
  }

  @Test
  void aPasswordThatIsRotatedNowIsNoticedByTasksThatHaveIt() {
    Map<String, Object> before = signedIn("Secret", "Another");
    Map<String, Object> single =
        Map.of("HostedRotationLambda", Map.of("RotationType", "MySQLSingleUser"));
    Map<String, Object> later = new HashMap<>(single);
    later.put("RotateImmediatelyOnUpdate", false);
    Map<String, Object> alternating =
        Map.of("HostedRotationLambda", Map.of("RotationType", "MySQLMultiUser"));
    String words =
        "the password is rotated now: tasks of the backend have the old one, and open no new"
            + " connection until they are replaced";

    assertThat(lines(Verdict.DEGRADED, before, with(before, single)))
        .containsExactly("noticed: " + words + " (Schedule: RotateImmediatelyOnUpdate)");
    assertThat(lines(Verdict.DEGRADED, with(before, later), with(before, single))).hasSize(1);
    assertThat(lines(Verdict.NOT_KNOWN, before, with(before, Map.of("RotationLambdaARN", "arn"))))
        .contains(
            "not known: "
                + words
                + ", unless the function alternates two users"
                + " (Schedule: RotateImmediatelyOnUpdate)");
    assertThat(lines(Verdict.DEGRADED, before, with(before, later))).isEmpty();
    assertThat(lines(Verdict.DEGRADED, before, with(before, alternating))).isEmpty();
    Map<String, Object> onlyAtFirst = signedIn("Another", "Secret");
    assertThat(lines(Verdict.DEGRADED, onlyAtFirst, with(onlyAtFirst, single))).isEmpty();
  }

  private static Map<String, Object> database(boolean standby, String type, String later) {
    return Map.of(
        "Database",
        resource(DATABASE, Map.of("DBInstanceClass", type, "MultiAZ", standby)),
        "Later",
        resource("AWS::SNS::Topic", Map.of("DisplayName", ref("Database"), "FifoTopic", later)));
  }

  @Test
  void anotherInstanceClassIsAnOutageAndItsRollbackASecondOne() {
    String change = " (Database: DBInstanceClass db.m7g.large → db.m7g.xlarge)";
    String again =
        "outage: if something else fails and it is rolled back, the database is away a second time";

    for (boolean standby : List.of(true, false)) {
      String minutes = standby ? ", 1-3 minutes" : ", 5-20 minutes";
      Map<String, Object> before = database(standby, "db.m7g.large", "one");
      assertThat(lines(Verdict.OUTAGE, before, database(standby, "db.m7g.xlarge", "two")))
          .containsExactlyInAnyOrder(
              "outage of the database" + minutes + change, again + minutes + change);
      assertThat(lines(Verdict.OUTAGE, before, database(standby, "db.m7g.xlarge", "one")))
          .containsExactly("outage of the database" + minutes + change);
    }
  }

  /** Of what is done before the database, nothing can fail any more. */
  @Test
  void aRollbackThatTakesNothingBackIsNoSecondOutage() {
    Map<String, Object> before = new HashMap<>(database(false, "db.m7g.large", "one"));
    Map<String, Object> after = new HashMap<>(before);
    before.put("Database", resource(DATABASE, Map.of("EngineVersion", "8.4.8")));
    after.put("Database", resource(DATABASE, Map.of("EngineVersion", "8.4.9")));
    after.put("Later", resource("AWS::SNS::Topic", Map.of("DisplayName", "two")));

    assertThat(lines(Verdict.OUTAGE, before, after))
        .singleElement()
        .asString()
        .startsWith("outage of the database, 2-15 minutes");
  }
}
