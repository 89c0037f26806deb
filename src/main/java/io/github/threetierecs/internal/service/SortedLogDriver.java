package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.LogDriverConfig;
import software.constructs.Construct;

/**
 * A log driver of the user's, with its options and secrets sorted by name. The driver keeps to
 * itself the maps that it was created with, and writes them in the order that they came in: that of
 * {@code Map.of} is another in every run, and would be another task definition each time.
 */
public final class SortedLogDriver extends LogDriver {
  private final LogDriver driver;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private int secrets;
  private @Nullable RuntimeException refusal;

  SortedLogDriver(LogDriver driver) {
    this.driver = driver;
  }

  /** Called by the CDK, when the container is created. */
  @Override
  public LogDriverConfig bind(Construct scope, ContainerDefinition container) {
    try {
      return sorted(driver.bind(scope, container));
    } catch (RuntimeException refused) {
      refusal = refused;
      throw refused;
    }
  }

  private LogDriverConfig sorted(LogDriverConfig config) {
    LogDriverConfig.Builder sorted = LogDriverConfig.builder().logDriver(config.getLogDriver());
    Map<String, String> options = config.getOptions();
    if (options != null) {
      Map<String, String> byName = Ordered.sorted(options);
      values.put("options", byName);
      sorted.options(byName);
    }
    List<CfnTaskDefinition.SecretProperty> given = config.getSecretOptions();
    if (given != null) {
      List<CfnTaskDefinition.SecretProperty> byName =
          given.stream()
              .map(
                  it ->
                      CfnTaskDefinition.SecretProperty.builder()
                          .name(it.getName())
                          .valueFrom(it.getValueFrom())
                          .build())
              .sorted(Comparator.comparing(CfnTaskDefinition.SecretProperty::getName))
              .toList();
      byName.forEach(it -> values.put("secretOptions." + it.getName(), it.getValueFrom()));
      secrets = byName.size();
      sorted.secretOptions(byName);
    }
    return sorted.build();
  }

  /** {@return what the driver writes into the template, by property} */
  Map<String, Object> values() {
    return values;
  }

  /** {@return whether it granted in an order that is another in every run} */
  boolean hasSeveralSecrets() {
    return secrets > 1;
  }

  /** {@return why the container could not be created, if it was the driver's fault} */
  @Nullable RuntimeException refusal() {
    return refusal;
  }
}
