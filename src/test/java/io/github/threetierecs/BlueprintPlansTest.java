package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Application;
import io.github.threetierecs.internal.blueprint.LinkKind;
import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.PictureLaws;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Plans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.sqs.Queue;

/** What a blueprint shows of applications with other options, and of what is added around them. */
class BlueprintPlansTest {
  @Test
  void twoApplicationsInOneStackAreTwo() {
    Plan plan =
        plan(
            Templates.in(
                stack -> {
                  new ThreeTierEcsApp(stack, "Shop", Templates.props().build());
                  new ThreeTierEcsApp(stack, "Blog", Templates.props().build());
                }));

    assertThat(plan.applications())
        .extracting(it -> it.name() + " -> " + plan.part(it.database()).name())
        .containsExactly("Blog -> MySQL database (Blog)", "Shop -> MySQL database (Shop)");
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains(
            "Frontend service (Shop) -> Internal load balancer (Shop): HTTP 80",
            "Backend service (Blog) -> MySQL database (Blog): MySQL 3306")
        .noneMatch(it -> it.contains("(Shop)") && it.contains("(Blog)"));
  }

  /** The frontend is told a name, which a record leads to the load balancer. */
  @Test
  void withTlsTheFrontendCallsTheLoadBalancerByHttps() {
    Plan plan = plan(BackendTlsTest.app((stack, tls) -> tls));

    assertThat(plan.applications()).hasSize(1);
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains("Frontend service -> Internal load balancer: HTTPS 443");
  }

  @Test
  void anImportedVpcIsKnownByWhatIsPlacedInIt() {
    Plan plan =
        plan(
            Templates.with(
                (stack, props) ->
                    props.network(
                        NetworkProps.builder().vpc(ExistingVpcTest.imported(stack)).build())));

    assertThat(plan.subnets())
        .extracting(it -> it.layer() + " " + it.zone() + " " + it.id())
        .containsExactly(
            "PUBLIC Zone 1 subnet-e0000001",
            "PUBLIC Zone 2 subnet-e0000002",
            "PRIVATE Zone 1 subnet-a0000001",
            "PRIVATE Zone 2 subnet-a0000002",
            "DATABASE Zone 1 subnet-d0000001",
            "DATABASE Zone 2 subnet-d0000002");
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains("Internet -> Public load balancer: HTTP 80");
  }

  @Test
  void aWorkerIsDrawnWithWhatItCalls() {
    Plan plan =
        plan(
            Templates.in(
                stack ->
                    new ThreeTierEcsApp(stack, "App", Templates.props().build())
                        .addWorker(
                            "Mailer",
                            WorkerProps.builder()
                                .image(Options.IMAGE)
                                .database(true)
                                .callsBackend(true)
                                .build())));

    assertThat(plan.partsOf(PartKind.WORKER)).extracting(Part::name).containsExactly("Mailer");
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains(
            "Mailer -> MySQL database: MySQL 3306", "Mailer -> Internal load balancer: HTTP 80");
  }

  @Test
  void anAddedBackendIsDrawnBehindTheInternalLoadBalancerWithWhatItAnswers() {
    Plan plan =
        plan(
            Templates.in(
                stack ->
                    new ThreeTierEcsApp(stack, "App", Templates.props().build())
                        .addBackend(
                            "Search",
                            AddedBackendProps.builder()
                                .image(Options.IMAGE)
                                .pathPatterns(List.of("/search", "/search/*"))
                                .hostHeaders(List.of("search.example.com"))
                                .database(true)
                                .callsBackend(true)
                                .build())));

    assertThat(plan.applications()).hasSize(1);
    assertThat(plan.partsOf(PartKind.SERVICE))
        .extracting(it -> it.tier() + " " + it.name())
        .containsExactlyInAnyOrder(
            "FRONTEND Frontend service", "BACKEND Backend service", "ADDED Search");
    assertThat(
            plan.partsOf(PartKind.SERVICE).stream()
                .flatMap(it -> it.fact("Requests").map(of -> it.name() + " " + of).stream()))
        .containsExactly("Search search.example.com with /search, /search/*");
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains(
            "Internal load balancer -> Search: HTTP 8080",
            "Search -> MySQL database: MySQL 3306",
            "Search -> Internal load balancer: HTTP 80");
  }

  @Test
  void severalAddedBackendsWithLongPatternsAreDrawnWithinTheLaws() {
    Plan plan =
        plan(
            Templates.in(
                stack -> {
                  ThreeTierEcsApp app =
                      new ThreeTierEcsApp(stack, "App", Templates.props().build());
                  for (String id : List.of("Search", "Reports", "Orders")) {
                    app.addBackend(
                        id,
                        AddedBackendProps.builder()
                            .image(Options.IMAGE)
                            .pathPatterns(
                                List.of(
                                    "/%s/%s/*".formatted(id, "a".repeat(100)),
                                    "/%s/%s/*".formatted(id, "b".repeat(100)),
                                    "/%s/%s/*".formatted(id, "c".repeat(100))))
                            .build());
                  }
                }));

    assertThat(plan.partsOf(PartKind.SERVICE)).hasSize(5);
  }

