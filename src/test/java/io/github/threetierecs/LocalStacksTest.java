package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.local.Projects;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

/** What runs here of apps with more than one stack, of jobs with sidecars and of test ports. */
class LocalStacksTest {
  private static SortedMap<String, String> filesOf(
      BiFunction<Stack, FrontendProps.Builder, FrontendProps.Builder> frontend) {
    Stack stack = Templates.anywhere();
    ThreeTierEcsApp app =
        Templates.appIn(
            stack, it -> it.frontend(frontend.apply(stack, Templates.frontend()).build()));
    app.addScheduledTask(
        "Report",
        ScheduledTaskProps.builder()
            .command(List.of("report"))
            .schedule(ScheduleExpression.expression("rate(1 day)"))
            .sidecars(
                Map.of(
                    "agent",
                    ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/agent:1"))
                        .memoryLimitMiB(64)
                        .build()))
            .build());
    return Projects.filesOf(Templates.of(stack).json);
  }

  @Test
  void eachStackCallsItsOwnBackendThoughBothHaveOneName() {
    SortedMap<String, Map<String, Object>> templates = new TreeMap<>();
    for (String name : new String[] {"Development", "Production"}) {
      App app = Templates.app(FeatureFlags.NONE);
      Stack stack = Templates.stackIn(app, name, Configuration.Place.ANYWHERE);
      Templates.appIn(
          stack,
          it ->
              it.backend(
                  BackendProps.builder()
                      .image(ContainerImage.fromRegistry("example/backend:" + name))
                      .tls(BackendTlsTest.tls(stack).build())
                      .build()));
      templates.put(name, Templates.of(stack).json);
    }

    for (String name : templates.keySet()) {
      assertThat(
              Projects.services(Projects.filesOf(Projects.ofStacks(templates, name)))
                  .get("backend-1"))
          .as(name)
          .containsEntry("image", "${BACKEND_IMAGE:-example/backend:" + name + "}");
    }
  }

  @Test
  void aJobStartsWithWhatRunsBesideIt() {
    assertThat(Projects.rows(filesOf((stack, it) -> it), "JOB_STARTS"))
        .containsExactlyInAnyOrder("report up report", "report up report-agent");
  }

  @Test
  void aTestPortWithACertificateIsCalledByHttps() {
    SortedMap<String, String> files =
        filesOf(
            (stack, it) ->
                it.edge(
                        EdgeProps.builder()
                            .certificate(Edges.certificate(stack, Edges.CERTIFICATE))
                            .build())
                    .deployment(
                        DeploymentProps.builder()
                            .strategy(DeploymentStrategy.BLUE_GREEN)
                            .testPort(9000)
                            .build()));

    assertThat(Projects.rows(files, "URLS"))
        .contains("https://127.0.0.1: PORT_9000 9000", "http://127.0.0.1: HTTP_PORT 8080");
    assertThat(Projects.rows(filesOf((stack, it) -> it), "URLS"))
        .containsExactly("http://127.0.0.1: HTTP_PORT 8080");
  }
}
