package io.github.threetierecs.internal.placement;

import java.util.Collections;
import java.util.Set;

/**
 * What one task of a service takes of an instance.
 *
 * @param cpuUnits of which a virtual CPU has 1 024
 * @param memoryMiB what ECS keeps for it
 * @param hostPorts ports of the instance that no other task can have; none that Docker chooses
 * @param gpus that no other task can have
 */
public record TaskSize(long cpuUnits, long memoryMiB, Set<Integer> hostPorts, long gpus) {
  /**
   * Without GPUs.
   *
   * @param cpuUnits of which a virtual CPU has 1 024
   * @param memoryMiB what ECS keeps for it
   * @param hostPorts ports of the instance that no other task can have
   */
  public TaskSize(long cpuUnits, long memoryMiB, Set<Integer> hostPorts) {
    this(cpuUnits, memoryMiB, hostPorts, 0);
  }

  /**
   * Says whether an empty instance has room for one.
   *
   * @param room of the instance
   * @return whether it has
   */
  public boolean fitsOn(Room room) {
    return room.tasks() != 0
        && cpuUnits <= room.cpuUnits()
        && memoryMiB <= room.memoryMiB()
        && gpus <= room.gpus();
  }

  /**
   * Counts the tasks that an instance has room for.
   *
   * @param room that is left of the instance
   * @return how many
   */
  public long mostOn(Room room) {
    long most = hostPorts.isEmpty() ? room.tasks() : Math.min(1, room.tasks());
    if (cpuUnits > 0) {
      most = Math.min(most, room.cpuUnits() / cpuUnits);
    }
    if (memoryMiB > 0) {
      most = Math.min(most, room.memoryMiB() / memoryMiB);
    }
    if (gpus > 0) {
      most = Math.min(most, room.gpus() / gpus);
    }
    return Math.max(0, most);
  }

  boolean sharesAPortWith(TaskSize other) {
    return !Collections.disjoint(hostPorts, other.hostPorts);
  }
}
