package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.room.Rooms;
import io.github.threetierecs.internal.template.Resource;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.GelfLogDriverProps;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** A service that users add, and that nobody calls. */
class WorkerTest {
  private static final Anatomy PLAIN = with(it -> it, it -> it);
  private static final Anatomy ASKING =
      with(it -> it, it -> it.database(true).callsBackend(true).desiredCount(3));

  @Test
  void itsTasksArePlacedByTheCapacityProviderThatTheyWaitFor() {
    Resource service = service(PLAIN);

    assertThat(service.text("CapacityProviderStrategy.0.Weight")).contains("1");
    assertThat(service.has("LaunchType")).isFalse();
    assertThat(service.has("LoadBalancers")).isFalse();
    assertThat(service.has("HealthCheckGracePeriodSeconds")).isFalse();
    assertThat(PLAIN.madeBefore(service))
        .anyMatch(it -> it.startsWith("AppCapacityCluster"))
        .anyMatch(it -> it.contains("TaskDefinitionExecutionRoleDefaultPolicy"));
  }

  @Test
  void aFailedDeploymentIsRolledBack() {
    assertThat(service(PLAIN).text("DeploymentConfiguration.DeploymentCircuitBreaker.Rollback"))
        .contains("true");
    assertThat(service(PLAIN).text("DesiredCount")).contains("2");
  }

  @Test
  void nobodyIsLetInAndNothingIsAskedFor() {
    Resource group = group(PLAIN);

    assertThat(group.text("GroupDescription")).contains("Tasks of the worker Mailer of App");
    assertThat(group.has("SecurityGroupIngress")).isFalse();
    assertThat(rules(PLAIN)).noneMatch(it -> it.refersTo(group.logicalId()));
    assertThat(task(PLAIN).toString() + container(PLAIN)).doesNotContain("DB_", "BACKEND_URL");
    assertThat(policies(PLAIN))
        .singleElement()
        .satisfies(it -> assertThat(it.logicalId()).contains("ExecutionRole"));
  }

  @Test
  void whoAsksForTheDatabaseGetsWhatTheBackendGets() {
    Map<?, ?> own = container(ASKING);
    Map<?, ?> backend = (Map<?, ?>) definitions(ASKING.backend().taskDefinition()).get(0);

    assertThat(own.get("Secrets")).isEqualTo(backend.get("Secrets"));
    assertThat(environment(own))
        .containsAll(environment(backend))
        .anyMatch(it -> it.toString().contains("BACKEND_URL"));
  }

  @Test
  void whoAsksIsLetInWhereItAsked() {
    String group = group(ASKING).logicalId();

    assertThat(rules(ASKING).stream().filter(it -> it.refersTo(group)))
        .extracting(it -> it.text("Description").orElse(""))
        .containsExactlyInAnyOrder(
            "MySQL from the tasks of worker Mailer", "HTTP from the tasks of worker Mailer");
  }

  @Test
  void itsNewVersionStartsAfterTheMigration() {
    UnaryOperator<ThreeTierEcsAppProps.Builder> migrating =
        it -> it.backend(Templates.backend().migration(List.of("migrate")).build());
    Anatomy database = with(migrating, it -> it.database(true));
    Anatomy none = with(migrating, it -> it);

    assertThat(database.madeBefore(service(database)))
        .contains(database.backend().service().logicalId());
    assertThat(none.madeBefore(service(none))).doesNotContain(none.backend().service().logicalId());
  }

  @Test
  void withAProxyOnlyTheProxyLetsItIn() {
    Anatomy app =
        with(
            it ->
                it.database(
                    DatabaseProps.builder()
                        .proxy(true)
                        .applicationUser(ApplicationUserProps.builder().build())
                        .build()),
            it -> it.database(true));

    assertThat(rules(app).stream().filter(it -> it.refersTo(group(app).logicalId())))
        .singleElement()
        .satisfies(
            it -> assertThat(it.text("GroupId").orElse("")).contains("AppDataProxySecurityGroup"));
    assertThat(container(app).toString()).contains("AppDataApplicationUser");
    assertThat(definitions(task(app))).hasSize(1);
    assertThat(app.madeBefore(service(app))).contains(app.backend().service().logicalId());
  }

