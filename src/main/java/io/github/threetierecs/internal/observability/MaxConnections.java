package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.placement.InstanceCatalogue;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How many connections MySQL takes on an instance type: RDS sets {@code max_connections} to what is
 * left of the memory for the database, in pieces of 12 MiB.
 */
public final class MaxConnections {
  private static final int MIB_A_CONNECTION = 12;

  /** What RDS has of EC2's types: general purpose, memory optimized, burstable; none of metal. */
  private static final Pattern DATABASE_CLASS = Pattern.compile("[mrt]\\d[a-z]*\\.(?!metal).*");

  private MaxConnections() {}

  /** The connections of a type by its name; empty if its memory is not known. */
  public static OptionalInt of(String instanceType) {
    if (!DATABASE_CLASS.matcher(instanceType).matches()) {
      return OptionalInt.empty();
    }
    return InstanceCatalogue.find(instanceType).stream()
        .mapToInt(it -> Math.toIntExact(connections(it.memoryMiB())))
        .findFirst();
  }

  /**
   * RDS and the operating system reserve a part of the memory, as they do on instances of 1 to 16
   * GiB.
   */
  private static long connections(long memoryMiB) {
    return (memoryMiB - Math.max(256, memoryMiB / 20)) / MIB_A_CONNECTION;
  }
}
