package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;

/** What the number of tasks follows. */
final class AutoScalingTable {
  private static final String UNSET = "not set";
  private static final Anatomy APP =
      Templates.with(
          props ->
              props
                  .frontend(Templates.frontend().autoScaling(Scaling.scaling()).build())
                  .backend(Templates.backend().autoScaling(Scaling.scaling()).build()));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          effects(),
          List.of(
              arguments("autoScaling.memoryUtilizationPercent", 0, "0 is not a whole number from 1 to 100 percent; set 70, or leave it out not to scale on memory"),
              arguments("autoScaling.requestsPerTarget", 0, "0 is not a whole number from 1 to 1 000 000 requests a minute; set what one task serves easily in a minute"),
              arguments("autoScaling.scaleInCooldown", Duration.millis(1_500), "1.5 is not a whole number from 0 to 86 400 seconds; set one such as Duration.minutes(5)"),
              arguments("autoScaling.scaleOutCooldown", Duration.days(2), "172800 is not a whole number from 0 to 86 400 seconds; set one such as Duration.minutes(1)"),
              arguments("autoScaling.scaleOnCpu", false, "false leaves nothing to scale on; leave scaleOnCpu out, or set memoryUtilizationPercent, requestsPerTarget or schedules"),
              arguments("autoScaling.schedules", Map.of("", Scaling.to(1, 2)), "\"\" is not a name that scheduled scaling allows; use one such as \"morning\""),
              arguments("autoScaling.schedules", Map.of("a/b", Scaling.to(1, 2)), "\"a/b\" is not a name that scheduled scaling allows; use one such as \"morning\""),
              arguments("autoScaling.schedules", Collections.singletonMap(null, Scaling.to(1, 2)), "null is not a name that scheduled scaling allows; use one such as \"morning\"")),
          List.of());
  // spotless:on

  private AutoScalingTable() {}

  // spotless:off
  private static List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    both(effects, "scaleOnCpu", "ALBRequestCountPerTarget, ECSServiceAverageMemoryUtilization", AutoScalingTable::metrics);
    both(effects, "memoryUtilizationPercent", "70", (app, tier) -> text(app, tier, "ECSServiceAverageMemoryUtilization", "TargetValue"));
    both(effects, "requestsPerTarget", "500", (app, tier) -> text(app, tier, "ALBRequestCountPerTarget", "TargetValue"));
    both(effects, "scaleInCooldown", "600", (app, tier) -> text(app, tier, "ALBRequestCountPerTarget", "ScaleInCooldown"));
    both(effects, "scaleOutCooldown", "60", (app, tier) -> text(app, tier, "ALBRequestCountPerTarget", "ScaleOutCooldown"));
    both(effects, "schedules", "morning: cron(0 6 * * ? *)", AutoScalingTable::schedule);
    return effects;
  }
  // spotless:on

  private static void both(
      List<Effect> effects,
      String option,
      String chosen,
      BiFunction<Anatomy, Anatomy.Tier, String> effect) {
    effects.add(
        new Effect(
            "frontend.autoScaling." + option,
            UNSET,
            UNSET,
            chosen,
            () -> APP,
            app -> effect.apply(app, app.frontend())));
    effects.add(
        new Effect(
            "backend.autoScaling." + option,
            UNSET,
            UNSET,
            chosen,
            () -> APP,
            app -> effect.apply(app, app.backend())));
  }

  private static String metrics(Anatomy app, Anatomy.Tier tier) {
    return isScaled(app)
        ? Scaling.policies(app, tier).stream()
            .map(Scaling::metric)
            .sorted()
            .collect(Collectors.joining(", "))
        : UNSET;
  }

  private static String text(Anatomy app, Anatomy.Tier tier, String metric, String property) {
    return isScaled(app)
        ? Scaling.policies(app, tier).stream()
            .filter(it -> Scaling.metric(it).equals(metric))
            .flatMap(it -> it.text(Scaling.CONFIGURATION + property).stream())
            .findFirst()
            .orElse(UNSET)
        : UNSET;
  }

  private static String schedule(Anatomy app, Anatomy.Tier tier) {
    return isScaled(app)
        ? Scaling.target(app, tier).text("ScheduledActions.0.ScheduledActionName").orElse(UNSET)
            + ": "
            + Scaling.target(app, tier).text("ScheduledActions.0.Schedule").orElse(UNSET)
        : UNSET;
  }

  private static boolean isScaled(Anatomy app) {
    return !app.template.resourcesOfType("AWS::ApplicationAutoScaling::ScalableTarget").isEmpty();
  }
}