  @Test
  void itMaySignInByIam() {
    Anatomy app =
        with(
            it -> it.database(DatabaseProps.builder().iamAuthentication(true).build()),
            it -> it.database(true));

    assertThat(allowed(app)).contains("rds-db:connect");
    assertThat(container(app).toString()).contains("DB_IAM_USER");
    assertThat(container(app).containsKey("Secrets")).isEqualTo(backendHasSecrets(app));
  }

  private static boolean backendHasSecrets(Anatomy app) {
    return ((Map<?, ?>) definitions(app.backend().taskDefinition()).get(0)).containsKey("Secrets");
  }

  @Test
  void itsTasksAreReplacedWhenThePasswordChanges() {
    Anatomy app =
        with(
            it ->
                it.database(
                    DatabaseProps.builder().rotation(RotationProps.builder().build()).build()),
            it -> it.database(true));

    assertThat(app.template.resourcesOfType("AWS::StepFunctions::StateMachine")).hasSize(2);
    assertThat(
            app.template.resourcesOfType("AWS::SecretsManager::RotationSchedule").stream()
                .flatMap(it -> app.madeBefore(it).stream()))
        .anyMatch(it -> it.startsWith("AppWorkersMailerRedeploy"));
  }

  @Test
  void aQueueIsReceivedFromAndItsKeyIsUsedThroughSqsOnly() {
    Anatomy app = withQueue(it -> it);

    assertThat(container(app).toString()).contains("QUEUE_URL");
    String policies = allowed(app);
    assertThat(policies)
        .contains("sqs:ReceiveMessage", "sqs:DeleteMessage", "kms:ViaService")
        .doesNotContain("sqs:SendMessage", "kms:*");
  }

