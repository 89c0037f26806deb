package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.blueprint.LinkKind;
import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.PartTier;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.placement.ServiceLoad;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.room.GroupRoom;
import io.github.threetierecs.internal.room.Occasion;
import io.github.threetierecs.internal.room.Rooms;
import io.github.threetierecs.internal.service.Placeholder;
import io.github.threetierecs.internal.template.Resource;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.GelfLogDriverProps;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** A task that users add, and that EventBridge Scheduler starts. */
class ScheduledTaskTest {
  private static final String TARGET = "Target.";
  private static final String ECS = TARGET + "EcsParameters.";
  private static final Anatomy PLAIN = with(it -> it, it -> it);

  // How it is started.

  @Test
  void itIsStartedThroughTheCapacityProvider() {
    Resource schedule = schedule(PLAIN);

    assertThat(schedule.text(ECS + "CapacityProviderStrategy.0.Weight")).contains("1");
    assertThat(schedule.has(ECS + "LaunchType")).isFalse();
    assertThat(schedule.text(ECS + "TaskCount")).contains("1");
    assertThat(schedule.property(ECS + "TaskDefinitionArn").orElseThrow().toString())
        .contains(task(PLAIN).logicalId());
    assertThat(PLAIN.madeBefore(schedule))
        .anyMatch(it -> it.startsWith("AppCapacityCluster"))
        .anyMatch(it -> it.contains("TaskDefinitionExecutionRoleDefaultPolicy"));
  }

  @Test
  void itsTimeIsInItsZone() {
    ScheduleExpression threeInBerlin =
        ScheduleExpression.cron(
            CronOptionsWithTimezone.builder()
                .hour("3")
                .minute("0")
                .timeZone(TimeZone.EUROPE_BERLIN)
                .build());
    Resource schedule = schedule(with(it -> it, it -> it.schedule(threeInBerlin)));

    assertThat(schedule.text("ScheduleExpression")).contains("cron(0 3 * * ? *)");
    assertThat(schedule.text("ScheduleExpressionTimezone")).contains("Europe/Berlin");
    assertThat(
            schedule(
                    with(it -> it, it -> it.schedule(ScheduleExpression.expression("rate(1 day)"))))
                .text("ScheduleExpressionTimezone"))
        .contains("Etc/UTC");
  }

  @Test
  void byDefaultItStartsAtItsTimeAndIsGivenUpAfterAnHour() {
    Resource schedule = schedule(PLAIN);

    assertThat(schedule.text("State")).contains("ENABLED");
    assertThat(schedule.text("FlexibleTimeWindow.Mode")).contains("OFF");
    assertThat(schedule.has("FlexibleTimeWindow.MaximumWindowInMinutes")).isFalse();
    assertThat(schedule.text(TARGET + "RetryPolicy.MaximumRetryAttempts")).contains("185");
    assertThat(schedule.text(TARGET + "RetryPolicy.MaximumEventAgeInSeconds")).contains("3600");
  }

  @Test
  void whatCouldNotBeStartedGoesToAnEncryptedQueueThatIsReachedByTlsOnly() {
    Resource queue = ofTask(PLAIN, "AWS::SQS::Queue");

    assertThat(schedule(PLAIN).property(TARGET + "DeadLetterConfig.Arn").orElseThrow().toString())
        .contains(queue.logicalId());
    assertThat(queue.text("SqsManagedSseEnabled")).contains("true");
    assertThat(queue.text("MessageRetentionPeriod")).contains("1209600");
    assertThat(ofTask(PLAIN, "AWS::SQS::QueuePolicy").properties().toString())
        .contains("aws:SecureTransport");
  }

  @Test
  void aGivenQueueIsUsedWithItsKeyThroughSqsOnly() {
    Anatomy app =
        Templates.in(
            stack ->
                Templates.appIn(stack, it -> it)
                    .addScheduledTask(
                        "Nightly",
                        nightly()
                            .deadLetterQueue(
                                Queue.Builder.create(stack, "Letters")
                                    .encryption(QueueEncryption.KMS)
                                    .encryptionMasterKey(new Key(stack, "LettersKey"))
                                    .build())
                            .build()));

    assertThat(app.template.resourcesOfType("AWS::SQS::Queue")).hasSize(1);
    assertThat(schedulerRole(app).properties().toString())
        .contains("kms:GenerateDataKey", "kms:Decrypt", "kms:ViaService", "Letters");
  }

