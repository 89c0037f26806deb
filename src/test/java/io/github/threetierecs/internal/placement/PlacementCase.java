package io.github.threetierecs.internal.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A small cluster and two services, chosen at random: small enough to try every way out. */
record PlacementCase(Room room, int instances, int zones, Demand one, Demand other) {

  static Stream<PlacementCase> some(int count) {
    SplittableRandom random = new SplittableRandom(20_261_124);
    return Stream.generate(() -> of(random)).limit(count);
  }

  private static PlacementCase of(SplittableRandom random) {
    return new PlacementCase(
        new Room(random.nextInt(9), random.nextInt(9), random.nextInt(1, 5), random.nextInt(4)),
        random.nextInt(5),
        random.nextInt(1, 4),
        demand(random),
        demand(random));
  }

  private static Demand demand(SplittableRandom random) {
    Set<Integer> ports = random.nextInt(6) == 0 ? Set.of(8125 + random.nextInt(2)) : Set.of();
    long gpus = random.nextInt(8) == 0 ? random.nextInt(1, 3) : 0;
    TaskSize size = new TaskSize(random.nextInt(6), random.nextInt(6), ports, gpus);
    return new Demand(size, random.nextInt(4), random.nextInt(3));
  }

  List<Demand> services() {
    return List.of(one, other);
  }

  /** The sizes of all tasks, one service after the other. */
  List<TaskSize> tasks() {
    List<TaskSize> tasks = new ArrayList<>();
    for (Demand service : services()) {
      for (int task = 0; task < service.tasks(); task++) {
        tasks.add(service.size());
      }
    }
    return tasks;
  }
}