  @Test
  void anExistingDatabaseIsDrawnByItsAddress() {
    Plan plan =
        plan(
            Templates.with(
                (stack, props) -> props.database(ExistingDatabaseTest.database(stack).build())));

    Part database = plan.partsOf(PartKind.DATABASE).get(0);
    assertThat(database.isResource()).isFalse();
    assertThat(database.fact("Address")).contains("shop.example.eu-central-1.rds.amazonaws.com");
    assertThat(plan.applications().get(0).database()).isEqualTo(database.id());
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains("Backend service -> Existing MySQL database: MySQL 3307");
  }

  @Test
  void withoutNatEverythingGoesThroughEndpoints() {
    Plan plan =
        plan(
            Templates.with(
                props ->
                    props
                        .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                        .frontend(
                            FrontendProps.builder().image(Templates.ecrImage("front")).build())
                        .backend(
                            BackendProps.builder().image(Templates.ecrImage("back")).build())));

    assertThat(plan.partsOf(PartKind.NAT_GATEWAY)).isEmpty();
    assertThat(Plans.said(plan, LinkKind.USES_NAT)).isEmpty();
    assertThat(Plans.said(plan, LinkKind.USES_ENDPOINT))
        .contains(
            "Backend service -> Endpoint for Secrets Manager",
            "Auto Scaling group -> Endpoint for ECS");
    assertThat(plan.subnets().stream().map(it -> it.layer().title()).distinct())
        .as("private subnets without a route stay apart from those of the database")
        .containsExactly("Public subnets", "Private subnets", "Database subnets");
    assertThat(Plans.said(plan, LinkKind.PULLS_FROM))
        .containsExactly("Backend service -> Amazon ECR", "Frontend service -> Amazon ECR");
  }

  @Test
  void byServiceConnectTheFrontendCallsTheBackendItself() {
    Plan plan =
        plan(
            Templates.with(
                props -> props.backend(Templates.backend().serviceConnect(true).build())));

    assertThat(plan.applications()).hasSize(1);
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains("Frontend service -> Backend service: Service Connect, HTTP 8080")
        .doesNotContain("Frontend service -> Internal load balancer: HTTP 80");
  }

  @Test
  void withBridgeNetworkingTasksAreWhereTheirInstancesAre() {
    Plan plan =
        plan(
            Templates.with(
                props ->
                    props.capacity(
                        CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())));

    assertThat(plan.applications()).extracting(Application::name).containsExactly("App");
    assertThat(plan.partsOf(PartKind.SERVICE))
        .extracting(it -> it.name() + ": " + it.zones())
        .containsExactly("Backend service: [Zone 1, Zone 2]", "Frontend service: [Zone 1, Zone 2]");
  }

  @Test
  void theProxyIsBetweenTheBackendAndTheDatabase() {
    Plan plan =
        plan(Templates.with(props -> props.database(DatabaseProps.builder().proxy(true).build())));

    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains(
            "Backend service -> RDS Proxy: MySQL 3306", "RDS Proxy -> MySQL database: MySQL 3306")
        .doesNotContain("Backend service -> MySQL database: MySQL 3306");
  }

  @Test
  void fourZonesAreFourColumns() {
    Plan plan =
        plan(
            Templates.with(
                props ->
                    props
                        .network(NetworkProps.builder().maxAzs(4).build())
                        .database(DatabaseProps.builder().readReplicas(5).build())));

    assertThat(plan.zones()).containsExactly("Zone 1", "Zone 2", "Zone 3", "Zone 4");
    assertThat(plan.partsOf(PartKind.READ_REPLICA)).hasSize(5);
  }

  @Test
  void whatUsersAddIsThereToo() {
    Plan plan =
        plan(
            Templates.in(
                stack -> {
                  ThreeTierEcsApp app =
                      new ThreeTierEcsApp(stack, "App", Templates.props().build());
                  worker(stack, app, new Queue(stack, "Orders"));
                }));

    assertThat(plan.partsOf(PartKind.WORKER))
        .extracting(Part::name)
        .containsExactly("Mailer worker");
    assertThat(Plans.said(plan, LinkKind.USES)).contains("Mailer worker -> Orders SQS queue");
    assertThat(Plans.said(plan, LinkKind.RUNS_ON)).contains("Mailer worker -> Auto Scaling group");
    assertThat(plan.applications()).hasSize(1);
  }

  private static void worker(Stack stack, ThreeTierEcsApp app, Queue queue) {
    Ec2TaskDefinition task = Ec2TaskDefinition.Builder.create(stack, "MailerTask").build();
    task.addContainer(
        "mailer",
        ContainerDefinitionOptions.builder()
            .image(ContainerImage.fromRegistry("example/mailer:1"))
            .memoryLimitMiB(128)
            .environment(Map.of("QUEUE_URL", queue.getQueueUrl()))
            .build());
    Ec2Service.Builder.create(stack, "Mailer")
        .cluster(app.getCluster())
        .taskDefinition(task)
        .minHealthyPercent(100)
        .capacityProviderStrategies(
            List.of(
                CapacityProviderStrategy.builder()
                    .capacityProvider(app.getCapacityProvider().getCapacityProviderName())
                    .weight(1)
                    .build()))
        .build();
  }

  private static Plan plan(Anatomy stack) {
    Plan plan = Plans.of(stack.json);
    assertThat(Plans.violations(plan)).isEmpty();
    assertThat(PictureLaws.violations(plan)).isEmpty();
    assertThat(plan.template().resources()).hasSameSizeAs(stack.template.resources());
    return plan;
  }
}
