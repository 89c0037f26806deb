package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.placement.Demand;
import io.github.threetierecs.internal.placement.Packing;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A time at which tasks have to find room.
 *
 * @param instances how many there can be
 * @param words what is the case, after "tasks"
 * @param services what should run then
 * @param least what must run for it ever to end; each of them by itself
 * @param zones that there are
 * @param lost how many of the instances are not there, if each has so much room
 * @param ifLate what becomes of it if there may be too little room for {@code services}
 * @param ifNever and what if there is too little for {@code least}
 */
public record PlacementScenario(
    Setting instances,
    String words,
    List<Demand> services,
    List<List<Demand>> least,
    int zones,
    ToIntFunction<Room> lost,
    String ifLate,
    String ifNever) {

  /** From good to bad, since verdicts are compared. */
  enum Verdict {
    FITS,
    MAY_NOT_FIT,
    NEVER_FITS
  }

  int count() {
    return Objects.requireNonNull(instances.value()).intValue();
  }

  int tasks() {
    return services.stream().mapToInt(Demand::tasks).sum();
  }

  int placed(Room room, int instances) {
    return Spread.placed(room, left(room, instances), zones, services);
  }

  /** Whether ECS finds room for all tasks. */
  boolean fits(Room room, int instances) {
    return Spread.fits(room, left(room, instances), zones, services);
  }

  /**
   * What becomes of it.
   *
   * @param surely what an instance has at the least
   * @param atMost what it may have
   */
  Verdict verdict(Room surely, Room atMost) {
    if (fits(surely, count())) {
      return Verdict.FITS;
    }
    int left = left(atMost, count());
    return least.stream().allMatch(it -> Packing.fits(atMost, left, it.get(0), it.get(1)))
        ? Verdict.MAY_NOT_FIT
        : Verdict.NEVER_FITS;
  }

  /** What there is too little of, if the sums alone show it. */
  String shortage(Room room) {
    int left = left(room, count());
    List<String> shortages = new ArrayList<>();
    shortages.add(shortage("CPU units", left * room.cpuUnits(), it -> it.size().cpuUnits()));
    shortages.add(shortage("MiB", left * room.memoryMiB(), it -> it.size().memoryMiB()));
    shortages.add(shortage("network interfaces", (long) left * room.tasks(), it -> 1));
    shortages.add(shortage("GPUs", left * room.gpus(), it -> it.size().gpus()));
    shortages.removeIf(String::isEmpty);
    return shortages.isEmpty()
        ? "what is left of each instance is too little"
        : String.join(", ", shortages);
  }

  private String shortage(String what, long there, ToLongFunction<Demand> ofOne) {
    long wanted = services.stream().mapToLong(it -> it.tasks() * ofOne.applyAsLong(it)).sum();
    return wanted > there
        ? Problems.grouped(there) + " of " + Problems.grouped(wanted) + " " + what
        : "";
  }

  private int left(Room room, int instances) {
    return Math.max(0, instances - lost.applyAsInt(room));
  }
}
