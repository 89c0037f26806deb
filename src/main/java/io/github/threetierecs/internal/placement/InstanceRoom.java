package io.github.threetierecs.internal.placement;

import java.util.List;

/**
 * What an empty instance has for tasks, if it can be of several types. ECS starts no instance for a
 * task that does not fit on the smallest of them.
 *
 * @param kinds the types, one at the least
 * @param interfaces whether each task has its own network interface
 * @param trunking whether instances register with trunking for sure
 * @param reserved what the daemons on each instance take
 * @param reservedInterfaces how many network interfaces they take
 */
public record InstanceRoom(
    List<InstanceKind> kinds,
    boolean interfaces,
    boolean trunking,
    TaskSize reserved,
    int reservedInterfaces) {

  /** {@return what every instance has at the least} */
  public Room surely() {
    return kinds.stream().map(this::surely).reduce(InstanceRoom::smaller).orElseThrow();
  }

  /**
   * What an instance of a type has at the least.
   *
   * @param kind the type
   * @return its room
   */
  public Room surely(InstanceKind kind) {
    return room(kind, kind.registeredMiB(), trunking);
  }

  /** {@return what an instance has at most: the account may have trunking on anyway} */
  public Room atMost() {
    return kinds.stream().map(this::atMost).reduce(InstanceRoom::larger).orElseThrow();
  }

  /**
   * What an instance of a type has at most.
   *
   * @param kind the type
   * @return its room
   */
  public Room atMost(InstanceKind kind) {
    return room(kind, kind.mostMiB(), true);
  }

  /** {@return the same with trunking} */
  public InstanceRoom trunked() {
    return new InstanceRoom(kinds, interfaces, true, reserved, reservedInterfaces);
  }

  private Room room(InstanceKind kind, long memoryMiB, boolean trunking) {
    return new Room(
        Math.max(0, kind.cpuUnits() - reserved.cpuUnits()),
        Math.max(0, memoryMiB - reserved.memoryMiB()),
        interfaces ? Math.max(0, kind.tasks(trunking) - reservedInterfaces) : Room.ANY_NUMBER,
        Math.max(0, kind.gpus() - reserved.gpus()));
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
}
