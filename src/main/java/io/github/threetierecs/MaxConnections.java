package io.github.threetierecs;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many connections MySQL takes on an instance type: RDS sets {@code max_connections} to what is
 * left of the memory for the database, in pieces of 12 MiB.
 */
final class MaxConnections {
  private static final int MIB_A_CONNECTION = 12;

  /** Of each family, what there is for a vCPU. */
  private static final Map<String, Integer> MIB_A_VCPU = Ordered.map("m", 4_096, "r", 8_192);

  /** The families that do not go by the vCPU. */
  private static final Map<String, Integer> MIB_OF_BURSTABLE =
      Ordered.mapOfEntries(
          Map.entry("micro", 1_024),
          Map.entry("small", 2_048),
          Map.entry("medium", 4_096),
          Map.entry("large", 8_192),
          Map.entry("xlarge", 16_384),
          Map.entry("2xlarge", 32_768));

  private static final Pattern NAME =
      Pattern.compile("([mrt])\\d[a-z]*\\.((\\d{0,2})xlarge|[a-z]+)");

  private MaxConnections() {}

  /** Of a type's name; empty if it is of a family whose memory is not known here. */
  static OptionalInt of(String instanceType) {
    Matcher name = NAME.matcher(instanceType);
    if (!name.matches()) {
      return OptionalInt.empty();
    }
    String size = name.group(2);
    int memory =
        name.group(1).equals("t")
            ? MIB_OF_BURSTABLE.getOrDefault(size, 0)
            : MIB_A_VCPU.getOrDefault(name.group(1), 0) * vcpus(size, name.group(3));
    // What RDS and the operating system keep, as instances of 1 to 16 GiB have it.
    int left = memory - Math.max(256, memory / 20);
    return memory == 0 ? OptionalInt.empty() : OptionalInt.of(left / MIB_A_CONNECTION);
  }

  private static int vcpus(String size, String xlarges) {
    if (size.endsWith("xlarge")) {
      return xlarges.isEmpty() ? 4 : 4 * Integer.parseInt(xlarges);
    }
    return switch (size) {
      case "large" -> 2;
      case "medium" -> 1;
      default -> 0;
    };
  }
}
