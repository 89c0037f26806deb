package io.github.threetierecs.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Placing as ECS does, held against its rules taken by the word. */
class SpreadTest {
  private static final TaskSize SMALL = new TaskSize(256, 512, Set.of());

  @Test
  void eachTaskGoesWhereItsServiceHasTheFewest() {
    PlacementCase.some(20_000)
        .forEach(
            it -> {
              List<Demand> reversed = new ArrayList<>(it.services());
              Collections.reverse(reversed);
              assertThat(Spread.placed(it.room(), it.instances(), it.zones(), it.services()))
                  .as("%s", it)
                  .isEqualTo(
                      Math.min(
                          new ByTheWord(it).placed(it.services()),
                          new ByTheWord(it).placed(reversed)));
            });
  }

  @Test
  void allFitExactlyIfAllArePlaced() {
    PlacementCase.some(20_000)
        .forEach(
            it ->
                assertThat(Spread.fits(it.room(), it.instances(), it.zones(), it.services()))
                    .as("%s", it)
                    .isEqualTo(
                        Spread.placed(it.room(), it.instances(), it.zones(), it.services())
                            == it.tasks().size()));
  }

  @Test
  void aServiceIsOnAllInstancesBeforeASecondTaskIsOnOne() {
    // Spread over both, the small ones leave neither room for the large one.
    Room room = new Room(1024, 4096, Room.ANY_NUMBER);
    Demand small = new Demand(SMALL, 2, 0);
    Demand large = new Demand(new TaskSize(1024, 512, Set.of()), 1, 0);

    assertThat(Spread.fits(room, 2, 2, List.of(small, large))).isFalse();
    assertThat(Packing.fits(room, 2, small, large)).isTrue();
  }

  /** Only with the second one first, the two small ones leave no room for the large one. */
  @Test
  void eachOfThreeServicesIsFirstOnce() {
    Room room = new Room(1024, 4096, Room.ANY_NUMBER);
    Demand none = new Demand(SMALL, 0, 0);
    Demand small = new Demand(SMALL, 2, 0);
    Demand large = new Demand(new TaskSize(1024, 512, Set.of()), 1, 0);

    assertThat(Spread.fits(room, 2, 2, List.of(large, small, none))).isFalse();
    assertThat(Spread.fits(room, 2, 2, List.of(large, none, small))).isFalse();
    assertThat(Spread.fits(room, 2, 2, List.of(none, large, small))).isFalse();
    assertThat(Spread.placed(room, 3, 3, List.of(large, small, none))).isEqualTo(3);
  }

  @Test
  void tasksWithThePortOfTheInstanceAreOnOneEach() {
    Room room = new Room(8192, 8192, Room.ANY_NUMBER);
    Demand service = new Demand(new TaskSize(256, 512, Set.of(8125)), 3, 0);
    Demand other = new Demand(SMALL, 5, 0);

    assertThat(Spread.fits(room, 3, 3, List.of(service, other))).isTrue();
    assertThat(Spread.placed(room, 2, 2, List.of(service, other))).isEqualTo(7);
  }

  @Test
  void anInstanceTakesNoMoreTasksThanItHasInterfacesFor() {
    Room room = new Room(8192, 8192, 2);

    assertThat(Spread.placed(room, 3, 2, List.of(new Demand(SMALL, 9, 0)))).isEqualTo(6);
  }

  /** Looks at all zones and all instances for every task. */
  private static final class ByTheWord {
    private record Placed(int service, int instance) {}

    private final PlacementCase chosen;
    private final List<Instance> instances;
    private final List<Placed> placed = new ArrayList<>();

    ByTheWord(PlacementCase chosen) {
      this.chosen = chosen;
      instances =
          IntStream.range(0, chosen.instances())
              .mapToObj(any -> new Instance(chosen.room()))
              .toList();
    }

    int placed(List<Demand> services) {
      for (int service = 0; service < services.size(); service++) {
        place(service, services.get(service).size(), services.get(service).running());
      }
      for (int service = 0; service < services.size(); service++) {
        place(service, services.get(service).size(), services.get(service).starting());
      }
      return placed.size();
    }

    private void place(int service, TaskSize size, int count) {
      for (int task = 0; task < count; task++) {
        next(service, size).ifPresent(it -> placed.add(new Placed(service, it)));
      }
    }

    private Optional<Integer> next(int service, TaskSize size) {
      return IntStream.range(0, instances.size())
          .boxed()
          .sorted(
              Comparator.<Integer>comparingLong(it -> inZone(service, it % chosen.zones()))
                  .thenComparing(it -> it % chosen.zones())
                  .thenComparing(it -> on(service, it))
                  .thenComparing(it -> it))
          .filter(it -> instances.get(it).take(size))
          .findFirst();
    }

    private long inZone(int service, int zone) {
      return placed.stream()
          .filter(it -> it.service() == service && it.instance() % chosen.zones() == zone)
          .count();
    }

    private long on(int service, int instance) {
      return placed.stream()
          .filter(it -> it.service() == service && it.instance() == instance)
          .count();
    }
  }
}
