package io.github.threetierecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.PortMapping;

/** What is asked of a task's further containers, which the CDK's own options describe. */
final class Sidecars {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private Sidecars() {}

  static void check(
      Problems problems,
      String tier,
      Map<String, ContainerDefinitionOptions> sidecars,
      Map<String, ContainerDependencyCondition> startAfter) {
    sidecars.forEach(
        (name, sidecar) -> {
          checkName(problems, tier, name);
          if (sidecar == null) {
            problems.add("sidecars." + name, null, "is not a container", "leave the sidecar out");
          } else if (name != null) {
            checkOptions(problems, name, sidecar);
          }
        });
    startAfter.forEach(
        (name, condition) ->
            checkCondition(problems, name, condition, name == null ? null : sidecars.get(name)));
  }

  /** Where a task has one network interface, its containers share it. */
  static void checkPorts(Problems problems, ServiceProps service) {
    Map<Integer, String> listeners = new LinkedHashMap<>();
    listeners.put(service.containerPort.intValue(), service.tier);
    service.sidecars.forEach(
        (name, sidecar) -> {
          String option = service.tier + ".sidecars." + name + ".portMappings";
          List<PortMapping> ports =
              Objects.requireNonNullElse(sidecar.getPortMappings(), List.of());
          for (PortMapping mapping : ports) {
            Number port = mapping.getContainerPort();
            String other =
                Tokens.isToken(port) ? null : listeners.putIfAbsent(port.intValue(), name);
            if (other != null) {
              problems.add(
                  option,
                  port,
                  "is a port of container \"" + other + "\" too, on the same network interface",
                  "give one of them another port");
            }
          }
        });
  }

  private static void checkName(Problems problems, String tier, @Nullable String name) {
    if (name == null || Tokens.isToken(name) || !NAME.matcher(name).matches()) {
      problems.add(
          "sidecars",
          name,
          "is not the name of a container",
          "use up to 255 letters, digits, - and _");
    } else if (name.equals(tier)) {
      problems.add("sidecars", name, "is the name of the service's own container", "use another");
    }
  }

  private static void checkOptions(
      Problems problems, String name, ContainerDefinitionOptions sidecar) {
    String option = "sidecars." + name;
    if (sidecar.getMemoryLimitMiB() == null && sidecar.getMemoryReservationMiB() == null) {
      problems.missing(option + ".memoryLimitMiB", null, "set what it needs, such as 128");
    }
    HealthCheck check = sidecar.getHealthCheck();
    if (check != null) {
      // The CDK and ECS say so too, but late, and without the name of the sidecar.
      String ofCheck = option + ".healthCheck.";
      problems.seconds(
          ofCheck + "interval", check.getInterval(), 5, 300, "set Duration.seconds(30)");
      problems.seconds(ofCheck + "timeout", check.getTimeout(), 2, 60, "set Duration.seconds(5)");
      problems.seconds(
          ofCheck + "startPeriod", check.getStartPeriod(), 0, 300, "set Duration.seconds(60)");
      problems.wholeNumber(ofCheck + "retries", check.getRetries(), 1, 10, "", "set 3");
    }
    String containerName = sidecar.getContainerName();
    if (containerName != null && !containerName.equals(name)) {
      problems.add(
          option + ".containerName",
          containerName,
          "is not the name that it has in the map",
          "leave it out");
    }
  }

  private static void checkCondition(
      Problems problems,
      @Nullable String name,
      @Nullable ContainerDependencyCondition condition,
      @Nullable ContainerDefinitionOptions sidecar) {
    String option = "startAfter." + name;
    if (condition == null) {
      problems.add(option, null, "is not a condition", "leave the sidecar out");
    } else if (sidecar == null) {
      problems.add("startAfter", name, "is no sidecar", "name one of the sidecars");
    } else if (condition == ContainerDependencyCondition.HEALTHY
        && sidecar.getHealthCheck() == null) {
      problems.add(
          option,
          condition,
          "is never reached without a health check",
          "give the sidecar one, or wait for START");
    } else if (isAboutTheEnd(condition) && !Boolean.FALSE.equals(sidecar.getEssential())) {
      problems.add(
          option,
          condition,
          "is the end of an essential container, which stops the task",
          "set essential(false) on the sidecar");
    }
  }

  /** What a sidecar may take, or, without a limit, what is kept for it. */
  static Number memoryOf(ContainerDefinitionOptions sidecar) {
    return Objects.requireNonNull(
        sidecar.getMemoryLimitMiB() != null
            ? sidecar.getMemoryLimitMiB()
            : sidecar.getMemoryReservationMiB());
  }

  static boolean hasPortNamed(String name, ContainerDefinitionOptions sidecar) {
    return sidecar.getPortMappings() != null
        && sidecar.getPortMappings().stream().anyMatch(port -> name.equals(port.getName()));
  }

  private static boolean isAboutTheEnd(ContainerDependencyCondition condition) {
    return condition == ContainerDependencyCondition.COMPLETE
        || condition == ContainerDependencyCondition.SUCCESS;
  }
}
