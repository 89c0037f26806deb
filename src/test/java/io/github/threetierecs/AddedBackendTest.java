package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.room.Rooms;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;

/** A further service behind the internal load balancer. */
class AddedBackendTest {
  private static final Anatomy PLAIN = with(it -> it, it -> it);
  private static final Anatomy ASKING =
      with(it -> it, it -> it.database(true).callsBackend(true).desiredCount(3));

  @Test
  void theInternalLoadBalancerSendsItsPathsThere() {
    Resource rule = of(PLAIN, "AWS::ElasticLoadBalancingV2::ListenerRule");

    assertThat(rule.text("Conditions.0.Field")).contains("path-pattern");
    assertThat(rule.text("Conditions.0.PathPatternConfig.Values.0")).contains("/search/*");
    assertThat(rule.has("Conditions.1")).isFalse();
    assertThat(rule.text("Actions.0.Type")).contains("forward");
    assertThat(rule.refersTo(group(PLAIN).logicalId())).isTrue();
    assertThat(
            LoadBalancing.of(PLAIN.template)
                .servicesBehind(PLAIN.backend().loadBalancer().logicalId()))
        .containsExactlyInAnyOrder(
            service(PLAIN).logicalId(), PLAIN.backend().service().logicalId());
  }

  @Test
  void theServiceWaitsForTheRuleAndForTheCapacityProvider() {
    Resource service = service(PLAIN);

    assertThat(service.text("CapacityProviderStrategy.0.Weight")).contains("1");
    assertThat(service.text("LoadBalancers.0.ContainerPort")).contains("8080");
    assertThat(service.text("HealthCheckGracePeriodSeconds")).contains("120");
    assertThat(service.text("DeploymentConfiguration.DeploymentCircuitBreaker.Rollback"))
        .contains("true");
    assertThat(PLAIN.madeBefore(service))
        .contains(of(PLAIN, "AWS::ElasticLoadBalancingV2::ListenerRule").logicalId())
        .anyMatch(it -> it.startsWith("AppCapacityCluster"))
        .anyMatch(it -> it.contains("TaskDefinitionExecutionRoleDefaultPolicy"));
  }

  @Test
  void onlyTheInternalLoadBalancerReachesItsTasks() {
    Reachability reachability = Reachability.of(PLAIN.template);
    String service = service(PLAIN).logicalId();

    assertThat(
            reachability.endpoints().stream()
                .filter(it -> !it.equals(service))
                .filter(it -> !reachability.whyReachable(it, service, 8080).isEmpty()))
        .containsExactly(PLAIN.backend().loadBalancer().logicalId());
    assertThat(reachability.whyReachable(service, PLAIN.database().logicalId(), 3306)).isEmpty();
  }

  @Test
  void nothingIsAskedFor() {
    assertThat(definitions(of(PLAIN, "AWS::ECS::TaskDefinition")).toString())
        .doesNotContain("DB_", "BACKEND_URL");
    assertThat(of(PLAIN, "AWS::EC2::SecurityGroup").text("GroupDescription"))
        .contains("Tasks of the added backend Search of App");
  }

  @Test
  void whoAsksForTheDatabaseGetsWhatTheBackendGets() {
    Map<?, ?> own = container(ASKING);
    Map<?, ?> backend = (Map<?, ?>) definitions(ASKING.backend().taskDefinition()).get(0);
    Reachability reachability = Reachability.of(ASKING.template);
    String service = service(ASKING).logicalId();

    assertThat(own.get("Secrets")).isEqualTo(backend.get("Secrets"));
    assertThat(environment(own))
        .containsAll(environment(backend))
        .anyMatch(it -> it.toString().contains("BACKEND_URL"));
    assertThat(reachability.whyReachable(service, ASKING.database().logicalId(), 3306))
        .isNotEmpty();
    assertThat(reachability.whyReachable(service, ASKING.backend().loadBalancer().logicalId(), 80))
        .isNotEmpty();
    assertThat(ASKING.madeBefore(service(ASKING))).contains(ASKING.backend().service().logicalId());
  }

  @Test
  void itsTasksAreReplacedWhenThePasswordChanges() {
    Anatomy app =
        with(
            it ->
                it.database(
                    DatabaseProps.builder().rotation(RotationProps.builder().build()).build()),
            it -> it.database(true));

    assertThat(
            app.template.resourcesOfType("AWS::SecretsManager::RotationSchedule").stream()
                .flatMap(it -> app.madeBefore(it).stream()))
        .anyMatch(it -> it.startsWith("AppAddedBackendsSearchRedeploy"));
  }

