package io.github.threetierecs;

import static io.github.threetierecs.Routers.firelens;
import static io.github.threetierecs.Routers.router;
import static io.github.threetierecs.SidecarsTest.sidecar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.template.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.FireLensLogDriverProps;
import software.amazon.awscdk.services.ecs.FirelensConfig;
import software.amazon.awscdk.services.ecs.FirelensConfigFileType;
import software.amazon.awscdk.services.ecs.FirelensLogRouterType;
import software.amazon.awscdk.services.ecs.FirelensOptions;
import software.amazon.awscdk.services.ecs.GenericLogDriver;
import software.amazon.awscdk.services.ecs.GenericLogDriverProps;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.SplunkLogDriverProps;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Where containers log to, other than to the service's log group. */
class LoggingTest {
  private static final Anatomy ROUTED =
      Templates.with(
          props ->
              props.backend(
                  Templates.backend()
                      .logging(firelens())
                      .sidecars(
                          Map.of(
                              "router",
                              router()
                                  .firelensConfig(
                                      FirelensConfig.builder()
                                          .type(FirelensLogRouterType.FLUENTBIT)
                                          .options(
                                              FirelensOptions.builder()
                                                  .enableEcsLogMetadata(true)
                                                  .configFileType(FirelensConfigFileType.S3)
                                                  .configFileValue("arn:aws:s3:::conf/fluent.conf")
                                                  .build())
                                          .build())
                                  .build()))
                      .build()));

  private static final Anatomy SPLUNK =
      Templates.with(
          (stack, props) -> props.backend(Templates.backend().logging(splunk(stack)).build()));

  @Test
  @Answers(Complaint.LOG_ROUTER_DROPPED)
  void aRouterOfFireLensIsOne() {
    assertThat(container(ROUTED, 1))
        .containsEntry("Name", "router")
        .containsEntry(
            "FirelensConfiguration",
            Map.of(
                "Type",
                "fluentbit",
                "Options",
                Map.of(
                    "enable-ecs-log-metadata", "true",
                    "config-file-type", "s3",
                    "config-file-value", "arn:aws:s3:::conf/fluent.conf")));
  }

  @Test
  @Answers(Complaint.LOG_ROUTER_DROPPED)
  void aContainerThatLogsElsewhereHasNothingOfCloudWatchLogsLeft() {
    assertThat(container(ROUTED, 0))
        .containsEntry(
            "LogConfiguration",
            Map.of("LogDriver", "awsfirelens", "Options", Map.of("Name", "datadog")));
  }

  @Test
  void theLogGroupStaysForWhatTheRouterItselfPrints() {
    assertThat(
            ROUTED
                .referent(
                    ROUTED.backend().taskDefinition(),
                    "ContainerDefinitions.1.LogConfiguration.Options.awslogs-group")
                .text("RetentionInDays"))
        .contains("90");
  }

  @Test
  void theRouterMayReadItsConfiguration() {
    assertThat(statements(ROUTED))
        .contains("[s3:GetObject] on [arn:aws:s3:::conf/fluent.conf]")
        .contains("[s3:GetBucketLocation] on [arn:aws:s3:::conf]")
        .contains("[kms:Decrypt] on [arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*] by s3");
  }

  @Test
  void theCdkAddsNoRouterOfItsOwn() {
    assertThat(ROUTED.backend().taskDefinition().list("ContainerDefinitions")).hasSize(2);
  }

  @Test
  void secretsOfALogDriverCanBeReadUnderAKeyOfTheirOwn() {
    assertThat(statements(SPLUNK))
        .contains(
            "[kms:Decrypt] on [arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*] by"
                + " secretsmanager");
  }

  @Test
  void theAgentsAreToldWhatTheyWouldNotAccept() {
    assertThat(userData(SPLUNK))
        .contains(
            "echo 'ECS_AVAILABLE_LOGGING_DRIVERS="
                + "[\"json-file\",\"syslog\",\"awslogs\",\"fluentd\",\"none\",\"splunk\"]'"
                + " >> /etc/ecs/ecs.config");
    assertThat(userData(ROUTED))
        .as("amazon-ecs-agent#2736: an agent that is told of awsfirelens does not start")
        .doesNotContain("LOGGING_DRIVERS");
  }

