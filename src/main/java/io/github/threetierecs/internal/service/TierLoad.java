package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.options.ScheduledTaskOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.placement.ServiceLoad;
import io.github.threetierecs.internal.placement.TaskSize;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.PortMapping;

/**
 * What a tier requires of the instances. A number that only CloudFormation will know counts as 0.
 */
public final class TierLoad {
  /** How many tasks there are while nothing asks for more. */
  public final Setting wanted;

  /** How many tasks there can be. */
  public final Setting most;

  /** The size of each task, with all of its containers. */
  public final TaskSize size;

  /** Whether it runs now and then only: nothing waits for it, and no deployment starts one more. */
  public final boolean isScheduled;

  public final String tier;
  public final Number cpu;
  public final Number memoryMiB;
  private final Values deployment;

  public TierLoad(Values service, boolean interfaces, boolean proxied) {
    tier = service.path();
    cpu = service.get(ServiceOptions.CPU);
    memoryMiB = service.get(ServiceOptions.MEMORY_MIB);
    deployment = service.get(ServiceOptions.DEPLOYMENT);
    Collection<ContainerDefinitionOptions> sidecars =
        ServiceOptions.furtherContainers(service).values();
    size =
        new TaskSize(
            Tokens.orZero(cpu)
                + sidecars.stream().mapToLong(it -> Tokens.orZero(it.getCpu())).sum()
                + (proxied ? ServiceConnectChecks.PROXY_CPU : 0),
            Tokens.orZero(memoryMiB)
                + sidecars.stream().mapToLong(it -> memoryKeptFor(it, proxied)).sum()
                + (proxied ? ServiceConnectChecks.PROXY_MEMORY_MIB : 0),
            interfaces ? Set.of() : hostPorts(sidecars),
            Sidecars.gpus(service));
    isScheduled = service.has(ScheduledTaskOptions.SCHEDULE);
    if (isScheduled) {
      wanted = new Setting(tier, 0, "");
      most = new Setting(tier, 1, "");
      return;
    }
    Values scaling = service.find(ServiceOptions.AUTO_SCALING);
    wanted = ServiceOptions.leastTasks(service);
    most = scaling == null ? wanted : most(scaling);
  }

  /**
   * ECS reserves a container's reservation, or else its limit; the size of a whole task counts
   * limits.
   */
  private static long memoryKeptFor(ContainerDefinitionOptions sidecar, boolean inSum) {
    Number reserved = sidecar.getMemoryReservationMiB();
    return Tokens.orZero(reserved != null && !inSum ? reserved : Sidecars.memoryOf(sidecar));
  }

  /**
   * Only sidecars can have fixed ports, since Docker chooses the port of a tier's own container.
   */
  private static Set<Integer> hostPorts(Collection<ContainerDefinitionOptions> sidecars) {
    return sidecars.stream()
        .map(ContainerDefinitionOptions::getPortMappings)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .map(PortMapping::getHostPort)
        .filter(port -> Tokens.orZero(port) > 0)
        .map(Number::intValue)
        .collect(Ordered.toSet());
  }

  /** The maximum, which a schedule can raise for some hours. */
  private static Setting most(Values scaling) {
    Setting most = scaling.setting(AutoScalingOptions.MAX_TASKS);
    for (Map.Entry<String, ScalingSchedule> schedule :
        scaling.get(AutoScalingOptions.SCHEDULES).entrySet()) {
      Number raised = schedule.getValue().getMaxCapacity();
      if (Tokens.orZero(raised) > Tokens.orZero(most.value())) {
        String option =
            scaling.path(AutoScalingOptions.SCHEDULES) + "." + schedule.getKey() + ".maxCapacity";
        most = new Setting(option, raised, "");
      }
    }
    return most;
  }

  /** {@return what there is when, for the instances} */
  public ServiceLoad load() {
    if (isScheduled) {
      return ServiceLoad.ofRun(size, 1);
    }
    return new ServiceLoad(
        size,
        (int) Tokens.orZero(wanted.value()),
        (int) Tokens.orZero(most.value()),
        Tokens.orZero(deployment.get(DeploymentOptions.MIN_HEALTHY_PERCENT)),
        Tokens.orZero(deployment.get(DeploymentOptions.MAX_HEALTHY_PERCENT)),
        DeploymentOptions.shiftsTraffic(deployment));
  }
}
