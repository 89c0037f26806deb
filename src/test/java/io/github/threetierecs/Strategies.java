package io.github.threetierecs;

import io.github.threetierecs.internal.template.Resource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** Applications whose deployments shift traffic, and what became of them. */
final class Strategies {
  static final String ADVANCED = "LoadBalancers.0.AdvancedConfiguration.";
  static final String TEST_RULE = ADVANCED + "TestListenerRule";
  static final String CONFIGURATION = "DeploymentConfiguration.";
  private static final Map<DeploymentStrategy, Anatomy> MADE =
      new EnumMap<>(DeploymentStrategy.class);

  private static @Nullable Anatomy tested;

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

  /** Both tiers with a port for tests: by TLS for clients of the frontend that may call. */
  static Anatomy tested() {
    if (tested == null) {
      tested = Templates.in(Strategies::tested);
    }
    return tested;
  }

  static ThreeTierEcsApp tested(Stack stack) {
    return new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .frontend(
                Templates.frontend()
                    .edge(
                        Edges.named(stack)
                            .allowedCidrs(List.of("203.0.113.0/24"))
                            .webAcl(WebAclProps.builder().build())
                            .build())
                    .deployment(builder(DeploymentStrategy.BLUE_GREEN).testPort(8443).build())
                    .build())
            .backend(
                Templates.backend()
                    .deployment(builder(DeploymentStrategy.CANARY).testPort(8080).build())
                    .build())
            .build());
  }

  static Resource testListener(Anatomy app, Anatomy.Tier tier) {
    return app.referent(app.referent(tier.service(), TEST_RULE), "ListenerArn");
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
    return builder(strategy).build();
  }

  static DeploymentProps.Builder builder(DeploymentStrategy strategy) {
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
    return deployment;
  }
}
