package io.github.threetierecs;

import static io.github.threetierecs.Profile.DEVELOPMENT;
import static io.github.threetierecs.Profile.PRODUCTION;
import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static io.github.threetierecs.internal.template.TemplateQuestions.updateReplacePolicy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.ssm.IStringParameter;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;

/** Every option: what either profile makes of it, and that it does what it is set to. */
class OptionsTest {
  private static final String UNSET = "not set";

  private static final Anatomy CHOSEN = Templates.in(OptionsTest::everythingChosen);
  private static final Anatomy SCALED = Templates.with(OptionsTest::scaled);

  /** An option's name, its effect by default in each profile, and its effect when it is set. */
  private record Option(
      String name,
      String production,
      String development,
      String chosen,
      Supplier<Anatomy> app,
      Function<Anatomy, String> effect) {
    Option(
        String name,
        String production,
        String development,
        String chosen,
        Function<Anatomy, String> effect) {
      this(
          name,
          production,
          development,
          chosen,
          () -> name.contains("autoScaling") ? SCALED : CHOSEN,
          effect);
    }

    Option(Effect row) {
      this(
          row.option(), row.production(), row.development(), row.chosen(), row.app(), row.effect());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Option> options() {
    List<Option> options = new ArrayList<>();
    // spotless:off
    //                                                        PRODUCTION      DEVELOPMENT    chosen
    options.add(new Option("network.cidr",                    "10.0.0.0/16",  "10.0.0.0/16", "10.1.0.0/20", app -> app.vpc().text("CidrBlock").orElse(UNSET)));
    options.add(new Option("network.maxAzs",                  "2",            "2",           "4",           OptionsTest::zones));
    options.add(new Option("network.nat",                     "2",            "1",           "1",           app -> count(app, "AWS::EC2::NatGateway")));
    options.add(new Option("network.flowLogs",                "1",            "0",           "0",           app -> count(app, "AWS::EC2::FlowLog")));
    options.add(new Option("capacity.instanceType",           "m6i.large",    "t3.medium",   "m7g.xlarge",  app -> app.launchTemplate().text("LaunchTemplateData.InstanceType").orElse(UNSET)));
    options.add(new Option("capacity.minInstances",           "2",            "1",           "3",           app -> app.instances().text("MinSize").orElse(UNSET)));
    options.add(new Option("capacity.maxInstances",           "8",            "4",           "9",           app -> app.instances().text("MaxSize").orElse(UNSET)));
    options.add(new Option("capacity.containerInsights",      "enhanced",     "disabled",    "enabled",     app -> app.cluster().text("ClusterSettings.0.Value").orElse(UNSET)));
    options.add(new Option("capacity.detailedMonitoring",     "true",         "false",       "false",       app -> app.launchTemplate().text("LaunchTemplateData.Monitoring.Enabled").orElse(UNSET)));
    options.add(new Option("database.databaseName",           "app",          "app",         "shop",        app -> app.database().text("DBName").orElse(UNSET)));
    options.add(new Option("database.engineVersion",          "8.4.9",        "8.4.9",       "8.4.7",       app -> app.database().text("EngineVersion").orElse(UNSET)));
    options.add(new Option("database.instanceType",           "db.m6g.large", "db.t4g.micro", "db.r7g.large", app -> app.database().text("DBInstanceClass").orElse(UNSET)));
    options.add(new Option("database.multiAz",                "true",         "false",       "false",       app -> app.database().text("MultiAZ").orElse(UNSET)));
    options.add(new Option("database.allocatedStorage",       "100",          "20",          "50",          app -> app.database().text("AllocatedStorage").orElse(UNSET)));
    options.add(new Option("database.maxAllocatedStorage",    "1000",         "100",         "500",         app -> app.database().text("MaxAllocatedStorage").orElse(UNSET)));
    options.add(new Option("database.backupRetention",        "14",           "1",           "7",           app -> app.database().text("BackupRetentionPeriod").orElse(UNSET)));
    options.add(new Option("database.deletionProtection",     "true",         "false",       "false",       app -> app.database().text("DeletionProtection").orElse(UNSET)));
    options.add(new Option("database.removalPolicy",          "Snapshot",     "Delete",      "Retain",      app -> deletionPolicy(app.database())));
    both(options, "image",                                    "example/%s:1", "example/%s:1", "example/%s:2", (app, tier) -> tier.container("Image"));
    both(options, "cpu",                                      "256",          "256",         "512",         (app, tier) -> tier.container("Cpu"));
    both(options, "memoryMiB",                                "512",          "512",         "1024",        (app, tier) -> tier.container("Memory"));
    both(options, "healthCheckPath",                          "/",            "/",           "/%s/health",  (app, tier) -> tier.targetGroup().text("HealthCheckPath").orElse(UNSET));
    both(options, "healthCheckGracePeriod",                   "120",          "120",         "45",          (app, tier) -> tier.service().text("HealthCheckGracePeriodSeconds").orElse(UNSET));
    both(options, "desiredCount",                             "2",            "1",           "3",           (app, tier) -> tier.service().text("DesiredCount").orElse(UNSET));
    both(options, "logRetention",                             "90",           "7",           "30",          (app, tier) -> tier.logGroup().text("RetentionInDays").orElse(UNSET));
    both(options, "environment",                              UNSET,          UNSET,         "of %s",       (app, tier) -> tier.environment().getOrDefault("FLAVOUR", UNSET));
    both(options, "secrets",                                  UNSET,          UNSET,         "parameter/%s/api-key", (app, tier) -> tier.secrets().getOrDefault("API_KEY", UNSET).replaceFirst(".*:", ""));
    both(options, "autoScaling",                              UNSET,          UNSET,         "3 to 6",      OptionsTest::scaling);
    both(options, "autoScaling.minTasks",                     UNSET,          UNSET,         "3 to 6",      OptionsTest::scaling);
    both(options, "autoScaling.maxTasks",                     UNSET,          UNSET,         "3 to 6",      OptionsTest::scaling);
    both(options, "autoScaling.cpuUtilizationPercent",        UNSET,          UNSET,         "35",          OptionsTest::target);
    options.add(new Option("frontend.containerPort",          "80",           "80",          "3000",        app -> app.frontend().container("PortMappings.0.ContainerPort")));
    options.add(new Option("backend.containerPort",           "8080",         "8080",        "3001",        app -> app.backend().container("PortMappings.0.ContainerPort")));
    // spotless:on
    OptionTable.allEffects().forEach(row -> options.add(new Option(row)));
    return options;
  }

  @ParameterizedTest
  @MethodSource("options")
  void hasItsDefaultInProduction(Option option) {
    assertThat(option.effect.apply(Templates.of(PRODUCTION)))
        .as("the effect of %s when it is left out in PRODUCTION", option)
        .isEqualTo(option.production);
  }

  @ParameterizedTest
  @MethodSource("options")
  void hasItsDefaultInDevelopment(Option option) {
    assertThat(option.effect.apply(Templates.of(DEVELOPMENT)))
        .as("the effect of %s when it is left out in DEVELOPMENT", option)
        .isEqualTo(option.development);
  }

  @ParameterizedTest
  @MethodSource("options")
  void doesWhatItIsSetTo(Option option) {
    assertThat(option.effect.apply(option.app.get()))
        .as("the effect of %s in PRODUCTION when it is set", option)
        .isEqualTo(option.chosen)
        .isNotEqualTo(option.production);
  }

  @Test
  void everyOptionIsTested() {
    Set<String> names = Options.all().collect(Collectors.toCollection(TreeSet::new));
    names.removeAll(Set.of("profile", "network", "capacity", "frontend", "backend", "database"));
    names.removeAll(OptionTable.IN_NO_TEMPLATE);

    assertThat(
            options().stream()
                .map(option -> option.name.replaceFirst("^\\w+end[.](?=\\w+[.])", "")))
        .as("the tables of options, compared with the builders' methods")
        .containsOnly(names.toArray(String[]::new))
        .containsAll(names);
  }

  @Test
  void tasksTakeTrafficOnThePortThatWasSetAndNoOther() {
    assertThat(CHOSEN.admittedTo(CHOSEN.frontend().service()))
        .as("what the frontend's tasks let in when frontend.containerPort is 3000")
        .containsExactly(CHOSEN.from(CHOSEN.frontend().loadBalancer(), 3000));
    assertThat(CHOSEN.admittedTo(CHOSEN.backend().service()))
        .as("what the backend's tasks let in when backend.containerPort is 3001")
        .containsExactly(CHOSEN.from(CHOSEN.backend().loadBalancer(), 3001));
  }

  @Test
  void variablesOfTheUserComeOnTopOfOurs() {
    assertThat(CHOSEN.frontend().environment().keySet())
        .containsExactlyInAnyOrder("AWS_REGION", "BACKEND_URL", "FLAVOUR");
    assertThat(CHOSEN.backend().environment().keySet())
        .containsExactlyInAnyOrder(
            "AWS_REGION", "DB_HOST", "DB_PORT", "DB_NAME", "DB_SECRET_ARN", "FLAVOUR");
    assertThat(CHOSEN.frontend().secrets().keySet()).containsExactly("API_KEY");
    assertThat(CHOSEN.backend().secrets().keySet())
        .containsExactlyInAnyOrder("DB_USER", "DB_PASSWORD", "API_KEY");
  }

  @Test
  void executionRolesMayReadTheSecretsOfTheUser() {
    assertThat(CHOSEN.grantsOf(CHOSEN.frontend().executionRole()).keySet())
        .as("what the frontend's execution role has permissions on")
        .anyMatch(resource -> resource.endsWith(":parameter/frontend/api-key"))
        .noneMatch(resource -> resource.endsWith(":parameter/backend/api-key"));
    assertThat(CHOSEN.grantsOf(CHOSEN.backend().executionRole()).keySet())
        .as("what the backend's execution role has permissions on")
        .anyMatch(resource -> resource.endsWith(":parameter/backend/api-key"))
        .noneMatch(resource -> resource.endsWith(":parameter/frontend/api-key"));
  }

  @Test
  @Answers(Complaint.WRONG_ARCHITECTURE)
  void armInstancesRunAnArmImage() {
    assertThat(CHOSEN.parameterDefault(CHOSEN.launchTemplate(), "LaunchTemplateData.ImageId"))
        .as("the machine image of m7g.xlarge instances")
        .isEqualTo("/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id");
  }

  @Test
  void aSingleNatGatewayServesEveryZone() {
    String natGateway = theOnly(CHOSEN.template, "AWS::EC2::NatGateway").logicalId();

    assertThat(CHOSEN.routes.subnetsOf(CHOSEN.instances().logicalId()))
        .as("the subnets of the instances")
        .hasSize(4)
        .allMatch(subnet -> subnet.defaultRouteTarget().filter(natGateway::equals).isPresent());
  }

  @Test
  @Answers(Complaint.DEPLOYMENT_RESETS_THE_COUNT)
  void withAutoScalingDeploymentsKeepTheNumberOfTasks() {
    assertThat(SCALED.frontend().service().has("DesiredCount")).isFalse();
    assertThat(SCALED.backend().service().has("DesiredCount")).isFalse();
  }

  @Test
  void autoScalingStartsFromTheDesiredCountAndAimsFor60Percent() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .frontend(
                        Templates.frontend()
                            .desiredCount(3)
                            .autoScaling(AutoScalingProps.builder().maxTasks(10).build())
                            .build())
                    .backend(
                        Templates.backend()
                            .autoScaling(AutoScalingProps.builder().maxTasks(10).build())
                            .build()));

    assertThat(scaling(app, app.frontend())).as("bounds with desiredCount 3").isEqualTo("3 to 10");
    assertThat(scaling(app, app.backend())).as("bounds in PRODUCTION").isEqualTo("2 to 10");
    assertThat(target(app, app.frontend())).as("percent of the CPU").isEqualTo("60");
  }

