package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.OptionChange.Deployed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/**
 * E5, E9: what ECS shifts traffic with is not replaced while a strategy does so. The new rule would
 * lead to the first target group, and the tasks may be in the other.
 */
class ShiftChangesTest {
  private static final String STRATEGY = "deployment.strategy";

  /** Whatever is done to target groups or listeners, in any service. */
  static List<OptionChange> changes() {
    return OptionChanges.all().stream()
        .filter(it -> !it.isOfRepositories() && !it.option().startsWith("deployment."))
        .filter(it -> !it.option().equals("profile"))
        // No strategy of the backend goes together with it, and nothing of the frontend changes.
        .filter(it -> !it.option().equals("edge.backendPaths"))
        // Nothing shifts the traffic of what is added.
        .filter(it -> Options.ADDED.stream().noneMatch(of -> it.option().startsWith(of + ".")))
        .filter(
            it ->
                Stream.of(change(it.first(), it.second()), change(it.second(), it.first()))
                    .anyMatch(
                        change ->
                            Stream.of("TargetGroup", "Listener")
                                .map("AWS::ElasticLoadBalancingV2::"::concat)
                                .anyMatch(change::losesAny)))
        .toList();
  }

  @Test
  void thereAreSuchChanges() {
    assertThat(changes())
        .extracting(OptionChange::option)
        .contains("loadBalancer.targetProtocol", "capacity.taskNetworking", "edge.certificate");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatWouldBeReplacedIsRefusedAndNothingElse(OptionChange change) {
    OptionChange shifted = change.given(STRATEGY, DeploymentStrategy.BLUE_GREEN);

    refusedIfReplaced(shifted.first(), shifted.second());
    refusedIfReplaced(shifted.second(), shifted.first());
  }

  private static void refusedIfReplaced(Deployed before, Deployed after) {
    TemplateChange change = change(before, after);
    boolean replaces =
        change.replacesAny("AWS::ElasticLoadBalancingV2::ListenerRule")
            || change.replacesAny("AWS::ElasticLoadBalancingV2::TargetGroup")
            // With another id it is another one too.
            || change.losesAny("AWS::ElasticLoadBalancingV2::TargetGroup");

    assertThat(DeployedRules.refusals(before.json(), after.json()).isEmpty())
        .isEqualTo(!replaces && !change.losesWhatMustStay());
  }

  /** The way that the refusal names. */
  @ParameterizedTest
  @MethodSource("changes")
  void throughRollingItIsNotRefusedForTheShift(OptionChange change) {
    OptionChange shifted = change.given(STRATEGY, DeploymentStrategy.BLUE_GREEN);

    for (List<Deployed> step :
        List.of(
            List.of(shifted.first(), change.first()),
            List.of(change.second(), shifted.second()),
            List.of(shifted.second(), change.second()),
            List.of(change.first(), shifted.first()))) {
      assertThat(DeployedRules.refusals(step.get(0).json(), step.get(1).json())).isEmpty();
    }
  }

  @Test
  void theRefusalNamesTheTierWhatItComesFromAndTheWay() {
    OptionChange tls =
        OptionChange.to(
                "backend.loadBalancer.targetProtocol",
                software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol.HTTPS)
            .given("backend.deployment.strategy", DeploymentStrategy.CANARY);

    assertThat(DeployedRules.refusals(tls.first().json(), tls.second().json()))
        .singleElement()
        .asString()
        .startsWith(
            "This replaces what ECS shifts the backend's traffic with, while all of it may be on"
                + " what is replaced: errors 503. It comes from"
                + " backend.loadBalancer.targetProtocol, backend.protocolVersion, backend.tls or"
                + " capacity.taskNetworking. Deploy with backend.deployment.strategy ROLLING first,"
                + " then with the change, then with the strategy. Set back what was changed.")
        .endsWith("=targets:HTTPS/networking:AWSVPC");
  }

  private static TemplateChange change(Deployed before, Deployed after) {
    return new TemplateChange(before.template(), after.template());
  }
}
