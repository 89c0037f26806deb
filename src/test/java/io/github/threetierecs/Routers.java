package io.github.threetierecs;

import java.util.Map;
import software.amazon.awscdk.services.ecs.FireLensLogDriverProps;
import software.amazon.awscdk.services.ecs.FirelensConfig;
import software.amazon.awscdk.services.ecs.FirelensLogRouterDefinitionOptions;
import software.amazon.awscdk.services.ecs.FirelensLogRouterType;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.LogDrivers;

/** A router of FireLens, and a log driver that sends to it. */
final class Routers {
  private Routers() {}

  static LogDriver firelens() {
    return LogDrivers.firelens(
        FireLensLogDriverProps.builder().options(Map.of("Name", "datadog")).build());
  }

  static FirelensLogRouterDefinitionOptions.Builder router() {
    return FirelensLogRouterDefinitionOptions.builder()
        .image(Options.IMAGE)
        .memoryReservationMiB(50)
        .firelensConfig(FirelensConfig.builder().type(FirelensLogRouterType.FLUENTBIT).build());
  }
}