  @Test
  void schedulerMayStartThisTaskOnThisClusterAndNothingElse() {
    Resource role = schedulerRole(PLAIN);
    String permissions = role.properties().toString();

    assertThat(permissions)
        .contains("scheduler.amazonaws.com", "aws:SourceAccount")
        .contains("ecs:RunTask", "ecs:cluster", "iam:PassedToService", "sqs:SendMessage")
        .contains("ecs:TagResource", "ecs:CreateAction")
        .doesNotContain("kms:", "Resource=*", "ecs:*", "ecs:StopTask");
    assertThat(role.text("Policies.0.PolicyDocument.Statement.2.Action")).contains("iam:PassRole");
    assertThat(role.list("Policies.0.PolicyDocument.Statement.2.Resource")).hasSize(2);
    assertThat(
            role.property("Policies.0.PolicyDocument.Statement.0.Resource")
                .orElseThrow()
                .toString())
        .contains("task-definition/" + task(PLAIN).text("Family").orElseThrow() + ":*");
  }

  @Test
  void theOutputRunsTheSameTaskByHand() {
    String command =
        Objects.requireNonNull(OutputsTest.outputs(PLAIN).get("ScheduledTasksNightlyRunCommand"));

    assertThat(command)
        .contains("aws ecs run-task --region ", " --cluster ", " --task-definition ")
        .contains(" --capacity-provider-strategy capacityProvider=", ",weight=1")
        .contains(" --started-by by-hand", "awsvpcConfiguration={subnets=[")
        .doesNotContain("--enable-execute-command")
        .contains(task(PLAIN).logicalId(), group(PLAIN).logicalId(), "assignPublicIp=DISABLED");
  }

  // What it runs.

  @Test
  void byDefaultItIsTheBackendWithAnotherCommand() {
    Anatomy app =
        Templates.in(
            stack ->
                Templates.appIn(
                        stack,
                        it ->
                            it.backend(
                                Templates.backend()
                                    .image(ContainerImage.fromRegistry("example/shop:7"))
                                    .cpu(128)
                                    .memoryMiB(768)
                                    .environment(Map.of("LEVEL", "debug", "MODE", "serve"))
                                    .secrets(Map.of("KEY", key(stack)))
                                    .container(
                                        ContainerProps.builder()
                                            .user("1000")
                                            .command(List.of("serve"))
                                            .executeCommand(true)
                                            .build())
                                    .build()))
                    .addScheduledTask(
                        "Nightly", nightly().environment(Map.of("MODE", "trim")).build()));
    Map<?, ?> own = container(app);
    Map<?, ?> backend = (Map<?, ?>) definitions(app.backend().taskDefinition()).get(0);

    assertThat(own.get("Image")).isEqualTo("example/shop:7");
    assertThat(own.get("Command")).isEqualTo(List.of("trim"));
    for (String same : List.of("Cpu", "Memory", "User", "Secrets", "LinuxParameters")) {
      assertThat(own.get(same)).as(same).isNotNull().isEqualTo(backend.get(same));
    }
    assertThat(String.valueOf(own.get("Environment")))
        .contains("DB_HOST", "AWS_REGION", "{Name=LEVEL, Value=debug}", "{Name=MODE, Value=trim}")
        .doesNotContain("serve", "BACKEND_URL");
    assertThat(schedule(app).text(ECS + "EnableExecuteCommand")).contains("false");
    assertThat(allowed(app)).doesNotContain("ssmmessages");
  }

  @Test
  void whatItSetsItselfTakesThePlaceOfWhatTheBackendHas() {
    Anatomy app =
        Templates.in(
            stack ->
                Templates.appIn(
                        stack,
                        it ->
                            it.backend(
                                Templates.backend()
                                    .environment(
                                        Map.of("BACKEND_URL", "http://localhost", "KEY", "plain"))
                                    .build()))
                    .addScheduledTask(
                        "Nightly",
                        nightly()
                            .cpu(64)
                            .memoryMiB(256)
                            .secrets(Map.of("KEY", key(stack)))
                            .container(ContainerProps.builder().executeCommand(true).build())
                            .callsBackend(true)
                            .build()));

    assertThat(container(app).get("Cpu")).isEqualTo(64);
    assertThat(container(app).get("Memory")).isEqualTo(256);
    assertThat(String.valueOf(container(app).get("Environment")))
        .contains("BACKEND_URL")
        .doesNotContain("localhost", "plain");
    assertThat(String.valueOf(container(app).get("Secrets"))).contains("KEY");
    assertThat(schedule(app).text(ECS + "EnableExecuteCommand")).contains("true");
    assertThat(OutputsTest.outputs(app).get("ScheduledTasksNightlyRunCommand"))
        .contains(" --enable-execute-command");
  }

