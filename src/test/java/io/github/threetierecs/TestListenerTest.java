package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.DeploymentLifecycleLambdaTarget;
import software.amazon.awscdk.services.ecs.DeploymentLifecycleLambdaTargetProps;
import software.amazon.awscdk.services.ecs.DeploymentLifecycleStage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionAttributes;

/** A port on which the new tasks of a deployment can be called before clients get there. */
class TestListenerTest {
  private static final Anatomy APP = Strategies.tested();
  private static final Anatomy OPEN =
      Templates.with(
          props ->
              props.frontend(
                  Templates.frontend()
                      .deployment(
                          DeploymentProps.builder()
                              .strategy(DeploymentStrategy.LINEAR)
                              .testPort(8080)
                              .build())
                      .build()));

  static List<Anatomy.Tier> tiers() {
    return List.of(APP.frontend(), APP.backend());
  }

  private static Resource listener(Anatomy.Tier tier) {
    return Strategies.testListener(APP, tier);
  }

  private static Resource rule(Anatomy.Tier tier) {
    return APP.referent(tier.service(), Strategies.TEST_RULE);
  }

  private static Resource productionRule(Anatomy.Tier tier) {
    return APP.referent(tier.service(), Strategies.ADVANCED + "ProductionListenerRule");
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void itIsOfTheTiersOwnLoadBalancer(Anatomy.Tier tier) {
    assertThat(APP.referent(listener(tier), "LoadBalancerArn")).isEqualTo(tier.loadBalancer());
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void itsRuleIsAnotherThanThatOfClientsAndBeginsAlike(Anatomy.Tier tier) {
    assertThat(rule(tier)).isNotEqualTo(productionRule(tier));
    for (String property : List.of("Actions", "Conditions", "Priority")) {
      assertThat(rule(tier).property(property))
          .as(property)
          .isPresent()
          .isEqualTo(productionRule(tier).property(property));
    }
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void nobodyGetsPastItsRule(Anatomy.Tier tier) {
    assertThat(Text.of(listener(tier).list("DefaultActions")))
        .contains("fixed-response", "404")
        .doesNotContain("TargetGroup");
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void theServiceWaitsForIt(Anatomy.Tier tier) {
    assertThat(APP.madeBefore(tier.service()))
        .contains(rule(tier).logicalId(), listener(tier).logicalId());
  }

  @Test
  void onTheFrontendItSpeaksTlsAsClientsDo() {
    Resource test = listener(APP.frontend());

    for (String property : List.of("Protocol", "Certificates", "SslPolicy")) {
      assertThat(test.property(property))
          .as(property)
          .isPresent()
          .isEqualTo(APP.frontend().listener().property(property));
    }
    assertThat(test.text("Protocol")).contains("HTTPS");
  }

  @Test
  void onTheBackendAndWithoutACertificateItSpeaksHttp() {
    assertThat(listener(APP.backend()).text("Protocol")).contains("HTTP");
    assertThat(Strategies.testListener(OPEN, OPEN.frontend()).text("Protocol")).contains("HTTP");
  }

  @Test
  void httpIsStillSentToHttpsAndNotToIt() {
    Resource redirect =
        Anatomy.theOnly(
            APP.balancing.listenersOf(APP.frontend().loadBalancer().logicalId()).stream()
                .filter(it -> it.text("Port").filter("80"::equals).isPresent())
                .toList());

    assertThat(redirect.text("DefaultActions.0.RedirectConfig.Port")).contains("443");
  }

  @Test
  void whoeverMayCallTheFrontendMayTestIt() {
    assertThat(APP.admittedTo(APP.frontend().loadBalancer()))
        .containsExactlyInAnyOrder(
            "tcp 80 from 203.0.113.0/24",
            "tcp 443 from 203.0.113.0/24",
            "tcp 8443 from 203.0.113.0/24");
    assertThat(OPEN.admittedTo(OPEN.frontend().loadBalancer()))
        .containsExactlyInAnyOrder("tcp 80 from 0.0.0.0/0", "tcp 8080 from 0.0.0.0/0");
  }

  @Test
  void theFrontendsTasksAloneMayTestTheBackend() {
    Resource client = APP.frontend().service();

    assertThat(APP.admittedTo(APP.backend().loadBalancer()))
        .containsExactlyInAnyOrder(APP.from(client, 80), APP.from(client, 8080));
  }

  @Test
  void tasksLetInTheirLoadBalancerAloneAsEver() {
    for (Anatomy.Tier tier : tiers()) {
      assertThat(APP.admittedTo(tier.service()))
          .containsExactly(APP.from(tier.loadBalancer(), tier.port()));
    }
  }

  @Test
  void theWebAclIsOfItsLoadBalancer() {
    Resource association = theOnly(APP.template, "AWS::WAFv2::WebACLAssociation");

    assertThat(APP.referent(association, "ResourceArn")).isEqualTo(APP.frontend().loadBalancer());
  }

  @ParameterizedTest
  @MethodSource("tiers")
  void ecsMayMoveItToo(Anatomy.Tier tier) {
    String role = APP.referent(tier.service(), Strategies.ADVANCED + "RoleArn").logicalId();
    Set<String> moved = new TreeSet<>();
    for (Resource listener :
        APP.template.resourcesOfType("AWS::ElasticLoadBalancingV2::Listener")) {
      if (APP.permissions.may(role, "elasticloadbalancing:ModifyListener", listener.logicalId())) {
        moved.add(listener.logicalId());
      }
    }

    assertThat(moved)
        .containsExactlyInAnyOrder(tier.listener().logicalId(), listener(tier).logicalId());
    assertThat(
            APP.template.resourcesOfType("AWS::ElasticLoadBalancingV2::ListenerRule").stream()
                .map(Resource::logicalId)
                .filter(it -> APP.permissions.may(role, "elasticloadbalancing:ModifyRule", it)))
        .containsExactlyInAnyOrder(productionRule(tier).logicalId(), rule(tier).logicalId());
  }

  @Test
  void aConditionNarrowsIt() {
    Anatomy app =
        Templates.in(
            stack ->
                Strategies.tested(stack)
                    .getFrontend()
                    .getTestRule()
                    .addCondition(ListenerCondition.sourceIps(List.of("203.0.113.7/32"))));

    assertThat(
            Text.of(
                app.referent(app.frontend().service(), Strategies.TEST_RULE).list("Conditions")))
        .contains("/*", "203.0.113.7/32");
  }

  @Test
  void aHookHoldsTheDeployment() {
    Anatomy app =
        Templates.in(
            stack ->
                Strategies.tested(stack)
                    .getBackendService()
                    .addLifecycleHook(
                        new DeploymentLifecycleLambdaTarget(
                            Function.fromFunctionAttributes(
                                stack,
                                "Check",
                                FunctionAttributes.builder()
                                    .functionArn(
                                        "arn:aws:lambda:eu-central-1:111111111111:function:check")
                                    .sameEnvironment(true)
                                    .build()),
                            "Check",
                            DeploymentLifecycleLambdaTargetProps.builder()
                                .lifecycleStages(
                                    List.of(DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT))
                                .build())));

    assertThat(
            app.backend()
                .service()
                .text(Strategies.CONFIGURATION + "LifecycleHooks.0.LifecycleStages.0"))
        .contains("POST_TEST_TRAFFIC_SHIFT");
  }

  @Test
  void aParameterReachesTheTemplate() {
    Stack stack = new Stack(Templates.lenientApp(), "Shop");
    Number port =
        CfnParameter.Builder.create(stack, "Port").type("Number").build().getValueAsNumber();
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .backend(
                Templates.backend()
                    .deployment(
                        DeploymentProps.builder()
                            .strategy(DeploymentStrategy.BLUE_GREEN)
                            .testPort(port)
                            .build())
                    .build())
            .build());
    Anatomy app = Templates.of(stack);

    assertThat(
            Strategies.testListener(app, app.backend()).property("Port").flatMap(Reference::idOf))
        .contains("Port");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          80    | is a port on which the load balancers serve clients; set another, such as 8443
          443   | is a port on which the load balancers serve clients; set another, such as 8443
          0     | is not a whole number from 1 to 65 535; set one such as 8443
          65536 | is not a whole number from 1 to 65 535; set one such as 8443
          """)
  void whatIsNoFreePortIsRefused(int port, String because) {
    DeploymentProps.Builder deployment =
        DeploymentProps.builder().strategy(DeploymentStrategy.BLUE_GREEN).testPort(port);

    assertThatIllegalArgumentException()
        .isThrownBy(deployment::build)
        .withMessage("deployment.testPort: " + port + " " + because);
  }

  @Test
  void gettersSayWhatToSet() {
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(new Stack(new App(), "Demo"), "App", Templates.props().build());

    assertThatIllegalStateException()
        .isThrownBy(app.getFrontend()::getTestListener)
        .withMessage(
            "There is a test listener only with frontend.deployment.testPort; set it, and"
                + " frontend.deployment.strategy to BLUE_GREEN, CANARY or LINEAR");
    assertThatIllegalStateException()
        .isThrownBy(app.getBackend()::getTestRule)
        .withMessageStartingWith("There is a test listener only with backend.");
  }
}
