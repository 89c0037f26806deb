package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;

/** How the load balancers of both tiers treat requests, and what they write down of them. */
final class LoadBalancerTable {
  private static final String UNSET = "not set";

  /** Every option set, other than any default, and otherwise for each tier. */
  static final Anatomy CHOSEN =
      Templates.with(
          props ->
              props
                  .frontend(Templates.frontend().loadBalancer(chosen(30)).build())
                  .backend(Templates.backend().loadBalancer(chosen(40)).build()));

  private static final Number TOKEN =
      CfnParameter.Builder.create(new Stack(), "Number").type("Number").build().getValueAsNumber();

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          effects(),
          List.of(
              arguments("loadBalancer.logRetention", Duration.days(0), "0 is not a whole number from 1 to 2 147 483 647 days; set one such as Duration.days(90)"),
              arguments("loadBalancer.logRetention", Duration.hours(36), "1.5 is not a whole number from 1 to 2 147 483 647 days; set one such as Duration.days(90)"),
              arguments("loadBalancer.idleTimeout", Duration.seconds(0), "0 is not a whole number from 1 to 4 000 seconds; set what the slowest answer takes, such as Duration.seconds(60)"),
              arguments("loadBalancer.idleTimeout", Duration.seconds(4_001), "4001 is not a whole number from 1 to 4 000 seconds; set what the slowest answer takes, such as Duration.seconds(60)"),
              arguments("loadBalancer.idleTimeout", Duration.seconds(TOKEN), "a token is known only at deployment, but the CDK writes it out at synthesis; set what the slowest answer takes, such as Duration.seconds(60)"),
              arguments("loadBalancer.stickiness", Duration.millis(500), "0.5 is not a whole number from 1 to 604 800 seconds; set how long a session lasts, such as Duration.hours(1)"),
              arguments("loadBalancer.stickiness", Duration.days(8), "691200 is not a whole number from 1 to 604 800 seconds; set how long a session lasts, such as Duration.hours(1)"),
              arguments("loadBalancer.stickiness", Duration.seconds(TOKEN), "a token is known only at deployment, but the CDK writes it out at synthesis; set how long a session lasts, such as Duration.hours(1)"),
              arguments("loadBalancer.stickiness", Duration.hours(TOKEN), "a token cannot be converted to seconds; write Duration.seconds(…) around it")),
          List.of("service.loadBalancer", "loadBalancer.deletionProtection", "loadBalancer.accessLogs", "loadBalancer.connectionLogs", "loadBalancer.desyncMitigationMode", "loadBalancer.targetProtocol"));
  // spotless:on

  private LoadBalancerTable() {}

  private static List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    // spotless:off
    both(effects, "loadBalancer",                      "60",        "60",        "300",            attribute("idle_timeout.timeout_seconds"));
    both(effects, "loadBalancer.idleTimeout",          "60",        "60",        "300",            attribute("idle_timeout.timeout_seconds"));
    both(effects, "loadBalancer.deletionProtection",   "true",      "false",     "false",          attribute("deletion_protection.enabled"));
    both(effects, "loadBalancer.accessLogs",           "true",      "false",     "false",          attribute("access_logs.s3.enabled"));
    both(effects, "loadBalancer.connectionLogs",       "false",     "false",     "true",           attribute("connection_logs.s3.enabled"));
    both(effects, "loadBalancer.desyncMitigationMode", "defensive", "defensive", "strictest",      attribute("routing.http.desync_mitigation_mode"));
    both(effects, "loadBalancer.stickiness",           UNSET,       UNSET,       "3600",           (app, tier) -> tier.targetGroupAttribute("stickiness.lb_cookie.duration_seconds"));
    both(effects, "loadBalancer.targetProtocol",       "HTTP, not set", "HTTP, not set", "HTTPS, HTTPS", LoadBalancerTable::protocols);
    effects.add(new Effect("frontend.loadBalancer.logRetention", "90", UNSET, "30", () -> CHOSEN, app -> retention(app, "frontend/")));
    effects.add(new Effect("backend.loadBalancer.logRetention",  "90", UNSET, "40", () -> CHOSEN, app -> retention(app, "backend/")));
    // spotless:on
    return effects;
  }

  private static LoadBalancerProps chosen(int days) {
    return LoadBalancerProps.builder()
        .deletionProtection(false)
        .accessLogs(false)
        .connectionLogs(true)
        .logRetention(Duration.days(days))
        .desyncMitigationMode(DesyncMitigationMode.STRICTEST)
        .idleTimeout(Duration.minutes(5))
        .stickiness(Duration.hours(1))
        .targetProtocol(ApplicationProtocol.HTTPS)
        .build();
  }

  private static void both(
      List<Effect> effects,
      String option,
      String production,
      String development,
      String chosen,
      BiFunction<Anatomy, Anatomy.Tier, String> effect) {
    effects.add(
        new Effect(
            "frontend." + option,
            production,
            development,
            chosen,
            () -> CHOSEN,
            app -> effect.apply(app, app.frontend())));
    effects.add(
        new Effect(
            "backend." + option,
            production,
            development,
            chosen,
            () -> CHOSEN,
            app -> effect.apply(app, app.backend())));
  }

  private static BiFunction<Anatomy, Anatomy.Tier, String> attribute(String key) {
    return (app, tier) -> tier.loadBalancerAttribute(key);
  }

  private static String protocols(Anatomy app, Anatomy.Tier tier) {
    Resource targetGroup = tier.targetGroup();
    return targetGroup.text("Protocol").orElse(UNSET)
        + ", "
        + targetGroup.text("HealthCheckProtocol").orElse(UNSET);
  }

  private static String retention(Anatomy app, String prefix) {
    return app.template.resourcesOfType("AWS::S3::Bucket").stream()
        .flatMap(bucket -> bucket.list("LifecycleConfiguration.Rules").stream())
        .map(rule -> (java.util.Map<?, ?>) rule)
        .filter(rule -> prefix.equals(rule.get("Prefix")))
        .map(rule -> String.valueOf(rule.get("ExpirationInDays")))
        .findFirst()
        .orElse(UNSET);
  }
}