  @Test
  void rollingUpdatesKeepTheLeastNumberOfInstances() {
    assertThat(inService(Templates.of(PRODUCTION))).as("with 2 to 8 instances").isEqualTo("2");
  }

  @Test
  void rollingUpdatesOfAFixedNumberOfInstancesGoOneBelowIt() {
    Anatomy app =
        Templates.with(
            props ->
                props.capacity(CapacityProps.builder().minInstances(3).maxInstances(3).build()));

    assertThat(inService(app)).as("with 3 to 3 instances").isEqualTo("2");
  }

  @Test
  void productionKeepsLogsWhenTheStackIsDeleted() {
    assertThat(Templates.of(PRODUCTION).template.resourcesOfType("AWS::Logs::LogGroup"))
        .hasSize(3)
        .allMatch(logGroup -> deletionPolicy(logGroup).equals("Retain"))
        .allMatch(logGroup -> updateReplacePolicy(logGroup).equals("Retain"));
  }

  @Test
  void productionKeepsTheDataOfAReplacedDatabase() {
    assertThat(updateReplacePolicy(Templates.of(PRODUCTION).database())).isEqualTo("Snapshot");
  }

  @Test
  void productionKeepsTheSecretThatOpensTheLastSnapshot() {
    assertThat(deletionPolicy(Templates.of(PRODUCTION).databaseSecret())).isEqualTo("Retain");
  }

