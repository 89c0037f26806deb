package io.github.threetierecs.internal.placement;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The capacity that is left of an instance. */
final class Instance {
  private Room left;
  private final Set<Integer> hostPorts = new LinkedHashSet<>();

  Instance(Room room) {
    left = room;
  }

  /** Takes a task, unless there is no room for it. */
  boolean take(TaskSize task) {
    if (!task.fitsOn(left) || !Collections.disjoint(hostPorts, task.hostPorts())) {
      return false;
    }
    left =
        new Room(
            left.cpuUnits() - task.cpuUnits(),
            left.memoryMiB() - task.memoryMiB(),
            left.tasks() - 1,
            left.gpus() - task.gpus());
    hostPorts.addAll(task.hostPorts());
    return true;
  }
}