  @Test
  void withAnImageOfItsOwnItHasNothingOfTheBackends() {
    Anatomy app =
        with(
            it ->
                it.backend(
                    Templates.backend()
                        .memoryMiB(768)
                        .environment(Map.of("LEVEL", "debug"))
                        .build()),
            it -> it.image(ContainerImage.fromRegistry("example/trim:1")).database(false));

    assertThat(container(app).get("Image")).isEqualTo("example/trim:1");
    assertThat(container(app).get("Memory")).isEqualTo(512);
    assertThat(container(app).toString()).doesNotContain("LEVEL", "DB_", "Secrets");
    assertThat(rules(app)).noneMatch(it -> it.refersTo(group(app).logicalId()));
    assertThat(group(app).has("SecurityGroupIngress")).isFalse();
  }

  @Test
  void asLongAsTheBackendIsThePlaceholderItIsNotStarted() {
    Anatomy app =
        with(it -> it.backend(Templates.backend().image(Placeholder.image()).build()), it -> it);

    assertThat(schedule(app).text("State")).contains("DISABLED");
  }

  // Whom it may connect to.

  @Test
  void itReachesTheDatabaseAndNobodyElse() {
    assertThat(rules(PLAIN).stream().filter(it -> it.refersTo(group(PLAIN).logicalId())))
        .extracting(it -> it.text("Description").orElse(""))
        .containsExactly("MySQL from the tasks of scheduled task Nightly");
    assertThat(group(PLAIN).text("GroupDescription"))
        .contains("Tasks of the scheduled task Nightly of App");
    assertThat(group(PLAIN).has("SecurityGroupIngress")).isFalse();
  }

  @Test
  void withAProxyAndAnApplicationUserItWaitsForBoth() {
    Anatomy app =
        with(
            it ->
                it.database(
                    DatabaseProps.builder()
                        .proxy(true)
                        .applicationUser(ApplicationUserProps.builder().build())
                        .build()),
            it -> it);

    assertThat(rules(app).stream().filter(it -> it.refersTo(group(app).logicalId())))
        .singleElement()
        .satisfies(
            it -> assertThat(it.text("GroupId").orElse("")).contains("AppDataProxySecurityGroup"));
    assertThat(container(app).toString()).contains("AppDataApplicationUser");
    assertThat(definitions(task(app))).hasSize(1);
    assertThat(app.madeBefore(schedule(app)))
        .contains(app.backend().service().logicalId())
        .anyMatch(it -> it.startsWith("AppDataProxy"));
  }

  @Test
  void itMaySignInByIam() {
    Anatomy app =
        with(it -> it.database(DatabaseProps.builder().iamAuthentication(true).build()), it -> it);

    assertThat(allowed(app)).contains("rds-db:connect");
    assertThat(container(app).toString()).contains("DB_IAM_USER");
  }

  @Test
  void aRotationNeedsNothingSinceEveryRunReadsThePassword() {
    Anatomy app =
        with(
            it ->
                it.database(
                    DatabaseProps.builder().rotation(RotationProps.builder().build()).build()),
            it -> it);

    assertThat(app.template.resourcesOfType("AWS::StepFunctions::StateMachine")).hasSize(1);
    assertThat(String.valueOf(container(app).get("Secrets"))).contains("DB_PASSWORD");
  }

  @Test
  void itCallsTheBackendByItsLoadBalancerWithServiceConnectToo() {
    Anatomy app =
        with(
            it -> it.backend(Templates.backend().serviceConnect(true).build()),
            it -> it.callsBackend(true));

    assertThat(String.valueOf(container(app).get("Environment")))
        .contains(app.backend().loadBalancer().logicalId())
        .doesNotContain("http://backend:8080");
    assertThat(task(app).has("Cpu")).as("room for a proxy").isFalse();
    assertThat(rules(app))
        .filteredOn(it -> it.refersTo(group(app).logicalId()))
        .extracting(it -> it.text("Description").orElse(""))
        .containsExactlyInAnyOrder(
            "MySQL from the tasks of scheduled task Nightly",
            "HTTP from the tasks of scheduled task Nightly");
    assertThat(app.madeBefore(schedule(app))).contains(app.backend().service().logicalId());
  }