  @Test
  void aDatabaseThatIsKeptKeepsItsSecret() {
    assertThat(deletionPolicy(CHOSEN.databaseSecret())).isEqualTo("Retain");
  }

  @Test
  void deletingADevelopmentStackLeavesNothingBehind() {
    Anatomy app = Templates.of(DEVELOPMENT);

    assertThat(app.template.resources())
        .as("resources that outlive the stack")
        .allMatch(resource -> deletionPolicy(resource).equals("Delete"));
  }

  private static void everythingChosen(Stack stack) {
    new ThreeTierEcsApp(
        stack,
        "App",
        ThreeTierEcsAppProps.builder()
            .network(
                NetworkProps.builder()
                    .cidr("10.1.0.0/20")
                    .maxAzs(4)
                    .nat(NatStrategy.SINGLE)
                    .flowLogs(false)
                    .build())
            .capacity(
                CapacityProps.builder()
                    .instanceType(new InstanceType("m7g.xlarge"))
                    .minInstances(3)
                    .maxInstances(9)
                    .containerInsights(ContainerInsights.ENABLED)
                    .detailedMonitoring(false)
                    .build())
            .frontend(
                chosen(FrontendProps.builder(), stack, "frontend").containerPort(3000).build())
            .backend(chosen(BackendProps.builder(), stack, "backend").containerPort(3001).build())
            .database(
                DatabaseProps.builder()
                    .databaseName("shop")
                    .engineVersion(MysqlEngineVersion.of("8.4.7", "8.4"))
                    .instanceType(new InstanceType("r7g.large"))
                    .multiAz(false)
                    .allocatedStorage(50)
                    .maxAllocatedStorage(500)
                    .backupRetention(Duration.days(7))
                    .deletionProtection(false)
                    .removalPolicy(RemovalPolicy.RETAIN)
                    .build())
            .build());
  }

