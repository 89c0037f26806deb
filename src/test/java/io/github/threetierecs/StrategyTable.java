package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** How traffic gets to the new tasks of a deployment. */
final class StrategyTable {
  private static final String UNSET = "not set";

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          effects(),
          List.of(
              arguments("deployment.testPort", 8443, "8443 has no effect with strategy ROLLING; set strategy to BLUE_GREEN, CANARY or LINEAR, or leave it out"),
              arguments("deployment.bakeTime", Duration.minutes(15), "15 has no effect with strategy ROLLING; set strategy to BLUE_GREEN, CANARY or LINEAR, or leave it out"),
              arguments("deployment.canaryPercent", 0, "0 has no effect with strategy ROLLING; set strategy to CANARY, or leave it out"),
              arguments("deployment.canaryBakeTime", Duration.seconds(90), "1.5 has no effect with strategy ROLLING; set strategy to CANARY, or leave it out"),
              arguments("deployment.linearStepPercent", 5, "5 has no effect with strategy ROLLING; set strategy to LINEAR, or leave it out"),
              arguments("deployment.linearStepBakeTime", Duration.hours(1), "60 has no effect with strategy ROLLING; set strategy to LINEAR, or leave it out")),
          List.of("deployment.strategy"));
  // spotless:on

  private StrategyTable() {}

  // spotless:off
  private static List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    both(effects, "strategy", "ROLLING", "BLUE_GREEN", DeploymentStrategy.BLUE_GREEN, "Strategy");
    testPort(effects);
    both(effects, "bakeTime", UNSET, "15", DeploymentStrategy.BLUE_GREEN, "BakeTimeInMinutes");
    both(effects, "canaryPercent", UNSET, "0.5", DeploymentStrategy.CANARY, "CanaryConfiguration.CanaryPercent");
    both(effects, "canaryBakeTime", UNSET, "30", DeploymentStrategy.CANARY, "CanaryConfiguration.CanaryBakeTimeInMinutes");
    both(effects, "linearStepPercent", UNSET, "25", DeploymentStrategy.LINEAR, "LinearConfiguration.StepPercent");
    both(effects, "linearStepBakeTime", UNSET, "3", DeploymentStrategy.LINEAR, "LinearConfiguration.StepBakeTimeInMinutes");
    return effects;
  }
  // spotless:on

  private static void testPort(List<Effect> effects) {
    Stream.of("frontend", "backend")
        .forEach(
            tier ->
                effects.add(
                    new Effect(
                        tier + ".deployment.testPort",
                        UNSET,
                        UNSET,
                        tier.equals("frontend") ? "8443" : "8080",
                        Strategies::tested,
                        app -> {
                          Anatomy.Tier it =
                              tier.equals("frontend") ? app.frontend() : app.backend();
                          return it.service().has(Strategies.TEST_RULE)
                              ? Strategies.testListener(app, it).text("Port").orElse(UNSET)
                              : UNSET;
                        })));
  }

  private static void both(
      List<Effect> effects,
      String option,
      String otherwise,
      String chosen,
      DeploymentStrategy strategy,
      String property) {
    Stream.of("frontend", "backend")
        .forEach(
            tier ->
                effects.add(
                    new Effect(
                        tier + ".deployment." + option,
                        otherwise,
                        otherwise,
                        chosen,
                        () -> Strategies.of(strategy),
                        app ->
                            (tier.equals("frontend") ? app.frontend() : app.backend())
                                .service()
                                .text(Strategies.CONFIGURATION + property)
                                .orElse(UNSET))));
  }
}