  @Test
  void onSharedInterfacesItHasTheInstancesSecurityGroup() {
    Anatomy app =
        with(
            it ->
                it.capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()),
            it -> it.callsBackend(true));

    assertThat(schedule(app).has(ECS + "NetworkConfiguration")).isFalse();
    assertThat(OutputsTest.outputs(app).toString()).doesNotContain("awsvpcConfiguration");
    assertThat(app.template.resourcesOfType("AWS::EC2::SecurityGroup"))
        .noneMatch(it -> it.logicalId().startsWith("AppScheduledTasks"));
  }

  @Test
  void withoutNatItReachesTheEndpoints() {
    Anatomy app =
        with(
            it ->
                it.network(NetworkProps.builder().nat(NatStrategy.NONE).build())
                    .frontend(Templates.frontend().image(Templates.ecrImage("front")).build())
                    .backend(Templates.backend().image(Templates.ecrImage("back")).build()),
            it -> it);

    assertThat(rules(app))
        .filteredOn(it -> it.refersTo(group(app).logicalId()))
        .anyMatch(it -> it.text("Description").orElse("").contains("VPC endpoints"));
  }

  @Test
  void severalAreSeparateAndANestedOneWorksToo() {
    Anatomy two =
        Templates.in(
            stack -> {
              ThreeTierEcsApp app =
                  new ThreeTierEcsApp(
                      new Construct(stack, "Inside"), "App", Templates.props().build());
              app.addScheduledTask("Nightly", nightly().build());
              app.addScheduledTask("Hourly", nightly().database(false).build());
              app.addWorker("Nightly", WorkerProps.builder().image(Options.IMAGE).build());
            });

    assertThat(two.template.resourcesOfType("AWS::Scheduler::Schedule")).hasSize(2);
    Stack outer =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Outer", Configuration.Place.ANYWHERE);
    NestedStack nested = new NestedStack(outer, "Nested");
    new ThreeTierEcsApp(nested, "App", Templates.props().build())
        .addScheduledTask("Nightly", nightly().build());
    assertThat(Templates.of(nested).template.resourcesOfType("AWS::Scheduler::Schedule"))
        .hasSize(1);
  }

  // Who is told.

  @Test
  void everyRunThatFailsIsToldAndNoneThatEndsWithZero() {
    Anatomy app = with(it -> it.observability(ObservabilityProps.builder().build()), it -> it);
    Resource rule =
        app.template.resourcesOfType("AWS::Events::Rule").stream()
            .filter(it -> it.logicalId().contains("ScheduledTaskNightlyFailures"))
            .findFirst()
            .orElseThrow();
    String of = "EventPattern.detail.";

    assertThat(rule.text(of + "lastStatus.0")).contains("STOPPED");
    assertThat(rule.text(of + "$or.0.stopCode.0.anything-but.0"))
        .contains("EssentialContainerExited");
    assertThat(rule.text(of + "$or.1.containers.name.0")).contains("scheduledTask");
    assertThat(rule.text(of + "$or.1.containers.exitCode.0.anything-but.0")).contains("0");
    assertThat(container(app).get("Name")).isEqualTo("scheduledTask");
    assertThat(rule.property(of + "taskDefinitionArn.0.prefix").orElseThrow().toString())
        .contains("task-definition/" + task(app).text("Family").orElseThrow() + ":");
    assertThat(rule.text("Targets.0.InputTransformer.InputTemplate").orElseThrow())
        .startsWith("\"A run of scheduled task Nightly failed: <code>. <reason> ");
  }

  @Test
  void anAlarmStaysWhileOneThatCouldNotBeStartedIsInTheQueue() {
    Anatomy app = with(it -> it.observability(ObservabilityProps.builder().build()), it -> it);
    Resource alarm =
        app.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
            .filter(it -> it.logicalId().contains("ScheduledTaskNightlyNotStarted"))
            .findFirst()
            .orElseThrow();

    assertThat(alarm.text("MetricName")).contains("ApproximateNumberOfMessagesVisible");
    assertThat(alarm.text("Threshold")).contains("0");
    assertThat(alarm.property("Dimensions").orElseThrow().toString())
        .contains("AppScheduledTasksNightlyDeadLetterQueue");
  }

  // Whether there is room.

  @Test
  void oneRunIsCountedBesideEverythingElse() {
    ThreeTierEcsApp app =
        Templates.appIn(
            Templates.anywhere(),
            it ->
                it.capacity(
                    CapacityProps.builder()
                        .instanceType(new InstanceType("m6i.large"))
                        .minInstances(2)
                        .maxInstances(2)
                        .build()));

    refused(
        () -> {
          for (int i = 0; i < 9; i++) {
            app.addScheduledTask("Task" + i, nightly().cpu(1024).build());
          }
        },
        "capacity.maxInstances: 2",
        "and scheduled task \"Task",
        "\" 1");
    refused(
        () -> app.addScheduledTask("Large", nightly().cpu(8192).build()),
        "scheduled task \"Large\".cpu: 8192");
  }

  @Test
  void theTemplateSaysThatOneRunIsCounted() {
    GroupRoom group = Rooms.of(PLAIN.template).groups().get(0);

    assertThat(group.services())
        .filteredOn(it -> it.id().startsWith("AppScheduledTasksNightly"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.size()).hasValue(new TaskSize(256, 512, Set.of(), 0));
              assertThat(it.ownInterface()).isTrue();
              assertThat(it.desired()).hasValue(0);
              assertThat(it.most()).hasValue(1);
              assertThat(it.load())
                  .hasValue(new ServiceLoad(it.size().orElseThrow(), 0, 1, 100, 100, false));
              assertThat(it.notes().toString()).contains("One run is counted");
            });
    assertThat(group.notes().toString()).doesNotContain("schedule");
    assertThat(group.need(Occasion.MOST_TASKS).tasks().orElseThrow())
        .isEqualTo(group.need(Occasion.NORMAL).tasks().orElseThrow() + 1);
  }

  @Test
  void theBlueprintCallsItByItsIdAndSaysWhenItRuns() {
    Anatomy app =
        with(
            it -> it,
            it ->
                it.callsBackend(true)
                    .schedule(
                        ScheduleExpression.expression(
                            "cron(0 3 * * ? *)", TimeZone.EUROPE_BERLIN)));
    Plan plan = Plans.of(app.json);
    Part part =
        plan.parts().stream().filter(it -> it.kind() == PartKind.JOB).findFirst().orElseThrow();

    assertThat(part.name()).isEqualTo("Nightly");
    assertThat(part.tier()).isEqualTo(PartTier.ADDED);
    assertThat(part.fact("Schedule")).contains("cron(0 3 * * ? *), Europe/Berlin");
    assertThat(part.fact("Memory")).contains("512 MiB");
    assertThat(Plans.said(plan, LinkKind.CALLS))
        .contains(
            "Nightly -> MySQL database: MySQL 3306", "Nightly -> Internal load balancer: HTTP 80");
    assertThat(Plans.said(plan, LinkKind.STARTS)).isEmpty();
    assertThat(Plans.said(plan, LinkKind.USES))
        .filteredOn(it -> it.startsWith("Nightly"))
        .singleElement()
        .asString()
        .contains("queue");
  }

  @Test
  void gettersGiveWhatWasMade() {
    ScheduledTaskResources nightly =
        Templates.appIn(Templates.anywhere(), it -> it)
            .addScheduledTask("Nightly", nightly().build());

    String path = "Shop/App/ScheduledTasks/Nightly/";
    assertThat(nightly.getSchedule().getNode().getPath()).isEqualTo(path + "Schedule");
    assertThat(nightly.getTaskDefinition().getNode().getPath()).isEqualTo(path + "TaskDefinition");
    assertThat(nightly.getTaskRole().getNode().getPath()).endsWith("/TaskRole");
    assertThat(nightly.getExecutionRole().getNode().getPath()).endsWith("/ExecutionRole");
    assertThat(nightly.getSchedulerRole().getNode().getPath()).isEqualTo(path + "SchedulerRole");
    assertThat(nightly.getLogGroup().getNode().getPath()).isEqualTo(path + "LogGroup");
    assertThat(nightly.getSecurityGroup().getNode().getPath()).isEqualTo(path + "SecurityGroup");
    assertThat(nightly.getDeadLetterQueue().getNode().getPath())
        .isEqualTo(path + "DeadLetterQueue");
    assertThat(ScheduledTaskResources.class.getDeclaredMethods())
        .extracting(Method::getName)
        .filteredOn(it -> it.startsWith("get"))
        .as("the getters above")
        .containsExactlyInAnyOrder(
            "getSchedule",
            "getTaskDefinition",
            "getTaskRole",
            "getExecutionRole",
            "getSchedulerRole",
            "getLogGroup",
            "getSecurityGroup",
            "getDeadLetterQueue");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Templates.appIn(
                        Templates.anywhere(),
                        it ->
                            it.capacity(
                                CapacityProps.builder()
                                    .taskNetworking(TaskNetworking.BRIDGE)
                                    .build()))
                    .addScheduledTask("Nightly", nightly().build())
                    .getSecurityGroup())
        .withMessageContaining("only with capacity.taskNetworking AWSVPC");
  }

  @Test
  void tokensReachTheTemplate() {
    Anatomy app =
        Templates.in(
            stack -> {
              CfnParameter when = CfnParameter.Builder.create(stack, "When").type("String").build();
              CfnParameter retries =
                  CfnParameter.Builder.create(stack, "Retries").type("Number").build();
              Templates.appIn(stack, it -> it)
                  .addScheduledTask(
                      "Nightly",
                      nightly()
                          .schedule(ScheduleExpression.expression(when.getValueAsString()))
                          .retryAttempts(retries.getValueAsNumber())
                          .build());
            });

    assertThat(schedule(app).property("ScheduleExpression").orElseThrow())
        .isEqualTo(Map.of("Ref", "When"));
    assertThat(schedule(app).property(TARGET + "RetryPolicy.MaximumRetryAttempts").orElseThrow())
        .isEqualTo(Map.of("Ref", "Retries"));
  }

  // What is refused.

  @Test
  void idsAreNames() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);
    app.addScheduledTask("Nightly", nightly().build());

    refused(
        () -> app.addScheduledTask("Nightly", nightly().build()),
        "addScheduledTask.id: \"Nightly\" is the name of another scheduled task; pass another");
    refused(() -> app.addScheduledTask("a b", nightly().build()), "is not a name");
  }

  @Test
  void scheduleAndCommandAreNeeded() {
    refused(
        () -> ScheduledTaskProps.builder().build(),
        "scheduledTask.schedule: missing",
        "scheduledTask.command: missing");
    assertThat(
            ScheduledTaskProps.builder()
                .schedule(ScheduleExpression.rate(Duration.hours(1)))
                .image(Options.IMAGE)
                .build())
        .isNotNull();
  }

  @Test
  void expressionsThatEventBridgeSchedulerRefusesAreRefusedFirst() {
    refusedSchedule(
        "cron(0 3 * * *)", "\"cron(0 3 * * *)\" has 5 fields, and EventBridge Scheduler");
    refusedSchedule("cron(0 3 * * * *)", "does not have ? for exactly one of day of the month");
    refusedSchedule("cron(0 3 ? * ? *)", "does not have ? for exactly one of day of the month");
    for (String wrong : List.of("rate(0 hours)", "rate(1 week)", "rate(1hour)", "at(2027-01-31)")) {
      refusedSchedule(wrong, "\"" + wrong + "\" is not an expression of EventBridge Scheduler");
    }
    for (String right :
        List.of(
            "cron(0/15 8-17 ? * MON-FRI *)",
            "cron(0 3 L * ? 2027)",
            "rate(1 hour)",
            "rate(1 hours)",
            "rate(15 minutes)",
            "at(2027-01-31T03:00:00)")) {
      assertThat(nightly().schedule(ScheduleExpression.expression(right)).build()).isNotNull();
    }
  }

  @Test
  void aTimeZoneThatNobodyKnowsIsRefused() {
    refused(
        () ->
            nightly()
                .schedule(
                    ScheduleExpression.expression("cron(0 3 * * ? *)", TimeZone.of("Europe/Belin")))
                .build(),
        "scheduledTask.schedule: \"Europe/Belin\" is not a time zone that this JDK knows; use a"
            + " constant such as TimeZone.EUROPE_BERLIN");
  }

  private static void refusedSchedule(String expression, String message) {
    refused(
        () -> nightly().schedule(ScheduleExpression.expression(expression)).build(),
        "scheduledTask.schedule: ",
        message);
  }

  @Test
  void whatTheInstancesAreNotMadeForIsRefused() {
    ThreeTierEcsApp app = Templates.appIn(Templates.anywhere(), it -> it);

    refused(
        () ->
            app.addScheduledTask(
                "Nightly",
                nightly()
                    .logging(
                        LogDrivers.gelf(
                            GelfLogDriverProps.builder().address("udp://logs:12201").build()))
                    .build()),
        "scheduled task \"Nightly\".logging: \"gelf\" is not what the instances");
    refused(
        () ->
            app.addScheduledTask(
                "Drawer",
                nightly()
                    .sidecars(
                        Map.of(
                            "gpu",
                            ContainerDefinitionOptions.builder()
                                .image(Options.IMAGE)
                                .memoryLimitMiB(64)
                                .gpuCount(1)
                                .build()))
                    .build()),
        "scheduled task \"Drawer\".sidecars: gpuCount 1 in total needs drivers");
  }

  @Test
  void thePlaceholderIsNoImageOfItsOwn() {
    refused(
        () -> nightly().image(Placeholder.image()).build(), "scheduledTask.image: the placeholder");
  }

  @Test
  void aQueueOfAnotherRegionIsRefused() {
    Stack stack =
        new Stack(
            new App(),
            "Shop",
            StackProps.builder()
                .env(Environment.builder().account("111111111111").region("eu-central-1").build())
                .build());
    ThreeTierEcsApp app = new ThreeTierEcsApp(stack, "App", Templates.props().build());

    refused(
        () ->
            app.addScheduledTask(
                "Nightly",
                nightly()
                    .deadLetterQueue(
                        Queue.fromQueueArn(
                            stack, "Letters", "arn:aws:sqs:eu-west-1:111111111111:letters"))
                    .build()),
        "scheduled task \"Nightly\".deadLetterQueue",
        "is in eu-west-1, and the stack is in eu-central-1");
  }

  private static void refused(Runnable run, String... messages) {
    assertThatIllegalArgumentException().isThrownBy(run::run).withMessageContainingAll(messages);
  }

  private static Secret key(Stack stack) {
    return Secret.fromSsmParameter(
        StringParameter.fromStringParameterName(stack, "Key", "/shop/key"));
  }

  private static ScheduledTaskProps.Builder nightly() {
    return ScheduledTaskProps.builder()
        .schedule(ScheduleExpression.rate(Duration.hours(24)))
        .command(List.of("trim"));
  }

  private static Anatomy with(
      UnaryOperator<ThreeTierEcsAppProps.Builder> choices,
      UnaryOperator<ScheduledTaskProps.Builder> ofTask) {
    return Templates.in(
        stack ->
            Templates.appIn(stack, choices)
                .addScheduledTask("Nightly", ofTask.apply(nightly()).build()));
  }

  private static Resource schedule(Anatomy app) {
    return ofTask(app, "AWS::Scheduler::Schedule");
  }

  private static Resource task(Anatomy app) {
    return ofTask(app, "AWS::ECS::TaskDefinition");
  }

  private static Resource group(Anatomy app) {
    return ofTask(app, "AWS::EC2::SecurityGroup");
  }

  private static Resource schedulerRole(Anatomy app) {
    return app.template.resourcesOfType("AWS::IAM::Role").stream()
        .filter(it -> it.logicalId().startsWith("AppScheduledTasksNightlySchedulerRole"))
        .findFirst()
        .orElseThrow();
  }

  private static Resource ofTask(Anatomy app, String type) {
    return app.template.resourcesOfType(type).stream()
        .filter(it -> it.logicalId().startsWith("AppScheduledTasksNightly"))
        .findFirst()
        .orElseThrow();
  }

  private static String allowed(Anatomy app) {
    return app.template.resourcesOfType("AWS::IAM::Policy").stream()
        .filter(it -> it.logicalId().startsWith("AppScheduledTasksNightly"))
        .map(Resource::properties)
        .toList()
        .toString();
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
}
