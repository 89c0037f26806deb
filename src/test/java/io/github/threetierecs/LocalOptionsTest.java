package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.local.LocalLaws;
import io.github.threetierecs.internal.local.LocalProject;
import io.github.threetierecs.internal.local.Projects;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

/** What options and additions are on one's own machine. */
class LocalOptionsTest {

  private record Made(LocalProject project, SortedMap<String, String> files) {
    Made(Anatomy app) {
      this(Projects.of(app.json), Projects.filesOf(app.json));
      assertThat(LocalLaws.violations(app.json)).isEmpty();
    }

    /** What an entry of a service says. */
    String text(String service, String entry) {
      return String.valueOf(
          Projects.services(files).getOrDefault(service, Map.of()).getOrDefault(entry, ""));
    }

    String file(String name) {
      return files.getOrDefault(name, "");
    }
  }

  @Test
  void aMigrationEndsBeforeTheBackendStartsAndHasItsImage() {
    Made made =
        new Made(
            Templates.with(
                props -> props.backend(Templates.backend().migration(List.of("migrate")).build())));

    assertThat(made.text("backend-1-migration", "image"))
        .isEqualTo("${BACKEND_IMAGE:-" + Templates.BACKEND_IMAGE + "}")
        .isEqualTo(made.text("backend-1", "image"));
    assertThat(made.text("backend-1-migration", "command")).isEqualTo("[migrate]");
    assertThat(made.text("backend-1", "depends_on"))
        .contains("backend-1-migration={condition=service_completed_successfully}");
    assertThat(Projects.rows(made.files(), "STARTS"))
        .containsSequence("once backend-1-migration", "up backend-1");
  }

  @Test
  void whatIsAddedIsCalledAsItsConstructAndFollowsTheBackendsImage() {
    Made made =
        new Made(
            Templates.in(
                stack -> {
                  ThreeTierEcsApp app = Templates.appIn(stack, it -> it);
                  ContainerImage image = ContainerImage.fromRegistry(Templates.BACKEND_IMAGE);
                  app.addWorker(
                      "PriceFeed", WorkerProps.builder().image(image).callsBackend(true).build());
                  app.addBackend(
                      "Search",
                      AddedBackendProps.builder()
                          .image(ContainerImage.fromRegistry("example/search:1"))
                          .pathPatterns(List.of("/search/*"))
                          .build());
                  app.addScheduledTask(
                      "Trim",
                      ScheduledTaskProps.builder()
                          .schedule(ScheduleExpression.rate(Duration.hours(24)))
                          .command(List.of("trim"))
                          .build());
                }));

    assertThat(made.text("price-feed-1", "image")).startsWith("${BACKEND_IMAGE:-");
    assertThat(made.text("price-feed-1", "environment"))
        .contains("BACKEND_URL=http://backend-load-balancer");
    assertThat(made.text("search-1", "image")).isEqualTo("${SEARCH_IMAGE:-example/search:1}");
    assertThat(made.text("trim", "image")).startsWith("${BACKEND_IMAGE:-");
    assertThat(made.text("trim", "profiles")).isEqualTo("[jobs]");
    assertThat(made.text("trim", "restart")).isEqualTo("no");
    assertThat(Projects.rows(made.files(), "JOBS")).containsExactly("trim");
    assertThat(Projects.rows(made.files(), "STARTS")).noneMatch(it -> it.contains("trim"));
    assertThat(made.file("reachable.tsv"))
        .contains(
            "backend-load-balancer\tsearch-1\t",
            "price-feed-1\tbackend-load-balancer\t80\tyes",
            "trim\tbackend-load-balancer\t80\tno");
    assertThat(made.file("load-balancers/backend-load-balancer.cfg"))
        .contains("/search/", "server search-1 ", "server backend-2 ");
    assertThat(made.project().notHere()).anyMatch(it -> it.contains("`./local job trim`"));
  }

  @Test
  void aSidecarIsInTheTasksNetwork() {
    Made made =
        new Made(
            Templates.with(
                props ->
                    props.backend(
                        Templates.backend()
                            .sidecars(
                                Map.of(
                                    "cache",
                                    ContainerDefinitionOptions.builder()
                                        .image(ContainerImage.fromRegistry("example/cache:1"))
                                        .memoryLimitMiB(64)
                                        .build()))
                            .build())));

    assertThat(made.text("backend-2-cache", "network_mode")).isEqualTo("service:backend-2-network");
    assertThat(made.text("backend-2-cache", "image"))
        .isEqualTo("${BACKEND_CACHE_IMAGE:-example/cache:1}");
  }

