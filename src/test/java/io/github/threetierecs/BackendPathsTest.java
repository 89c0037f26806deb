package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/** Paths of the public name lead to the backend's tasks, and no request to them is lost. */
class BackendPathsTest {
  private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";
  private static final List<String> SIX = List.of("/a", "/b", "/c", "/d", "/e", "/api/*");
  static final Anatomy APP = app(it -> it.backendPaths(SIX), it -> it);

  private static Anatomy app(
      UnaryOperator<EdgeProps.Builder> edge, UnaryOperator<BackendProps.Builder> backend) {
    return Templates.with(
        props ->
            props
                .frontend(
                    Templates.frontend().edge(edge.apply(EdgeProps.builder()).build()).build())
                .backend(backend.apply(Templates.backend()).build()));
  }

  private static Resource service(Anatomy app, String tier) {
    return Anatomy.theOnly(
        app.template.resourcesOfType("AWS::ECS::Service").stream()
            .filter(it -> it.logicalId().contains(tier))
            .toList());
  }

  private static List<Resource> rules(Anatomy app, String name) {
    return app.template.resourcesOfType(RULE).stream()
        .filter(it -> it.logicalId().contains(name))
        .toList();
  }

  private static Resource targets(Anatomy app) {
    return app.referent(service(app, "Backend"), "LoadBalancers.1.TargetGroupArn");
  }

  @Test
  void thePathsLeadFromTheListenerOfTheFrontendToTheBackendsTasks() {
    List<Resource> paths = rules(APP, "BackendPaths");

    assertThat(paths)
        .extracting(it -> it.text("Priority").orElse("") + " " + values(it))
        .containsExactlyInAnyOrder("49001 [/a, /b, /c, /d, /e]", "49002 [/api/*]");
    assertThat(paths)
        .allSatisfy(
            it -> {
              assertThat(APP.referent(it, "ListenerArn")).isEqualTo(APP.frontend().listener());
              assertThat(APP.referent(it, "Actions.0.TargetGroupArn")).isEqualTo(targets(APP));
            });
    assertThat(APP.referent(service(APP, "Backend"), "LoadBalancers.0.TargetGroupArn"))
        .isNotEqualTo(targets(APP));
  }

  private static List<Object> values(Resource rule) {
    return rule.list("Conditions.0.PathPatternConfig.Values");
  }

  /** Nobody is led to tasks that have not registered yet, also when the option is set later. */
  @Test
  void theRulesOfThePathsWaitForTheTasksAndTheTasksForARuleThatNobodyMeets() {
    Resource first = Anatomy.theOnly(rules(APP, "BackendTargets"));
    Resource backend = service(APP, "Backend");

    assertThat(first.text("Conditions.1.HttpRequestMethodConfig.Values.0")).contains("NO-METHOD");
    assertThat(values(first)).containsExactly("/a");
    assertThat(APP.madeBefore(backend)).contains(first.logicalId());
    rules(APP, "BackendPaths")
        .forEach(it -> assertThat(APP.madeBefore(it)).contains(backend.logicalId()));
  }

  @Test
  void theTargetGroupIsMadeAsThatOfTheBackend() {
    Anatomy app =
        app(
            it -> it.backendPaths(List.of("/api/*")),
            it ->
                it.healthCheckPath("/health")
                    .healthyHttpCodes("200-299")
                    .loadBalancer(
                        LoadBalancerProps.builder()
                            .stickiness(software.amazon.awscdk.Duration.hours(1))
                            .build()));
    Resource own = app.referent(service(app, "Backend"), "LoadBalancers.0.TargetGroupArn");

    for (String property :
        List.of(
            "HealthCheckPath", "Matcher.HttpCode", "Protocol", "TargetGroupAttributes", "Port")) {
      assertThat(targets(app).property(property)).isEqualTo(own.property(property));
    }
  }

  @Test
  void onlyTheFrontendsLoadBalancerReachesTheBackendBesideItsOwn() {
    Reachability reachability = APP.reachability;
    String backend = service(APP, "Backend").logicalId();

    assertThat(
            Stream.of("FrontendLoadBalancer", "BackendLoadBalancer")
                .map(
                    name ->
                        APP
                            .template
                            .resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer")
                            .stream()
                            .filter(it -> it.logicalId().contains(name))
                            .findFirst()
                            .orElseThrow())
                .allMatch(
                    it -> !reachability.whyReachable(it.logicalId(), backend, "8080").isEmpty()))
        .isTrue();
    assertThat(reachability.whyReachable(service(APP, "Frontend").logicalId(), backend, "8080"))
        .isEmpty();
    assertThat(ReachabilityLaws.violations(APP.template)).isEmpty();
  }

  @Test
  void theListenerForTestsLeadsThePathsToo() {
    Anatomy app =
        Templates.with(
            props ->
                props.frontend(
                    Templates.frontend()
                        .edge(EdgeProps.builder().backendPaths(List.of("/api/*")).build())
                        .deployment(
                            Strategies.builder(DeploymentStrategy.BLUE_GREEN)
                                .testPort(8443)
                                .build())
                        .build()));
    Resource rule = Anatomy.theOnly(rules(app, "TestBackendPaths"));

    assertThat(app.referent(rule, "ListenerArn").text("Port")).contains("8443");
    assertThat(app.referent(rule, "Actions.0.TargetGroupArn")).isEqualTo(targets(app));
  }

