package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.guard.AdditionsCheck;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateProps;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentLifecycleLambdaTarget;
import software.amazon.awscdk.services.ecs.DeploymentLifecycleLambdaTargetProps;
import software.amazon.awscdk.services.ecs.DeploymentLifecycleStage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FireLensLogDriverProps;
import software.amazon.awscdk.services.ecs.FirelensConfig;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.FirelensLogRouterType;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.efs.AccessPoint;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.targets.LambdaTarget;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionAttributes;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterAttributes;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * What the documents tell users to do next compiles, synthesizes, and nothing is said against it.
 */
class NextStepsTest {
  private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Those of the other files are in the tests that the pages name. */
  private static final List<String> PAGES = List.of("adding.md", "observability.md", "images.md");

  /** A stack of the user's own, in which {@code this} is the stack. */
  private abstract static class Shop extends Stack {
    final ContainerImage mailerImage = ContainerImage.fromRegistry("example/mailer:1");

    Shop(App cdk) {
      super(
          cdk,
          "Shop",
          StackProps.builder().env(Configuration.Place.ANYWHERE.environment()).build());
    }

    ThreeTierEcsApp app() {
      return new ThreeTierEcsApp(this, "App", Templates.props().build());
    }

    Function function(Construct scope, ThreeTierEcsApp app) {
      return Function.Builder.create(scope, "Function")
          .vpc(app.getVpc())
          .runtime(Runtime.NODEJS_22_X)
          .handler("index.handler")
          .code(Code.fromInline("exports.handler = async () => ({hookStatus: 'SUCCEEDED'});"))
          .build();
    }
  }

  /** With which CloudFormation Validate, where it runs, fails a synthesis. */
  private final App cdk = Templates.strictApp();

  /** With every guide that shows code. */
  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    PAGES.forEach(page -> pages.add(Path.of("docs", page)));
    for (Path guide : Documents.pages("docs/guides")) {
      if (Files.readString(guide).contains("```java\n")) {
        pages.add(guide);
      }
    }
    assertThat(pages).hasSizeGreaterThan(PAGES.size());
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySnippetIsFoundHere(Path page) throws IOException {
    String source =
        plain(Files.readString(Path.of("src/test/java/io/github/threetierecs/NextStepsTest.java")));
    Matcher snippet =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
    int found = 0;
    for (; snippet.find(); found++) {
      assertThat(source).as("%s", page).contains(plain(snippet.group(1)));
    }
    assertThat(found).isPositive();
  }

  /** In the documents, in messages and in Javadoc. */
  @Test
  void everyGetterThatIsNamedIsThere() throws IOException {
    List<String> getters =
        Stream.of(ThreeTierEcsApp.class.getMethods()).map(Method::getName).toList();
    Pattern named = Pattern.compile("\\bapp\\.(get\\w+)\\(");
    try (Stream<Path> files =
        Stream.of(Path.of("README.md"), Path.of("docs"), Path.of("src", "main", "java"))
            .flatMap(NextStepsTest::filesIn)) {
      for (Path file : files.toList()) {
        Matcher found = named.matcher(Files.readString(file));
        while (found.find()) {
          assertThat(getters).as("%s", file).contains(found.group(1));
        }
      }
    }
  }

