package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.InstanceRoom;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.TaskSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The types of the instances, and what one of them has for tasks. */
public final class ContainerInstances {
  /** The option that names each type. */
  private final Map<String, String> options = new LinkedHashMap<>();

  final List<InstanceKind> kinds = new ArrayList<>();
  final List<String> unknown = new ArrayList<>();

  private final InstanceRoom room;

  ContainerInstances(Values capacity) {
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
    room =
        new InstanceRoom(
            kinds,
            CapacityOptions.givesInterfaces(capacity),
            capacity.get(CapacityOptions.ENI_TRUNKING),
            new TaskSize(
                Tokens.orZero(capacity.get(CapacityOptions.DAEMON_CPU)),
                Tokens.orZero(capacity.get(CapacityOptions.DAEMON_MEMORY_MIB)),
                Set.of()),
            /* reservedInterfaces= */ 0);
  }

  boolean hasDaemon() {
    return room.reserved().cpuUnits() + room.reserved().memoryMiB() > 0;
  }

  String optionOf(String type) {
    return Objects.requireNonNull(options.get(type));
  }

  /** What every instance has at least. */
  Room surely() {
    return room.surely();
  }

  Room surely(InstanceKind kind) {
    return room.surely(kind);
  }

  /** What an instance has at most. The account may have trunking on without our option. */
  Room atMost() {
    return room.atMost();
  }

  Room atMost(InstanceKind kind) {
    return room.atMost(kind);
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
    return !room.interfaces()
            || room.trunking()
            || kinds.stream().anyMatch(it -> it.branchInterfaces() == 0)
        ? null
        : room.trunked().surely();
  }

  @Override
  public String toString() {
    return String.join(" or ", options.keySet());
  }
}