  /** A target group has one load balancer, and that of another scheme is another one. */
  @Test
  void anInternalApplicationHasATargetGroupOfItsOwn() {
    Anatomy app = app(it -> it.backendPaths(SIX).internal(true), it -> it);

    assertThat(targets(app).logicalId())
        .contains("FrontendInternal")
        .isNotEqualTo(targets(APP).logicalId());
  }

  @Test
  void itsTargetsAreWatchedAndShown() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .frontend(
                        Templates.frontend()
                            .edge(EdgeProps.builder().backendPaths(List.of("/api/*")).build())
                            .build())
                    .observability(ObservabilityProps.builder().build()));

    assertThat(app.template.resourcesOfType("AWS::CloudWatch::Alarm"))
        .filteredOn(it -> Reference.idsIn(it.properties()).contains(targets(app).logicalId()))
        .extracting(it -> it.logicalId().replaceAll("[0-9A-F]{8}$", ""))
        .containsExactlyInAnyOrder(
            "AppObservabilityPublicBackendNoHealthyTarget",
            "AppObservabilityPublicBackendUnhealthyTargets");
  }

  @Test
  void picturesNameThePathsAndNotTheRuleThatNoRequestMeets() {
    assertThat(LoadBalancing.of(APP.template).requestsFor(service(APP, "Backend")))
        .containsExactly("/a, /b, /c, /d, /e", "/api/*");
    assertThat(
            Plans.of(APP.json).partsOf(PartKind.SERVICE).stream()
                .flatMap(it -> it.fact("Requests").map(of -> it.name() + ": " + of).stream()))
        .containsExactly("Backend service: /a, /b, /c, /d, /e; /api/*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api/* | does not begin with /; write \"/api/*\"",
        "/*    | takes all requests, and leaves the frontend none; name the paths of the backend,"
            + " such as \"/api/*\"",
        "/**   | takes all requests",
        "/a%20 | has characters that a rule of the load balancer does not allow in a path; write ?"
            + " for each, or * for any number of them",
        "/*/*/*/*/*/* | has 6 wildcards, and a rule of the load balancer allows 5; write fewer of *"
            + " and ?",
      })
  void aPathThatNoRuleCanHaveIsRefused(String path, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(EdgeProps.builder().backendPaths(List.of(path))::build)
        .withMessageStartingWith("edge.backendPaths[0]: \"" + path + "\" " + words);
  }

  @Test
  void allThatIsWrongWithPathsIsSaidAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            EdgeProps.builder().backendPaths(List.of("/" + "a".repeat(128), "/b", "/b"))::build)
        .withMessageContainingAll(
            " has 129 characters, and a rule of the load balancer allows 128; name what it begins"
                + " with, and * behind it",
            "edge.backendPaths[2]: \"/b\" is named twice; name it once");
    assertThatIllegalArgumentException()
        .isThrownBy(
            EdgeProps.builder()
                    .backendPaths(IntStream.range(0, 201).mapToObj(it -> "/" + it).toList())
                ::build)
        .withMessage(
            "edge.backendPaths: 201 paths are 41 rules of the listener, and at most 40 are allowed;"
                + " name what they begin with, such as \"/api/*\"");
    assertThatIllegalArgumentException()
        .isThrownBy(EdgeProps.builder().backendPaths(Collections.singletonList(null))::build)
        .withMessage("edge.backendPaths[0]: null is not a path; leave it out");
  }

  @Test
  void aVersionThatNeedsHttpsIsRefusedWithoutIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grpc(stack -> EdgeProps.builder()))
        .withMessage(
            "frontend.edge.backendPaths: [/api/*] lead to tasks with backend.protocolVersion GRPC,"
                + " which needs an HTTPS listener, and the frontend's load balancer has none; set"
                + " frontend.edge.certificate, or frontend.edge.hostedZone and domainName");
    assertThat(targets(grpc(Edges::named)).text("ProtocolVersion")).contains("GRPC");
  }

  private static Anatomy grpc(Function<Stack, EdgeProps.Builder> edge) {
    return Templates.with(
        (stack, props) ->
            props
                .frontend(
                    Templates.frontend()
                        .edge(edge.apply(stack).backendPaths(List.of("/api/*")).build())
                        .build())
                .backend(
                    Templates.backend()
                        .tls(BackendTlsTest.tls(stack).build())
                        .protocolVersion(ApplicationProtocolVersion.GRPC)
                        .build()));
  }

  @Test
  void theGetterSaysWhatMakesTheTargetGroup() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());

    assertThatIllegalStateException()
        .isThrownBy(app.getFrontend()::getBackendTargetGroup)
        .withMessage(
            "The backend's tasks register at the frontend's load balancer only with"
                + " frontend.edge.backendPaths; set it");
  }

  @Test
  void theGetterGivesTheTargetGroup() {
    Stack stack = new Stack();
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props()
                .frontend(
                    Templates.frontend()
                        .edge(EdgeProps.builder().backendPaths(SIX).build())
                        .build())
                .build());

    assertThat(
            Reference.idOf(
                stack.resolve(app.getFrontend().getBackendTargetGroup().getTargetGroupArn())))
        .contains(targets(APP).logicalId());
  }
}
