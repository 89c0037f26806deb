package io.github.threetierecs.internal.placement;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is left of an instance. */
final class Instance {
  private long cpuUnits;
  private long memoryMiB;
  private long gpus;
  private int tasks;
  private final Set<Integer> hostPorts = new LinkedHashSet<>();

  Instance(Room room) {
    cpuUnits = room.cpuUnits();
    memoryMiB = room.memoryMiB();
    gpus = room.gpus();
    tasks = room.tasks();
  }

  /** Takes a task, unless there is no room for it. */
  boolean take(TaskSize task) {
    if (tasks == 0
        || task.cpuUnits() > cpuUnits
        || task.memoryMiB() > memoryMiB
        || task.gpus() > gpus
        || !Collections.disjoint(hostPorts, task.hostPorts())) {
      return false;
    }
    tasks--;
    cpuUnits -= task.cpuUnits();
    memoryMiB -= task.memoryMiB();
    gpus -= task.gpus();
    hostPorts.addAll(task.hostPorts());
    return true;
  }
}
