package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.Room;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The types of the instances, and what one of them has for tasks. */
public final class ContainerInstances {
  /** The option that names each type. */
  private final Map<String, String> options = new LinkedHashMap<>();

  final List<InstanceKind> kinds = new ArrayList<>();
  final List<String> unknown = new ArrayList<>();

  private final boolean interfaces;
  private final boolean trunking;
  private final long daemonCpu;
  private final long daemonMemoryMiB;

  ContainerInstances(Values capacity) {
    interfaces = CapacityOptions.givesInterfaces(capacity);
    trunking = capacity.get(CapacityOptions.ENI_TRUNKING);
    daemonCpu = Tokens.orZero(capacity.get(CapacityOptions.DAEMON_CPU));
    daemonMemoryMiB = Tokens.orZero(capacity.get(CapacityOptions.DAEMON_MEMORY_MIB));
    options.put(
        CapacityOptions.instanceType(capacity),
        capacity.has(CapacityOptions.INSTANCE_TYPE)
            ? CapacityOptions.INSTANCE_TYPE.path()
            : "the default instance type");
    capacity
        .get(CapacityOptions.OTHER_INSTANCE_TYPES)
        .forEach(it -> options.put(it.toString(), CapacityOptions.OTHER_INSTANCE_TYPES.path()));
    for (String name : options.keySet()) {
      Optional<InstanceKind> kind = InstanceCatalogue.find(name);
      kind.ifPresentOrElse(kinds::add, () -> unknown.add(name));
    }
  }

  boolean hasDaemon() {
    return daemonCpu + daemonMemoryMiB > 0;
  }

  String optionOf(String type) {
    return Objects.requireNonNull(options.get(type));
  }

  /** What every instance has at least. */
  Room surely() {
    return kinds.stream().map(this::surely).reduce(ContainerInstances::smaller).orElseThrow();
  }

  Room surely(InstanceKind kind) {
    return room(kind, kind.registeredMiB(), trunking);
  }

  /** What an instance has at most. The account may have trunking on without our option. */
  Room atMost() {
    return kinds.stream().map(this::atMost).reduce(ContainerInstances::larger).orElseThrow();
  }

  Room atMost(InstanceKind kind) {
    return room(kind, kind.mostMiB(), true);
  }

  private Room room(InstanceKind kind, long memoryMiB, boolean trunking) {
    return new Room(
        Math.max(0, kind.cpuUnits() - daemonCpu),
        Math.max(0, memoryMiB - daemonMemoryMiB),
        interfaces ? kind.tasks(trunking) : Room.ANY_NUMBER,
        kind.gpus());
  }

  private static Room smaller(Room one, Room other) {
    return new Room(
        Math.min(one.cpuUnits(), other.cpuUnits()),
        Math.min(one.memoryMiB(), other.memoryMiB()),
        Math.min(one.tasks(), other.tasks()),
        Math.min(one.gpus(), other.gpus()));
  }

  private static Room larger(Room one, Room other) {
    return new Room(
        Math.max(one.cpuUnits(), other.cpuUnits()),
        Math.max(one.memoryMiB(), other.memoryMiB()),
        Math.max(one.tasks(), other.tasks()),
        Math.max(one.gpus(), other.gpus()));
  }

  /** The next larger type that is enough, unless there are several types to change. */
  Optional<String> largerThat(Predicate<Room> willDo) {
    return kinds.size() > 1
        ? Optional.empty()
        : InstanceCatalogue.family(kinds.get(0).family()).stream()
            .filter(it -> it.memoryMiB() > kinds.get(0).memoryMiB())
            .filter(it -> willDo.test(surely(it)))
            .map(InstanceKind::name)
            .findFirst();
  }

  /** Every instance with trunking, if all types support it and it is off. */
  @Nullable Room withTrunking() {
    return !interfaces || trunking || kinds.stream().anyMatch(it -> it.branchInterfaces() == 0)
        ? null
        : kinds.stream()
            .map(it -> room(it, it.registeredMiB(), true))
            .reduce(ContainerInstances::smaller)
            .orElseThrow();
  }

  @Override
  public String toString() {
    return String.join(" or ", options.keySet());
  }
}
