package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.placement.Demand;
import io.github.threetierecs.internal.placement.TaskSize;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.PortMapping;

/** What a tier asks of the instances. A number that only CloudFormation will know counts as 0. */
final class TierLoad {
  /** How many tasks there are while nothing asks for more. */
  final Setting wanted;

  /** How many tasks there can be. */
  final Setting most;

  /** Of each task, with all of its containers. */
  final TaskSize size;

  final String tier;
  final Number cpu;
  final Number memoryMiB;
  private final DeploymentProps deployment;

  TierLoad(ServiceProps service, Profile profile, TaskNetworking networking, boolean proxied) {
    tier = service.tier;
    cpu = Defaults.CPU.unless(service.cpu, profile);
    memoryMiB = Defaults.MEMORY_MIB.unless(service.memoryMiB, profile);
    deployment = service.deployment;
    Collection<ContainerDefinitionOptions> sidecars = service.sidecars.values();
    size =
        new TaskSize(
            known(cpu)
                + sidecars.stream().mapToLong(it -> known(it.getCpu())).sum()
                + (proxied ? ServiceConnect.PROXY_CPU : 0),
            known(memoryMiB)
                + sidecars.stream().mapToLong(it -> memoryKeptFor(it, proxied)).sum()
                + (proxied ? ServiceConnect.PROXY_MEMORY_MIB : 0),
            networking.givesInterfaces() ? Set.of() : hostPorts(sidecars),
            Sidecars.gpus(service));
    AutoScalingProps scaling = service.autoScaling;
    wanted =
        scaling != null && scaling.minTasks != null
            ? new Setting(tier + ".autoScaling.minTasks", scaling.minTasks, "")
            : Setting.of(
                tier + ".desiredCount", service.desiredCount, Defaults.DESIRED_COUNT, profile);
    most = scaling == null ? wanted : most(scaling);
  }

  /** ECS goes by the reservation where there is one, and else, or in sum for a task, by limits. */
  private static long memoryKeptFor(ContainerDefinitionOptions sidecar, boolean inSum) {
    Number reserved = sidecar.getMemoryReservationMiB();
    return known(reserved != null && !inSum ? reserved : Sidecars.memoryOf(sidecar));
  }

  /** Docker chooses the port of a tier's own container. */
  private static Set<Integer> hostPorts(Collection<ContainerDefinitionOptions> sidecars) {
    return sidecars.stream()
        .map(ContainerDefinitionOptions::getPortMappings)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .map(PortMapping::getHostPort)
        .filter(port -> known(port) > 0)
        .map(Number::intValue)
        .collect(Ordered.toSet());
  }

  /** A schedule can raise it for some hours. */
  private Setting most(AutoScalingProps scaling) {
    Setting most = new Setting(tier + ".autoScaling.maxTasks", scaling.maxTasks, "");
    for (Map.Entry<String, ScalingSchedule> schedule : scaling.schedules.entrySet()) {
      Number raised = schedule.getValue().getMaxCapacity();
      if (known(raised) > known(most.value())) {
        String option = tier + ".autoScaling.schedules." + schedule.getKey() + ".maxCapacity";
        most = new Setting(option, raised, "");
      }
    }
    return most;
  }

  Demand wantedTasks() {
    return new Demand(size, (int) known(wanted.value()), 0);
  }

  Demand mostTasks() {
    return new Demand(size, (int) known(most.value()), 0);
  }

  /** With all tasks of the new version that ECS may start at once. */
  Demand whileDeployed() {
    return new Demand(size, mostTasks().running(), startedAtOnce());
  }

  /** With no more tasks of the new version than a deployment can do with. */
  Demand whileDeployedSlowly() {
    return new Demand(size, mostTasks().running(), startedAtLeast());
  }

  private int startedAtOnce() {
    int tasks = mostTasks().running();
    if (deployment.shiftsTraffic()) {
      return tasks;
    }
    long percent = known(deployment.maxHealthyPercent());
    return (int) Math.max(0, tasks * percent / 100 - tasks);
  }

  /** A rolling deployment goes on with one more, or with none if it may stop one first. */
  private int startedAtLeast() {
    int tasks = mostTasks().running();
    if (deployment.shiftsTraffic()) {
      return tasks;
    }
    long percent = known(deployment.minHealthyPercent());
    boolean stopsFirst = percent * tasks <= 100L * (tasks - 1);
    return stopsFirst ? 0 : Math.min(1, startedAtOnce());
  }

  static long known(@Nullable Number number) {
    return number == null || Tokens.isToken(number) ? 0 : number.longValue();
  }
}
