package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.placement.Demand;
import io.github.threetierecs.internal.placement.Packing;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * What is reported of a time at which tasks have to find room.
 *
 * @param about which time it is, in a word
 * @param instances how many there can be
 * @param words what is the case, after "tasks"
 * @param scenario what should run then
 * @param least what must run for it ever to end; each of them by itself
 * @param ifLate what becomes of it if there may be too little room for {@code scenario}
 * @param ifNever and what if there is too little for {@code least}
 */
public record PlacementScenario(
    String about,
    Setting instances,
    String words,
    Scenario scenario,
    List<List<Demand>> least,
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

  /**
   * What becomes of it.
   *
   * @param surely what an instance has at the least
   * @param atMost what it may have
   */
  Verdict verdict(Room surely, Room atMost) {
    if (scenario.fits(surely, count())) {
      return Verdict.FITS;
    }
    int left = scenario.left(atMost, count());
    return least.stream().allMatch(it -> Packing.fits(atMost, left, it))
        ? Verdict.MAY_NOT_FIT
        : Verdict.NEVER_FITS;
  }

  /** What there is too little of, if the sums alone show it. */
  String shortage(Room room) {
    int left = scenario.left(room, count());
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
    long wanted =
        scenario.services().stream().mapToLong(it -> it.tasks() * ofOne.applyAsLong(it)).sum();
    return wanted > there
        ? Problems.grouped(there) + " of " + Problems.grouped(wanted) + " " + what
        : "";
  }
}
