package io.github.threetierecs.internal.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Plans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The projects of the examples, by their golden templates. */
class LocalProjectTest {
  private static final LocalProject QUICKSTART = Projects.ofStacks(Plans.templatesOf("quickstart"));
  private static final SortedMap<String, String> FILES = Projects.filesOf(QUICKSTART);
  private static final Map<String, Map<String, Object>> SERVICES = Projects.services(FILES);

  private static final LocalProject PRODUCTION = Projects.ofStacks(Plans.templatesOf("production"));
  private static final SortedMap<String, String> PRODUCTION_FILES = Projects.filesOf(PRODUCTION);
  private static final Map<String, Map<String, Object>> IN_PRODUCTION =
      Projects.services(PRODUCTION_FILES);

  @Test
  void whatRunsIsTheTasksTheLoadBalancersAndTheDatabase() {
    assertThat(SERVICES.keySet())
        .containsExactly(
            "vpc",
            "secrets",
            "database",
            "frontend-load-balancer",
            "backend-load-balancer",
            "frontend-1-network",
            "frontend-1",
            "frontend-2-network",
            "frontend-2",
            "backend-1-network",
            "backend-1",
            "backend-2-network",
            "backend-2");
  }

  @Test
  void aContainerIsWhatItsDefinitionSays() {
    assertThat(SERVICES.get("backend-1"))
        .containsEntry(
            "image", "${BACKEND_IMAGE:-public.ecr.aws/nginx/nginx-unprivileged:1.29-alpine}")
        .containsEntry("cpu_shares", 256)
        .containsEntry("mem_limit", "512m")
        .containsEntry("cap_drop", List.of("NET_RAW"))
        .containsEntry("stop_grace_period", "30s")
        .containsEntry("restart", "unless-stopped")
        .containsEntry("network_mode", "service:backend-1-network")
        .containsEntry("env_file", List.of("secrets/backend.env"))
        .containsEntry(
            "environment",
            Map.of(
                "AWS_REGION", "us-east-1",
                "DB_HOST", "database",
                "DB_PORT", "3306",
                "DB_NAME", "app",
                "DB_SECRET_ARN", "file:///run/secrets/database.json"));
  }

  @Test
  void aTaskStartsOnceItsSecretsAreThereAndTheDatabaseAnswers() {
    assertThat(SERVICES.get("backend-1"))
        .containsEntry(
            "depends_on",
            Map.of(
                "backend-1-network", Map.of("condition", "service_started"),
                "secrets", Map.of("condition", "service_completed_successfully"),
                "database", Map.of("condition", "service_healthy")));
    assertThat(SERVICES.get("frontend-1"))
        .containsEntry(
            "depends_on", Map.of("frontend-1-network", Map.of("condition", "service_started")));
  }

  @Test
  void theFrontendIsTheOnlyThingThatIsPublished() {
    assertThat(SERVICES)
        .allSatisfy(
            (name, service) ->
                assertThat(service.containsKey("ports")).as(name).isEqualTo(name.equals("vpc")));
    assertThat(SERVICES.get("vpc"))
        .containsEntry("ports", List.of("127.0.0.1:${HTTP_PORT:-8080}:80"));
    assertThat(IN_PRODUCTION.get("vpc"))
        .containsEntry(
            "ports",
            List.of("127.0.0.1:${HTTP_PORT:-8080}:80", "127.0.0.1:${HTTPS_PORT:-8443}:443"));
  }

  @Test
  void onlyTheNetworkOfThisMachineHasAWayOut() {
    assertThat(Projects.networks(FILES))
        .allSatisfy(
            (name, network) ->
                assertThat(network.containsKey("internal"))
                    .as(name)
                    .isEqualTo(!name.equals("internet")));
  }

  @Test
  void whoReachesWhomIsATable() {
    assertThat(FILES.getOrDefault("reachable.tsv", "").lines())
        .contains(
            "internet\tfrontend-load-balancer\t80\tyes",
            "internet\tbackend-load-balancer\t80\tno",
            "frontend-load-balancer\tfrontend-2\t80\tyes",
            "frontend-load-balancer\tbackend-1\t8080\tno",
            "frontend-1\tbackend-load-balancer\t80\tyes",
            "frontend-1\tbackend-1\t8080\tno",
            "frontend-1\tdatabase\t3306\tno",
            "backend-load-balancer\tbackend-1\t8080\tyes",
            "backend-1\tdatabase\t3306\tyes",
            "backend-1\tbackend-2\t8080\tno",
            "database\tbackend-1\t8080\tno");
  }

  @Test
  void theUserOfTheApplicationIsCreatedBeforeTheBackendStarts() {
    assertThat(IN_PRODUCTION.get("backend-2-database-user"))
        .containsEntry("restart", "no")
        .containsEntry("read_only", true)
        .containsEntry("user", "65534")
        .containsEntry("env_file", List.of("secrets/backend-database-user.env"));
    assertThat(Projects.text(IN_PRODUCTION, "backend-2", "depends_on"))
        .contains("backend-2-database-user={condition=service_completed_successfully}");
    assertThat(Projects.rows(PRODUCTION_FILES, "STARTS"))
        .containsSequence("once backend-1-database-user", "up backend-1");
  }

  @Test
  void aReplicaIsTheDatabaseByAnotherName() {
    assertThat(Projects.text(IN_PRODUCTION, "backend-1", "environment"))
        .contains("DB_READ_HOSTS=database-replica-1");
    assertThat(PRODUCTION_FILES.get("reachable.tsv"))
        .contains(
            "backend-1\tdatabase-replica-1\t3306\tyes", "frontend-1\tdatabase-replica-1\t3306\tno");
    assertThat(PRODUCTION.notHere()).anyMatch(it -> it.contains("stands for its replicas"));
  }

