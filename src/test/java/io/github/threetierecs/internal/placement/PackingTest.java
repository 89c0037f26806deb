package io.github.threetierecs.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether there is a way, held against trying all of them. */
class PackingTest {
  private static final int CASES = 20_000;

  @Test
  void thereIsAWayExactlyIfTryingAllOfThemFindsOne() {
    long[] ways = new long[2];
    PlacementCase.some(CASES)
        .forEach(
            it -> {
              boolean found = AllWays.fit(it);
              ways[found ? 1 : 0]++;
              assertThat(Packing.fits(it.room(), it.instances(), it.one(), it.other()))
                  .as("%s", it)
                  .isEqualTo(found);
            });

    assertThat(ways[0]).as("cases without a way").isGreaterThan(CASES / 10);
    assertThat(ways[1]).as("cases with one").isGreaterThan(CASES / 10);
  }

  @Test
  void itTakesNoWayThatAllWaysWouldNot() {
    PlacementCase.some(CASES)
        .filter(it -> Spread.fits(it.room(), it.instances(), it.zones(), it.services()))
        .forEach(it -> assertThat(AllWays.fit(it)).as("%s", it).isTrue());
  }

  /** Two network interfaces for tasks, and then a CPU that has room for 2 or 1. */
  @ParameterizedTest
  @CsvSource({"256, 256, 500, true", "256, 256, 499, false", "1000, 1100, 749, false"})
  void aThousandTasksAreAnsweredInLessThanAMillisecond(
      int cpu, int otherCpu, int instances, boolean fits) {
    Demand service = new Demand(new TaskSize(cpu, 512, Set.of()), 250, 250);
    Demand other = new Demand(new TaskSize(otherCpu, 512, Set.of()), 250, 250);
    Room room = new Room(2048, 7636, 2);
    long shortest = Long.MAX_VALUE;
    for (int run = 0; run < 500; run++) {
      long start = System.nanoTime();
      boolean placed = Spread.fits(room, instances, 2, List.of(service, other));
      boolean possible = placed || Packing.fits(room, instances, service, other);
      shortest = Math.min(shortest, System.nanoTime() - start);
      assertThat(possible).isEqualTo(fits);
    }

    assertThat(shortest).as("nanoseconds").isLessThan(1_000_000);
  }

  /** Puts each task on each instance in turn. */
  private static final class AllWays {
    private final List<TaskSize> tasks;
    private final List<List<TaskSize>> instances = new ArrayList<>();
    private final Room room;

    private AllWays(PlacementCase chosen) {
      tasks = chosen.tasks();
      room = chosen.room();
      for (int instance = 0; instance < chosen.instances(); instance++) {
        instances.add(new ArrayList<>());
      }
    }

    static boolean fit(PlacementCase chosen) {
      return new AllWays(chosen).fitFrom(0);
    }

    private boolean fitFrom(int task) {
      if (task == tasks.size()) {
        return true;
      }
      for (List<TaskSize> instance : instances) {
        instance.add(tasks.get(task));
        boolean found = isPossible(instance) && fitFrom(task + 1);
        instance.remove(instance.size() - 1);
        if (found) {
          return true;
        }
        if (instance.isEmpty()) {
          // The next is as empty as this one.
          return false;
        }
      }
      return false;
    }

    private boolean isPossible(List<TaskSize> instance) {
      List<Integer> ports = instance.stream().flatMap(it -> it.hostPorts().stream()).toList();
      return instance.size() <= room.tasks()
          && instance.stream().mapToLong(TaskSize::cpuUnits).sum() <= room.cpuUnits()
          && instance.stream().mapToLong(TaskSize::memoryMiB).sum() <= room.memoryMiB()
          && instance.stream().mapToLong(TaskSize::gpus).sum() <= room.gpus()
          && ports.stream().distinct().count() == ports.size();
    }
  }
}