  @Test
  void itHasWhatTheTiersHave() {
    Anatomy app =
        Templates.in(
            stack ->
                Templates.appIn(stack, it -> it)
                    .addBackend(
                        "Search",
                        search()
                            .hostHeaders(List.of("search.example.com"))
                            .priority(7)
                            .containerPort(9000)
                            .healthCheckPath("/health")
                            .healthyHttpCodes("200,204")
                            .healthCheckGracePeriod(Duration.seconds(30))
                            .stickiness(Duration.hours(1))
                            .targetProtocol(ApplicationProtocol.HTTPS)
                            .environment(Map.of("LEVEL", "info"))
                            .container(
                                ContainerProps.builder().user("1000").executeCommand(true).build())
                            .sidecars(
                                Map.of(
                                    "agent",
                                    ContainerDefinitionOptions.builder()
                                        .image(Options.IMAGE)
                                        .memoryLimitMiB(64)
                                        .build()))
                            .autoScaling(
                                AutoScalingProps.builder()
                                    .maxTasks(4)
                                    .requestsPerTarget(500)
                                    .build())
                            .deployment(
                                DeploymentProps.builder()
                                    .drainTime(Duration.seconds(90))
                                    .alarms(
                                        List.of(
                                            Alarm.fromAlarmArn(
                                                stack,
                                                "Slow",
                                                "arn:aws:cloudwatch:eu-central-1:111111111111"
                                                    + ":alarm:slow")))
                                    .build())
                            .build()));

    Resource rule = of(app, "AWS::ElasticLoadBalancingV2::ListenerRule");
    assertThat(rule.text("Priority")).contains("7");
    assertThat(rule.text("Conditions.1.HostHeaderConfig.Values.0")).contains("search.example.com");
    Resource group = group(app);
    assertThat(group.text("HealthCheckPath")).contains("/health");
    assertThat(group.text("Matcher.HttpCode")).contains("200,204");
    assertThat(group.text("Protocol")).contains("HTTPS");
    assertThat(group.text("HealthCheckProtocol")).contains("HTTPS");
    assertThat(group.properties().toString()).contains("stickiness.enabled", "90");
    Map<?, ?> own = container(app);
    assertThat(own.get("Name")).isEqualTo("addedBackend");
    assertThat(own.get("User")).isEqualTo("1000");
    assertThat(own.get("StopTimeout")).isEqualTo(90);
    assertThat(String.valueOf(own.get("PortMappings"))).contains("9000");
    Resource service = service(app);
    assertThat(service.text("EnableExecuteCommand")).contains("true");
    assertThat(service.text("HealthCheckGracePeriodSeconds")).contains("30");
    assertThat(service.text("DeploymentConfiguration.Alarms.AlarmNames.0")).contains("slow");
    assertThat(service.has("DesiredCount")).isFalse();
    assertThat(
            app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalingPolicy").stream()
                .filter(it -> it.logicalId().contains("Requests")))
        .singleElement()
        .matches(it -> it.refersTo(group.logicalId()));
  }

  @Test
  void theNumberOfARuleFollowsFromTheIdAlone() {
    Anatomy first =
        Templates.in(
            stack -> {
              ThreeTierEcsApp app = Templates.appIn(stack, it -> it);
              app.addBackend("Orders", backend("/orders/*").build());
              app.addBackend("Search", search().build());
              app.addBackend("Aa", backend("/a/*").build());
            });

    assertThat(priorities(first))
        .containsEntry("Search", priorities(PLAIN).get("Search"))
        .containsEntry("Search", "37953")
        .hasSize(3);
    assertThat(priorities(first).values())
        .allSatisfy(it -> assertThat(Integer.parseInt(it)).isBetween(10_000, 39_999));
  }

  @Test
  void alarmsAreThoseOfATierWithoutWhatTheLoadBalancerAnswersItself() {
    Anatomy app = with(it -> it.observability(ObservabilityProps.builder().build()), it -> it);

    List<Resource> alarms =
        app.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
            .filter(it -> it.logicalId().contains("AddedBackendSearch"))
            .toList();
    assertThat(alarms)
        .extracting(
            it ->
                it.logicalId().replaceFirst("^AppObservabilityAddedBackendSearch(\\w+).{8}$", "$1"))
        .containsExactlyInAnyOrder(
            "Errors",
            "Latency",
            "NoHealthyTarget",
            "UnhealthyTargets",
            "Cpu",
            "Memory",
            "MissingTasks");
    assertThat(alarms)
        .filteredOn(it -> it.logicalId().matches(".*(Errors|Latency|Target).*"))
        .allMatch(it -> it.refersTo(group(app).logicalId()));
    assertThat(
            app.template.resourcesOfType("AWS::Events::Rule").stream()
                .filter(it -> it.logicalId().contains("ServiceEvents")))
        .singleElement()
        .matches(it -> it.refersTo(service(app).logicalId()));
  }

