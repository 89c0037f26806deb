package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IAlarm;

/** How a new version takes over. */
final class DeploymentTable {
  private static final String CONFIGURATION = "DeploymentConfiguration.";

  private static final Anatomy APP =
      Templates.in(
          stack -> {
            IAlarm alarm =
                Alarm.fromAlarmArn(
                    stack, "Canary", "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:canary");
            DeploymentProps deployment =
                DeploymentProps.builder()
                    .minHealthyPercent(50)
                    .maxHealthyPercent(150)
                    .drainTime(Duration.seconds(45))
                    .alarms(List.of(alarm))
                    .build();
            new ThreeTierEcsApp(
                stack,
                "App",
                Templates.props()
                    .frontend(Templates.frontend().deployment(deployment).build())
                    .backend(Templates.backend().deployment(deployment).build())
                    .build());
          });

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          effects(),
          List.of(
              arguments("deployment.minHealthyPercent", 101, "101 is not a whole number from 0 to 100 percent; leave both out to start new tasks before old ones stop"),
              arguments("deployment.maxHealthyPercent", 99, "99 is not a whole number from 100 to 200 percent; leave both out to start new tasks before old ones stop"),
              arguments("deployment.drainTime", Duration.hours(2), "7200 is not a whole number from 0 to 3 600 seconds; set one such as Duration.seconds(20)"),
              arguments("deployment.alarms", Collections.singletonList(null), "null is at index 0 and is not an alarm; leave it out")),
          List.of("service.deployment"));
  // spotless:on

  private DeploymentTable() {}

  // spotless:off
  private static List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    both(effects, "deployment", "100", "50", tier -> tier.service().text(CONFIGURATION + "MinimumHealthyPercent").orElse("not set"));
    both(effects, "deployment.minHealthyPercent", "100", "50", tier -> tier.service().text(CONFIGURATION + "MinimumHealthyPercent").orElse("not set"));
    both(effects, "deployment.maxHealthyPercent", "200", "150", tier -> tier.service().text(CONFIGURATION + "MaximumPercent").orElse("not set"));
    both(effects, "deployment.drainTime", "20", "45", tier -> tier.targetGroupAttribute("deregistration_delay.timeout_seconds"));
    both(effects, "deployment.alarms", "not set", "canary", tier -> tier.service().text(CONFIGURATION + "Alarms.AlarmNames.0").orElse("not set"));
    return effects;
  }
  // spotless:on

  private static void both(
      List<Effect> effects,
      String option,
      String otherwise,
      String chosen,
      Function<Anatomy.Tier, String> effect) {
    effects.add(
        new Effect(
            "frontend." + option,
            otherwise,
            otherwise,
            chosen,
            () -> APP,
            app -> effect.apply(app.frontend())));
    effects.add(
        new Effect(
            "backend." + option,
            otherwise,
            otherwise,
            chosen,
            () -> APP,
            app -> effect.apply(app.backend())));
  }
}
