package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code docs/capacity.md} is that of the instance types and the defaults. After a
 * change, {@code mvn test -Dtest=CapacityDocTest -Dregenerate=true} writes it anew.
 */
@Tag("generated")
class CapacityDocTest {
  private static final Values SERVICE = Values.none().in(Profile.PRODUCTION);
  private static final DocPage PAGE = new DocPage("capacity.md");

  /** What many run: burstable, then by generation, memory by vCPU, and size. */
  private static final List<String> COMMON =
      List.of(
          "t3.small",
          "t3.medium",
          "t3.large",
          "t4g.medium",
          "m6i.large",
          "m6i.xlarge",
          "m6i.2xlarge",
          "m7i.large",
          "m7g.medium",
          "m7g.large",
          "m7g.xlarge",
          "m7g.4xlarge",
          "m8g.large",
          "c7g.large",
          "c7g.xlarge",
          "r7g.large",
          "r7g.xlarge");

  private static final String HEAD =
      """

      | Type | vCPU | Memory | Registered | Interfaces for tasks | `AWSVPC` | with trunking | `BRIDGE` |
      |---|---|---|---|---|---|---|---|
      """;

  @Test
  void theTableIsThatOfTheInstanceTypes() {
    String expected =
        COMMON.stream()
            .map(name -> InstanceCatalogue.find(name).orElseThrow())
            .map(CapacityDocTest::row)
            .collect(Collectors.joining("", HEAD, "\n"));

    assertThat(PAGE.block("tasks", expected))
        .as(
            "docs/capacity.md is stale; mvn test -Dtest=CapacityDocTest -Dregenerate=true"
                + " mends it")
        .isEqualTo(expected);
  }

  @Test
  void theDefaultInstancesHoldTwoTasksEach() {
    for (Profile profile : Profile.values()) {
      String type = String.valueOf(CapacityOptions.INSTANCE_TYPE.defaultIn(profile));
      InstanceKind kind = InstanceCatalogue.find(type).orElseThrow();
      assertThat(tasks(kind, kind.tasks(false))).as(type).isEqualTo("2");
    }
  }

  private static String row(InstanceKind kind) {
    return "| "
        + String.join(
            " | ",
            "`" + kind.name() + "`",
            kind.vcpu() + "",
            Problems.grouped(kind.memoryMiB()),
            Problems.grouped(kind.registeredMiB()),
            kind.tasks(false)
                + (kind.branchInterfaces() == 0 ? ", no trunk" : ", trunked " + kind.tasks(true)),
            tasks(kind, kind.tasks(false)),
            tasks(kind, kind.tasks(true)),
            tasks(kind, Integer.MAX_VALUE))
        + " |\n";
  }

  /** How many tasks of the defaults there is room for, and for want of what there are no more. */
  private static String tasks(InstanceKind kind, int byInterfaces) {
    long byCpu = kind.cpuUnits() / SERVICE.get(ServiceOptions.CPU).longValue();
    long byMemory = kind.registeredMiB() / SERVICE.get(ServiceOptions.MEMORY_MIB).longValue();
    if (byInterfaces <= Math.min(byCpu, byMemory)) {
      return byInterfaces + "";
    }
    return byCpu < byMemory ? byCpu + " (CPU)" : byMemory + " (memory)";
  }
}