  @Test
  void onSharedInterfacesTheInstancesLetTheLoadBalancerIn() {
    Anatomy app =
        with(
            it ->
                it.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()),
            it -> it.database(true).callsBackend(true));

    assertThat(service(app).has("NetworkConfiguration")).isFalse();
    assertThat(service(app).logicalId()).contains("BridgeService");
    assertThat(group(app).text("TargetType")).contains("instance");
    assertThat(
            Reachability.of(app.template)
                .whyReachable(
                    app.backend().loadBalancer().logicalId(), service(app).logicalId(), 40_000))
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = DeploymentStrategy.class,
      names = {"ROLLING", "BLUE_GREEN"})
  void itIsBesideABackendOfAnyStrategy(DeploymentStrategy strategy) {
    Anatomy app =
        with(
            it ->
                it.backend(
                    Templates.backend()
                        .deployment(DeploymentProps.builder().strategy(strategy).build())
                        .build()),
            it -> it);

    assertThat(of(app, "AWS::ElasticLoadBalancingV2::ListenerRule").text("Priority"))
        .contains("37953");
  }

  @Test
  void theRuleIsOnTheListenerThatSpeaksTls() {
    Anatomy app =
        Templates.in(
            stack ->
                Templates.appIn(
                        stack,
                        it ->
                            it.backend(
                                Templates.backend().tls(BackendTlsTest.tls(stack).build()).build()))
                    .addBackend("Search", search().callsBackend(true).build()));

    assertThat(app.backend().listener().text("Protocol")).contains("HTTPS");
    assertThat(
            of(app, "AWS::ElasticLoadBalancingV2::ListenerRule")
                .refersTo(app.backend().listener().logicalId()))
        .isTrue();
  }

  @Test
  void severalAreSeparateAndANestedOneWorksToo() {
    Stack outer =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Outer", Configuration.Place.ANYWHERE);
    NestedStack nested = new NestedStack(outer, "Nested");
    ThreeTierEcsApp app = new ThreeTierEcsApp(nested, "App", Templates.props().build());
    app.addBackend("Search", search().database(true).build());
    app.addBackend("Backend", backend("/b/*").build());
    app.addWorker("Search", WorkerProps.builder().image(Options.IMAGE).build());

    assertThat(Templates.of(nested).template.resourcesOfType("AWS::ECS::Service")).hasSize(5);
  }

  @Test
  void itsTasksTakeRoomInTheTemplateToo() {
    assertThat(Rooms.of(ASKING.template).groups())
        .singleElement()
        .satisfies(
            group ->
                assertThat(group.services())
                    .filteredOn(it -> it.id().startsWith("AppAddedBackendsSearch"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.load().orElseThrow().wanted()).isEqualTo(3)));
  }

  @Test
  void gettersGiveWhatWasMade() {
    AddedBackendResources search =
        Templates.appIn(Templates.anywhere(), it -> it).addBackend("Search", search().build());

    assertThat(search.getService().getNode().getPath())
        .isEqualTo("Shop/App/AddedBackends/Search/Service");
    assertThat(search.getTaskDefinition().getNode().getPath()).contains("AddedBackends/Search");
    assertThat(search.getTaskRole().getNode().getPath()).endsWith("TaskRole");
    assertThat(search.getExecutionRole().getNode().getPath()).endsWith("ExecutionRole");
    assertThat(search.getLogGroup().getNode().getPath()).endsWith("LogGroup");
    assertThat(search.getSecurityGroup().getNode().getPath()).contains("AddedBackends/Search");
    assertThat(search.getTargetGroup().getNode().getPath()).endsWith("Search/TargetGroup");
    assertThat(search.getRule().getNode().getPath()).endsWith("Search/Rule");
    AddedBackendResources scaled =
        Templates.appIn(Templates.anywhere(), it -> it)
            .addBackend(
                "Search",
                search().autoScaling(AutoScalingProps.builder().maxTasks(2).build()).build());
    assertThat(scaled.getScaling().getNode().getPath()).contains("AddedBackends/Search");
    assertThat(AddedBackendResources.class.getDeclaredMethods())
        .extracting(Method::getName)
        .filteredOn(it -> it.startsWith("get"))
        .as("the getters above")
        .containsExactlyInAnyOrder(
            "getService",
            "getTaskDefinition",
            "getTaskRole",
            "getExecutionRole",
            "getLogGroup",
            "getSecurityGroup",
            "getTargetGroup",
            "getRule",
            "getScaling");
    assertThatIllegalStateException()
        .isThrownBy(search::getScaling)
        .withMessage(
            "The number of tasks is scaled only with added backend \"Search\".autoScaling; set"
                + " added backend \"Search\".autoScaling");
  }

  // What is refused.

  @Test
  void idsAreNames() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    app.addBackend("Search", search().build());

    refused(
        () -> app.addBackend("Search", backend("/other").build()),
        "addBackend.id: \"Search\" is the name of another added backend; pass another");
    // With both of them the synthesis would end: "Cannot determine default child".
    for (String id : List.of("Default", "Resource")) {
      refused(
          () -> app.addBackend(id, backend("/other").build()),
          "addBackend.id: \"" + id + "\" is what the CDK calls the main part of a construct");
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullsAreRefusedAtOnce() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);

    refused(
        () -> app.addBackend(null, null),
        "addBackend.id: null is not a value",
        "addBackend.props: null is not a value");
  }

  @Test
  void somethingHasToLeadThere() {
    refused(
        () -> AddedBackendProps.builder().image(Options.IMAGE).build(),
        "addedBackend.pathPatterns: missing, and it has no default; set it, or hostHeaders, or"
            + " both, such as List.of(\"/search/*\")");
    refused(
        () -> backend("/*").build(),
        "addedBackend.pathPatterns: [/*] take every request, so that none is left for the backend;"
            + " name the paths, such as \"/search/*\", or set hostHeaders too");
    assertThat(backend("/*").hostHeaders(List.of("*.example.com")).build()).isNotNull();
  }

  /** The frontend's requests name it in the header {@code Host}. */
  @Test
  void theNameThatTheFrontendCallsIsNoHostForAnyPath() {
    Stack stack = Templates.anywhere();
    ThreeTierEcsApp app =
        Templates.appIn(
            stack,
            it -> it.backend(Templates.backend().tls(BackendTlsTest.tls(stack).build()).build()));
    List<String> hosts = List.of("a.example.org", "*.Example.com");
    AddedBackendProps.Builder props = AddedBackendProps.builder().image(Options.IMAGE);

    refused(
        () -> app.addBackend("Search", props.hostHeaders(hosts).build()),
        "added backend \"Search\".hostHeaders: [a.example.org, *.Example.com] take every request to"
            + " backend.tls.domainName \"backend.example.com\", so that none of the frontend's is"
            + " left for the backend; name other hosts, or set pathPatterns too");
    refused(
        () -> app.addBackend("Search", backend("/*").hostHeaders(hosts).build()),
        "take every request to backend.tls.domainName");
    app.addBackend("Search", search().hostHeaders(hosts).build());
    app.addBackend("Orders", props.hostHeaders(List.of("orders.example.org")).build());
    Templates.appIn(Templates.anywhere(), it -> it)
        .addBackend("Search", props.hostHeaders(hosts).build());
  }

  /** So that {@code BACKEND_URL} would lead to it alone. */
  @Test
  void neitherIsThatOfTheLoadBalancer() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    AddedBackendProps.Builder props = AddedBackendProps.builder().image(Options.IMAGE);

    for (String host : List.of("*.amazonaws.com", "*.cn", "internal-*.com")) {
      refused(
          () -> app.addBackend("Search", props.hostHeaders(List.of(host)).build()),
          "added backend \"Search\".hostHeaders: ["
              + host
              + "] take every request to the load balancer's own name, which BACKEND_URL has, so"
              + " that none of the frontend's is left for the backend; name other hosts, or set"
              + " pathPatterns too");
    }
    app.addBackend("Search", search().hostHeaders(List.of("*.amazonaws.com")).build());
  }

  @Test
  void aDeploymentThatCanNeitherStartNorStopATaskIsRefused() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    DeploymentProps deployment =
        DeploymentProps.builder().minHealthyPercent(100).maxHealthyPercent(150).build();

    refused(
        () -> app.addBackend("Search", search().desiredCount(1).deployment(deployment).build()),
        "added backend \"Search\".deployment.maxHealthyPercent: 150 with minHealthyPercent 100 lets"
            + " a deployment of added backend \"Search\".desiredCount 1 neither start a task nor"
            + " stop one; raise maxHealthyPercent, or lower minHealthyPercent");
    app.addBackend("Search", search().desiredCount(2).deployment(deployment).build());
  }

  @Test
  void aRuleHasNoMoreThanElasticLoadBalancingAllows() {
    refused(
        () ->
            AddedBackendProps.builder()
                .image(Options.IMAGE)
                .pathPatterns(Arrays.asList("/a", "/b", "/c", "/d"))
                .hostHeaders(List.of("a.example.com", "b.example.com"))
                .build(),
        "addedBackend.pathPatterns: 6 values with those of hostHeaders are more than the 5 that a"
            + " rule of Elastic Load Balancing can have; name a common beginning, such as"
            + " \"/search/*\", or add two services");
    refused(
        () -> backend("/*/*/*/*/*/?").build(),
        "addedBackend.pathPatterns: 6 wildcards with those of hostHeaders are more than the 5 that"
            + " a rule of Elastic Load Balancing can have; use fewer * and ?");
  }

  @Test
  void onlyTheTiersShiftTraffic() {
    refused(
        () ->
            search()
                .deployment(DeploymentProps.builder().strategy(DeploymentStrategy.CANARY).build())
                .build(),
        "addedBackend.deployment.strategy: CANARY shifts traffic by weights in the rule, which a"
            + " change of its patterns or its priority would set back; leave it out; only the"
            + " frontend and the backend have other strategies than ROLLING");
  }

  @Test
  void aRequestThatTwoWouldTakeIsRefused() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    app.addBackend("Search", search().build());

    refused(
        () -> app.addBackend("Export", backend("/orders/*", "*/export").build()),
        "added backend \"Export\".pathPatterns: [/orders/*, */export] take requests that added"
            + " backend \"Search\" takes too, such as /search/export, and nothing says which of the"
            + " two is asked first; change one of the patterns, or set priority of both: the lower"
            + " one is asked first");
    refused(
        () ->
            app.addBackend(
                "Export",
                AddedBackendProps.builder()
                    .image(Options.IMAGE)
                    .priority(1)
                    .hostHeaders(List.of("Export.example.com"))
                    .build()),
        "added backend \"Export\".hostHeaders: [Export.example.com] take requests that added"
            + " backend \"Search\" takes too, such as export.example.com/search/");
    app.addBackend("Export", backend("/export", "/search").build());
  }

  @Test
  void whoNumbersBothMayLetThemMeet() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    app.addBackend("Search", search().priority(20).build());
    app.addBackend("Export", backend("/search/export").priority(10).build());

    refused(
        () -> app.addBackend("Same", backend("/same").priority(10).build()),
        "added backend \"Same\".priority: 10 is that of the rule of added backend \"Export\" too,"
            + " and a listener has each only once; set priority of one of the two to another"
            + " number");
    refused(
        () -> app.addBackend("Again", search().priority(30).build()),
        "added backend \"Again\".pathPatterns: [/search/*] are the patterns of added backend"
            + " \"Search\" too, so that one of them would get no request; give each its own");
    refused(
        () -> app.addBackend("Export2", backend("/a/*").priority(20).build()), "priority: 20 is");
  }

  @Test
  void hostsKeepTheSamePathsApart() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    app.addBackend("One", search().hostHeaders(List.of("one.example.com")).build());

    assertThat(app.addBackend("Two", search().hostHeaders(List.of("two.example.com")).build()))
        .isNotNull();
    refused(
        () -> app.addBackend("Three", search().hostHeaders(List.of("*.EXAMPLE.com")).build()),
        "such as one.example.com/search/");
  }

  @Test
  void twoIdsOfOneNumberAreRefusedWithARemedy() {
    String other =
        IntStream.range(0, 200_000)
            .mapToObj(it -> "S" + it)
            .filter(it -> derived(it) == derived("Search"))
            .findFirst()
            .orElseThrow();
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    app.addBackend("Search", search().build());

    refused(
        () -> app.addBackend(other, backend("/other").build()),
        "added backend \""
            + other
            + "\".priority: 37953 (by its id) is that of the rule of added"
            + " backend \"Search\" too, and a listener has each only once; set priority of one of"
            + " the two to another number");
    assertThat(app.addBackend(other, backend("/other").priority(1).build())).isNotNull();
  }

  private static int derived(String id) {
    return AddedBackendOptions.priorityOf(AddedBackendOptions.withId(Values.none(), id));
  }

  @Test
  void withServiceConnectTheFrontendCallsNoLoadBalancer() {
    ThreeTierEcsApp app =
        Templates.appIn(
            Templates.anywhere(),
            it -> it.backend(Templates.backend().serviceConnect(true).build()));

    refused(
        () -> app.addBackend("Search", search().build()),
        "added backend \"Search\".pathPatterns: [/search/*] are for the internal load balancer,"
            + " which BACKEND_URL leads past with backend.serviceConnect; leave"
            + " backend.serviceConnect out");
  }

  /** TokensTest has the same of all options of an application. */
  @Test
  void aParameterReachesTheTemplate() {
    Anatomy app =
        Templates.in(
            stack -> {
              String path =
                  CfnParameter.Builder.create(stack, "Path")
                      .defaultValue("/search/*")
                      .build()
                      .getValueAsString();
              ThreeTierEcsApp made = Templates.appIn(stack, it -> it);
              made.addBackend("Search", backend(path).build());
              made.addBackend("Other", search().build());
            });

    assertThat(
            app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::ListenerRule").stream()
                .flatMap(it -> it.text("Conditions.0.PathPatternConfig.Values.0").stream()))
        .contains("${Path}", "/search/*");
  }

  @Test
  void aTaskThatFitsNoInstanceIsRefusedByItsName() {
    ThreeTierEcsApp app =
        Templates.appIn(
            Templates.anywhere(),
            it ->
                it.capacity(
                    CapacityProps.builder().instanceType(new InstanceType("m6i.large")).build()));

    refused(
        () -> app.addBackend("Search", search().cpu(4096).build()),
        "added backend \"Search\".cpu: 4096 does not fit on capacity.instanceType m6i.large");
  }

  @Test
  void portsOfItsContainersAreCompared() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);

    refused(
        () ->
            app.addBackend(
                "Search",
                search()
                    .sidecars(
                        Map.of(
                            "agent",
                            ContainerDefinitionOptions.builder()
                                .image(Options.IMAGE)
                                .memoryLimitMiB(64)
                                .portMappings(
                                    List.of(PortMapping.builder().containerPort(8080).build()))
                                .build()))
                    .build()),
        "added backend \"Search\".sidecars.agent.portMappings: 8080 is a port of container"
            + " \"addedBackend\" too");
  }

  private static void refused(Runnable run, String... messages) {
    assertThatIllegalArgumentException().isThrownBy(run::run).withMessageContainingAll(messages);
  }

  private static AddedBackendProps.Builder search() {
    return backend("/search/*");
  }

  private static AddedBackendProps.Builder backend(String... paths) {
    return AddedBackendProps.builder().image(Options.IMAGE).pathPatterns(List.of(paths));
  }

  private static Anatomy with(
      UnaryOperator<ThreeTierEcsAppProps.Builder> choices,
      UnaryOperator<AddedBackendProps.Builder> ofAdded) {
    return Templates.in(
        stack ->
            Templates.appIn(stack, choices).addBackend("Search", ofAdded.apply(search()).build()));
  }

  private static Resource service(Anatomy app) {
    return of(app, "AWS::ECS::Service");
  }

  private static Resource group(Anatomy app) {
    return of(app, "AWS::ElasticLoadBalancingV2::TargetGroup");
  }

  private static Resource of(Anatomy app, String type) {
    return app.template.resourcesOfType(type).stream()
        .filter(it -> it.logicalId().startsWith("AppAddedBackendsSearch"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> priorities(Anatomy app) {
    return app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::ListenerRule").stream()
        .collect(
            Collectors.toMap(
                it -> it.logicalId().replaceFirst("AppAddedBackends(\\w+)Rule\\w{8}", "$1"),
                it -> it.text("Priority").orElse("")));
  }

  private static List<?> definitions(Resource task) {
    return (List<?>) Objects.requireNonNull(task.properties().get("ContainerDefinitions"));
  }

  private static Map<?, ?> container(Anatomy app) {
    return (Map<?, ?>) definitions(of(app, "AWS::ECS::TaskDefinition")).get(0);
  }

  private static List<Object> environment(Map<?, ?> container) {
    return List.copyOf((List<?>) Objects.requireNonNull(container.get("Environment")));
  }
}
