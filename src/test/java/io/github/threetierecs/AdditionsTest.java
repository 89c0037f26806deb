package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StageSynthesisOptions;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.CfnTaskSet;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.patterns.ScheduledEc2Task;
import software.amazon.awscdk.services.ecs.patterns.ScheduledEc2TaskImageOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationActionProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetGroupsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.AuthenticateOidcOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.EcsTask;
import software.amazon.awscdk.services.pipes.CfnPipe;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.stepfunctions.CfnStateMachine;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.IntegrationPattern;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.tasks.EcsEc2LaunchTarget;
import software.amazon.awscdk.services.stepfunctions.tasks.EcsRunTask;
import software.constructs.Construct;

/** What users add to an application, or change in it, that would not work, is said at synth. */
class AdditionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final App cdk = Templates.app(FeatureFlags.NONE);
  private final Stack stack = Templates.stackIn(cdk, "Shop", Configuration.Place.ANYWHERE);
  private final Stack jobs = Templates.stackIn(cdk, "Jobs", Configuration.Place.ANYWHERE);

  // ---------------------------------------------------------------- aws-cdk#3737, #33253

  @Test
  @Answers(Complaint.ONE_TARGET_GROUP_TWO_BALANCERS)
  void aTargetGroupBehindBothLoadBalancersFailsAtSynth() {
    ThreeTierEcsApp app = app();
    app.getFrontend()
        .getListener()
        .addAction(
            "Api",
            AddApplicationActionProps.builder()
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/api/*"))))
                .action(ListenerAction.forward(List.of(app.getBackend().getTargetGroup())))
                .build());

    assertThat(only("SharedTargetGroup").path("severity").asText()).isEqualTo("error");
    assertThat(only("SharedTargetGroup").path("description").asText())
        .isEqualTo(
            "Shop/App: AppFrontendLoadBalancerHttpApiRule123A0005"
                + " (AWS::ElasticLoadBalancingV2::ListenerRule) of the frontend's load balancer"
                + " forwards to target group AppBackendTargetGroupB07A8CE8, which the backend's"
                + " load balancer uses, and a target group serves one load balancer only.");
    assertThat(only("SharedTargetGroup").path("suggestedFix").asText())
        .startsWith("give the listener its own target group")
        .contains("app.getFrontend().getListener().addTargets(");
  }

  @Test
  @Answers(Complaint.ONE_TARGET_GROUP_TWO_BALANCERS)
  void theRemedyWorks() {
    ThreeTierEcsApp app = app();
    app.getFrontend()
        .getListener()
        .addTargets(
            "Api",
            AddApplicationTargetsProps.builder()
                .port(80)
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/api/*"))))
                .targets(List.of(app.getBackendService()))
                .build());

    assertThat(rules()).containsOnly("ThreeTierEcsApp::Reachability");
  }

  /** The option opens what its connections say, and nothing else. */
  @ParameterizedTest
  @EnumSource
  void theOptionIsSilent(TaskNetworking networking) {
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .capacity(CapacityProps.builder().taskNetworking(networking).build())
            .frontend(
                Templates.frontend()
                    .edge(Edges.named(stack).backendPaths(List.of("/api/*")).build())
                    .build())
            .backend(
                Templates.backend()
                    .tls(BackendTlsTest.tls(stack).build())
                    .protocolVersion(ApplicationProtocolVersion.GRPC)
                    .build())
            .build());

    assertThat(rules()).isEmpty();
  }

  @Test
  void aTargetGroupBehindALoadBalancerOfTheUsersDoesToo() {
    ThreeTierEcsApp app = app();
    ApplicationLoadBalancer.Builder.create(stack, "Public")
        .vpc(app.getVpc())
        .internetFacing(true)
        .build()
        .addListener(
            "Http", open(80, ListenerAction.forward(List.of(app.getBackend().getTargetGroup()))));

    assertThat(only("SharedTargetGroup").path("description").asText())
        .matches("Shop/App: PublicHttp\\w+ .* of Public\\w+ .* forwards to .*");
  }

  @Test
  void theOtherGroupOfAShiftIsNoneOfAnotherLoadBalancer() {
    app(
        Templates.props()
            .backend(
                Templates.backend()
                    .deployment(Strategies.builder(DeploymentStrategy.BLUE_GREEN).build())
                    .build())
            .build());

    assertThat(rules()).isEmpty();
  }

  @Test
  void anErrorCanBeAcknowledged() {
    ThreeTierEcsApp app = app();
    forwardToTheBackend(app);
    Validations.of(cdk)
        .acknowledge(
            Acknowledgment.builder()
                .id("ThreeTierEcsApp::SharedTargetGroup")
                .reason("AWS takes it by now")
                .build());

    assertThat(rules()).containsOnly("ThreeTierEcsApp::Reachability");
  }

  // ---------------------------------------------------------------- rules of listeners

  @Test
  void aRuleThatForwardsToATargetGroupThatAShiftLeavesIsReported() {
    for (boolean shifts : new boolean[] {true, false}) {
      Stack each = Templates.stackIn(cdk, "Shop" + shifts, Configuration.Place.ANYWHERE);
      ThreeTierEcsApp app = new ThreeTierEcsApp(each, "App", shifts ? shifting() : plain());
      forward(app.getFrontend().getListener(), app.getFrontend().getTargetGroup(), 10);
    }

    JsonNode violation = only("ShiftedTargetGroup");
    assertThat(violation.path("severity").asText()).isEqualTo("warning");
    assertThat(violation.path("description").asText())
        .matches(
            "Shoptrue/App: AppFrontendLoadBalancerHttpApi10Rule\\w+ .* forwards to target group"
                + " AppFrontendTargetGroup\\w+ of the frontend, whose tasks are in another one"
                + " after every other deployment, and ECS does not change this rule then\\.");
  }

  @Test
  void theRulesOfATestListenerAreItsOwn() {
    app(
        Templates.props()
            .backend(
                Templates.backend()
                    .deployment(
                        Strategies.builder(DeploymentStrategy.BLUE_GREEN).testPort(8081).build())
                    .build())
            .build());

    assertThat(rules()).isEmpty();
  }

  @Test
  void twoRulesWithTheSamePriorityFailAtSynth() {
    ThreeTierEcsApp app = app();
    forward(app.getFrontend().getListener(), app.getFrontend().getTargetGroup(), 10);
    redirect(app.getFrontend().getListener(), "Old", 10);
    redirect(app.getBackend().getListener(), "Elsewhere", 10);

    JsonNode violation = only("RulePriority");
    assertThat(violation.path("severity").asText()).isEqualTo("error");
    assertThat(violation.path("description").asText())
        .matches(
            "Shop/App: AppFrontendLoadBalancerHttpApi10Rule\\w+ .* and"
                + " AppFrontendLoadBalancerHttpOldRule\\w+ .* have the same priority 10, which a"
                + " listener can have only once\\.");
  }

  @Test
  void theLastPriorityIsTakenWhereEcsMovesTasks() {
    redirect(app(shifting()).getFrontend().getListener(), "Old", 50_000);

    assertThat(only("RulePriority").path("suggestedFix").asText()).contains("up to 49999");
  }

  @Test
  void aRuleWithTheNumberOfAnAddedBackendIsTheOneThatIsReported() {
    ThreeTierEcsApp app = app();
    app.addBackend("Search", search().priority(10).build());
    redirect(app.getBackend().getListener(), "Aaa", 10);

    JsonNode violation = only("RulePriority");
    assertThat(violation.path("description").asText())
        .matches(
            "Shop/App: AppAddedBackendsSearchRule\\w+ .* and AppBackendLoadBalancerHttpAaaRule\\w+"
                + " .* have the same priority 10, which a listener can have only once\\.");
    assertThat(violation.toString()).contains("\"AppBackendLoadBalancerHttpAaaRule");
    assertThat(violation.path("suggestedFix").asText())
        .contains("rules of addBackend have one from 10000 to 39999", "backendPaths from 49000 on");
  }

  @Test
  void theTargetGroupOfAnAddedBackendServesOneLoadBalancerToo() {
    ThreeTierEcsApp app = app();
    AddedBackendResources search = app.addBackend("Search", search().build());
    app.getFrontend()
        .getListener()
        .addTargetGroups(
            "Api",
            AddApplicationTargetGroupsProps.builder()
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/search/*"))))
                .targetGroups(List.of(search.getTargetGroup()))
                .build());

    assertThat(only("SharedTargetGroup").path("description").asText())
        .contains("which the backend's load balancer uses");
  }

  @Test
  void anAddedBackendIsNoFinding() {
    app().addBackend("Search", search().database(true).callsBackend(true).build());

    assertThat(rules()).isEmpty();
  }

  private static AddedBackendProps.Builder search() {
    return AddedBackendProps.builder().image(Options.IMAGE).pathPatterns(List.of("/search/*"));
  }

  @Test
  void signingInWithoutTlsFailsAtSynth() {
    ThreeTierEcsApp app = app();
    app.getFrontend()
        .getListener()
        .addAction(
            "SignIn",
            AddApplicationActionProps.builder()
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/admin/*"))))
                .action(signIn(app))
                .build());

    JsonNode violation = only("Authentication");
    assertThat(violation.path("severity").asText()).isEqualTo("error");
    assertThat(violation.path("description").asText())
        .contains("authenticate-oidc", "only in an HTTPS listener");
    assertThat(violation.path("suggestedFix").asText()).contains("frontend.edge.certificate");
  }

  @Test
  void signingInWithTlsDoesNot() {
    ThreeTierEcsApp app =
        app(
            Templates.props()
                .frontend(
                    Templates.frontend()
                        .edge(
                            EdgeProps.builder()
                                .certificate(
                                    Certificate.fromCertificateArn(
                                        stack,
                                        "Certificate",
                                        "arn:aws:acm:eu-central-1:111111111111:certificate/1"))
                                .build())
                        .build())
                .build());
    app.getFrontend()
        .getListener()
        .addAction("SignIn", AddApplicationActionProps.builder().action(signIn(app)).build());

    assertThat(rules()).isEmpty();
  }

  @Test
  void aSixthTargetGroupOfAServiceFailsAtSynth() {
    ThreeTierEcsApp app = app();
    addTargets(app, 5);
    Stack enough = Templates.stackIn(cdk, "Enough", Configuration.Place.ANYWHERE);
    ThreeTierEcsApp five = new ThreeTierEcsApp(enough, "App", plain());
    addTargets(five, 4);

    JsonNode violation = only("TargetGroups");
    assertThat(violation.path("severity").asText()).isEqualTo("error");
    assertThat(violation.path("description").asText())
        .matches(
            "Shop/App: AppFrontendService\\w+ .* registers its tasks in 6 target groups, and Amazon"
                + " ECS allows 5 for a service\\.");
  }

  // ---------------------------------------------------------------- containers-roadmap#2532, #1688

  @Test
  @Answers(Complaint.SERVICE_BESIDE_THE_CAPACITY_PROVIDER)
  void aServiceOfLaunchTypeEc2IsReported() {
    ThreeTierEcsApp app = app();
    service(stack, app).build();

    JsonNode violation = only("LaunchType");
    assertThat(violation.path("severity").asText()).isEqualTo("warning");
    assertThat(violation.path("description").asText())
        .matches(
            "Shop/App: WorkerService\\w+ \\(AWS::ECS::Service\\) uses launch type EC2, for which"
                + " the cluster's capacity provider starts no instance: where there is no room, its"
                + " tasks cannot run\\.");
    assertThat(violation.path("suggestedFix").asText())
        .contains("app.getCapacityProvider()", "addDependency(app.getCluster())", "capacity.max");
  }

  @Test
  @Answers(Complaint.SERVICE_BESIDE_THE_CAPACITY_PROVIDER)
  void aServiceThatDoesNotWaitForTheCapacityProviderIsReported() {
    ThreeTierEcsApp app = app();
    service(stack, app).capacityProviderStrategies(List.of(strategyOf(app))).build();

    assertThat(rules()).containsExactly("ThreeTierEcsApp::CapacityDependency");
  }

  @Test
  @Answers(Complaint.SERVICE_BESIDE_THE_CAPACITY_PROVIDER)
  void aServiceOfTheCapacityProviderThatWaitsForItIsNot() {
    ThreeTierEcsApp app = app();
    service(stack, app)
        .capacityProviderStrategies(List.of(strategyOf(app)))
        .build()
        .getNode()
        .addDependency(app.getCluster());

    assertThat(rules()).isEmpty();
  }

  // ---------------------------------------------------------------- aws-cdk#12812

  @Test
  @Answers(Complaint.DYNAMIC_PORTS_BLOCKED)
  void whatAServiceInBridgeModeIsAllowedAllOnItsInstancesAre() {
    ThreeTierEcsApp app = app();
    worker(app).getConnections().allowToDefaultPort(app.getDatabase());

    assertThat(only("Reachability").path("description").asText())
        .startsWith("Shop/App: the instances and WorkerService")
        .contains(
            " can reach the database, which only the backend's tasks should, since"
                + " AppDataSecurityGroup08853D70 lets in tcp 3306 from security group"
                + " AppCapacityInstanceSecurityGroup");
  }

  @Test
  void soItIsTheOtherWayRound() {
    ThreeTierEcsApp app = app();
    app.getDatabase().getConnections().allowDefaultPortFrom(worker(app));

    assertThat(only("Reachability").path("description").asText())
        .contains(" can reach the database");
  }

  @Test
  @Answers(Complaint.DYNAMIC_PORTS_BLOCKED)
  void aServiceInBridgeModeBehindAListenerIsReached() {
    ThreeTierEcsApp app = app();
    app.getFrontend()
        .getListener()
        .addTargets(
            "Worker",
            AddApplicationTargetsProps.builder()
                .port(80)
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/worker/*"))))
                .targets(List.of(worker(app)))
                .build());

    assertThat(only("Reachability").path("description").asText())
        .contains(
            "the frontend's load balancer can reach the instances",
            "lets in tcp 32768-65535 from security group");
  }

  @Test
  void aServiceOfAnotherStackIsReportedToo() {
    ThreeTierEcsApp app = app();
    service(jobs, app).build();

    assertThat(only("LaunchType").path("description").asText())
        .startsWith("Shop/App: Jobs/WorkerService");
  }

  /** As a new CDK app has it: such a reference makes no export. */
  @Test
  void aServiceOfAnotherStackThatReadsOutputsIsReportedToo() {
    List.of(stack, jobs)
        .forEach(
            it -> it.getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", "weak"));
    service(jobs, app()).build();

    assertThat(only("LaunchType").path("description").asText())
        .startsWith("Shop/App: Jobs/WorkerService");
    assertThat(Path.of(cdk.getOutdir(), "Jobs.template.json"))
        .content()
        .contains("Fn::GetStackOutput")
        .doesNotContain("Fn::ImportValue");
  }

  @Test
  void aServiceOfANestedStackIsReportedToo() {
    ThreeTierEcsApp app = app();
    service(new NestedStack(stack, "Nested"), app).build();

    assertThat(only("LaunchType").path("description").asText()).contains("/WorkerService");
  }

  @Test
  void aServiceOfAnotherStackWaitsAsItsStackDoes() {
    ThreeTierEcsApp app = app();
    service(jobs, app).capacityProviderStrategies(List.of(strategyOf(app))).build();

    assertThat(rules()).isEmpty();
  }

  @Test
  void aScheduledTaskIsReported() {
    ThreeTierEcsApp app = app();
    ScheduledEc2Task.Builder.create(stack, "Nightly")
        .cluster(app.getCluster())
        .schedule(
            software.amazon.awscdk.services.applicationautoscaling.Schedule.rate(Duration.days(1)))
        .scheduledEc2TaskImageOptions(
            ScheduledEc2TaskImageOptions.builder()
                .image(ContainerImage.fromRegistry("example/nightly:1"))
                .memoryLimitMiB(128)
                .build())
        .build();

    assertThat(only("LaunchType").path("description").asText())
        .contains("(AWS::Events::Rule) uses launch type EC2", "the task that it starts cannot run");
  }

  @Test
  void theRemedyOfAScheduledTaskWorks() {
    ThreeTierEcsApp app = app();
    Rule rule = rule(app);
    CfnResource resource = (CfnResource) defaultChild(rule.getNode().getDefaultChild());
    resource.addPropertyDeletionOverride("Targets.0.EcsParameters.LaunchType");
    resource.addPropertyOverride(
        "Targets.0.EcsParameters.CapacityProviderStrategy",
        List.of(
            Map.of(
                "CapacityProvider",
                app.getCapacityProvider().getCapacityProviderName(),
                "Weight",
                1)));

    assertThat(rules()).isEmpty();
  }

  @Test
  void aTaskOfARuleIsReported() {
    rule(app());

    assertThat(rules()).containsExactly("ThreeTierEcsApp::LaunchType");
  }

  @Test
  void aTaskOfAScheduleIsReported() {
    ThreeTierEcsApp app = app();
    CfnSchedule.Builder.create(stack, "Nightly")
        .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder().mode("OFF").build())
        .scheduleExpression("rate(1 day)")
        .target(
            CfnSchedule.TargetProperty.builder()
                .arn(app.getCluster().getClusterArn())
                .roleArn("arn:aws:iam::111111111111:role/Scheduler")
                .ecsParameters(
                    CfnSchedule.EcsParametersProperty.builder()
                        .taskDefinitionArn(task(stack).getTaskDefinitionArn())
                        .build())
                .build())
        .build();

    assertThat(rules()).containsExactly("ThreeTierEcsApp::LaunchType");
  }

  @Test
  void aTaskOfAStateMachineIsReported() {
    ThreeTierEcsApp app = app();
    StateMachine.Builder.create(stack, "Nightly")
        .definitionBody(
            DefinitionBody.fromChainable(
                EcsRunTask.Builder.create(stack, "Run")
                    .integrationPattern(IntegrationPattern.RUN_JOB)
                    .cluster(app.getCluster())
                    .taskDefinition(task(stack))
                    .launchTarget(new EcsEc2LaunchTarget())
                    .build()))
        .build();

    assertThat(rules()).containsExactly("ThreeTierEcsApp::LaunchType");
  }

  @Test
  void soIsOneOfAStateThatSaysNothingOfItsPlace() {
    assertThat(rulesOfState("{}")).containsExactly("ThreeTierEcsApp::LaunchType");
    assertThat(rulesOfState("{\"LaunchType\": \"FARGATE\"}")).isEmpty();
    assertThat(rulesOfState("{\"LaunchType.$\": \"$.place\"}")).isEmpty();
    assertThat(rulesOfState("{\"CapacityProviderStrategy\": [{\"CapacityProvider\": \"Other\"}]}"))
        .isEmpty();
  }

  /** By a text, and by an object, of which CloudFormation makes one. */
  private static List<String> rulesOfState(String place) {
    List<String> byText = new AdditionsTest().rulesOfState(place, true);
    assertThat(new AdditionsTest().rulesOfState(place, false)).isEqualTo(byText);
    return byText;
  }

  private List<String> rulesOfState(String place, boolean asText) {
    ThreeTierEcsApp app = app();
    Map<String, Object> parameters = new TreeMap<>(parsed(place));
    parameters.put("Cluster", app.getCluster().getClusterArn());
    parameters.put("TaskDefinition", task(stack).getTaskDefinitionArn());
    Map<String, Object> state =
        Map.of(
            "Type",
            "Task",
            "End",
            true,
            "Resource",
            "arn:" + Aws.PARTITION + ":states:::ecs:runTask.sync",
            "Parameters",
            parameters);
    Map<String, Object> definition = Map.of("StartAt", "Run", "States", Map.of("Run", state));
    CfnStateMachine.Builder machine =
        CfnStateMachine.Builder.create(stack, "Nightly")
            .roleArn("arn:aws:iam::111111111111:role/nightly");
    if (asText) {
      machine.definitionString(stack.toJsonString(definition)).build();
    } else {
      machine.definition(definition).build();
    }
    return rules();
  }

  private static Map<String, Object> parsed(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTaskOfAPipeIsReportedUnlessItHasAStrategy() {
    pipe(it -> it.launchType("EC2"));
    assertThat(rules()).containsExactly("ThreeTierEcsApp::LaunchType");
  }

  @Test
  void oneWithAStrategyIsNot() {
    pipe(
        it ->
            it.capacityProviderStrategy(
                List.of(
                    CfnPipe.CapacityProviderStrategyItemProperty.builder()
                        .capacityProvider("Other")
                        .build())));
    assertThat(rules()).isEmpty();
  }

  private void pipe(UnaryOperator<CfnPipe.PipeTargetEcsTaskParametersProperty.Builder> place) {
    ThreeTierEcsApp app = app();
    CfnPipe.Builder.create(stack, "Pipe")
        .source("arn:aws:sqs:eu-central-1:111111111111:jobs")
        .roleArn("arn:aws:iam::111111111111:role/pipe")
        .target(app.getCluster().getClusterArn())
        .targetParameters(
            CfnPipe.PipeTargetParametersProperty.builder()
                .ecsTaskParameters(
                    place
                        .apply(
                            CfnPipe.PipeTargetEcsTaskParametersProperty.builder()
                                .taskDefinitionArn(task(stack).getTaskDefinitionArn()))
                        .build())
                .build())
        .build();
  }

  @Test
  void aTaskSetIsReported() {
    ThreeTierEcsApp app = app();
    CfnTaskSet.Builder.create(stack, "Set")
        .cluster(app.getCluster().getClusterArn())
        .service("worker")
        .taskDefinition(task(stack).getTaskDefinitionArn())
        .launchType("EC2")
        .build();

    assertThat(rules()).containsExactly("ThreeTierEcsApp::LaunchType");
  }

  // ---------------------------------------------------------------- aws-cdk#3919

  @Test
  void aScalingThatEachDeploymentUndoesIsReported() {
    app()
        .getBackendService()
        .autoScaleTaskCount(EnableScalingProps.builder().maxCapacity(4).build())
        .scaleOnCpuUtilization(
            "Cpu", CpuUtilizationScalingProps.builder().targetUtilizationPercent(50).build());

    assertThat(only("TaskCount").path("description").asText())
        .matches(
            "Shop/App: AppBackendService\\w+"
                + " \\(AWS::ApplicationAutoScaling::ScalableTarget\\) scales the backend's tasks,"
                + " whose number each deployment of the service resets to 2\\.");
    assertThat(only("TaskCount").path("suggestedFix").asText()).contains("backend.autoScaling");
  }

  @Test
  void soIsThatOfWhatWasAdded() {
    app()
        .addWorker("Mailer", WorkerProps.builder().image(Options.IMAGE).build())
        .getService()
        .autoScaleTaskCount(EnableScalingProps.builder().maxCapacity(4).build());

    assertThat(only("TaskCount").path("description").asText())
        .matches(
            "Shop/App: \\w+ \\(AWS::ApplicationAutoScaling::ScalableTarget\\) scales"
                + " AppWorkersMailer\\w+'s tasks, whose number each deployment of the service"
                + " resets to 2\\.");
  }

  @Test
  void theOptionIsNot() {
    app(
        Templates.props()
            .frontend(
                Templates.frontend()
                    .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                    .build())
            .build());

    assertThat(rules()).isEmpty();
  }

  @Test
  void fargateNeedsNoInstance() {
    ThreeTierEcsApp app = app();
    fargate(app).build();

    assertThat(rules()).isEmpty();
  }

  @Test
  void aCapacityProviderOfFargateThatTheClusterDoesNotHaveFailsAtSynth() {
    ThreeTierEcsApp app = app();
    fargate(app)
        .capacityProviderStrategies(
            List.of(
                CapacityProviderStrategy.builder()
                    .capacityProvider("FARGATE_SPOT")
                    .weight(1)
                    .build()))
        .build()
        .getNode()
        .addDependency(app.getCluster());

    assertThat(only("CapacityProvider").path("severity").asText()).isEqualTo("error");
    assertThat(only("CapacityProvider").path("suggestedFix").asText())
        .contains("enableFargateCapacityProviders()");
  }

  @Test
  void oneThatItHasIsNotReported() {
    ThreeTierEcsApp app = app();
    app.getCluster().enableFargateCapacityProviders();
    fargate(app)
        .capacityProviderStrategies(
            List.of(
                CapacityProviderStrategy.builder()
                    .capacityProvider("FARGATE_SPOT")
                    .weight(1)
                    .build()))
        .build()
        .getNode()
        .addDependency(app.getCluster());

    assertThat(rules()).isEmpty();
  }

  @Test
  void aDaemonIsReportedUnlessRoomIsKeptForIt() {
    service(stack, app()).daemon(true).build();

    assertThat(rules()).containsExactly("ThreeTierEcsApp::Daemon");
  }

  @Test
  void aDaemonThatRoomIsKeptForIsNot() {
    ThreeTierEcsApp app =
        app(
            Templates.props()
                .capacity(CapacityProps.builder().daemonMemoryMiB(128).build())
                .build());
    service(stack, app).daemon(true).build();

    assertThat(rules()).isEmpty();
  }

  // ---------------------------------------------------------------- aws-cdk#17269

  @Test
  @Answers(Complaint.SECURITY_GROUP_NOT_ATTACHED)
  void aSecurityGroupThatTheTasksDoNotCarryIsReported() {
    ThreeTierEcsApp app = app();
    app.getBackendService().getConnections().addSecurityGroup(group(app.getVpc()));

    assertThat(only("SecurityGroup").path("description").asText())
        .matches(
            "Shop/App: security group Legacy\\w+ was added to the connections of"
                + " AppBackendService\\w+ \\(AWS::ECS::Service\\), which does not carry it:"
                + " whatever admits it also admits everything else that has it\\.");
    assertThat(only("SecurityGroup").path("suggestedFix").asText())
        .contains("allowFrom(app.getBackendService(), port)");
  }

  @Test
  @Answers(Complaint.SECURITY_GROUP_NOT_ATTACHED)
  void soIsOneFromElsewhereAndOneOfTheDatabase() {
    ThreeTierEcsApp app = app();
    app.getFrontendService()
        .getConnections()
        .addSecurityGroup(
            SecurityGroup.fromSecurityGroupId(stack, "Theirs", "sg-0123456789abcdef0"));
    app.getDatabase()
        .getConnections()
        .addSecurityGroup(SecurityGroup.Builder.create(stack, "Data").vpc(app.getVpc()).build());

    assertThat(violations("SecurityGroup"))
        .extracting(it -> it.path("description").asText())
        .hasSize(2)
        .anyMatch(it -> it.contains("sg-0123456789abcdef0"))
        .anyMatch(it -> it.contains("AppDataDatabase"));
  }

  /** A launch template asks for its security groups late. */
  @Test
  void oneOfTheInstancesIsCarried() {
    ThreeTierEcsApp app = app();
    app.getAutoScalingGroup().getConnections().addSecurityGroup(group(app.getVpc()));

    assertThat(rules()).isEmpty();
  }

  @Test
  void oneThatWasAttachedByHandIsNot() {
    ThreeTierEcsApp app = app();
    SecurityGroup group = group(app.getVpc());
    app.getBackendService().getConnections().addSecurityGroup(group);
    ((CfnResource) app.getBackendService().getNode().findChild("Service"))
        .addPropertyOverride(
            "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
            app.getBackendService().getConnections().getSecurityGroups().stream()
                .map(it -> it.getSecurityGroupId())
                .toList());

    assertThat(rules()).doesNotContain("ThreeTierEcsApp::SecurityGroup");
  }

  @Test
  void withBridgeTheTasksCarryWhatTheirInstancesDo() {
    app(
        Templates.props()
            .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
            .build());

    assertThat(rules()).isEmpty();
  }

  // ---------------------------------------------------------------- aws-cdk#14091

  @Test
  @Answers(Complaint.LISTENER_CHANGED_BY_HAND)
  void aListenerThatIsMovedToAnotherPortIsReported() {
    ((CfnListener) defaultChild(app().getBackend().getListener().getNode().getDefaultChild()))
        .setPort(443);

    assertThat(only("ListenerPort").path("description").asText())
        .contains(
            "of the backend's load balancer listens on port 443, where no rule of its security"
                + " group admits any client");
    assertThat(only("ListenerPort").path("suggestedFix").asText())
        .startsWith(
            "admit the clients that should connect, such as"
                + " app.getBackendLoadBalancer().getConnections().allowFrom(app.getFrontendService(),"
                + " Port.tcp(443)), or leave the port");
    assertThat(only("BackendUrl").path("description").asText())
        .contains(
            "passes BACKEND_URL=http://${AppBackendLoadBalancer",
            ".DNSName} to its containers, but no listener of that load balancer speaks HTTP on port"
                + " 80");
  }

  @Test
  void soIsOneThatIsCalledByTheNameOfTls() {
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props()
                .backend(Templates.backend().tls(BackendTlsTest.tls(stack).build()).build())
                .build());
    ((CfnListener) defaultChild(app.getBackend().getListener().getNode().getDefaultChild()))
        .setPort(8443);

    assertThat(only("BackendUrl").path("description").asText())
        .contains(
            "passes BACKEND_URL=https://backend.example.com to its containers, but no listener of"
                + " that load balancer speaks HTTPS on port 443");
  }

  @Test
  @Answers(Complaint.LISTENER_CHANGED_BY_HAND)
  void soIsOneThatIsMovedByAnOverride() {
    ((CfnListener) defaultChild(app().getFrontend().getListener().getNode().getDefaultChild()))
        .addPropertyOverride("Port", 8080);

    assertThat(rules()).containsExactly("ThreeTierEcsApp::ListenerPort");
    assertThat(only("ListenerPort").path("suggestedFix").asText())
        .startsWith(
            "admit the clients that should connect, such as"
                + " app.getFrontendLoadBalancer().getConnections().allowFrom(Peer.ipv4(\"203.0.113.0/24\"),"
                + " Port.tcp(8080)), or leave the port");
  }

  @Test
  void aFurtherListenerThatSomebodyIsLetInAtIsNot() {
    ThreeTierEcsApp app = app();
    app.getBackendLoadBalancer()
        .addListener(
            "Admin",
            BaseApplicationListenerProps.builder()
                .port(8443)
                .open(false)
                .protocol(ApplicationProtocol.HTTP)
                .defaultAction(ListenerAction.fixedResponse(200))
                .build())
        .getConnections()
        .allowDefaultPortFrom(app.getFrontendService());

    assertThat(rules()).isEmpty();
  }

  @Test
  @Answers(Complaint.LISTENER_CHANGED_BY_HAND)
  void grpcBehindAListenerWithoutTlsFailsAtSynth() {
    ((CfnTargetGroup) defaultChild(app().getBackend().getTargetGroup().getNode().getDefaultChild()))
        .setProtocolVersion("GRPC");

    JsonNode violation = only("ProtocolVersion");
    assertThat(violation.path("severity").asText()).isEqualTo("error");
    assertThat(violation.path("description").asText())
        .contains(
            "has protocol version GRPC", "by HTTP, where Elastic Load Balancing allows only HTTPS");
  }

  @Test
  void http2BehindAListenerWithoutTlsDoesToo() {
    ((CfnTargetGroup)
            defaultChild(app().getFrontend().getTargetGroup().getNode().getDefaultChild()))
        .addPropertyOverride("ProtocolVersion", "HTTP2");

    assertThat(rules()).containsExactly("ThreeTierEcsApp::ProtocolVersion");
  }

  @Test
  void http2BehindAListenerWithTlsDoesNot() {
    ThreeTierEcsApp app =
        app(
            Templates.props()
                .frontend(Templates.frontend().edge(Edges.named(stack).build()).build())
                .build());
    ((CfnTargetGroup) defaultChild(app.getFrontend().getTargetGroup().getNode().getDefaultChild()))
        .setProtocolVersion("HTTP2");

    assertThat(rules()).isEmpty();
  }

  // ----------------------------------------------------------------

  private ThreeTierEcsApp app() {
    return app(Templates.props().build());
  }

  private ThreeTierEcsApp app(ThreeTierEcsAppProps props) {
    return new ThreeTierEcsApp(stack, "App", props);
  }

  private static void forwardToTheBackend(ThreeTierEcsApp app) {
    app.getFrontend()
        .getListener()
        .addTargetGroups(
            "Api",
            AddApplicationTargetGroupsProps.builder()
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/api/*"))))
                .targetGroups(List.of(app.getBackend().getTargetGroup()))
                .build());
  }

  private static BaseApplicationListenerProps open(Number port, ListenerAction action) {
    return BaseApplicationListenerProps.builder()
        .port(port)
        .protocol(ApplicationProtocol.HTTP)
        .defaultAction(action)
        .build();
  }

  private static ThreeTierEcsAppProps plain() {
    return Templates.props().build();
  }

  private static ThreeTierEcsAppProps shifting() {
    return Templates.props()
        .frontend(
            Templates.frontend()
                .deployment(Strategies.builder(DeploymentStrategy.BLUE_GREEN).build())
                .build())
        .build();
  }

  private static void forward(
      ApplicationListener listener, ApplicationTargetGroup group, int priority) {
    listener.addAction(
        "Api" + priority,
        AddApplicationActionProps.builder()
            .priority(priority)
            .conditions(List.of(ListenerCondition.pathPatterns(List.of("/api/*"))))
            .action(ListenerAction.forward(List.of(group)))
            .build());
  }

  private static void redirect(ApplicationListener listener, String id, int priority) {
    listener.addAction(
        id,
        AddApplicationActionProps.builder()
            .priority(priority)
            .conditions(List.of(ListenerCondition.pathPatterns(List.of("/old/*"))))
            .action(ListenerAction.redirect(RedirectOptions.builder().path("/").build()))
            .build());
  }

  private static ListenerAction signIn(ThreeTierEcsApp app) {
    return ListenerAction.authenticateOidc(
        AuthenticateOidcOptions.builder()
            .authorizationEndpoint("https://example.com/authorize")
            .clientId("shop")
            .clientSecret(SecretValue.ssmSecure("/shop/oidc", "1"))
            .issuer("https://example.com")
            .next(ListenerAction.forward(List.of(app.getFrontend().getTargetGroup())))
            .tokenEndpoint("https://example.com/token")
            .userInfoEndpoint("https://example.com/user")
            .build());
  }

  private static void addTargets(ThreeTierEcsApp app, int number) {
    for (int i = 1; i <= number; i++) {
      app.getFrontend()
          .getListener()
          .addTargets(
              "More" + i,
              AddApplicationTargetsProps.builder()
                  .port(80)
                  .priority(i)
                  .conditions(List.of(ListenerCondition.pathPatterns(List.of("/" + i))))
                  .targets(List.of(app.getFrontendService()))
                  .build());
    }
  }

  private static Ec2TaskDefinition task(Construct scope) {
    Ec2TaskDefinition task = new Ec2TaskDefinition(scope, "WorkerTask");
    task.addContainer(
        "Worker",
        ContainerDefinitionOptions.builder()
            .image(ContainerImage.fromRegistry("example/worker:1"))
            .memoryLimitMiB(128)
            .portMappings(List.of(PortMapping.builder().containerPort(8080).build()))
            .build());
    return task;
  }

  private static Ec2Service.Builder service(Construct scope, ThreeTierEcsApp app) {
    return Ec2Service.Builder.create(scope, "Worker")
        .cluster(app.getCluster())
        .taskDefinition(task(scope));
  }

  /** As docs/adding.md has it. */
  private Ec2Service worker(ThreeTierEcsApp app) {
    Ec2Service worker =
        service(stack, app).capacityProviderStrategies(List.of(strategyOf(app))).build();
    worker.getNode().addDependency(app.getCluster());
    return worker;
  }

  private FargateService.Builder fargate(ThreeTierEcsApp app) {
    FargateTaskDefinition task = new FargateTaskDefinition(stack, "FargateTask");
    task.addContainer(
        "Worker",
        ContainerDefinitionOptions.builder()
            .image(ContainerImage.fromRegistry("example/worker:1"))
            .build());
    return FargateService.Builder.create(stack, "Fargate")
        .cluster(app.getCluster())
        .taskDefinition(task);
  }

  private static CapacityProviderStrategy strategyOf(ThreeTierEcsApp app) {
    return CapacityProviderStrategy.builder()
        .capacityProvider(app.getCapacityProvider().getCapacityProviderName())
        .weight(1)
        .build();
  }

  private Rule rule(ThreeTierEcsApp app) {
    return Rule.Builder.create(stack, "Nightly")
        .schedule(Schedule.rate(Duration.days(1)))
        .targets(
            List.of(
                EcsTask.Builder.create()
                    .cluster(app.getCluster())
                    .taskDefinition(task(stack))
                    .build()))
        .build();
  }

  private SecurityGroup group(IVpc vpc) {
    return SecurityGroup.Builder.create(stack, "Legacy").vpc(vpc).build();
  }

  private static Object defaultChild(@Nullable Object child) {
    return Objects.requireNonNull(child);
  }

  private JsonNode only(String rule) {
    List<JsonNode> found = violations(rule);
    assertThat(found).as(rule).hasSize(1);
    return found.get(0);
  }

  private List<JsonNode> violations(String rule) {
    return report().filter(it -> it.path("ruleName").asText().equals(rule)).toList();
  }

  private List<String> rules() {
    return report()
        .map(it -> "ThreeTierEcsApp::" + it.path("ruleName").asText())
        .distinct()
        .toList();
  }

  /** What the CDK writes down after a synthesis, even after one that fails. */
  private java.util.stream.Stream<JsonNode> report() {
    Path directory = Path.of(cdk.getOutdir());
    try {
      try {
        cdk.synth(StageSynthesisOptions.builder().force(true).build());
      } catch (RuntimeException failure) {
        assertThat(failure).hasMessageContaining("Validation failed");
      }
      Path file = directory.resolve("validation-report.json");
      return Files.exists(file)
          ? StreamSupport.stream(
              JSON.readTree(file.toFile())
                  .path("pluginReports")
                  .path(0)
                  .path("violations")
                  .spliterator(),
              false)
          : java.util.stream.Stream.of();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
