package io.github.threetierecs.internal.placement;

/**
 * What an empty instance has for tasks.
 *
 * @param cpuUnits of which a virtual CPU has 1 024
 * @param memoryMiB what the ECS agent has registered
 * @param tasks how many it can have for another reason: its network interfaces
 * @param gpus of which a task has its own
 */
public record Room(long cpuUnits, long memoryMiB, int tasks, long gpus) {
  /** The limit of an instance whose tasks share its network interface. */
  public static final int ANY_NUMBER = Integer.MAX_VALUE;

  /**
   * Without GPUs.
   *
   * @param cpuUnits of which a virtual CPU has 1 024
   * @param memoryMiB what the ECS agent has registered
   * @param tasks how many it can have for another reason
   */
  public Room(long cpuUnits, long memoryMiB, int tasks) {
    this(cpuUnits, memoryMiB, tasks, 0);
  }
}
