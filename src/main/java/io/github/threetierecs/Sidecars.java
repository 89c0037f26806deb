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
import software.amazon.awscdk.services.ecs.Protocol;

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
  static void checkInterface(Problems problems, ServiceProps service) {
    Map<String, String> listeners = new LinkedHashMap<>();
    listeners.put(listener(service.containerPort, Protocol.TCP), service.tier);
    service.sidecars.forEach(
        (name, sidecar) -> {
          checkNames(problems, service.tier + ".sidecars." + name, sidecar);
          String option = service.tier + ".sidecars." + name + ".portMappings";
          List<PortMapping> ports =
              Objects.requireNonNullElse(sidecar.getPortMappings(), List.of());
          for (PortMapping mapping : ports) {
            Number port = mapping.getContainerPort();
            String other =
                Tokens.isToken(port) || mapping.getContainerPortRange() != null
                    ? null
                    : listeners.putIfAbsent(listener(port, mapping.getProtocol()), name);
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

  private static String listener(Number port, @Nullable Protocol protocol) {
    return port.intValue() + "/" + Objects.requireNonNullElse(protocol, Protocol.TCP);
  }

  /** ECS sets what is in these files where a task has a network interface of its own. */
  private static void checkNames(
      Problems problems, String option, ContainerDefinitionOptions sidecar) {
    Map<String, Object> ofBridge = new LinkedHashMap<>();
    ofBridge.put("hostname", sidecar.getHostname());
    ofBridge.put("dnsServers", sidecar.getDnsServers());
    ofBridge.put("dnsSearchDomains", sidecar.getDnsSearchDomains());
    ofBridge.put("extraHosts", sidecar.getExtraHosts());
    ofBridge.forEach(
        (property, value) -> {
          if (value != null) {
            problems.add(
                option + "." + property,
                value,
                "is not possible where a task has its own network interface",
                "leave it out, or set capacity.taskNetworking to BRIDGE");
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
    checkImpossible(problems, option, sidecar);
    checkRanges(problems, option, sidecar);
  }

  /** What needs something on the instances that is not there. */
  private static void checkImpossible(
      Problems problems, String option, ContainerDefinitionOptions sidecar) {
    if (isSet(sidecar.getCredentialSpecs())) {
      problems.add(
          option + ".credentialSpecs",
          new Problems.Words("a credential spec"),
          "is for Active Directory, for which the instances have no credentials-fetcher",
          "leave it out, and pass credentials as secrets");
    }
    if (isSet(sidecar.getInferenceAcceleratorResources())) {
      problems.add(
          option + ".inferenceAcceleratorResources",
          sidecar.getInferenceAcceleratorResources(),
          "are of Elastic Inference, which AWS has ended",
          "leave them out, and set gpuCount on instances with GPUs");
    }
  }

  private static boolean isSet(@Nullable List<?> list) {
    return list != null && !list.isEmpty();
  }

  private static void checkRanges(
      Problems problems, String option, ContainerDefinitionOptions sidecar) {
    problems.wholeNumber(
        option + ".memoryLimitMiB", sidecar.getMemoryLimitMiB(), 6, 25_165_824, "MiB", "set 128");
    problems.wholeNumber(
        option + ".memoryReservationMiB",
        sidecar.getMemoryReservationMiB(),
        6,
        25_165_824,
        "MiB",
        "set 128");
    problems.ascending(
        option + ".memoryReservationMiB",
        sidecar.getMemoryReservationMiB(),
        option + ".memoryLimitMiB",
        sidecar.getMemoryLimitMiB());
    problems.wholeNumber(
        option + ".cpu", sidecar.getCpu(), 0, 196_608, "CPU units", "set 128, or leave it out");
    problems.wholeNumber(
        option + ".gpuCount", sidecar.getGpuCount(), 0, 16, "GPUs", "set 1, or leave it out");
    String slow = "set one such as Duration.seconds(30)";
    problems.seconds(
        option + ".startTimeout", sidecar.getStartTimeout(), 2, Integer.MAX_VALUE, slow);
    problems.seconds(option + ".stopTimeout", sidecar.getStopTimeout(), 2, Integer.MAX_VALUE, slow);
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

  /** How many GPUs a task of a service takes, as far as it is known. */
  static long gpus(ServiceProps service) {
    return service.sidecars.values().stream()
        .mapToLong(sidecar -> TierLoad.known(sidecar.getGpuCount()))
        .sum();
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