  @Test
  void tasksAreAsManyAsAutoScalingHasAtLeast() {
    assertThat(IN_PRODUCTION)
        .containsKeys("frontend-3", "backend-3")
        .doesNotContainKey("backend-4");
  }

  @Test
  void aLoadBalancerWithTlsGetsACertificateForItsNames() {
    assertThat(PRODUCTION_FILES.get("local"))
        .contains(
            "CERTIFICATE_NAMES=',DNS:backend-load-balancer,DNS:frontend-load-balancer,DNS:shop.example.com'");
    assertThat(Projects.text(IN_PRODUCTION, "frontend-load-balancer", "volumes"))
        .contains("frontend-load-balancer-secrets:/run/certificates:ro");
    assertThat(FILES.get("local")).contains("CERTIFICATE_NAMES=''");
  }

  @Test
  void parametersOfTheDatabaseAreOptionsOfIt() {
    assertThat(IN_PRODUCTION.get("database"))
        .containsEntry(
            "command",
            List.of(
                "--port=3306",
                "--loose-log_output=FILE",
                "--loose-require_secure_transport=1",
                "--loose-slow_query_log=1"));
  }

  @Test
  void noPasswordIsInAnyFile() {
    assertThat(Projects.rows(PRODUCTION_FILES, "SECRETS"))
        .containsExactly(
            "database.json\tengine=mysql\thost=database\tport=3306\tdbname=shop\tusername=dbadmin"
                + "\tpassword=?",
            "shop.json\tengine=mysql\thost=database\tport=3306\tdbname=shop\tusername=shop"
                + "\tpassword=?");
    assertThat(Projects.rows(PRODUCTION_FILES, "VARIABLES"))
        .contains(
            "backend.env DB_PASSWORD shop.json password",
            "backend-database-user.env MASTER_PASSWORD database.json password");
    assertThat(PRODUCTION_FILES.get("compose.yaml"))
        .doesNotContain("DB_PASSWORD:", "MASTER_PASSWORD:");
  }

  @Test
  void theMasterUserMayDoWhatThatOfRdsMay() {
    assertThat(FILES.get("database/user.sql"))
        .contains("CREATE USER", "TO 'dbadmin'@'%' WITH GRANT OPTION")
        .doesNotContain("SUPER", "FILE", "ALL PRIVILEGES");
  }

  @Test
  void eachApplicationHasAddressesOfItsOwn() {
    assertThat(FILES.get("compose.yaml")).contains("\"10.120.0.3\"");
    assertThat(PRODUCTION_FILES.get("compose.yaml")).contains("\"10.202.0.3\"");
  }

  @Test
  void aRangeThatIsTooSmallIsRefused() {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");
    setDesiredCount(templates, 9);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LocalProject.of(
                    new Assembly(templates, Map.of(), new TreeMap<>()),
                    List.of(),
                    Optional.of("10.213.0.0/24")))
        .withMessage(
            "The range 10.213.0.0/24 has room for 32 networks of eight addresses, and 56 are"
                + " needed. Name a larger one, such as 10.213.0.0/16.");
  }

  @Test
  void moreThanNineTasksAreNotStarted() {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");
    setDesiredCount(templates, 12);
    LocalProject project = Projects.ofStacks(templates);

    assertThat(Projects.services(Projects.filesOf(project)))
        .containsKey("backend-9")
        .doesNotContainKey("backend-10");
    assertThat(project.notHere()).contains("backend has 12 tasks; 9 are started here.");
  }

  @Test
  void aRuleThatIsTakenAwayTakesTheWayWithIt() {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");
    Map<String, Object> resources = resources(templates);
    resources
        .entrySet()
        .removeIf(
            it ->
                it.getValue().toString().contains("AWS::EC2::SecurityGroupIngress")
                    && it.getKey().startsWith("AppDataSecurityGroup"));

    SortedMap<String, String> files = Projects.filesOf(Projects.ofStacks(templates));

    assertThat(FILES.get("security-groups.cfg")).contains(":3306");
    assertThat(files.get("security-groups.cfg")).doesNotContain(":3306");
    assertThat(files.get("reachable.tsv")).contains("backend-1\tdatabase\t3306\tno");
  }

  @Test
  void aRuleThatIsAddedAddsAWay() {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");
    resources(templates)
        .put(
            "Shortcut",
            Map.of(
                "Type",
                "AWS::EC2::SecurityGroupIngress",
                "Properties",
                Map.of(
                    "GroupId",
                    Map.of("Fn::GetAtt", List.of("AppDataSecurityGroup08853D70", "GroupId")),
                    "SourceSecurityGroupId",
                    Map.of(
                        "Fn::GetAtt",
                        List.of("AppFrontendServiceSecurityGroup5FE0DC56", "GroupId")),
                    "IpProtocol",
                    "tcp",
                    "FromPort",
                    3306,
                    "ToPort",
                    3306)));

    assertThat(Projects.filesOf(Projects.ofStacks(templates)).get("reachable.tsv"))
        .contains("frontend-1\tdatabase\t3306\tyes", "frontend-1\tbackend-1\t8080\tno");
  }

  private static void setDesiredCount(SortedMap<String, Map<String, Object>> templates, int count) {
    resources(templates)
        .values()
        .forEach(
            it -> {
              Map<String, Object> properties = map(map(it).getOrDefault("Properties", Map.of()));
              if (properties.containsKey("DesiredCount")) {
                properties.put("DesiredCount", count);
              }
            });
  }

  private static Map<String, Object> resources(SortedMap<String, Map<String, Object>> templates) {
    return map(templates.getOrDefault("Quickstart", Map.of()).getOrDefault("Resources", Map.of()));
  }

  @SuppressWarnings("unchecked") // As templates have it.
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
