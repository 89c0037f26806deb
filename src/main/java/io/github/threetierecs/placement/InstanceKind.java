package io.github.threetierecs.placement;

/**
 * An instance type, and what it offers to tasks.
 *
 * @param name such as {@code m6i.large}
 * @param vcpu its virtual CPUs
 * @param memoryMiB its memory, as EC2 states it
 * @param registeredMiB what the ECS agent registers of it at the least: an estimate
 * @param architecture {@code amd64} or {@code arm64}
 */
public record InstanceKind(
    String name, int vcpu, long memoryMiB, long registeredMiB, String architecture) {

  /** {@return the CPU units that the ECS agent registers} */
  public long cpuUnits() {
    return vcpu * 1024L;
  }

  /** {@return what the ECS agent never registers more of: the kernel keeps a part for itself} */
  public long mostMiB() {
    return memoryMiB * 63 / 64;
  }

  /** {@return such as {@code m6i}} */
  public String family() {
    return name.substring(0, name.indexOf('.'));
  }
}
