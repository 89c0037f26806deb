package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.sns.Topic;

/** Somebody is told when something is wrong, by one option, and nothing is made without it. */
class ObservabilityTest {
  private static final ObservabilityProps ALL = ObservabilityProps.builder().build();

  private static final Anatomy PRODUCTION = of(Profile.PRODUCTION);
  private static final Anatomy DEVELOPMENT = of(Profile.DEVELOPMENT);

  private static final List<String> PARTS = List.of("Frontend", "Backend", "Database", "Capacity");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)(?:\\.\\w+)?}");

  @ParameterizedTest
  @EnumSource(Profile.class)
  void nothingIsMadeUnasked(Profile profile) {
    assertThat(Templates.of(profile).template.resources())
        .extracting(Resource::type)
        .noneMatch(type -> type.startsWith("AWS::CloudWatch") || type.startsWith("AWS::SNS"))
        .doesNotContain("AWS::Events::Rule", "AWS::RDS::EventSubscription");
    assertThat(Templates.of(profile).instances().has("MetricsCollection")).isFalse();
  }

  @Test
  void oneOptionRaisesEveryAlarm() {
    assertThat(alarms(PRODUCTION).keySet())
        .containsExactlyInAnyOrder(
            "FrontendErrors",
            "FrontendBalancerErrors",
            "FrontendLatency",
            "FrontendNoHealthyTarget",
            "FrontendUnhealthyTargets",
            "FrontendCpu",
            "FrontendMemory",
            "FrontendMissingTasks",
            "BackendErrors",
            "BackendBalancerErrors",
            "BackendLatency",
            "BackendNoHealthyTarget",
            "BackendUnhealthyTargets",
            "BackendCpu",
            "BackendMemory",
            "BackendMissingTasks",
            "DatabaseCpu",
            "DatabaseConnections",
            "DatabaseStorage",
            "CapacityShortage");
  }

  @Test
  void withoutContainerInsightsNobodyCountsTasks() {
    Set<String> expected = new TreeSet<>(alarms(PRODUCTION).keySet());
    expected.removeAll(Set.of("FrontendMissingTasks", "BackendMissingTasks"));

    assertThat(alarms(DEVELOPMENT).keySet()).isEqualTo(expected);
    assertThat(metricsOf(DEVELOPMENT)).noneMatch(it -> it.contains("ContainerInsights"));
    assertThat(
            alarms(
                    Templates.with(
                        props ->
                            props
                                .profile(Profile.DEVELOPMENT)
                                .capacity(
                                    CapacityProps.builder()
                                        .containerInsights(ContainerInsights.ENABLED)
                                        .build())
                                .observability(ALL)))
                .keySet())
        .contains("FrontendMissingTasks", "BackendMissingTasks");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void limitsHaveTheirDefaults(Profile profile) {
    Map<String, Resource> alarms = alarms(of(profile));

    assertThat(threshold(alarms, "FrontendErrors")).isEqualTo("1");
    assertThat(threshold(alarms, "BackendBalancerErrors")).isEqualTo("1");
    assertThat(threshold(alarms, "FrontendLatency")).isEqualTo("2");
    assertThat(threshold(alarms, "BackendCpu")).isEqualTo("80");
    assertThat(threshold(alarms, "DatabaseCpu")).isEqualTo("80");
    assertThat(threshold(alarms, "FrontendMemory")).isEqualTo("90");
    assertThat(threshold(alarms, "FrontendNoHealthyTarget")).isEqualTo("1");
    assertThat(threshold(alarms, "CapacityShortage")).isEqualTo("100");
    boolean production = profile == Profile.PRODUCTION;
    assertThat(threshold(alarms, "DatabaseStorage")).isEqualTo(production ? "5" : "1");
    assertThat(threshold(alarms, "DatabaseConnections")).isEqualTo(production ? "518" : "51");
  }

  @Test
  void everyAlarmTellsTheTopicWhenItBeginsAndWhenItEnds() {
    String topic = "${%s}".formatted(topic(PRODUCTION).logicalId());

    assertThat(alarms(PRODUCTION).values())
        .allSatisfy(
            alarm -> {
              assertThat(texts(alarm, "AlarmActions")).containsExactly(topic);
              assertThat(texts(alarm, "OKActions")).containsExactly(topic);
            });
  }

  @Test
  void everyAlarmSaysWhatToDoAndForHowLong() {
    assertThat(alarms(PRODUCTION))
        .allSatisfy(
            (id, alarm) ->
                assertThat(alarm.text("AlarmDescription").orElse(""))
                    .as("description of %s", id)
                    .matches(
                        "(Frontend|Backend|Database|Capacity): .+, for \\d+ minutes\\. [A-Z].+\\.")
                    .doesNotContain("{", "http")
                    .hasSizeLessThan(1024));
    assertThat(description(alarms(PRODUCTION), "FrontendErrors"))
        .isEqualTo(
            "Frontend: more than 1 percent of the requests, and at least 5, are answered with 5xx"
                + " by tasks, for 5 minutes. Read what the frontend's tasks printed then. If a"
                + " deployment has just run, roll it back.");
  }

  @Test
  void sharesAreOfRequestsAndNotOfAHandful() {
    assertThat(expression("FrontendErrors")).isEqualTo("IF(a >= 5, 100 * a / b, 0)");
    assertThat(expression("FrontendBalancerErrors"))
        .isEqualTo("IF(a >= 5, IF(FILL(b, 0) > a, 100 * a / b, 100), 0)");
    assertThat(expression("BackendLatency")).isEqualTo("IF(b >= 20, a, 0)");
  }

  @Test
  void whatNoDataMeansIsSaid() {
    Map<String, String> missing = new TreeMap<>();
    alarms(PRODUCTION)
        .forEach((id, alarm) -> missing.put(id, alarm.text("TreatMissingData").orElse("?")));

    assertThat(missing)
        .as("a load balancer without traffic reports nothing")
        .containsEntry("FrontendErrors", "notBreaching")
        .as("a target group without targets reports nothing")
        .containsEntry("FrontendNoHealthyTarget", "breaching")
        .as("a database always reports")
        .containsEntry("DatabaseStorage", "missing")
        .doesNotContainValue("?");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void alarmsAreOfResourcesThatAreMade(Profile profile) {
    Anatomy app = of(profile);
    for (Resource alarm : alarms(app).values()) {
      assertRefersToWhatIsMade(app, dimensions(alarm));
    }
  }

  @Test
  void eitherTierIsWatchedByItsOwnLoadBalancerAndTargets() {
    for (String tier : List.of("Frontend", "Backend")) {
      Anatomy.Tier anatomy = tier.equals("Frontend") ? PRODUCTION.frontend() : PRODUCTION.backend();
      Map<String, Resource> alarms = alarms(PRODUCTION);
      assertThat(dimensions(get(alarms, tier + "Errors")))
          .containsExactly(
              "LoadBalancer=${%s.LoadBalancerFullName}"
                  .formatted(anatomy.loadBalancer().logicalId()));
      assertThat(dimensions(get(alarms, tier + "NoHealthyTarget")))
          .containsExactlyInAnyOrder(
              "LoadBalancer=${%s.LoadBalancerFullName}"
                  .formatted(anatomy.loadBalancer().logicalId()),
              "TargetGroup=${%s.TargetGroupFullName}".formatted(anatomy.targetGroup().logicalId()));
      assertThat(dimensions(get(alarms, tier + "MissingTasks")))
          .containsExactlyInAnyOrder(
              "ClusterName=${%s}".formatted(PRODUCTION.cluster().logicalId()),
              "ServiceName=${%s.Name}".formatted(anatomy.service().logicalId()));
    }
  }

  @Test
  void theTopicIsEncryptedByTheKeyThatAlarmsMayUse() {
    Resource key = theOnly(PRODUCTION.template, "AWS::KMS::Key");

    assertThat(topic(PRODUCTION).text("KmsMasterKeyId"))
        .contains("${%s.Arn}".formatted(key.logicalId()));
    assertThat(key.list("KeyPolicy.Statement"))
        .extracting(Text::of)
        .anyMatch(
            statement ->
                statement.contains(
                        "Service: [cloudwatch.amazonaws.com, events.amazonaws.com,"
                            + " events.rds.amazonaws.com]")
                    && statement.contains(
                        "kms:EncryptionContext:aws:sns:topicArn:"
                            + " arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*"));
  }

  @Test
  void withoutAKeyOfTheStackTheTopicHasNone() {
    assertThat(topic(DEVELOPMENT).has("KmsMasterKeyId"))
        .as("the key that AWS manages lets no alarm publish")
        .isFalse();
  }

  @Test
  void onlyThisAccountsAlarmsAndEventsPublishAndOnlyOverTls() {
    List<String> statements = texts(topicPolicy(PRODUCTION), "PolicyDocument.Statement");

    assertThat(statements)
        .hasSize(3)
        .anyMatch(it -> it.contains("Effect: Deny") && it.contains("aws:SecureTransport: false"))
        .anyMatch(
            it ->
                it.contains("Service: [cloudwatch.amazonaws.com, events.rds.amazonaws.com]")
                    && it.contains("aws:SourceAccount: ${AWS::AccountId}"))
        .anyMatch(it -> it.contains("Service: events.amazonaws.com"));
  }

  @Test
  void failedDeploymentsAndTasksThatDoNotStartAreTold() {
    Resource rule = theOnly(PRODUCTION.template, "AWS::Events::Rule");

    assertThat(texts(rule, "EventPattern.detail.eventName"))
        .containsExactly("SERVICE_DEPLOYMENT_FAILED", "SERVICE_TASK_START_IMPAIRED");
    assertThat(texts(rule, "EventPattern.resources"))
        .containsExactly(
            "${%s}".formatted(PRODUCTION.frontend().service().logicalId()),
            "${%s}".formatted(PRODUCTION.backend().service().logicalId()));
    assertThat(rule.text("Targets.0.Arn"))
        .contains("${%s}".formatted(topic(PRODUCTION).logicalId()));
  }

  @Test
  void failoverAndFailureOfTheDatabaseAreTold() {
    Resource events = PRODUCTION.databaseEvents("db-instance");

    assertThat(texts(events, "EventCategories"))
        .containsExactly(
            "configuration change",
            "failover",
            "failure",
            "low storage",
            "maintenance",
            "recovery");
    assertThat(texts(events, "SourceIds"))
        .containsExactly("${%s}".formatted(PRODUCTION.database().logicalId()));
    assertThat(PRODUCTION.madeBefore(events))
        .as("RDS refuses a topic that it may not publish to yet")
        .contains(topicPolicy(PRODUCTION).logicalId());
  }

  @Test
  void changedParametersOfTheDatabaseAreTold() {
    Resource events = PRODUCTION.databaseEvents("db-parameter-group");

    assertThat(texts(events, "EventCategories")).containsExactly("configuration change");
    assertThat(events.list("SourceIds"))
        .isEqualTo(List.of(PRODUCTION.database().property("DBParameterGroupName").orElseThrow()));
    assertThat(PRODUCTION.madeBefore(events))
        .as("RDS refuses a topic that it may not publish to yet")
        .contains(topicPolicy(PRODUCTION).logicalId());
  }

  @Test
  void aTopicOfTheUsersIsLeftAsItIs() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.observability(
                    ObservabilityProps.builder()
                        .topic(new Topic(stack, "Pager"))
                        .emails(List.of("ops@example.com"))
                        .build()));

    Resource topic = theOnly(app.template, "AWS::SNS::Topic");
    assertThat(topic.logicalId()).startsWith("Pager");
    assertThat(app.template.resourcesOfType("AWS::SNS::TopicPolicy")).isEmpty();
    assertThat(theOnly(app.template, "AWS::SNS::Subscription").text("TopicArn"))
        .contains("${%s}".formatted(topic.logicalId()));
  }

  @Test
  void anAddressMoreMovesNoOther() {
    Set<String> one = subscriptions(List.of("sre@example.com"));
    Set<String> two = subscriptions(List.of("ops@example.com", "sre@example.com"));

    assertThat(two).hasSize(2).containsAll(one);
  }

  @Test
  void theGroupTellsHowManyInstancesItHas() {
    assertThat(texts(PRODUCTION.instances(), "MetricsCollection.0.Metrics"))
        .containsExactly("GroupInServiceInstances", "GroupDesiredCapacity");
  }

  @Test
  void nothingElseOfTheTemplateChanges() {
    Map<String, Object> with = new TreeMap<>();
    Map<String, Object> without = new TreeMap<>();
    PRODUCTION.template.resources().stream()
        .filter(it -> !it.logicalId().startsWith("AppObservability"))
        .filter(it -> !it.logicalId().equals(PRODUCTION.instances().logicalId()))
        .forEach(it -> with.put(it.logicalId(), it.body()));
    Templates.of(Profile.PRODUCTION).template.resources().stream()
        .filter(it -> !it.logicalId().equals(PRODUCTION.instances().logicalId()))
        .forEach(it -> without.put(it.logicalId(), it.body()));

    assertThat(with).isEqualTo(without);
  }

  @Test
  void featureFlagsChangeNothing() {
    assertThat(flagged(FeatureFlags.RECOMMENDED)).isEqualTo(flagged(FeatureFlags.NONE));
  }

  @Test
  void parametersMayBeLimits() {
    Anatomy app =
        Templates.in(
            stack -> {
              Number number =
                  CfnParameter.Builder.create(stack, "Limit")
                      .type("Number")
                      .build()
                      .getValueAsNumber();
              String address =
                  CfnParameter.Builder.create(stack, "Address").build().getValueAsString();
              new ThreeTierEcsApp(
                  stack,
                  "App",
                  Templates.props()
                      .observability(
                          ObservabilityProps.builder()
                              .emails(List.of(address))
                              .errorRatePercent(number)
                              .latencyThreshold(Duration.seconds(number))
                              .cpuPercent(number)
                              .memoryPercent(number)
                              .databaseConnections(number)
                              .freeStorageGiB(number)
                              .build())
                      .database(DatabaseProps.builder().allocatedStorage(number).build())
                      .build());
            });

    Map<String, Resource> alarms = alarms(app);
    for (String id :
        List.of(
            "FrontendErrors",
            "BackendLatency",
            "DatabaseCpu",
            "FrontendMemory",
            "DatabaseConnections",
            "DatabaseStorage")) {
      assertThat(threshold(alarms, id)).isEqualTo("${Limit}");
    }
    assertThat(description(alarms, "FrontendErrors"))
        .startsWith("Frontend: more than observability.errorRatePercent of the requests");
    assertThat(theOnly(app.template, "AWS::SNS::Subscription").text("Endpoint"))
        .contains("${Address}");
  }

  @Test
  void aDatabaseOfUnknownSizeHasNoAlarmForConnectionsUnlessItIsSet() {
    DatabaseProps large =
        DatabaseProps.builder().instanceType(new InstanceType("x2g.large")).build();

    assertThat(alarms(Templates.with(props -> props.database(large).observability(ALL))).keySet())
        .doesNotContain("DatabaseConnections");
  }

  @Test
  void storageThatIsAParameterIsTakenForTheLeastThatRdsMakes() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .database(
                        DatabaseProps.builder()
                            .allocatedStorage(
                                CfnParameter.Builder.create(stack, "Storage")
                                    .type("Number")
                                    .build()
                                    .getValueAsNumber())
                            .build())
                    .observability(ALL));

    assertThat(threshold(alarms(app), "DatabaseStorage")).isEqualTo("1");
  }

  @Test
  void anAlarmThatScalingWouldRaiseForGoodIsRefused() {
    AutoScalingProps scaling =
        AutoScalingProps.builder().maxTasks(4).cpuUtilizationPercent(80).build();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .backend(Templates.backend().autoScaling(scaling).build())
                    .observability(ALL)
                    .build())
        .withMessage(
            "observability.cpuPercent: 80 (the default of PRODUCTION) is not above"
                + " backend.autoScaling.cpuUtilizationPercent 80, where scaling keeps the tasks;"
                + " set observability.cpuPercent higher, or"
                + " backend.autoScaling.cpuUtilizationPercent lower");
    assertThat(
            Templates.props()
                .backend(Templates.backend().autoScaling(scaling).build())
                .observability(ObservabilityProps.builder().cpuPercent(81).build())
                .build())
        .isNotNull();
  }

  @Test
  void sharesBelowOnePercentAreAccepted() {
    for (Number share : List.of(0.001, 0.5, 1, 100)) {
      assertThat(ObservabilityProps.builder().errorRatePercent(share).build()).isNotNull();
    }
    for (Number none : List.of(Double.NaN, Double.POSITIVE_INFINITY, -1, 0, 100.1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ObservabilityProps.builder().errorRatePercent(none).build())
          .withMessageContaining("is not a number above 0 and at most 100 percent");
    }
  }

  @Test
  void withoutTheOptionGettersNameIt() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());

    for (Consumer<ThreeTierEcsApp> getter :
        List.<Consumer<ThreeTierEcsApp>>of(
            it -> it.getOperations().getAlarmTopic(),
            it -> it.getOperations().getAlarms(),
            it -> it.getOperations().getDashboard(),
            it -> it.getOperations().getServiceEvents(),
            it -> it.getOperations().getDatabaseEvents())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> getter.accept(app))
          .withMessageContaining(
              "set ThreeTierEcsAppProps.observability(ObservabilityProps.builder().build())");
    }
  }

  private static Anatomy of(Profile profile) {
    if (profile == Profile.PRODUCTION && PRODUCTION != null) {
      return PRODUCTION;
    }
    return Templates.with(props -> props.profile(profile).observability(ALL));
  }

  private static Map<String, String> flagged(FeatureFlags flags) {
    Stack stack = Templates.stackIn(Templates.app(flags), "Shop", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(stack, "App", Templates.props().observability(ALL).build());
    Map<String, String> bodies = new TreeMap<>();
    Templates.of(stack).template.resources().stream()
        .filter(it -> it.logicalId().startsWith("AppObservability"))
        .forEach(it -> bodies.put(it.logicalId(), it.properties().toString()));
    return bodies;
  }

  private static Set<String> subscriptions(List<String> emails) {
    return Templates.with(
            props -> props.observability(ObservabilityProps.builder().emails(emails).build()))
        .template
        .resourcesOfType("AWS::SNS::Subscription")
        .stream()
        .map(Resource::logicalId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** By the name that the getter gives them. */
  static Map<String, Resource> alarms(Anatomy app) {
    Map<String, Resource> alarms = new TreeMap<>();
    for (Resource alarm : app.template.resourcesOfType("AWS::CloudWatch::Alarm")) {
      String id = alarm.logicalId().replaceFirst("^AppObservability", "");
      alarms.put(id.substring(0, id.length() - 8), alarm);
    }
    assertThat(alarms.keySet()).allMatch(id -> PARTS.stream().anyMatch(id::startsWith));
    return alarms;
  }

  private static Resource get(Map<String, Resource> alarms, String id) {
    return Objects.requireNonNull(alarms.get(id), id);
  }

  private static String threshold(Map<String, Resource> alarms, String id) {
    return get(alarms, id).text("Threshold").orElse("none");
  }

  private static String description(Map<String, Resource> alarms, String id) {
    return get(alarms, id).text("AlarmDescription").orElse("none");
  }

  private static String expression(String id) {
    return get(alarms(PRODUCTION), id).text("Metrics.0.Expression").orElse("none");
  }

  /** The dimensions of all metrics of an alarm, each once. */
  private static Set<String> dimensions(Resource alarm) {
    Stream<Object> metrics =
        Stream.concat(
            alarm.list("Dimensions").stream(),
            alarm.list("Metrics").stream().flatMap(ObservabilityTest::dimensionsOf));
    return metrics
        .map(it -> (Map<?, ?>) it)
        .map(it -> it.get("Name") + "=" + Text.of(Objects.requireNonNull(it.get("Value"))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Object> dimensionsOf(Object query) {
    Resource metric = new Resource("Metric", "Metric", Map.of("Properties", query));
    return metric.list("MetricStat.Metric.Dimensions").stream();
  }

  private static Set<String> metricsOf(Anatomy app) {
    return alarms(app).values().stream()
        .map(alarm -> Text.of(alarm.properties()))
        .collect(Collectors.toSet());
  }

  /** Of dimensions, each as {@code Name=${LogicalId.Attribute}}. */
  static void assertRefersToWhatIsMade(Anatomy app, Set<String> dimensions) {
    assertThat(dimensions).isNotEmpty();
    for (String dimension : dimensions) {
      Matcher reference = REFERENCE.matcher(dimension);
      assertThat(reference.find()).as(dimension).isTrue();
      assertThat(app.template.find(reference.group(1))).as(dimension).isPresent();
    }
  }

  private static Resource topic(Anatomy app) {
    return theOnly(app.template, "AWS::SNS::Topic");
  }

  private static Resource topicPolicy(Anatomy app) {
    return theOnly(app.template, "AWS::SNS::TopicPolicy");
  }

  private static List<String> texts(Resource resource, String path) {
    return resource.list(path).stream().map(Text::of).toList();
  }
}