  @Test
  void bottlerocketIsToldMore() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .capacity(
                        CapacityProps.builder().operatingSystem(InstanceOs.BOTTLEROCKET).build())
                    .backend(Templates.backend().logging(LogDrivers.fluentd()).build()));

    assertThat(userData(app))
        .contains("logging-drivers = [\"json-file\",\"awslogs\",\"none\",\"fluentd\"]")
        .contains("awsvpc-block-imds = true");
  }

  @Test
  void aRouterLogsToNoRouter() {
    assertRefused(
        Templates.backend().sidecars(Map.of("router", router().logging(firelens()).build())),
        "backend.sidecars.router.logging: a FireLens driver would send what the router prints to"
            + " the router itself; leave it out to send it to the service's log group");
  }

  @Test
  void aTaskHasOneRouter() {
    Map<String, ContainerDefinitionOptions> two = new LinkedHashMap<>();
    two.put("one", router().build());
    two.put("other", router().build());

    assertRefused(
        Templates.backend().sidecars(two),
        "backend.sidecars: one and other are FireLens log routers, and a task can have only one;"
            + " keep one of them");
  }

  @Test
  void sidecarsNeedARouterToo() {
    assertRefused(
        Templates.backend().sidecars(Map.of("proxy", sidecar().logging(firelens()).build())),
        "backend.sidecars.proxy.logging: a FireLens driver needs a FireLens log router in the task,"
            + " and there is none; add FirelensLogRouterDefinitionOptions to the sidecars, or use"
            + " another driver");
  }

  @Test
  void whatOnlyTheFinishedTaskTellsIsRefusedByTheConstruct() {
    assertRefused(
        generic("awsfirelens"),
        "backend.logging: a FireLens driver needs a FireLens log router in the task, and there is"
            + " none; add FirelensLogRouterDefinitionOptions to the sidecars, or use another"
            + " driver");
    assertRefused(
        generic("loki"),
        "backend.logging: \"loki\" is not a log driver that Amazon ECS supports on EC2 instances;"
            + " use one of awsfirelens, awslogs, fluentd, gelf, journald, json-file, none, splunk,"
            + " syslog");
  }

  @Test
  void settingsOfTheLogsDriverOfCloudWatchAreCarriedOver() {
    Anatomy app =
        Templates.with(
            props ->
                props.backend(
                    Templates.backend()
                        .logging(
                            LogDriver.awsLogs(
                                AwsLogDriverProps.builder()
                                    .streamPrefix("mine")
                                    .multilinePattern("^\\d")
                                    .build()))
                        .build()));

    assertThat(Text.of(Objects.requireNonNull(container(app, 0).get("LogConfiguration"))))
        .contains("mine", "awslogs-multiline-pattern");
  }

  /** What {@code Map.of} gives is in another order in every run. */
  @Test
  @Answers(Complaint.TEMPLATE_CHANGES_BY_ITSELF)
  void theOrderOfADriversMapsChangesNothing() {
    for (String driver : List.of("splunk", "awsfirelens")) {
      assertThat(template(driver, MapOptions.Order.BACKWARDS))
          .as(driver)
          .isEqualTo(template(driver, MapOptions.Order.BY_NAME))
          .contains("option-zeta", "secret-zeta")
          .as("what users grant later")
          .contains("s3:ListAllMyBuckets");
    }
  }

  /** With the maps of a driver of the service's own container and of a sidecar in this order. */
  private static String template(String driver, MapOptions.Order order) {
    App cdk = Templates.app(FeatureFlags.NONE);
    Stack stack = new Stack(cdk, "Shop");
    SortedMap<String, String> options = new TreeMap<>();
    SortedMap<String, Secret> secrets = new TreeMap<>();
    for (String name : List.of("alpha", "beta", "gamma", "omega", "zeta")) {
      options.put("option-" + name, name);
      secrets.put(
          "secret-" + name,
          Secret.fromSecretsManager(
              software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(
                  stack, name, name)));
    }
    LogDriver given =
        driver.equals("awsfirelens")
            ? LogDrivers.firelens(
                FireLensLogDriverProps.builder()
                    .options(order.of(options))
                    .secretOptions(order.of(secrets))
                    .build())
            : new GenericLogDriver(
                GenericLogDriverProps.builder()
                    .logDriver(driver)
                    .options(order.of(options))
                    .secretOptions(order.of(secrets))
                    .build());
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props()
                .frontend(
                    Templates.frontend()
                        .sidecars(
                            Map.of(
                                "router", router().build(), "s", sidecar().logging(given).build()))
                        .build())
                .backend(
                    Templates.backend()
                        .logging(given)
                        .sidecars(Map.of("router", router().build()))
                        .build())
                .build());
    Objects.requireNonNull(app.getBackendService().getTaskDefinition().getExecutionRole())
        .addToPrincipalPolicy(
            PolicyStatement.Builder.create()
                .actions(List.of("s3:ListAllMyBuckets"))
                .resources(List.of("*"))
                .build());
    return String.valueOf(cdk.synth().getStackByName("Shop").getTemplate());
  }

  private static ThreeTierEcsAppProps generic(String driver) {
    return Templates.props()
        .backend(
            Templates.backend()
                .logging(
                    new GenericLogDriver(GenericLogDriverProps.builder().logDriver(driver).build()))
                .build())
        .build();
  }

  private static LogDriver splunk(Stack stack) {
    return LogDrivers.splunk(
        SplunkLogDriverProps.builder()
            .url("https://splunk.example.com:8088")
            .secretToken(
                Secret.fromSecretsManager(
                    software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(
                        stack, "Token", "splunk")))
            .build());
  }

  private static void assertRefused(BackendProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  private static void assertRefused(ThreeTierEcsAppProps props, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Templates.in(stack -> new ThreeTierEcsApp(stack, "App", props)))
        .withMessage(message);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> container(Anatomy app, int index) {
    return (Map<String, Object>)
        app.backend().taskDefinition().property("ContainerDefinitions." + index).orElseThrow();
  }

  /** What the execution role of the backend may do, and through which service. */
  private static List<String> statements(Anatomy app) {
    return app.permissions.role(app.backend().executionRole().logicalId()).statements().stream()
        .map(
            it ->
                it.actions()
                    + " on "
                    + it.resourceTexts()
                    + Text.of(it.conditions())
                        .replaceFirst(".*ViaService\\W+(\\w+)\\..*", " by $1"))
        .map(it -> it.replaceFirst("\\{}$", ""))
        .toList();
  }

  private static String userData(Anatomy app) {
    return app.launchTemplate().text("LaunchTemplateData.UserData").orElseThrow();
  }
}
