package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CfnResourceProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageSynthesisOptions;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.Construct;

/** What users are told of when they open what the tiers keep shut, and what they are not. */
class ReachabilityPluginTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final App cdk = Templates.app(FeatureFlags.NONE);
  private final Stack stack = Templates.stackIn(cdk, "Shop", Configuration.Place.ANYWHERE);

  @Test
  void nothingIsSaidOfWhatNobodyHasOpened() {
    new ThreeTierEcsApp(stack, "App", Templates.props().build());

    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.github.threetierecs.ReachabilityMatrixTest#configurations")
  void nothingIsSaidOfWhatOurOwnOptionsOpen(String configuration) {
    ReachabilityMatrixTest.configuration(configuration).accept(stack);

    assertThat(violations()).isEmpty();
  }

  @Test
  void workersThatAskedAreExpectedWhereTheyAsked() {
    ThreeTierEcsApp app = app();
    app.addWorker("Mailer", worker().database(true).callsBackend(true).build());
    app.addWorker("Trimmer", worker().build());

    assertThat(violations()).isEmpty();
  }

  @Test
  void onSharedInterfacesToo() {
    app(Templates.props()
            .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
            .build())
        .addWorker("Mailer", worker().database(true).callsBackend(true).build());

    assertThat(violations()).isEmpty();
  }

  @Test
  void behindAProxyAndByServiceConnectToo() {
    app(Templates.props()
            .backend(Templates.backend().serviceConnect(true).build())
            .database(DatabaseProps.builder().proxy(true).readReplicas(1).build())
            .build())
        .addWorker("Mailer", worker().database(true).callsBackend(true).build());

    assertThat(violations()).isEmpty();
  }

  @Test
  void aWorkerThatDidNotAskIsReported() {
    ThreeTierEcsApp app = app();
    app.getDatabase()
        .getConnections()
        .allowDefaultPortFrom(app.addWorker("Mailer", worker().build()).getService(), "Reports");

    assertThat(violations())
        .singleElement()
        .asString()
        .startsWith(
            "Shop/App: the tasks of worker \"Mailer\" can reach the database, which only the"
                + " backend's tasks should, since ");
  }

  @Test
  void whoIsLetInToAWorkerIsReported() {
    app()
        .addWorker("Mailer", worker().build())
        .getSecurityGroup()
        .addIngressRule(Peer.anyIpv4(), Port.tcp(80), "Curious");

    assertThat(violations())
        .singleElement()
        .asString()
        .contains("the tasks of worker \"Mailer\", which nobody should, since ");
  }

  @Test
  void addedBackendsAreExpectedBehindTheInternalLoadBalancer() {
    ThreeTierEcsApp app = app();
    app.addBackend("Search", search().database(true).callsBackend(true).build());

    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TaskNetworking.class)
  void scheduledTasksThatAskedAreExpectedWhereTheyAsked(TaskNetworking networking) {
    ThreeTierEcsApp app =
        app(
            Templates.props()
                .capacity(CapacityProps.builder().taskNetworking(networking).build())
                .build());
    app.addScheduledTask("Nightly", scheduled().callsBackend(true).build());
    app.addScheduledTask("Hourly", scheduled().database(false).build());

    assertThat(violations()).isEmpty();
  }

  @Test
  void scheduledTasksAreExpectedBehindAProxyAndBesideServiceConnectToo() {
    app(Templates.props()
            .backend(Templates.backend().serviceConnect(true).build())
            .database(DatabaseProps.builder().proxy(true).readReplicas(1).build())
            .build())
        .addScheduledTask("Nightly", scheduled().callsBackend(true).build());

    assertThat(violations()).isEmpty();
  }

  @Test
  void aScheduledTaskThatDidNotAskIsReported() {
    ThreeTierEcsApp app = app();
    app.getDatabase()
        .getConnections()
        .allowDefaultPortFrom(
            app.addScheduledTask("Nightly", scheduled().database(false).build()).getSecurityGroup(),
            "Reports");

    assertThat(violations())
        .singleElement()
        .asString()
        .startsWith(
            "Shop/App: the tasks of scheduled task \"Nightly\" can reach the database, which only"
                + " the backend's tasks should, since ");
  }

  @Test
  void whoIsLetInToAScheduledTaskIsReported() {
    app()
        .addScheduledTask("Nightly", scheduled().build())
        .getSecurityGroup()
        .addIngressRule(Peer.anyIpv4(), Port.tcp(80), "Curious");

    assertThat(violations())
        .singleElement()
        .asString()
        .contains("the tasks of scheduled task \"Nightly\", which nobody should, since ");
  }

  private static ScheduledTaskProps.Builder scheduled() {
    return ScheduledTaskProps.builder()
        .schedule(ScheduleExpression.expression("rate(1 day)"))
        .command(List.of("trim"));
  }

  @Test
  void onSharedInterfacesTheyAreToo() {
    app(Templates.props()
            .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
            .build())
        .addBackend("Search", search().database(true).callsBackend(true).build());

    assertThat(violations()).isEmpty();
  }

  @Test
  void whoeverElseCallsAnAddedBackendIsReported() {
    ThreeTierEcsApp app = app();
    AddedBackendResources search = app.addBackend("Search", search().build());
    search.getService().getConnections().allowFrom(app.getFrontendService(), Port.tcp(8080), "All");

    assertThat(violations())
        .singleElement()
        .asString()
        .contains(
            "the frontend's tasks can reach the tasks of added backend \"Search\", which only the"
                + " backend's load balancer should, since ");
  }

  private static AddedBackendProps.Builder search() {
    return AddedBackendProps.builder().image(Options.IMAGE).pathPatterns(List.of("/search/*"));
  }

  private static WorkerProps.Builder worker() {
    return WorkerProps.builder().image(Options.IMAGE);
  }

  @Test
  void aDatabaseThatLetsInEveryAddressIsReported() {
    app().getDatabase().getConnections().allowDefaultPortFromAnyIpv4("All of them");

    assertThat(violations())
        .containsExactly(
            "Shop/App: the instances, the frontend's tasks and every address that has a route"
                + " there can reach the database, which only the backend's tasks should, since"
                + " AppDataSecurityGroup08853D70 lets in tcp 3306 from 0.0.0.0/0 (\"All of"
                + " them\").");
  }

  @Test
  void theReportNamesTheRuleTheConstructAndTheWayOut() {
    ThreeTierEcsApp app = app();
    app.getDatabase().getConnections().allowDefaultPortFrom(app.getFrontendService(), "Reports");

    JsonNode violation = report().path("violations").path(0);
    assertThat(violation.path("ruleName").asText()).isEqualTo("Reachability");
    assertThat(violation.path("severity").asText()).isEqualTo("warning");
    assertThat(violation.path("suggestedFix").asText())
        .startsWith("remove what opens it, or if it is intended, say why: Validations.of(app)");
    assertThat(violation.path("violatingConstructs").path(0).path("constructPath").asText())
        .startsWith("Shop/App/Data/SecurityGroup/from Shop");
  }

  @Test
  void aFrontendThatReachesTheDatabaseIsReported() {
    ThreeTierEcsApp app = app();
    app.getDatabase().getConnections().allowDefaultPortFrom(app.getFrontendService(), "Reports");

    assertThat(violations())
        .singleElement()
        .asString()
        .startsWith(
            "Shop/App: the frontend's tasks can reach the database, which only the backend's tasks"
                + " should, since");
  }

  @Test
  void aDatabaseOnTheInternetIsReportedAsSuch() {
    ThreeTierEcsApp app = app();
    app.getDatabase().getConnections().allowDefaultPortFromAnyIpv4("All of them");
    ((CfnDBInstance) defaultChild(app.getDatabase().getNode().getDefaultChild()))
        .setPubliclyAccessible(true);

    assertThat(violations())
        .singleElement()
        .asString()
        .startsWith("Shop/App: the internet, the instances, ");
  }

  @Test
  void aReplicaIsReportedWithItsSourceOnce() {
    app(Templates.props().database(DatabaseProps.builder().readReplicas(2).build()).build())
        .getDatabase()
        .getConnections()
        .allowFrom(Peer.ipv4("192.168.0.0/16"), Port.tcp(3306), "The office");

    assertThat(violations())
        .containsExactly(
            "Shop/App: every address in 192.168.0.0/16 can reach the database and the read"
                + " replicas, which only the backend's tasks should, since"
                + " AppDataSecurityGroup08853D70 lets in tcp 3306 from 192.168.0.0/16 (\"The"
                + " office\").");
  }

  @Test
  void aListenerThatOpensTheInternalLoadBalancerIsReported() {
    app()
        .getBackendLoadBalancer()
        .addListener(
            "Admin",
            BaseApplicationListenerProps.builder()
                .port(8443)
                .protocol(ApplicationProtocol.HTTP)
                .defaultAction(ListenerAction.fixedResponse(200))
                .build());

    assertThat(violations())
        .containsExactly(
            "Shop/App: the backend's tasks, the instances and every address that has a route there"
                + " can reach the backend's load balancer, which only the frontend's tasks should,"
                + " since AppBackendLoadBalancerSecurityGroup8F20A969 lets in tcp 8443 from"
                + " 0.0.0.0/0 (\"Allow from anyone on port 8443\").");
  }

  @Test
  void aRuleForAPortThatNobodyListensOnIsNot() {
    app()
        .getBackendLoadBalancer()
        .getConnections()
        .allowFrom(Peer.anyIpv4(), Port.tcp(9999), "Nobody listens");

    assertThat(violations()).isEmpty();
  }

  @Test
  void aPublicWayToTheBackendIsReported() {
    ThreeTierEcsApp app = app();
    openTheBackend(app);

    assertThat(violations())
        .singleElement()
        .asString()
        .startsWith(
            "Shop/App: the frontend's load balancer can reach the backend's tasks, which only the"
                + " backend's load balancer should, since");
  }

  @Test
  void withBridgeAPublicWayToTheBackendIsReportedTooThoughNoRuleSaysSo() {
    ThreeTierEcsApp app =
        app(
            Templates.props()
                .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
                .build());
    openTheBackend(app);

    assertThat(violations())
        .singleElement()
        .asString()
        .startsWith(
            "Shop/App: the frontend's load balancer can reach the backend's tasks, which only the"
                + " backend's load balancer should, since listener ")
        .endsWith(" forwards to it.");
  }

  @Test
  void instancesThatLetSomebodyInAreReported() {
    app().getAutoScalingGroup().getConnections().allowFromAnyIpv4(Port.tcp(22), "SSH");

    assertThat(violations())
        .singleElement()
        .asString()
        .contains("can reach the instances, which nobody should, since");
  }

  @Test
  void aSecurityGroupFromElsewhereIsReported() {
    app()
        .getDatabase()
        .getConnections()
        .allowFrom(
            SecurityGroup.fromSecurityGroupId(stack, "Batch", "sg-0123456789abcdef0"),
            Port.tcp(3306),
            "Batch jobs");

    assertThat(violations())
        .singleElement()
        .asString()
        .startsWith("Shop/App: whatever carries security group sg-0123456789abcdef0 can reach");
  }

  @Test
  void aFurtherServiceIsReportedOnlyWhereItHasNoBusiness() {
    ThreeTierEcsApp app = app();
    Ec2Service further = further(app);
    app.getFrontend()
        .getListener()
        .addTargets(
            "Further",
            AddApplicationTargetsProps.builder()
                .port(80)
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/further/*"))))
                .targets(List.of(further))
                .build());

    assertThat(violations()).as("of a service behind the public load balancer").isEmpty();

    further
        .getConnections()
        .allowTo(app.getBackendLoadBalancer(), Port.tcp(80), "Further calls the backend");

    assertThat(violations())
        .singleElement()
        .asString()
        .contains("Further", "(AWS::ECS::Service) can reach the backend's load balancer, which");
  }

  @Test
  void whoTakesTheSecurityGroupOfTheBackendIsReported() {
    ThreeTierEcsApp app = app();
    app.getBackendService()
        .getConnections()
        .getSecurityGroups()
        .forEach(group -> further(app).getConnections().addSecurityGroup(group));
    // The CDK's connections do not change a service that is there: the template says so.
    CfnResource service =
        (CfnResource) stack.getNode().findChild("Further").getNode().findChild("Service");
    service.addPropertyOverride(
        "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
        List.of(
            app.getBackendService()
                .getConnections()
                .getSecurityGroups()
                .get(0)
                .getSecurityGroupId()));

    assertThat(violations())
        .anyMatch(it -> it.contains("(AWS::ECS::Service) can reach the database, which"));
  }

  @Test
  void furtherListenersOfThePublicLoadBalancerAreTheUsersOwnBusiness() {
    app(Templates.props()
            .frontend(
                Templates.frontend()
                    .edge(EdgeProps.builder().allowedCidrs(List.of("203.0.113.0/24")).build())
                    .build())
            .build())
        .getFrontendLoadBalancer()
        .addListener(
            "Status",
            BaseApplicationListenerProps.builder()
                .port(8080)
                .protocol(ApplicationProtocol.HTTP)
                .defaultAction(ListenerAction.fixedResponse(200))
                .build());

    assertThat(violations()).isEmpty();
  }

  /** With the lines of docs/security/network.md. */
  @Test
  void whatIsAcknowledgedIsNotReportedButRecorded() {
    app().getDatabase().getConnections().allowDefaultPortFromAnyIpv4("All of them");
    Validations.of(cdk)
        .acknowledge(
            Acknowledgment.builder()
                .id("ThreeTierEcsApp::Reachability")
                .reason("Batch jobs read orders at night")
                .build());

    assertThat(violations()).isEmpty();
    assertThat(report().path("suppressedViolations").path(0).path("reason").asText())
        .isEqualTo("Batch jobs read orders at night");
  }

  @Test
  void resourcesAreFoundByWhateverNameTheyHave() {
    ThreeTierEcsApp app = app();
    app.getDatabase().getConnections().allowDefaultPortFromAnyIpv4("All of them");
    ((CfnResource) defaultChild(app.getDatabase().getNode().getDefaultChild()))
        .overrideLogicalId("Orders");
    ((CfnResource) app.getFrontendService().getNode().findChild("Service"))
        .overrideLogicalId("Web");

    assertThat(violations()).singleElement().asString().contains("the frontend's tasks and every");
  }

  @Test
  void ofTwoApplicationsTheOpenOneIsNamed() {
    app();
    new ThreeTierEcsApp(stack, "Blog", Templates.props().build())
        .getDatabase()
        .getConnections()
        .allowDefaultPortFromAnyIpv4("All of them");

    assertThat(violations()).singleElement().asString().startsWith("Shop/Blog: ");
  }

  @Test
  void stacksOfSeveralRegionsAndStagesAreEachLookedAtOnce() {
    for (Construct scope : List.of(cdk, new Stage(cdk, "Prod"))) {
      for (String region : List.of("eu-central-1", "eu-west-1")) {
        Stack regional =
            Stack.Builder.create(scope, region)
                .env(Environment.builder().account("111111111111").region(region).build())
                .build();
        new ThreeTierEcsApp(regional, "App", Templates.props().build())
            .getDatabase()
            .getConnections()
            .allowDefaultPortFromAnyIpv4("All of them");
      }
    }

    assertThat(violations())
        .extracting(it -> it.substring(0, it.indexOf(':')))
        .containsExactlyInAnyOrder(
            "eu-central-1/App", "eu-west-1/App", "Prod/eu-central-1/App", "Prod/eu-west-1/App");
  }

  @Test
  void anApplicationInANestedStackIsLookedAt() {
    new ThreeTierEcsApp(new NestedStack(stack, "Nested"), "App", Templates.props().build())
        .getDatabase()
        .getConnections()
        .allowDefaultPortFromAnyIpv4("All of them");

    assertThat(violations()).singleElement().asString().startsWith("Shop/Nested/App: ");
  }

  /** Such as at a template that an escape hatch has broken. */
  @Test
  void aLookThatFailsIsAWarningAndStopsNothing() {
    app();
    new CfnResource(stack, "Broken", CfnResourceProps.builder().type("AWS::SNS::Topic").build())
        .addDeletionOverride("Type");

    assertThat(violations())
        .containsExactly(
            "Shop/App: who can reach whom could not be determined:"
                + " java.lang.IllegalArgumentException: Resources.Broken has no Type: this is not a"
                + " CloudFormation template.");
    JsonNode violation = report().path("violations").path(0);
    assertThat(violation.path("severity").asText()).isEqualTo("warning");
    assertThat(violation.path("suggestedFix").asText())
        .startsWith(
            "fix what the reason names, or continue without the check: Validations.of(app)");
    assertThat(violation.path("violatingConstructs").toString()).contains("Shop/App");
  }

  @Test
  void aLookThatFailsAtOneApplicationIsStillTakenAtTheOthers() {
    app();
    Stack other = Templates.stackIn(cdk, "Other", Configuration.Place.ANYWHERE);
    new CfnResource(other, "Broken", CfnResourceProps.builder().type("AWS::SNS::Topic").build())
        .addDeletionOverride("Type");
    new ThreeTierEcsApp(other, "App", Templates.props().build());
    new ThreeTierEcsApp(stack, "Blog", Templates.props().build())
        .getDatabase()
        .getConnections()
        .allowDefaultPortFromAnyIpv4("All of them");

    assertThat(violations())
        .extracting(it -> it.substring(0, it.indexOf(':')))
        .containsExactlyInAnyOrder("Other/App", "Shop/Blog");
  }

  @ParameterizedTest
  @ValueSource(strings = {"created", "imported", "alias", "version"})
  void theUsersOwnFunctionForRotationIsNoStranger(String given) {
    Vpc vpc = new Vpc(stack, "Vpc");
    IFunction function =
        given.equals("imported")
            ? Rotated.function(stack)
            : RotationFunctionTest.created(stack, vpc);
    if (function instanceof Function created && given.equals("alias")) {
      function = created.addAlias("live");
    } else if (function instanceof Function created && given.equals("version")) {
      function = created.getCurrentVersion();
    }
    RotationFunctionTest.app(stack, function, vpc);

    assertThat(violations()).isEmpty();
  }

  private ThreeTierEcsApp app() {
    return app(Templates.props().build());
  }

  private ThreeTierEcsApp app(ThreeTierEcsAppProps props) {
    return new ThreeTierEcsApp(stack, "App", props);
  }

  private Ec2Service further(ThreeTierEcsApp app) {
    Ec2TaskDefinition task =
        Ec2TaskDefinition.Builder.create(stack, "FurtherTask")
            .networkMode(NetworkMode.AWS_VPC)
            .build();
    task.addContainer(
        "Further",
        ContainerDefinitionOptions.builder()
            .image(ContainerImage.fromRegistry("example/further:1"))
            .memoryLimitMiB(128)
            .portMappings(List.of(PortMapping.builder().containerPort(8080).build()))
            .build());
    Ec2Service service =
        Ec2Service.Builder.create(stack, "Further")
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
    service.getNode().addDependency(app.getCluster());
    return service;
  }

  private static Object defaultChild(@Nullable Object child) {
    return Objects.requireNonNull(child);
  }

  private List<String> violations() {
    return StreamSupport.stream(report().path("violations").spliterator(), false)
        .map(it -> it.path("description").asText())
        .toList();
  }

  /** What the CDK writes down after a synthesis, of this plugin. */
  private static void openTheBackend(ThreeTierEcsApp app) {
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
  }

  private JsonNode report() {
    Path file =
        Path.of(
            cdk.synth(StageSynthesisOptions.builder().force(true).build()).getDirectory(),
            "validation-report.json");
    try {
      return Files.exists(file)
          ? JSON.readTree(file.toFile()).path("pluginReports").path(0)
          : JSON.createObjectNode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