  @Test
  void ofTwoTargetGroupsTheFirstServes() {
    Made made =
        new Made(
            Templates.with(
                props ->
                    props.frontend(
                        Templates.frontend()
                            .deployment(
                                DeploymentProps.builder()
                                    .strategy(DeploymentStrategy.BLUE_GREEN)
                                    .testPort(9000)
                                    .build())
                            .build())));

    assertThat(made.text("vpc", "ports"))
        .contains("${HTTP_PORT:-8080}:80", "${PORT_9000:-9000}:9000");
    assertThat(made.file("load-balancers/frontend-load-balancer.cfg"))
        .contains("server frontend-1 ", "bind *:9000");
  }

  @Test
  void withTlsTheBackendAnswersByItsName() {
    Made made = new Made(BackendTlsTest.app((stack, tls) -> tls));

    assertThat(made.text("frontend-1-network", "extra_hosts")).contains("backend.example.com:10.");
    assertThat(made.file("local")).contains(",DNS:backend.example.com");
    assertThat(made.text("frontend-1", "volumes")).isEqualTo("[frontend-secrets:/run/secrets:ro]");
    assertThat(made.file("reachable.tsv"))
        .contains(
            "frontend-1\tbackend-load-balancer\t443\tyes",
            "frontend-1\tbackend-load-balancer\t80\tno");
  }

  @Test
  void theBackendReachesTheProxyAndNotTheDatabase() {
    Made made =
        new Made(
            Templates.with(props -> props.database(DatabaseProps.builder().proxy(true).build())));

    assertThat(made.text("backend-1", "environment")).contains("DB_HOST=database-proxy");
    assertThat(made.file("reachable.tsv"))
        .contains("backend-1\tdatabase-proxy\t3306\tyes", "backend-1\tdatabase\t3306\tno");
  }

  @Test
  void anEmptyDatabaseStandsForAnExistingOne() {
    Made made =
        new Made(
            Templates.with(
                (stack, props) -> props.database(ExistingDatabaseTest.database(stack).build())));

    assertThat(made.file("reachable.tsv"))
        .contains("backend-1\tdatabase\t3306\tyes", "frontend-1\tdatabase\t3306\tno");
    assertThat(made.project().notHere())
        .anyMatch(it -> it.startsWith("The database is in no template"));
    assertThat(Projects.rows(made.files(), "SECRETS"))
        .anyMatch(it -> it.startsWith("database.json\t"));
  }

  @Test
  void thisMachineIsAClientOfAnInternalApplication() {
    Made made =
        new Made(
            Templates.with(
                props ->
                    props.frontend(
                        Templates.frontend()
                            .edge(EdgeProps.builder().internal(true).build())
                            .build())));

    assertThat(made.file("reachable.tsv"))
        .contains(
            "internet\tfrontend-load-balancer\t80\tyes", "internet\tbackend-load-balancer\t80\tno");
  }

  @Test
  void withBridgeNetworkingTheFrontendReachesTheDatabase() {
    Made made =
        new Made(
            Templates.with(
                props ->
                    props.capacity(
                        CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())));

    assertThat(made.file("reachable.tsv"))
        .contains("frontend-1\tdatabase\t3306\tyes", "backend-load-balancer\tbackend-1\t8080\tyes");
    assertThat(made.project().notHere()).anyMatch(it -> it.contains("shares that of its instance"));
  }

  @Test
  void withServiceConnectTheNameLeadsToTheTasks() {
    Made made =
        new Made(
            Templates.with(
                props -> props.backend(Templates.backend().serviceConnect(true).build())));

    assertThat(made.text("frontend-1", "environment")).contains("BACKEND_URL=http://backend:8080");
    assertThat(made.text("frontend-1-network", "extra_hosts").split(" backend:", -1)).hasSize(3);
    assertThat(made.project().notHere()).anyMatch(it -> it.contains("proxies of Service Connect"));
  }
}
