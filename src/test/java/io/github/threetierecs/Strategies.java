package io.github.threetierecs;

import java.util.EnumMap;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** Applications whose deployments shift traffic, and what became of them. */
final class Strategies {
  static final String ADVANCED = "LoadBalancers.0.AdvancedConfiguration.";
  static final String CONFIGURATION = "DeploymentConfiguration.";
  private static final Map<DeploymentStrategy, Anatomy> MADE =
      new EnumMap<>(DeploymentStrategy.class);

  private Strategies() {}

  /** Both tiers by this strategy, with all of its options set, HTTPS and alarms. */
  static Anatomy of(DeploymentStrategy strategy) {
    Anatomy made = MADE.get(strategy);
    if (made == null) {
      made = Templates.in(stack -> app(stack, strategy));
      MADE.put(strategy, made);
    }
    return made;
  }

  static ThreeTierEcsApp app(Stack stack, DeploymentStrategy strategy) {
    return new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .frontend(
                Templates.frontend()
                    .edge(Edges.named(stack).build())
                    .deployment(deployment(strategy))
                    .build())
            .backend(Templates.backend().deployment(deployment(strategy)).build())
            .observability(ObservabilityProps.builder().build())
            .build());
  }

  static DeploymentProps deployment(DeploymentStrategy strategy) {
    DeploymentProps.Builder deployment = DeploymentProps.builder().strategy(strategy);
    if (strategy != DeploymentStrategy.ROLLING) {
      deployment.bakeTime(Duration.minutes(15));
    }
    if (strategy == DeploymentStrategy.CANARY) {
      deployment.canaryPercent(0.5).canaryBakeTime(Duration.minutes(30));
    }
    if (strategy == DeploymentStrategy.LINEAR) {
      deployment.linearStepPercent(25).linearStepBakeTime(Duration.minutes(3));
    }
    return deployment.build();
  }
}