  /** IAM compares the key's own ARN, whatever name the queue was given. */
  @Test
  void ofAKeyByItsAliasTheKeyIsAllowed() {
    Anatomy created =
        withKey(
            stack ->
                Alias.Builder.create(stack, "Alias")
                    .aliasName("alias/queue")
                    .targetKey(new Key(stack, "QueueKey"))
                    .build());
    Anatomy imported = withKey(stack -> Alias.fromAliasName(stack, "Alias", "alias/queue"));
    Anatomy named =
        withKey(
            stack ->
                Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-central-1:123456789012:alias/queue"));

    assertThat(allowed(created)).contains("QueueKey").doesNotContain("alias/");
    for (Anatomy app : List.of(imported, named)) {
      assertThat(allowed(app)).contains("*:key/*", "kms:ViaService").doesNotContain("alias/");
    }
  }

  @Test
  void whatIsCountedInAnotherAccountIsNotWatchedHere() {
    Stack stack = stackOfAnAccount();
    Templates.appIn(stack, it -> it.observability(ObservabilityProps.builder().build()))
        .addWorker("Mailer", worker().queue(ofAnotherAccount(stack)).build());
    Anatomy app = Templates.of(stack);

    assertThat(allowed(app)).contains("arn:aws:sqs:eu-central-1:222222222222:jobs");
    assertThat(app.template.resourcesOfType("AWS::CloudWatch::Alarm"))
        .extracting(Resource::logicalId)
        .anyMatch(it -> it.contains("WorkerMailerCpu"))
        .noneMatch(it -> it.contains("OldestMessage"));
  }

  @Test
  void byWhatIsCountedInAnotherAccountNothingIsScaled() {
    Stack stack = stackOfAnAccount();
    ThreeTierEcsApp app = Templates.appIn(stack, it -> it);

    refused(
        () ->
            app.addWorker(
                "Mailer",
                worker()
                    .queue(ofAnotherAccount(stack))
                    .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                    .messagesPerTask(10)
                    .build()),
        "worker \"Mailer\".messagesPerTask: \"arn:aws:sqs:eu-central-1:222222222222:jobs\" is of"
            + " account 222222222222, and the stack is of 111111111111; leave messagesPerTask out:"
            + " only CloudWatch of the queue's account counts its messages");
  }

  private static Stack stackOfAnAccount() {
    return Templates.stackIn(
        Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
  }

  private static IQueue ofAnotherAccount(Stack stack) {
    return Queue.fromQueueArn(stack, "Queue", "arn:aws:sqs:eu-central-1:222222222222:jobs");
  }

  @Test
  void theNumberOfTasksFollowsTheQueue() {
    Anatomy app =
        withQueue(
            it ->
                it.messagesPerTask(50).autoScaling(AutoScalingProps.builder().maxTasks(4).build()));

    Resource policy =
        app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalingPolicy").stream()
            .filter(it -> it.toString().contains("QueueScaling"))
            .findFirst()
            .orElseThrow();
    String of = "TargetTrackingScalingPolicyConfiguration.";
    assertThat(policy.text(of + "TargetValue")).contains("50");
    assertThat(policy.text(of + "CustomizedMetricSpecification.Metrics.2.Expression"))
        .contains("IF(FILL(tasks, 0) > 0, messages / tasks, messages)");
    assertThat(
            policy.text(
                of + "CustomizedMetricSpecification.Metrics.0.MetricStat.Metric.MetricName"))
        .contains("ApproximateNumberOfMessagesVisible");
    assertThat(service(app).has("DesiredCount")).isFalse();
  }

  @Test
  void withoutNatTheQueueHasAnEndpoint() {
    Anatomy app =
        Templates.in(
            stack ->
                new ThreeTierEcsApp(
                        stack,
                        "App",
                        Templates.props()
                            .network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                            .frontend(
                                Templates.frontend().image(Templates.ecrImage("front")).build())
                            .backend(Templates.backend().image(Templates.ecrImage("back")).build())
                            .build())
                    .addWorker(
                        "Mailer",
                        WorkerProps.builder()
                            .image(Templates.ecrImage("mailer"))
                            .queue(new Queue(stack, "Queue"))
                            .build()));

    assertThat(app.template.resourcesOfType("AWS::EC2::VPCEndpoint"))
        .anyMatch(it -> it.toString().contains("Sqs"));
    assertThat(rules(app).stream().filter(it -> it.refersTo(group(app).logicalId())))
        .singleElement()
        .satisfies(
            it -> assertThat(it.text("Description")).contains("AWS APIs over VPC endpoints"));
  }

  @Test
  void alarmsAreRaisedWhereThereAreAlarms() {
    Anatomy app =
        Templates.in(
            stack ->
                new ThreeTierEcsApp(
                        stack,
                        "App",
                        Templates.props()
                            .observability(ObservabilityProps.builder().build())
                            .build())
                    .addWorker("Mailer", worker().queue(new Queue(stack, "Queue")).build()));

    assertThat(app.template.resourcesOfType("AWS::CloudWatch::Alarm"))
        .extracting(Resource::logicalId)
        .filteredOn(it -> it.contains("WorkerMailer"))
        .extracting(it -> it.replaceFirst("^AppObservabilityWorkerMailer(\\w+).{8}$", "$1"))
        .containsExactlyInAnyOrder("Cpu", "Memory", "MissingTasks", "OldestMessage");
    assertThat(
            app.template.resourcesOfType("AWS::Events::Rule").stream()
                .filter(it -> it.logicalId().contains("ServiceEvents")))
        .singleElement()
        .matches(it -> it.refersTo(service(app).logicalId()));
  }

  /** EventBridge accepts patterns of up to 2 048 characters, and ARNs of services are long. */
  @Test
  void aPatternOfEventsNamesFewServices() {
    Anatomy app =
        Templates.in(
            stack -> {
              ThreeTierEcsApp made =
                  Templates.appIn(
                      stack, it -> it.observability(ObservabilityProps.builder().build()));
              for (String id : List.of("A", "B", "C", "D", "E")) {
                made.addWorker(id, worker().desiredCount(0).build());
              }
            });

    List<Resource> services = app.template.resourcesOfType("AWS::ECS::Service");
    List<Resource> rules =
        app.template.resourcesOfType("AWS::Events::Rule").stream()
            .filter(it -> it.logicalId().contains("ServiceEvents"))
            .toList();
    assertThat(rules)
        .extracting(rule -> services.stream().filter(it -> rule.refersTo(it.logicalId())).count())
        .containsExactlyInAnyOrder(3L, 3L, 1L);
    assertThat(services)
        .hasSize(7)
        .allMatch(it -> rules.stream().filter(rule -> rule.refersTo(it.logicalId())).count() == 1);
  }

  @Test
  void itHasWhatTiersHaveInTheirContainers() {
    Anatomy app =
        with(
            it -> it,
            it ->
                it.command(List.of("bin/mail"))
                    .cpu(128)
                    .memoryMiB(256)
                    .environment(Map.of("LEVEL", "info"))
                    .container(ContainerProps.builder().user("1000").executeCommand(true).build())
                    .sidecars(
                        Map.of(
                            "agent",
                            ContainerDefinitionOptions.builder()
                                .image(Options.IMAGE)
                                .memoryLimitMiB(64)
                                .build()))
                    .healthCheck(
                        HealthCheck.builder().command(List.of("CMD", "bin/healthy")).build())
                    .stopTimeout(Duration.seconds(90)));

    Map<?, ?> own = container(app);
    assertThat(own.get("Name")).isEqualTo("worker");
    assertThat(own.get("Command")).isEqualTo(List.of("bin/mail"));
    assertThat(own.get("User")).isEqualTo("1000");
    assertThat(own.get("Cpu")).isEqualTo(128);
    assertThat(own.get("StopTimeout")).isEqualTo(90);
    assertThat(String.valueOf(own.get("HealthCheck"))).contains("bin/healthy");
    assertThat(own.containsKey("PortMappings")).isFalse();
    assertThat(definitions(task(app))).hasSize(2);
    assertThat(service(app).text("EnableExecuteCommand")).contains("true");
    assertThat(allowed(app)).contains("ssmmessages:OpenDataChannel");
    assertThat(app.cluster().text("Configuration.ExecuteCommandConfiguration.Logging"))
        .contains("OVERRIDE");
  }

  @Test
  void byServiceConnectItIsAClient() {
    Anatomy app =
        with(
            it -> it.backend(Templates.backend().serviceConnect(true).build()),
            it -> it.callsBackend(true));

    assertThat(service(app).text("ServiceConnectConfiguration.Enabled")).contains("true");
    assertThat(service(app).has("ServiceConnectConfiguration.Services")).isFalse();
    assertThat(task(app).text("Cpu")).contains("512");
    assertThat(container(app).toString()).contains("http://backend:8080");
    assertThat(rules(app))
        .anyMatch(
            it ->
                it.logicalId().startsWith("AppBackendFrom") && it.refersTo(group(app).logicalId()));
  }

  @Test
  void whoDoesNotAskHasNoProxy() {
    Anatomy app =
        with(it -> it.backend(Templates.backend().serviceConnect(true).build()), it -> it);

    assertThat(service(app).text("ServiceConnectConfiguration.Enabled")).contains("false");
    assertThat(task(app).has("Cpu")).isFalse();
  }

  @Test
  void onSharedInterfacesItHasTheInstancesSecurityGroup() {
    Anatomy app =
        with(
            it ->
                it.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()),
            it -> it.database(true).callsBackend(true));

    assertThat(service(app).has("NetworkConfiguration")).isFalse();
    assertThat(service(app).logicalId()).contains("BridgeService");
  }

  @Test
  void severalAreSeparateAndANestedOneWorksToo() {
    Anatomy two =
        Templates.in(
            stack -> {
              ThreeTierEcsApp app =
                  new ThreeTierEcsApp(
                      new Construct(stack, "Inside"), "App", Templates.props().build());
              app.addWorker("Mailer", worker().database(true).build());
              app.addWorker("Backend", worker().build());
            });

    assertThat(two.template.resourcesOfType("AWS::ECS::Service")).hasSize(4);
    Stack outer =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Outer", Configuration.Place.ANYWHERE);
    NestedStack nested = new NestedStack(outer, "Nested");
    new ThreeTierEcsApp(nested, "App", Templates.props().build())
        .addWorker("Mailer", worker().database(true).build());
    assertThat(Templates.of(nested).template.resourcesOfType("AWS::ECS::Service")).hasSize(3);
  }

  @Test
  void itsTasksTakeRoomInTheTemplateToo() {
    assertThat(Rooms.of(ASKING.template).groups())
        .singleElement()
        .satisfies(
            group ->
                assertThat(group.services())
                    .filteredOn(it -> it.id().startsWith("AppWorkersMailer"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.load().orElseThrow().wanted()).isEqualTo(3)));
  }

  @Test
  void gettersGiveWhatWasMade() {
    Stack stack = Templates.anywhere();
    WorkerResources mailer = Templates.appIn(stack, it -> it).addWorker("Mailer", worker().build());

    assertThat(mailer.getService().getNode().getPath())
        .isEqualTo("Shop/App/Workers/Mailer/Service");
    assertThat(mailer.getTaskDefinition().getNode().getPath()).contains("Workers/Mailer");
    assertThat(mailer.getTaskRole().getNode().getPath()).endsWith("TaskRole");
    assertThat(mailer.getExecutionRole().getNode().getPath()).endsWith("ExecutionRole");
    assertThat(mailer.getLogGroup().getNode().getPath()).endsWith("LogGroup");
    assertThat(mailer.getSecurityGroup().getNode().getPath()).contains("Workers/Mailer");
    WorkerResources scaled =
        Templates.appIn(Templates.anywhere(), it -> it)
            .addWorker(
                "Mailer",
                worker().autoScaling(AutoScalingProps.builder().maxTasks(2).build()).build());
    assertThat(scaled.getScaling().getNode().getPath()).contains("Workers/Mailer");
    assertThat(WorkerResources.class.getDeclaredMethods())
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
            "getScaling");
    assertThatIllegalStateException()
        .isThrownBy(mailer::getScaling)
        .withMessage(
            "The number of tasks is scaled only with worker \"Mailer\".autoScaling; set worker"
                + " \"Mailer\".autoScaling");
  }