  private static Stream<Path> filesIn(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(it -> it.toString().matches(".*\\.(md|java)")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String plain(String code) {
    // What stands for an ARN in a page is one here.
    return code.replaceAll("\"(<|arn:|sg-|shop\\.)[^\"]*\"", "\"…\"")
        .replaceAll("software\\.amazon\\.awscdk\\.services\\.secretsmanager\\.(?=Secret)", "")
        .replaceAll("\\s+", "");
  }

  @Test
  void theTableOfRulesIsComplete() throws IOException {
    String page = Files.readString(Path.of("docs", "adding.md"));
    assertThat(AdditionsCheck.rules())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(page).contains("`" + it + "`"));
  }

  @Test
  void aWorker() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        Queue jobs = new Queue(this, "Jobs");
        app.addWorker(
            "Mailer",
            WorkerProps.builder()
                .image(mailerImage)
                .command(List.of("bin/mail"))
                .database(true)
                .queue(jobs)
                .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                .messagesPerTask(100)
                .build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void aFurtherBackend() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        ContainerImage searchImage = ContainerImage.fromRegistry("example/search:1");
        app.addBackend(
            "Search",
            AddedBackendProps.builder()
                .image(searchImage)
                .pathPatterns(List.of("/search", "/search/*"))
                .healthCheckPath("/health")
                .database(true)
                .build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void twoBackendsThatMeet() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        AddedBackendProps.Builder export = AddedBackendProps.builder().image(mailerImage);
        AddedBackendProps.Builder search = export.pathPatterns(List.of("/x")).build().toBuilder();
        app.addBackend(
            "Export", export.pathPatterns(List.of("/search/export")).priority(100).build());
        app.addBackend("Search", search.pathPatterns(List.of("/search/*")).priority(200).build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void aTaskOnASchedule() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        app.addScheduledTask(
            "Nightly",
            ScheduledTaskProps.builder()
                .schedule(
                    ScheduleExpression.expression("cron(0 3 * * ? *)", TimeZone.EUROPE_BERLIN))
                .command(List.of("trim"))
                .build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  @Answers(Complaint.SERVICE_BESIDE_THE_CAPACITY_PROVIDER)
  void aServiceOnTheSameInstances() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        Ec2TaskDefinition task = new Ec2TaskDefinition(this, "MailerTask");
        task.addContainer(
            "mailer",
            ContainerDefinitionOptions.builder()
                .image(mailerImage)
                .memoryLimitMiB(256)
                .logging(
                    LogDrivers.awsLogs(AwsLogDriverProps.builder().streamPrefix("mailer").build()))
                .build());
        Ec2Service mailer =
            Ec2Service.Builder.create(this, "Mailer")
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
        mailer.getNode().addDependency(app.getCluster());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  @Answers(Complaint.ONE_TARGET_GROUP_TWO_BALANCERS)
  @SinceCdk(SinceCdk.VALIDATION_PLUGINS)
  void aPathOfThePublicName() {
    EdgeProps.Builder edge = EdgeProps.builder().backendPaths(List.of("/api/*"));
    new ThreeTierEcsApp(
        Templates.stackIn(cdk, "Shop", Configuration.Place.ANYWHERE),
        "App",
        Templates.props().frontend(Templates.frontend().edge(edge.build()).build()).build());

    assertThat(said()).isEmpty();
  }

  @Test
  @Answers(Complaint.RULE_IN_A_CIRCLE)
  void aFunctionOfAnotherStack() {
    Stack jobs = Templates.stackIn(cdk, "Jobs", Configuration.Place.ANYWHERE);
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        Function function = function(jobs, app);
        function.getConnections().allowToDefaultPort(app.getDatabase());
      }
    };

    assertThat(said()).isEmpty();
    assertThat(template("Jobs").resourcesOfType("AWS::EC2::SecurityGroupIngress"))
        .as("the rule, in the function's stack")
        .singleElement()
        .satisfies(it -> assertThat(it.text("GroupId").orElse("")).contains("Shop:ExportsOutput"))
        .satisfies(
            it ->
                assertThat(it.text("FromPort"))
                    .as("a number: checkers take a port that is an import for none (E3687)")
                    .contains("3306"));
  }

  @Test
  void theOnlyWarningOfItIsTheOneThatTheDocumentsName() {
    Stack jobs = Templates.stackIn(cdk, "Jobs", Configuration.Place.ANYWHERE);
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        Function function = function(jobs, app);
        function.getConnections().allowToDefaultPort(app.getDatabase());
        Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-ec2:ipv4IgnoreEgressRule");
      }
    };

    software.amazon.awscdk.assertions.Annotations.fromStack(jobs)
        .hasNoWarning("*", Match.stringLikeRegexp(".*Egress.*"));
  }

  @Test
  void aFunctionOfAnotherStackBehindTheListener() {
    Stack jobs = Templates.stackIn(cdk, "Jobs", Configuration.Place.ANYWHERE);
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        Function function = function(jobs, app);
        ApplicationTargetGroup target =
            ApplicationTargetGroup.Builder.create(jobs, "Target")
                .targets(List.of(new LambdaTarget(function)))
                .build();
        ApplicationListenerRule.Builder.create(jobs, "Rule")
            .listener(app.getFrontend().getListener())
            .priority(20)
            .conditions(List.of(ListenerCondition.pathPatterns(List.of("/report"))))
            .targetGroups(List.of(target))
            .build();
      }
    };

