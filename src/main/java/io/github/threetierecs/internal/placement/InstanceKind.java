package io.github.threetierecs.internal.placement;

/**
 * An instance type, and what it offers to tasks.
 *
 * @param name such as {@code m6i.large}
 * @param vcpu its virtual CPUs
 * @param memoryMiB its memory, as EC2 states it
 * @param registeredMiB what the ECS agent registers of it at the least: an estimate
 * @param architecture {@code amd64} or {@code arm64}
 * @param interfaces the network interfaces that it can have, its own among them
 * @param branchInterfaces the tasks with a network interface each that it can have with trunking; 0
 *     where it has no trunk
 * @param gpus its whole GPUs of NVIDIA, which are what ECS reserves
 */
public record InstanceKind(
    String name,
    int vcpu,
    long memoryMiB,
    long registeredMiB,
    String architecture,
    int interfaces,
    int branchInterfaces,
    int gpus) {

  /** {@return the CPU units that the ECS agent registers} */
  public long cpuUnits() {
    return vcpu * 1024L;
  }

  /** {@return what the ECS agent never registers more of: the kernel keeps a part for itself} */
  public long mostMiB() {
    return memoryMiB * 63 / 64;
  }

  /**
   * How many tasks have a network interface each, whatever their CPU and memory.
   *
   * @param trunking whether the instance registers with trunking, which changes nothing where it
   *     has no trunk
   * @return the tasks
   */
  public int tasks(boolean trunking) {
    return trunking && branchInterfaces > 0 ? branchInterfaces : interfaces - 1;
  }

  /** {@return such as {@code m6i}} */
  public String family() {
    return name.substring(0, name.indexOf('.'));
  }
}
