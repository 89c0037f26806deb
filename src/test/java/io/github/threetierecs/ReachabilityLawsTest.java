package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.constructs.Node;

/** The laws hold of the defaults, and each is broken by what breaks it. */
class ReachabilityLawsTest {
  @ParameterizedTest
  @EnumSource(Profile.class)
  void theyHoldOfTheDefaults(Profile profile) {
    assertThat(ReachabilityLaws.violations(Templates.of(profile).template)).isEmpty();
  }

  @Test
  void aTemplateWithoutAnApplicationIsNoneOfTheirs() {
    assertThat(ReachabilityLaws.violations(StackTemplate.of(Map.of()))).isEmpty();
  }

  @Test
  void aRuleTooManyIsTold() {
    List<String> violations =
        violations(
            app ->
                app.getDatabase()
                    .getConnections()
                    .allowFrom(app.getFrontendService(), Port.tcp(3306), "Oops"));

    assertThat(violations).anyMatch(it -> it.startsWith("the frontend can reach the database on"));
    assertThat(violations).allMatch(it -> it.contains("Oops"));
  }

  @Test
  void soIsAPortTooManyForSomebodyWhoMayCall() {
    assertThat(
            violations(
                app ->
                    app.getBackendService()
                        .getConnections()
                        .allowFrom(app.getBackendLoadBalancer(), Port.tcp(9000), "Oops")))
        .isNotEmpty()
        .allMatch(
            it -> it.startsWith("the backend load balancer can reach the backend on 9000, since"));
  }

  @Test
  void soIsARuleTooFew() {
    assertThat(
            violations(
                app -> {
                  Node group =
                      app.getDatabase().getConnections().getSecurityGroups().get(0).getNode();
                  group.getChildren().stream()
                      .filter(CfnSecurityGroupIngress.class::isInstance)
                      .forEach(rule -> group.tryRemoveChild(rule.getNode().getId()));
                }))
        .containsExactly("the backend cannot reach the database on 3306");
  }

  @Test
  void soIsALoadBalancerThatLeadsAstray() {
    assertThat(
            violations(
                app ->
                    app.getFrontend()
                        .getListener()
                        .addTargets(
                            "Api",
                            AddApplicationTargetsProps.builder()
                                .port(80)
                                .priority(10)
                                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/*"))))
                                .targets(List.of(app.getBackendService()))
                                .build())))
        .contains("the frontend load balancer forwards to backend");
  }

  private static List<String> violations(Consumer<ThreeTierEcsApp> change) {
    return ReachabilityLaws.violations(
        Templates.in(
                stack ->
                    change.accept(new ThreeTierEcsApp(stack, "App", Templates.props().build())))
            .template);
  }
}
