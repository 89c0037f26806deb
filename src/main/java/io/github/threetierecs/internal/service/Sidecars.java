package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.ContainerChecks;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.Structs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;

/** The requirements for a task's further containers, which the CDK's own options describe. */
public final class Sidecars {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  /** Properties whose null elements {@link ContainerChecks} refuses. */
  private static final Set<String> CHECKED_ELSEWHERE =
      Ordered.set("command", "entryPoint", "environment", "secrets", "ulimits");

  /** The ports of SSH, of Docker and of the ECS agent. */
  private static final Set<Integer> RESERVED =
      Ordered.set(22, 2_375, 2_376, 51_678, 51_679, 51_680);

  private Sidecars() {}

  public static void check(
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
            checkOptions(problems, tier, name, sidecar);
          }
        });
    startAfter.forEach(
        (name, condition) ->
            checkCondition(problems, name, condition, name == null ? null : sidecars.get(name)));
  }

  /** The containers of a task with a network interface share its ports. */
  public static void checkInterface(
      Problems problems, Values service, @Nullable Number containerPort) {
    Map<String, String> listeners = new LinkedHashMap<>();
    if (containerPort != null) {
      listeners.put(listener(containerPort, Protocol.TCP), ServiceOptions.ownContainer(service));
    }
    ServiceOptions.furtherContainers(service)
        .forEach(
            (name, sidecar) -> {
              checkNames(problems, service.path(ServiceOptions.SIDECARS) + "." + name, sidecar);
              String option = service.path(ServiceOptions.SIDECARS) + "." + name + ".portMappings";
              for (PortMapping mapping : mappings(sidecar)) {
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

  /** Tasks that share the instance's network interface cannot have the same port of it. */
  public static void checkInstance(Problems problems, Values service) {
    Map<String, String> owners = new LinkedHashMap<>();
    ServiceOptions.furtherContainers(service)
        .forEach(
            (name, sidecar) -> {
              String option =
                  service.path(ServiceOptions.SIDECARS) + "." + name + ".portMappings.hostPort";
              for (PortMapping mapping : mappings(sidecar)) {
                Number port = mapping.getHostPort();
                if (port == null || Tokens.isToken(port) || port.intValue() == 0) {
                  continue;
                }
                String other = owners.putIfAbsent(listener(port, mapping.getProtocol()), name);
                if (RESERVED.contains(port.intValue())) {
                  problems.add(
                      option,
                      port,
                      "is reserved on every instance, for SSH, Docker or the agent of Amazon ECS",
                      "set another, or leave it out for one that Docker chooses");
                } else if (other != null) {
                  problems.add(
                      option,
                      port,
                      "is a port of container \"" + other + "\" too, on the same instance",
                      "give one of them another, or leave it out for one that Docker chooses");
                }
              }
            });
  }

  private static String listener(Number port, @Nullable Protocol protocol) {
    return port.intValue() + "/" + Objects.requireNonNullElse(protocol, Protocol.TCP);
  }

  /** ECS writes these files itself if a task has its own network interface. */
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
      Problems problems, String tier, String name, ContainerDefinitionOptions sidecar) {
    String option = "sidecars." + name;
    if (sidecar.getMemoryLimitMiB() == null && sidecar.getMemoryReservationMiB() == null) {
      problems.missing(option + ".memoryLimitMiB", null, "set what it needs, such as 128");
    }
    ContainerChecks checks = new ContainerChecks(problems, option + ".");
    checks.variables(
        sidecar.getEnvironment(),
        sidecar.getSecrets(),
        tier + "." + option + ".secrets",
        Ordered.set());
    checks.user(sidecar.getUser());
    checks.ulimits(sidecar.getUlimits());
    checks.command("entryPoint", sidecar.getEntryPoint());
    checks.command("command", sidecar.getCommand());
    checks.workingDirectory(sidecar.getWorkingDirectory());
    checkPorts(checks, sidecar);
    checkNulls(problems, option, sidecar);
    checks.healthCheck(sidecar.getHealthCheck());
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

  private static void checkPorts(ContainerChecks checks, ContainerDefinitionOptions sidecar) {
    for (PortMapping mapping : mappings(sidecar)) {
      boolean isRange = mapping.getContainerPortRange() != null;
      checks.port(
          mapping.getContainerPort(),
          "portMappings.containerPort",
          isRange ? 0 : 1,
          "set the port that the container listens on");
      checks.port(
          mapping.getHostPort(),
          "portMappings.hostPort",
          0,
          "leave it out for one that Docker chooses");
    }
  }

  /** The elements without nulls, which are refused elsewhere. */
  private static List<PortMapping> mappings(ContainerDefinitionOptions sidecar) {
    return Objects.requireNonNullElse(sidecar.getPortMappings(), List.<PortMapping>of()).stream()
        .filter(Objects::nonNull)
        .toList();
  }

  /** Null elements are refused here: the CDK's runtime does not say where they are. */
  private static void checkNulls(
      Problems problems, String option, ContainerDefinitionOptions sidecar) {
    Structs.values(sidecar)
        .forEach(
            (property, value) -> {
              String path = option + "." + property;
              if (value instanceof Map<?, ?> map && !CHECKED_ELSEWHERE.contains(property)) {
                map.forEach(
                    (key, it) -> {
                      if (key == null || it == null) {
                        problems.add(path + "." + key, it, "is not a value", "leave it out");
                      }
                    });
              } else if (value instanceof List<?> list
                  && !CHECKED_ELSEWHERE.contains(property)
                  && list.stream().anyMatch(Objects::isNull)) {
                problems.add(path, null, "is not a value", "leave it out of the list");
              }
            });
  }

  /** Refuses what needs something that the instances do not have. */
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
          "are for Elastic Inference, which AWS has discontinued",
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

  /** A sidecar's memory limit, or else its reservation. */
  static Number memoryOf(ContainerDefinitionOptions sidecar) {
    return Objects.requireNonNull(
        sidecar.getMemoryLimitMiB() != null
            ? sidecar.getMemoryLimitMiB()
            : sidecar.getMemoryReservationMiB());
  }

  /** How many GPUs a task of a service takes, if that is known. */
  public static long gpus(Values service) {
    return ServiceOptions.furtherContainers(service).values().stream()
        .mapToLong(sidecar -> Tokens.orZero(sidecar.getGpuCount()))
        .sum();
  }

  static boolean hasPortNamed(String name, ContainerDefinitionOptions sidecar) {
    return mappings(sidecar).stream().anyMatch(port -> name.equals(port.getName()));
  }

  private static boolean isAboutTheEnd(ContainerDependencyCondition condition) {
    return condition == ContainerDependencyCondition.COMPLETE
        || condition == ContainerDependencyCondition.SUCCESS;
  }
}
