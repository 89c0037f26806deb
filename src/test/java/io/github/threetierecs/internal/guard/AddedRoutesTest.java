package io.github.threetierecs.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.Profile;
import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** How many services there can be behind the internal load balancer. */
class AddedRoutesTest {

  @ParameterizedTest
  @EnumSource(
      value = DeploymentStrategy.class,
      names = {"ROLLING", "CANARY"})
  void aLoadBalancerHasAHundredTargetGroups(DeploymentStrategy strategy) {
    AddedRoutes routes = new AddedRoutes(app(strategy));
    int most = strategy == DeploymentStrategy.ROLLING ? 99 : 98;
    Problems problems = new Problems("");
    for (int i = 1; i <= most; i++) {
      routes.check(problems, route(i));
      routes.add(route(i));
    }

    assertThat(problems.areThere()).isFalse();
    routes.check(problems, route(most + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(problems::refuse)
        .withMessage(
            "added backend.pathPatterns: [/path%s] need one more target group than the 100 that"
                    .formatted(most + 1)
                + " Elastic Load Balancing allows for the internal load balancer; let one service"
                + " answer several paths");
  }

  private static Values app(DeploymentStrategy strategy) {
    Values deployment = Values.none().with(DeploymentOptions.STRATEGY, strategy);
    return Values.none()
        .with(AppOptions.BACKEND, Values.none().with(ServiceOptions.DEPLOYMENT, deployment))
        .in(Profile.PRODUCTION);
  }

  private static Values route(int number) {
    return Values.none()
        .at("added backend")
        .with(AddedBackendOptions.PATH_PATTERNS, List.of("/path" + number))
        .with(AddedBackendOptions.PRIORITY, number)
        .in(Profile.PRODUCTION);
  }
}