  // What is refused.

  @Test
  void idsAreNames() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    app.addWorker("Mailer", worker().build());

    refused(
        () -> app.addWorker("Mailer", worker().build()),
        "addWorker.id: \"Mailer\" is the name of another worker; pass another");
    for (String id : List.of("", "a/b", "a b", "x".repeat(65))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> app.addWorker(id, worker().build()))
          .withMessageContaining("is not a name; pass up to 64 letters, digits, - and _");
    }
    for (String id : List.of("constructor", "__proto__")) {
      refused(
          () -> app.addWorker(id, worker().build()),
          "addWorker.id: \"" + id + "\" is what every JavaScript object has, and so no name");
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullsAreRefusedAtOnce() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> app.addWorker(null, null))
        .withMessageContainingAll(
            "addWorker.id: null is not a value", "addWorker.props: null is not a value");
  }

  /** TokensTest has the same of all options of an application. */
  @Test
  void aParameterReachesTheTemplate() {
    Anatomy app =
        Templates.in(
            stack ->
                Templates.appIn(stack, it -> it)
                    .addWorker(
                        "Mailer",
                        worker()
                            .queue(new Queue(stack, "Queue"))
                            .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                            .messagesPerTask(
                                CfnParameter.Builder.create(stack, "Waiting")
                                    .type("Number")
                                    .defaultValue(10)
                                    .build()
                                    .getValueAsNumber())
                            .build()));

    assertThat(app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalingPolicy"))
        .anyMatch(
            it ->
                it.text("TargetTrackingScalingPolicyConfiguration.TargetValue")
                    .equals(Optional.of("${Waiting}")));
  }

  @Test
  void whatDoesNotGoTogetherIsRefusedByBuild() {
    refused(
        () -> worker().messagesPerTask(10).build(),
        "worker.messagesPerTask: 10 needs a queue in which the messages are; set queue, or leave"
            + " messagesPerTask out",
        "worker.messagesPerTask: 10 needs to know how many tasks there can be; set autoScaling with"
            + " maxTasks, or leave messagesPerTask out");
    refused(
        () ->
            worker()
                .queue(new Queue(Templates.anywhere(), "Queue"))
                .autoScaling(AutoScalingProps.builder().minTasks(0).maxTasks(2).build())
                .messagesPerTask(10)
                .build(),
        "worker.messagesPerTask: 10 is kept by adding to the tasks that run, and"
            + " worker.autoScaling.minTasks 0 lets there be none; let at least one task run, or"
            + " leave messagesPerTask out");
    refused(
        () ->
            worker()
                .autoScaling(AutoScalingProps.builder().maxTasks(2).requestsPerTarget(100).build())
                .build(),
        "worker.autoScaling.requestsPerTarget: 100 is counted at a load balancer, and a worker has"
            + " none; scale on CPU, on memory or by messagesPerTask");
    refused(
        () ->
            worker()
                .command(List.of("a"))
                .container(ContainerProps.builder().command(List.of("b")).build())
                .build(),
        "worker.command: [a] is set by container.command too; keep one of the two");
    refused(
        () -> worker().environment(Map.of("QUEUE_URL", "x")).build(),
        "worker.environment: \"QUEUE_URL\" is a variable that the construct itself sets; use"
            + " another name");
  }

  @Test
  void thePlaceholderIsRefused() {
    ImageRepositories images =
        new ImageRepositories(
            Templates.anywhere(), "Images", ImageRepositoriesProps.builder().build());

    refused(
        () -> WorkerProps.builder().image(images.backendImage(null)).build(),
        "worker.image: the placeholder answers requests, and nobody calls a worker; push an image,"
            + " and pass its tag");
  }

  @Test
  void withoutContainerInsightsNobodyCountsTasks() {
    Stack stack = Templates.anywhere();
    ThreeTierEcsApp app =
        Templates.appIn(
            stack,
            it ->
                it.capacity(
                    CapacityProps.builder().containerInsights(ContainerInsights.DISABLED).build()));

    refused(
        () ->
            app.addWorker(
                "Mailer",
                worker()
                    .queue(new Queue(stack, "Queue"))
                    .autoScaling(AutoScalingProps.builder().maxTasks(2).build())
                    .messagesPerTask(10)
                    .build()),
        "worker \"Mailer\".messagesPerTask: 10 is by the number of running tasks, which CloudWatch"
            + " has only with Container Insights, and capacity.containerInsights is DISABLED; set"
            + " capacity.containerInsights to ENABLED, or leave messagesPerTask out");
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
        () -> app.addWorker("Mailer", worker().cpu(4096).build()),
        "worker \"Mailer\".cpu: 4096 does not fit on capacity.instanceType m6i.large, which has"
            + " 2048; use an instance type such as m6i.xlarge, or set at most 2048");
  }

  @Test
  void workersThatFindNoRoomTogetherAreRefused() {
    ThreeTierEcsApp app =
        Templates.appIn(
            Templates.anywhere(),
            it ->
                it.capacity(
                    CapacityProps.builder()
                        .instanceType(new InstanceType("m6i.large"))
                        .minInstances(2)
                        .maxInstances(3)
                        .build()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> app.addWorker("Mailer", worker().cpu(1024).desiredCount(9).build()))
        .withMessageContainingAll("worker \"Mailer\".desiredCount 9", "capacity.maxInstances: 3");
  }

  @Test
  void whatTheInstancesAreNotMadeForIsRefused() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                app.addWorker(
                    "Mailer",
                    worker()
                        .logging(
                            LogDrivers.gelf(
                                GelfLogDriverProps.builder().address("udp://logs:12201").build()))
                        .build()))
        .withMessageContaining("worker \"Mailer\".logging: \"gelf\" is not what the instances");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                app.addWorker(
                    "Drawer",
                    worker()
                        .sidecars(
                            Map.of(
                                "gpu",
                                ContainerDefinitionOptions.builder()
                                    .image(Options.IMAGE)
                                    .memoryLimitMiB(64)
                                    .gpuCount(1)
                                    .build()))
                        .build()))
        .withMessageContaining("worker \"Drawer\".sidecars: gpuCount 1 in total needs drivers");
  }

  private static void refused(Runnable run, String... messages) {
    assertThatIllegalArgumentException().isThrownBy(run::run).withMessageContainingAll(messages);
  }

  private static WorkerProps.Builder worker() {
    return WorkerProps.builder().image(Options.IMAGE);
  }

  private static Anatomy with(
      UnaryOperator<ThreeTierEcsAppProps.Builder> choices,
      UnaryOperator<WorkerProps.Builder> ofWorker) {
    return Templates.in(
        stack ->
            Templates.appIn(stack, choices).addWorker("Mailer", ofWorker.apply(worker()).build()));
  }

  private static Anatomy withKey(Function<Stack, IKey> key) {
    return Templates.in(
        stack ->
            Templates.appIn(stack, it -> it)
                .addWorker(
                    "Mailer",
                    worker()
                        .queue(
                            Queue.Builder.create(stack, "Queue")
                                .encryptionMasterKey(key.apply(stack))
                                .build())
                        .build()));
  }

  private static Anatomy withQueue(UnaryOperator<WorkerProps.Builder> ofWorker) {
    Consumer<Stack> content =
        stack -> {
          Queue queue =
              Queue.Builder.create(stack, "Queue")
                  .encryption(QueueEncryption.KMS)
                  .encryptionMasterKey(new Key(stack, "QueueKey"))
                  .build();
          Templates.appIn(stack, it -> it)
              .addWorker("Mailer", ofWorker.apply(worker().queue(queue)).build());
        };
    return Templates.in(content);
  }

  private static Resource service(Anatomy app) {
    return ofWorker(app, "AWS::ECS::Service");
  }

  private static Resource task(Anatomy app) {
    return ofWorker(app, "AWS::ECS::TaskDefinition");
  }

  private static Resource group(Anatomy app) {
    return ofWorker(app, "AWS::EC2::SecurityGroup");
  }

  private static Resource ofWorker(Anatomy app, String type) {
    return app.template.resourcesOfType(type).stream()
        .filter(it -> it.logicalId().startsWith("AppWorkersMailer"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Resource> policies(Anatomy app) {
    return app.template.resourcesOfType("AWS::IAM::Policy").stream()
        .filter(it -> it.logicalId().startsWith("AppWorkersMailer"))
        .toList();
  }

  private static String allowed(Anatomy app) {
    return policies(app).stream().map(Resource::properties).toList().toString();
  }

  private static List<Resource> rules(Anatomy app) {
    return app.template.resourcesOfType("AWS::EC2::SecurityGroupIngress");
  }

  private static List<?> definitions(Resource task) {
    return (List<?>) Objects.requireNonNull(task.properties().get("ContainerDefinitions"));
  }

  private static Map<?, ?> container(Anatomy app) {
    return (Map<?, ?>) definitions(task(app)).get(0);
  }

  private static List<Object> environment(Map<?, ?> container) {
    return List.copyOf((List<?>) Objects.requireNonNull(container.get("Environment")));
  }
}
