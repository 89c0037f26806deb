package io.github.threetierecs;

import io.github.threetierecs.placement.InstanceCatalogue;
import io.github.threetierecs.placement.InstanceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.InstanceType;

/**
 * Refuses a task that not even an empty instance has room for: ECS would wait for one without an
 * end. What is not known of a type, or only at deployment, is let through; so are sidecars.
 */
final class TaskRoom {
  private TaskRoom() {}

  static void check(
      Problems problems,
      @Nullable CapacityProps capacity,
      @Nullable ServiceProps service,
      Profile profile) {
    if (service == null) {
      return;
    }
    Number cpu = Defaults.CPU.unless(service.cpu, profile);
    Number memory = Defaults.MEMORY_MIB.unless(service.memoryMiB, profile);
    long cpuUnits = Tokens.isToken(cpu) ? 0 : cpu.longValue();
    long memoryMiB = Tokens.isToken(memory) ? 0 : memory.longValue();
    typesOf(capacity, profile)
        .forEach(
            (name, option) ->
                InstanceCatalogue.find(name)
                    .ifPresent(
                        kind -> check(problems, service, kind, option, cpuUnits, memoryMiB)));
  }

  private static void check(
      Problems problems,
      ServiceProps service,
      InstanceKind kind,
      String option,
      long cpuUnits,
      long memoryMiB) {
    String remedy =
        InstanceCatalogue.smallest(kind.family(), cpuUnits, memoryMiB)
            .map(larger -> "use an instance type such as " + larger.name())
            .orElse("use a larger instance type");
    if (cpuUnits > kind.cpuUnits()) {
      problems.add(
          service.tier + ".cpu",
          cpuUnits,
          "does not fit on " + option + " " + kind.name() + ", which has " + kind.cpuUnits(),
          remedy + ", or set at most " + kind.cpuUnits());
    }
    if (memoryMiB > kind.mostMiB()) {
      problems.add(
          service.tier + ".memoryMiB",
          memoryMiB,
          "does not fit on "
              + option
              + " "
              + kind.name()
              + ", which offers about "
              + Problems.grouped(kind.registeredMiB())
              + " MiB to tasks",
          remedy + ", or set at most " + kind.registeredMiB());
    }
  }

  /** The options by the names of their types. */
  private static Map<String, String> typesOf(@Nullable CapacityProps capacity, Profile profile) {
    if (capacity == null || capacity.instanceType == null) {
      return Map.of(Defaults.INSTANCE_TYPE.in(profile), "the default instance type");
    }
    Map<String, String> types = new LinkedHashMap<>();
    types.put(capacity.instanceType.toString(), "capacity.instanceType");
    for (InstanceType other : capacity.otherInstanceTypes) {
      types.put(other.toString(), "capacity.otherInstanceTypes");
    }
    return types;
  }
}