    assertThat(said()).isEmpty();
    assertThat(theOnly(template("Jobs"), "AWS::ElasticLoadBalancingV2::ListenerRule").logicalId())
        .startsWith("Rule");
  }

  @Test
  @Answers(Complaint.RULE_IN_A_CIRCLE)
  void theOtherWayRoundIsRefusedInWordsThatSayHow() {
    Stack jobs = Templates.stackIn(cdk, "Jobs", Configuration.Place.ANYWHERE);
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        Function function = function(jobs, app);
        app.getDatabase().getConnections().allowDefaultPortFrom(function);
      }
    };

    assertThatThrownBy(cdk::synth)
        .hasMessageContaining("lets in Jobs/Function/SecurityGroup")
        .hasMessageContaining("begin with the other side, so that the rule is in Jobs: other.")
        .hasMessageContaining("other.getConnections().allowToDefaultPort(app.getDatabase())");
  }

  @Test
  @Answers(Complaint.RULE_IN_A_CIRCLE)
  @SinceCdk(SinceCdk.VALIDATION_PLUGINS)
  void aFunctionOfANestedStackEitherWay() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        Function function = function(new NestedStack(this, "Nested"), app);
        app.getDatabase().getConnections().allowDefaultPortFrom(function);
      }
    };

    assertThat(said()).containsOnly("ThreeTierEcsApp::Reachability");
  }

  @Test
  @Answers(Complaint.SIDECAR_KNOWS_NO_DATABASE)
  void aMigration() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app =
            new ThreeTierEcsApp(
                this,
                "App",
                Templates.props()
                    .backend(
                        Templates.backend()
                            .sidecars(
                                Map.of(
                                    "migrate",
                                    ContainerDefinitionOptions.builder()
                                        .image(ContainerImage.fromRegistry("example/migrate:1"))
                                        .memoryLimitMiB(128)
                                        .essential(false)
                                        .build()))
                            .startAfter(Map.of("migrate", ContainerDependencyCondition.SUCCESS))
                            .build())
                    .build());
        ContainerDefinition migrate =
            Objects.requireNonNull(
                app.getBackendService().getTaskDefinition().findContainer("migrate"));
        migrate.addEnvironment("DB_HOST", app.getDatabase().getDbInstanceEndpointAddress());
        migrate.addEnvironment("DB_PORT", app.getDatabase().getDbInstanceEndpointPort());
        migrate.addEnvironment("DB_NAME", "app");
        migrate.addSecret(
            "DB_USER", Secret.fromSecretsManager(app.getDatabaseSecret(), "username"));
        migrate.addSecret(
            "DB_PASSWORD", Secret.fromSecretsManager(app.getDatabaseSecret(), "password"));
      }
    };

    assertThat(said()).isEmpty();
    Resource task = byId(template("Shop"), "AppBackendTaskDefinition");
    assertThat(task.list("ContainerDefinitions").toString())
        .as("the migration's container is told what the application's is")
        .containsPattern("Name=migrate(?s:.*)")
        .satisfies(it -> assertThat(it.split("Name=DB_PASSWORD", -1)).hasSize(3))
        .satisfies(it -> assertThat(it.split("Name=DB_HOST", -1)).hasSize(3));
  }

  @Test
  @Answers(Complaint.FILE_SYSTEM_IN_A_CIRCLE)
  void aFileSystem() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        FileSystem files = FileSystem.Builder.create(this, "Files").vpc(app.getVpc()).build();
        AccessPoint folder = files.addAccessPoint("Folder");
        app.getBackend().mount(folder, "/files");
      }
    };

    assertThat(said()).isEmpty();
    assertThat(byId(template("Shop"), "AppBackendService").dependsOn())
        .anyMatch(it -> it.startsWith("FilesEfsMountTarget"));
  }

  @Test
  @Answers(Complaint.SECURITY_GROUP_NOT_ATTACHED)
  void somethingThatAdmitsTheTasks() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        SecurityGroup cache = SecurityGroup.Builder.create(this, "Cache").vpc(app.getVpc()).build();
        cache.getConnections().allowFrom(app.getBackendService(), Port.tcp(6379), "Cache");
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  @SinceCdk(SinceCdk.VALIDATION_PLUGINS)
  void aHookAndANarrowedTestRule() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app =
            new ThreeTierEcsApp(
                this,
                "App",
                Templates.props()
                    .frontend(
                        Templates.frontend()
                            .deployment(
                                Strategies.builder(DeploymentStrategy.CANARY)
                                    .testPort(8443)
                                    .build())
                            .build())
                    .backend(
                        Templates.backend()
                            .deployment(
                                Strategies.builder(DeploymentStrategy.CANARY)
                                    .testPort(8080)
                                    .build())
                            .build())
                    .build());
        Function function = function(this, app);
        app.getBackendService()
            .addLifecycleHook(
                new DeploymentLifecycleLambdaTarget(
                    function,
                    "Test",
                    DeploymentLifecycleLambdaTargetProps.builder()
                        .lifecycleStages(List.of(DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT))
                        .build()));
        function.getConnections().allowToDefaultPort(app.getBackend().getTestListener());

        app.getFrontend()
            .getTestRule()
            .addCondition(ListenerCondition.sourceIps(List.of("203.0.113.0/24")));
      }
    };

    assertThat(said()).containsOnly("ThreeTierEcsApp::Reachability");
    assertThat(template("Shop").resourcesOfType("AWS::EC2::SecurityGroupIngress"))
        .anyMatch(
            it ->
                it.logicalId().startsWith("AppBackendLoadBalancerSecurityGroup")
                    && it.text("FromPort").filter("8080"::equals).isPresent());
  }

  @Test
  void aNameAndTls() {
    new Shop(cdk) {
      {
        ContainerImage frontendImage = Options.IMAGE;
        FrontendProps frontend =
            FrontendProps.builder()
                .image(frontendImage)
                .edge(
                    EdgeProps.builder()
                        .hostedZone(
                            HostedZone.fromHostedZoneAttributes(
                                this,
                                "Zone",
                                HostedZoneAttributes.builder()
                                    .hostedZoneId("Z0123456789ABCDEFGHIJ")
                                    .zoneName("example.com")
                                    .build()))
                        .domainName("shop.example.com")
                        .build())
                .build();
        ThreeTierEcsApp app =
            new ThreeTierEcsApp(this, "App", Templates.props().frontend(frontend).build());

        assertThat(app.getUrl()).isEqualTo("https://shop.example.com");
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void port80GoesOnServingWhileTlsComes() {
    Stack before =
        new Shop(cdk) {
          {
            ThreeTierEcsApp app = app();
            ApplicationListenerRule.Builder.create(this, "StillHttp")
                .listener(app.getFrontend().getListener())
                .priority(49_900)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("*"))))
                .targetGroups(List.of(app.getFrontend().getTargetGroup()))
                .build();
          }
        };
    Stack after =
        new Shop(Templates.strictApp()) {
          {
            EdgeProps edge =
                EdgeProps.builder()
                    .certificate(new Certificate(this, "Certificate", name("shop.example.com")))
                    .domainName("shop.example.com")
                    .build();
            ThreeTierEcsApp app =
                new ThreeTierEcsApp(
                    this,
                    "App",
                    Templates.props().frontend(Templates.frontend().edge(edge).build()).build());
            ApplicationListenerRule.Builder.create(this, "StillHttp")
                .listener(app.getFrontend().getRedirectListener())
                .priority(49_900)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("*"))))
                .targetGroups(List.of(app.getFrontend().getTargetGroup()))
                .build();
          }
        };

    assertThat(said()).isEmpty();
    assertThat(Template.fromStack(after).findResources(RULE))
        .hasSize(1)
        .isEqualTo(Template.fromStack(before).findResources(RULE));
  }

  private static CertificateProps name(String domainName) {
    return CertificateProps.builder()
        .domainName(domainName)
        .validation(CertificateValidation.fromDns())
        .build();
  }

  /** With paths of the public name, which move from port 80 to port 443. */
  @Test
  void pathsThatLeadToTheBackendGoOnServingOnPort80Too() {
    Map<?, ?> before = twin(false);

    assertThat(before).isNotEmpty();
    assertThat(twin(true)).isEqualTo(before);
  }

  private static Map<?, ?> twin(boolean tls) {
    Stack stack = Templates.anywhere();
    EdgeProps.Builder edge = EdgeProps.builder().backendPaths(List.of("/api/*"));
    if (tls) {
      edge.certificate(new Certificate(stack, "Certificate", name("shop.example.com")));
    }
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props().frontend(Templates.frontend().edge(edge.build()).build()).build());
    FrontendResources frontend = app.getFrontend();
    ApplicationListenerRule rule =
        ApplicationListenerRule.Builder.create(stack, "StillHttpPaths")
            .listener(tls ? frontend.getRedirectListener() : frontend.getListener())
            .priority(48_000)
            .conditions(List.of(ListenerCondition.pathPatterns(List.of("/api/*"))))
            .targetGroups(List.of(frontend.getBackendTargetGroup()))
            .build();
    String id = stack.getLogicalId((CfnElement) rule.getNode().getDefaultChild());
    return Objects.requireNonNull(Template.fromStack(stack).findResources(RULE).get(id));
  }

  @Test
  void aNameAndTlsToTheBackend() {
    new Shop(cdk) {
      private ContainerImage image(String folder) {
        return ContainerImage.fromRegistry("example/" + folder + ":1");
      }

      {
        Profile profile = Profile.PRODUCTION;
        IHostedZone zone =
            HostedZone.fromHostedZoneAttributes(
                this,
                "Zone",
                HostedZoneAttributes.builder()
                    .hostedZoneId("Z0123456789ABCDEFGHIJ")
                    .zoneName("example.com")
                    .build());
        new ThreeTierEcsApp(
            this,
            "App",
            ThreeTierEcsAppProps.builder()
                .profile(profile)
                .frontend(
                    FrontendProps.builder()
                        .image(image("frontend"))
                        .edge(
                            EdgeProps.builder()
                                .hostedZone(zone)
                                .domainName("shop.example.com")
                                .build())
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(image("backend"))
                        .tls(
                            BackendTlsProps.builder()
                                .certificate(
                                    Certificate.Builder.create(this, "BackendCertificate")
                                        .domainName("backend.example.com")
                                        .validation(CertificateValidation.fromDns(zone))
                                        .build())
                                .domainName("backend.example.com")
                                .build())
                        .build())
                .build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void theBackendFollowsItsLoad() {
    new Shop(cdk) {
      {
        ContainerImage image = Options.IMAGE;
        new ThreeTierEcsApp(
            this,
            "App",
            Templates.props()
                .backend(
                    BackendProps.builder()
                        .image(image)
                        .autoScaling(
                            AutoScalingProps.builder()
                                .minTasks(2)
                                .maxTasks(4)
                                .cpuUtilizationPercent(60)
                                .build())
                        .build())
                .build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void theApplicationHasAUserOfItsOwn() {
    new Shop(cdk) {
      {
        new ThreeTierEcsApp(
            this,
            "App",
            Templates.props()
                .database(
                    DatabaseProps.builder()
                        .applicationUser(ApplicationUserProps.builder().build())
                        .build())
                .build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void anotherSeriesOfMysql() {
    new Shop(cdk) {
      {
        DatabaseProps database =
            DatabaseProps.builder()
                .engineVersion(MysqlEngineVersion.of("8.4.9", "8.4"))
                .allowMajorVersionUpgrade(true)
                .build();
        new ThreeTierEcsApp(this, "App", Templates.props().database(database).build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void theSchemaIsMigrated() {
    new Shop(cdk) {
      {
        ContainerImage image = Options.IMAGE;
        new ThreeTierEcsApp(
            this,
            "App",
            Templates.props()
                .backend(BackendProps.builder().image(image).migration(List.of("migrate")).build())
                .build());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void alternatingUsersAndAlarms() {
    new Shop(cdk) {
      {
        String secretArn =
            "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-user-AbCdEf";
        DatabaseProps database =
            DatabaseProps.builder()
                .rotation(
                    RotationProps.builder()
                        .alternatingUsers(
                            software.amazon.awscdk.services.secretsmanager.Secret
                                .fromSecretCompleteArn(this, "ShopUser", secretArn))
                        .build())
                .build();
        FrontendProps frontend = Templates.frontend().build();
        BackendProps backend = Templates.backend().build();
        ThreeTierEcsAppProps observed =
            ThreeTierEcsAppProps.builder()
                .frontend(frontend)
                .backend(backend)
                .observability(
                    ObservabilityProps.builder().emails(List.of("operations@example.com")).build())
                .build();
        ThreeTierEcsApp app =
            new ThreeTierEcsApp(this, "App", observed.toBuilder().database(database).build());
        Topic pager = new Topic(this, "Pager");
        for (String felt :
            List.of(
                "FrontendErrors",
                "FrontendBalancerErrors",
                "FrontendLatency",
                "FrontendNoHealthyTarget")) {
          Objects.requireNonNull(app.getOperations().getAlarms().get(felt))
              .addAlarmAction(new SnsAction(pager));
        }
        Bucket bucket = new Bucket(this, "Bucket");
        bucket.grantRead(app.getBackendService().getTaskDefinition().getTaskRole());
        bucket.grantRead(app.getCapacity().getInstanceRole());
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void aRotationFunctionOfTheUsersOwn() {
    new Shop(cdk) {
      {
        DatabaseProps database =
            DatabaseProps.builder()
                .rotation(
                    RotationProps.builder()
                        .function(
                            Function.fromFunctionAttributes(
                                this,
                                "Rotate",
                                FunctionAttributes.builder()
                                    .functionArn(
                                        "arn:aws:lambda:eu-central-1:111111111111:function:rotate")
                                    .securityGroup(
                                        SecurityGroup.fromSecurityGroupId(
                                            this, "RotateGroup", "sg-0123456789abcdef0"))
                                    .build()))
                        .build())
                .build();
        assertThat(database.values.has(DatabaseOptions.ROTATION)).isTrue();
      }
    };
  }

  @Test
  void anExistingCluster() {
    new Shop(cdk) {
      {
        ThreeTierEcsAppProps props =
            Templates.props()
                .database(
                    DatabaseProps.builder()
                        .existingCluster(
                            DatabaseCluster.fromDatabaseClusterAttributes(
                                this,
                                "Cluster",
                                DatabaseClusterAttributes.builder()
                                    .clusterIdentifier("shop")
                                    .clusterEndpointAddress("shop.cluster.example")
                                    .readerEndpointAddress("shop.cluster-ro.example")
                                    .port(3306)
                                    .securityGroups(
                                        List.of(
                                            SecurityGroup.fromSecurityGroupId(
                                                this, "ClusterGroup", "sg-0123456789abcdef0")))
                                    .engine(DatabaseClusterEngine.AURORA_MYSQL)
                                    .build()))
                        .existingSecret(
                            software.amazon.awscdk.services.secretsmanager.Secret
                                .fromSecretCompleteArn(
                                    this,
                                    "ClusterSecret",
                                    "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-AbCdEf"))
                        .build())
                .build();
        new ThreeTierEcsApp(this, "App", props);
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void logsThroughARouter() {
    new Shop(cdk) {
      {
        ContainerImage image = ContainerImage.fromRegistry("example/backend:1");
        BackendProps backend =
            BackendProps.builder()
                .image(image)
                .logging(
                    LogDrivers.firelens(
                        FireLensLogDriverProps.builder()
                            .options(
                                Map.of(
                                    "Name",
                                    "firehose",
                                    "region",
                                    "eu-central-1",
                                    "delivery_stream",
                                    "logs"))
                            .build()))
                .sidecars(
                    Map.of(
                        "router",
                        FirelensLogRouterDefinitionOptions.builder()
                            .image(
                                ContainerImage.fromRegistry(
                                    "public.ecr.aws/aws-observability/aws-for-fluent-bit:3"))
                            .memoryReservationMiB(50)
                            .firelensConfig(
                                FirelensConfig.builder()
                                    .type(FirelensLogRouterType.FLUENTBIT)
                                    .build())
                            .build()))
                .build();
        new ThreeTierEcsApp(this, "App", Templates.props().backend(backend).build());
      }
    };

    assertThat(said()).isEmpty();
  }

  /** What is added to a container later is not lost. */
  @Test
  void everythingOfATaskCanBeAddedTo() {
    new Shop(cdk) {
      {
        ThreeTierEcsApp app = app();
        ContainerDefinition container =
            Objects.requireNonNull(
                app.getFrontendService().getTaskDefinition().getDefaultContainer());
        container.addEnvironment("ADDED_LATER", "yes");
        app.getFrontendService()
            .getTaskDefinition()
            .addContainer(
                "later",
                ContainerDefinitionOptions.builder()
                    .image(ContainerImage.fromRegistry("example/later:1"))
                    .memoryLimitMiB(64)
                    .build());
      }
    };
    cdk.synth();

    assertThat(byId(template("Shop"), "AppFrontendTaskDefinition").list("ContainerDefinitions"))
        .hasSize(2)
        .anyMatch(it -> it.toString().contains("ADDED_LATER"));
  }

  @Test
  void repositoriesForBothTiers() {
    new Shop(cdk) {
      {
        ImageRepositories images =
            new ImageRepositories(this, "Images", ImageRepositoriesProps.builder().build());
        String tag = (String) getNode().tryGetContext("tag");
        new ThreeTierEcsApp(
            this,
            "App",
            ThreeTierEcsAppProps.of(images.frontendImage(tag), images.backendImage(tag)));
        images.getFrontendRepository().grantPull(new AccountPrincipal("123456789012"));
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void repositoriesInAStackOfTheirOwn() {
    Environment environment = Configuration.Place.ANYWHERE.environment();
    Stack shared = new Stack(cdk, "shop-images", StackProps.builder().env(environment).build());
    ImageRepositories repositories =
        new ImageRepositories(shared, "Images", ImageRepositoriesProps.builder().build());
    new Shop(cdk) {
      {
        new ThreeTierEcsApp(
            this,
            "App",
            ThreeTierEcsAppProps.of(
                repositories.frontendImage("1.0.0"), repositories.backendImage("1.0.0")));
      }
    };

    assertThat(said()).isEmpty();
  }

  @Test
  void whatItTakesOffBeforeADeletionIsAllTheProtectionThereIs() {
    Stack stack = new Stack();
    ContainerImage frontendImage = ContainerImage.fromRegistry("frontend");
    ContainerImage backendImage = ContainerImage.fromRegistry("backend");

    LoadBalancerProps unprotected = LoadBalancerProps.builder().deletionProtection(false).build();
    ThreeTierEcsAppProps props =
        ThreeTierEcsAppProps.builder()
            .frontend(
                FrontendProps.builder().image(frontendImage).loadBalancer(unprotected).build())
            .backend(BackendProps.builder().image(backendImage).loadBalancer(unprotected).build())
            .database(DatabaseProps.builder().deletionProtection(false).build())
            .build();
    new ThreeTierEcsApp(stack, "App", props);

    assertThat(Template.fromStack(stack).toJSON().toString())
        .contains("DeletionProtection=false")
        .doesNotContain("DeletionProtection=true")
        .doesNotContain("deletion_protection.enabled, Value=true")
        .doesNotContain("Value=true, Key=deletion_protection.enabled");
  }

  private static Resource byId(StackTemplate template, String start) {
    return template.resources().stream()
        .filter(it -> it.logicalId().matches(start + "[0-9A-F]{8}"))
        .findFirst()
        .orElseThrow();
  }

  private StackTemplate template(String stack) {
    Map<?, ?> json = JSON.convertValue(read(stack + ".template.json"), Map.class);
    Map<String, Object> named = new LinkedHashMap<>();
    json.forEach((key, value) -> named.put(String.valueOf(key), value));
    return StackTemplate.of(named);
  }

  /** The rules of our own that something is said under. */
  private List<String> said() {
    List<String> rules = new ArrayList<>();
    cdk.synth();
    if (Files.exists(Path.of(cdk.getOutdir(), "validation-report.json"))) {
      for (JsonNode plugin : read("validation-report.json").path("pluginReports")) {
        for (JsonNode violation : plugin.path("violations")) {
          rules.add(Said.idOf(plugin, violation));
        }
      }
    }
    return rules.stream().filter(it -> it.startsWith("ThreeTierEcsApp")).distinct().toList();
  }

  private JsonNode read(String file) {
    try {
      return JSON.readTree(Path.of(cdk.getOutdir(), file).toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
