package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** Deployments that move traffic from the old tasks to the new ones. */
class StrategyTest {
  private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";
  private static final String TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";
  private static final Anatomy APP = Strategies.of(DeploymentStrategy.BLUE_GREEN);

  static List<Anatomy.Tier> tiers() {
    return List.of(APP.frontend(), APP.backend());
  }

  private static Resource rule(Anatomy.Tier tier) {
    return APP.referent(tier.service(), Strategies.ADVANCED + "ProductionListenerRule");
  }

  private static Resource alternate(Anatomy.Tier tier) {
    return APP.referent(tier.service(), Strategies.ADVANCED + "AlternateTargetGroupArn");
  }

  private static Resource role(Anatomy.Tier tier) {
    return APP.referent(tier.service(), Strategies.ADVANCED + "RoleArn");
  }

  private static String refused(DeploymentProps.Builder deployment) {
    try {
      deployment.build();
      return "";
    } catch (IllegalArgumentException refusal) {
      return String.valueOf(refusal.getMessage());
    }
  }

  private static DeploymentProps.Builder by(DeploymentStrategy strategy) {
    return DeploymentProps.builder().strategy(strategy);
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void theRuleSendsAllToTheFirstGroupAndKnowsTheOther(Anatomy.Tier tier) {
    String path = "Actions.0.ForwardConfig.TargetGroups.";

    assertThat(APP.referent(rule(tier), path + "0.TargetGroupArn")).isEqualTo(tier.targetGroup());
    assertThat(rule(tier).text(path + "0.Weight")).contains("1");
    assertThat(APP.referent(rule(tier), path + "1.TargetGroupArn")).isEqualTo(alternate(tier));
    assertThat(rule(tier).text(path + "1.Weight")).contains("0");
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void theRuleTakesEveryPathAfterAllOtherRules(Anatomy.Tier tier) {
    assertThat(rule(tier).text("Priority")).contains("50000");
    assertThat(rule(tier).text("Conditions.0.PathPatternConfig.Values.0")).contains("/*");
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void theRuleIsOfTheListenerThatForwards(Anatomy.Tier tier) {
    assertThat(APP.referent(rule(tier), "ListenerArn")).isEqualTo(tier.listener());
  }

  @Test
  void withACertificateThatIsTheOneOfHttps() {
    assertThat(APP.referent(rule(APP.frontend()), "ListenerArn").text("Port")).contains("443");
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void bothGroupsAreAlike(Anatomy.Tier tier) {
    assertThat(alternate(tier).properties()).isEqualTo(tier.targetGroup().properties());
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void theServiceWaitsForTheRuleAndTheRuleForTheListener(Anatomy.Tier tier) {
    assertThat(APP.madeBefore(tier.service()))
        .contains(rule(tier).logicalId(), role(tier).logicalId(), alternate(tier).logicalId());
    assertThat(APP.madeBefore(rule(tier))).contains(tier.listener().logicalId());
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void ecsMayMoveTheTrafficOfThisTierAndNothingElse(Anatomy.Tier tier) {
    String elb = "elasticloadbalancing:";

    assertThat(APP.grantsOf(role(tier)))
        .isEqualTo(
            Map.of(
                "*",
                Set.of(
                    elb + "DescribeListeners",
                    elb + "DescribeRules",
                    elb + "DescribeTargetGroups",
                    elb + "DescribeTargetHealth"),
                ref(tier.targetGroup()),
                Set.of(elb + "DeregisterTargets", elb + "RegisterTargets"),
                ref(alternate(tier)),
                Set.of(elb + "DeregisterTargets", elb + "RegisterTargets"),
                ref(tier.listener()),
                Set.of(elb + "ModifyListener"),
                ref(rule(tier)),
                Set.of(elb + "ModifyRule")));
    assertThat(role(tier).has("ManagedPolicyArns")).isFalse();
  }

  private static String ref(Resource resource) {
    return "${" + resource.logicalId() + "}";
  }

  @ParameterizedTest
  @EnumSource
  @Answers(Complaint.SHIFTS_WITHOUT_A_BREAKER)
  void theCircuitBreakerStaysOnWithEveryStrategy(DeploymentStrategy strategy) {
    String breaker = Strategies.CONFIGURATION + "DeploymentCircuitBreaker.";
    Anatomy app = Strategies.of(strategy);

    for (Anatomy.Tier tier : List.of(app.frontend(), app.backend())) {
      assertThat(tier.service().text(breaker + "Enable")).contains("true");
      assertThat(tier.service().text(breaker + "Rollback")).contains("true");
    }
  }

  @Test
  void tasksLetInTheLoadBalancerAloneAsEver() {
    Anatomy rolling = Strategies.of(DeploymentStrategy.ROLLING);

    assertThat(APP.admittedTo(APP.frontend().service()))
        .isEqualTo(rolling.admittedTo(rolling.frontend().service()));
    assertThat(APP.admittedTo(APP.backend().service()))
        .isEqualTo(rolling.admittedTo(rolling.backend().service()));
  }

  @Test
  void whatRollsAlreadyIsKeptAndOnlyAddedTo() {
    Anatomy rolling = Strategies.of(DeploymentStrategy.ROLLING);

    assertThat(Stream.of(APP.frontend(), APP.backend()).map(StrategyTest::idsOf))
        .containsExactly(idsOf(rolling.frontend()), idsOf(rolling.backend()));
    assertThat(APP.template.resources().stream().map(Resource::logicalId))
        .containsAll(rolling.template.resources().stream().map(Resource::logicalId).toList());
  }

  private static List<String> idsOf(Anatomy.Tier tier) {
    return Stream.of(tier.service(), tier.targetGroup(), tier.listener())
        .map(Resource::logicalId)
        .toList();
  }

  @Test
  void rollingMakesNeitherRulesNorFurtherGroups() {
    Anatomy rolling = Strategies.of(DeploymentStrategy.ROLLING);

    assertThat(rolling.template.resourcesOfType(RULE)).isEmpty();
    assertThat(rolling.template.resourcesOfType(TARGET_GROUP)).hasSize(2);
  }

  @Test
  void rollingIsWrittenDownIfAskedForSoThatAServiceReturnsToIt() {
    Anatomy rolling = Strategies.of(DeploymentStrategy.ROLLING);

    assertThat(rolling.backend().service().text(Strategies.CONFIGURATION + "Strategy"))
        .contains("ROLLING");
  }

  @Test
  void leftOutWaitsAndShares() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .frontend(
                        Templates.frontend()
                            .deployment(by(DeploymentStrategy.CANARY).build())
                            .build())
                    .backend(
                        Templates.backend()
                            .deployment(by(DeploymentStrategy.LINEAR).build())
                            .build()));

    assertThat(setting(app.frontend(), "BakeTimeInMinutes")).isEqualTo("5");
    assertThat(setting(app.frontend(), "CanaryConfiguration.CanaryPercent")).isEqualTo("5");
    assertThat(setting(app.frontend(), "CanaryConfiguration.CanaryBakeTimeInMinutes"))
        .isEqualTo("10");
    assertThat(setting(app.backend(), "LinearConfiguration.StepPercent")).isEqualTo("10");
    assertThat(setting(app.backend(), "LinearConfiguration.StepBakeTimeInMinutes")).isEqualTo("6");
  }

  private static String setting(Anatomy.Tier tier, String property) {
    return tier.service().text(Strategies.CONFIGURATION + property).orElse("not set");
  }

  @Test
  void withBridgeNetworkingBothGroupsTakeInstances() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .capacity(CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build())
                    .backend(
                        Templates.backend()
                            .deployment(Strategies.deployment(DeploymentStrategy.LINEAR))
                            .build()));
    Resource alternate =
        app.referent(app.backend().service(), Strategies.ADVANCED + "AlternateTargetGroupArn");

    assertThat(alternate.text("TargetType")).contains("instance");
    assertThat(alternate.properties()).isEqualTo(app.backend().targetGroup().properties());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NoHealthyTarget", "UnhealthyTargets"})
  void alarmsOnTargetsLookAtBothGroups(String alarm) {
    for (String tier : List.of("Frontend", "Backend")) {
      Anatomy.Tier watched = tier.equals("Frontend") ? APP.frontend() : APP.backend();
      Resource found =
          Anatomy.theOnly(
              APP.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
                  .filter(it -> it.logicalId().contains(tier + alarm))
                  .toList());

      assertThat(Text.of(found.list("Metrics")))
          .contains(watched.targetGroup().logicalId(), alternate(watched).logicalId(), "FILL");
    }
  }

  @Test
  void theDashboardShowsBothGroups() {
    Resource dashboard = theOnly(APP.template, "AWS::CloudWatch::Dashboard");

    assertThat(dashboard.text("DashboardBody").orElse(""))
        .contains(alternate(APP.frontend()).logicalId(), alternate(APP.backend()).logicalId());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ROLLING")
  void scalingByRequestsIsRefused(DeploymentStrategy strategy) {
    BackendProps.Builder backend =
        Templates.backend()
            .deployment(by(strategy).build())
            .autoScaling(AutoScalingProps.builder().maxTasks(4).requestsPerTarget(500).build());

    assertThatIllegalArgumentException()
        .isThrownBy(backend::build)
        .withMessage(
            "backend.autoScaling.requestsPerTarget: 500 is counted in one target group, and"
                + " deployment.strategy "
                + strategy
                + " moves the tasks between two; scale on CPU or memory, or leave strategy out");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ROLLING")
  void stickySessionsAreRefused(DeploymentStrategy strategy) {
    FrontendProps.Builder frontend =
        Templates.frontend()
            .deployment(by(strategy).build())
            .loadBalancer(LoadBalancerProps.builder().stickiness(Duration.hours(1)).build());

    assertThatIllegalArgumentException()
        .isThrownBy(frontend::build)
        .withMessage(
            "frontend.loadBalancer.stickiness: 3600 seconds would keep clients with the old tasks,"
                + " while deployment.strategy "
                + strategy
                + " shifts the traffic away from them; leave one of the two out");
  }

  @ParameterizedTest
  @CsvSource({"0.1, true", "0.5, true", "100, true", "0, false", "0.05, false", "100.1, false"})
  void aCanaryIsAShareInTenths(double percent, boolean accepted) {
    assertThat(refused(by(DeploymentStrategy.CANARY).canaryPercent(percent)))
        .isEqualTo(
            accepted
                ? ""
                : "deployment.canaryPercent: "
                    + percent
                    + " is not a multiple of 0.1 from 0.1 to 100 percent; set one such as 5");
  }

  @ParameterizedTest
  @CsvSource({"3, true", "16.1, true", "100, true", "2.9, false", "NaN, false", "100.1, false"})
  void soIsAStep(double percent, boolean accepted) {
    assertThat(refused(by(DeploymentStrategy.LINEAR).linearStepPercent(percent)))
        .isEqualTo(
            accepted
                ? ""
                : "deployment.linearStepPercent: "
                    + percent
                    + " is not a multiple of 0.1 from 3 to 100 percent; set one such as 10");
  }

  @Test
  void waitsAreWholeMinutesOfADayAtMost() {
    assertThat(refused(by(DeploymentStrategy.BLUE_GREEN).bakeTime(Duration.minutes(1_441))))
        .isEqualTo(
            "deployment.bakeTime: 1441 is not a whole number from 0 to 1 440 minutes; set one such"
                + " as Duration.minutes(5)");
    assertThat(refused(by(DeploymentStrategy.CANARY).canaryBakeTime(Duration.seconds(90))))
        .isEqualTo(
            "deployment.canaryBakeTime: 1.5 is not a whole number from 0 to 1 440 minutes; set one"
                + " such as Duration.minutes(10)");
    assertThat(refused(by(DeploymentStrategy.LINEAR).linearStepBakeTime(Duration.days(2))))
        .isEqualTo(
            "deployment.linearStepBakeTime: 2880 is not a whole number from 0 to 1 440 minutes; set"
                + " one such as Duration.minutes(6)");
  }

  @Test
  void aCanaryThatTakesLongerThanCloudFormationWaitsIsRefused() {
    DeploymentProps.Builder canary =
        by(DeploymentStrategy.CANARY).canaryBakeTime(Duration.hours(24));

    assertThat(refused(canary.bakeTime(Duration.hours(9)))).isEmpty();
    assertThat(refused(canary.bakeTime(Duration.minutes(541))))
        .isEqualTo(
            "deployment.canaryBakeTime: 1440 minutes once, and bakeTime 541, add up to 1 981"
                + " minutes, and CloudFormation allows 1 980; shorten one of them");
  }

  /** As CloudFormation counts: 10 percent are nine waits, and 11 percent nine too. */
  @ParameterizedTest
  @CsvSource({"10, 9, true", "11, 9, true", "12.5, 7, true", "10, 10, false"})
  void soAreStepsThatTakeLonger(double percent, int waits, boolean exact) {
    DeploymentProps.Builder linear =
        by(DeploymentStrategy.LINEAR).linearStepPercent(percent).bakeTime(Duration.minutes(0));
    long longest = 1_980 / waits;

    assertThat(refused(linear.linearStepBakeTime(Duration.minutes(longest)))).isEmpty();
    assertThat(refused(linear.linearStepBakeTime(Duration.minutes(longest + 1))))
        .matches(
            it -> exact == it.contains(" minutes " + waits + " times, and bakeTime 0, add up to "));
  }

  @Test
  void whatAnotherStrategyUsesIsRefused() {
    assertThat(
            refused(
                by(DeploymentStrategy.CANARY)
                    .linearStepPercent(10)
                    .linearStepBakeTime(Duration.minutes(1))))
        .isEqualTo(
            "2 problems:\n"
                + "  - deployment.linearStepPercent: 10 has no effect with strategy CANARY; set"
                + " strategy to LINEAR, or leave it out\n"
                + "  - deployment.linearStepBakeTime: 1 has no effect with strategy CANARY; set"
                + " strategy to LINEAR, or leave it out");
  }

  @Test
  void parametersReachTheTemplate() {
    Anatomy app =
        Templates.in(
            stack -> {
              Number number =
                  CfnParameter.Builder.create(stack, "Share")
                      .type("Number")
                      .build()
                      .getValueAsNumber();
              DeploymentProps canary =
                  by(DeploymentStrategy.CANARY)
                      .canaryPercent(number)
                      .canaryBakeTime(Duration.minutes(number))
                      .bakeTime(Duration.minutes(number))
                      .build();
              DeploymentProps linear =
                  by(DeploymentStrategy.LINEAR)
                      .linearStepPercent(number)
                      .linearStepBakeTime(Duration.minutes(number))
                      .build();
              new ThreeTierEcsApp(
                  stack,
                  "App",
                  Templates.props()
                      .frontend(Templates.frontend().deployment(canary).build())
                      .backend(Templates.backend().deployment(linear).build())
                      .build());
            });

    assertThat(
            Stream.of(
                setting(app.frontend(), "BakeTimeInMinutes"),
                setting(app.frontend(), "CanaryConfiguration.CanaryPercent"),
                setting(app.frontend(), "CanaryConfiguration.CanaryBakeTimeInMinutes"),
                setting(app.backend(), "LinearConfiguration.StepPercent"),
                setting(app.backend(), "LinearConfiguration.StepBakeTimeInMinutes")))
        .containsOnly("${Share}");
  }

  /** E10: AWS's page on its load balancers names targets of type ip alone. */
  @ParameterizedTest
  @CsvSource({"BRIDGE, CANARY, true", "BRIDGE, ROLLING, false", "AWSVPC, CANARY, false"})
  void trafficBetweenInstancesIsAWarning(
      TaskNetworking networking, DeploymentStrategy strategy, boolean warns) {
    Stack stack = new Stack(new App(), "Shop");
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .capacity(CapacityProps.builder().taskNetworking(networking).build())
            .backend(Templates.backend().deployment(by(strategy).build()).build())
            .build());

    Annotations said = Annotations.fromStack(stack);
    String warning =
        "backend.deployment.strategy: CANARY shifts traffic between targets of type instance.*"
            + "ack: ThreeTierEcsApp::TrafficShift.*";
    if (warns) {
      said.hasWarning("*", Match.stringLikeRegexp(warning));
    } else {
      said.hasNoWarning("*", Match.stringLikeRegexp(".*TrafficShift.*"));
    }
  }

  @Test
  void gettersSayWhatToSet() {
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(new Stack(new App(), "Demo"), "App", Templates.props().build());

    assertThatIllegalStateException()
        .isThrownBy(app.getFrontend()::getAlternateTargetGroup)
        .withMessage(
            "Traffic is shifted only with a frontend.deployment.strategy other than ROLLING; set"
                + " frontend.deployment.strategy to BLUE_GREEN, CANARY or LINEAR");
    assertThatIllegalStateException()
        .isThrownBy(app.getBackend()::getShiftRole)
        .withMessageStartingWith("Traffic is shifted only with a backend.deployment.strategy");
  }
}