  private static <B extends ServiceProps.Builder<?, B>> B chosen(
      B builder, Stack stack, String tier) {
    IStringParameter apiKey =
        StringParameter.fromSecureStringParameterAttributes(
            stack,
            tier + "ApiKey",
            SecureStringParameterAttributes.builder()
                .parameterName("/" + tier + "/api-key")
                .build());
    return builder
        .image(ContainerImage.fromRegistry("example/" + tier + ":2"))
        .cpu(512)
        .memoryMiB(1024)
        .healthCheckPath("/" + tier + "/health")
        .healthCheckGracePeriod(Duration.seconds(45))
        .desiredCount(3)
        .logRetention(RetentionDays.ONE_MONTH)
        .environment(Map.of("FLAVOUR", "of " + tier))
        .secrets(Map.of("API_KEY", Secret.fromSsmParameter(apiKey)));
  }

  private static ThreeTierEcsAppProps.Builder scaled(ThreeTierEcsAppProps.Builder props) {
    Supplier<AutoScalingProps> scaling =
        () -> AutoScalingProps.builder().minTasks(3).maxTasks(6).cpuUtilizationPercent(35).build();
    return props
        .frontend(Templates.frontend().autoScaling(scaling.get()).build())
        .backend(Templates.backend().autoScaling(scaling.get()).build());
  }

  /** The same option of both services; {@code %s} in its values stands for the tier. */
  private static void both(
      List<Option> options,
      String name,
      String production,
      String development,
      String chosen,
      TierEffect effect) {
    for (String tier : List.of("frontend", "backend")) {
      options.add(
          new Option(
              tier + "." + name,
              production.formatted(tier),
              development.formatted(tier),
              chosen.formatted(tier),
              app -> effect.of(app, tier.equals("frontend") ? app.frontend() : app.backend())));
    }
  }

  @FunctionalInterface
  private interface TierEffect {
    String of(Anatomy app, Anatomy.Tier tier);
  }

  private static String count(Anatomy app, String type) {
    return String.valueOf(app.template.resourcesOfType(type).size());
  }

  private static String zones(Anatomy app) {
    return String.valueOf(app.routes.subnetsOf(app.instances().logicalId()).size());
  }

  private static String inService(Anatomy app) {
    return app.instances()
        .attribute("UpdatePolicy.AutoScalingRollingUpdate.MinInstancesInService")
        .map(Text::of)
        .orElse(UNSET);
  }

  private static String scaling(Anatomy app, Anatomy.Tier tier) {
    return app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalableTarget").stream()
        .filter(it -> it.refersTo(tier.service().logicalId()))
        .map(it -> it.text("MinCapacity").orElse("?") + " to " + it.text("MaxCapacity").orElse("?"))
        .findFirst()
        .orElse(UNSET);
  }

  private static String target(Anatomy app, Anatomy.Tier tier) {
    String configuration = "TargetTrackingScalingPolicyConfiguration.";
    return app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalingPolicy").stream()
        .filter(it -> app.madeBefore(it).contains(tier.service().logicalId()))
        .filter(
            it ->
                it.text(configuration + "PredefinedMetricSpecification.PredefinedMetricType")
                    .filter("ECSServiceAverageCPUUtilization"::equals)
                    .isPresent())
        .flatMap(it -> it.text(configuration + "TargetValue").stream())
        .findFirst()
        .orElse(UNSET);
  }
}
