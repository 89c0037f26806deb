package io.github.threetierecs;

import static io.github.threetierecs.Routers.firelens;
import static io.github.threetierecs.Routers.router;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What makes a task healthy, and where its container logs to. */
final class LogTable {
  private static final Anatomy CHOSEN =
      Templates.with(
          props ->
              props
                  .frontend(chosen(Templates.frontend()).build())
                  .backend(chosen(Templates.backend()).build()));

  private static final String CODES =
      " is not a list of status codes and ranges from 200 to 499; write one such as \"200,302\" or"
          + " \"200-299\"";

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("frontend.healthyHttpCodes", "200", "200", "200,302", () -> CHOSEN, codes(Anatomy::frontend)),
              new Effect("backend.healthyHttpCodes", "200", "200", "200,302", () -> CHOSEN, codes(Anatomy::backend)),
              new Effect("frontend.logging", "awslogs", "awslogs", "awsfirelens", () -> CHOSEN, driver(Anatomy::frontend)),
              new Effect("backend.logging", "awslogs", "awslogs", "awsfirelens", () -> CHOSEN, driver(Anatomy::backend))),
          List.of(
              arguments("service.healthyHttpCodes", "", "\"\"" + CODES),
              arguments("service.healthyHttpCodes", "2xx", "\"2xx\"" + CODES),
              arguments("service.healthyHttpCodes", "200,", "\"200,\"" + CODES),
              arguments("service.healthyHttpCodes", "199", "\"199\"" + CODES),
              arguments("service.healthyHttpCodes", "200-500", "\"200-500\"" + CODES),
              arguments("service.healthyHttpCodes", "302-200", "\"302-200\"" + CODES),
              arguments("service.healthyHttpCodes", "200, 302", "\"200, 302\" is not a list of status codes and ranges from 200 to 499; write \"200,302\", without spaces"),
              arguments("service.logging", firelens(), "a FireLens driver needs a FireLens log router in the task, and there is none; add FirelensLogRouterDefinitionOptions to the sidecars, or use another driver")),
          List.of());
  // spotless:on

  private LogTable() {}

  private static <B extends ServiceProps.Builder<?, B>> B chosen(B builder) {
    return builder
        .healthyHttpCodes("200,302")
        .logging(firelens())
        .sidecars(Map.of("router", router().build()));
  }

  private static Function<Anatomy, String> codes(Function<Anatomy, Anatomy.Tier> tier) {
    return app -> tier.apply(app).targetGroup().text("Matcher.HttpCode").orElse("");
  }

  private static Function<Anatomy, String> driver(Function<Anatomy, Anatomy.Tier> tier) {
    return app -> tier.apply(app).container("LogConfiguration.LogDriver");
  }
}
