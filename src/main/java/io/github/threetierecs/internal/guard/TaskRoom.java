package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.service.TierLoad;
import io.github.threetierecs.internal.shared.Warning;
import java.util.Map;

/** What is reported about a task that does not fit on an empty instance of some type. */
public final class TaskRoom {
  private final ContainerInstances instances;
  private final InstanceKind kind;
  private final TierLoad load;
  private final Problems problems;
  private final Map<String, Warning> warnings;

  TaskRoom(
      ContainerInstances instances,
      InstanceKind kind,
      TierLoad load,
      Problems problems,
      Map<String, Warning> warnings) {
    this.instances = instances;
    this.kind = kind;
    this.load = load;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** Refuses what is impossible, and warns of what depends on the machine image. */
  void complain() {
    Room atMost = instances.atMost(kind);
    Room surely = instances.surely(kind);
    complain(
        "cpu",
        load.cpu,
        load.size.cpuUnits(),
        atMost.cpuUnits(),
        surely.cpuUnits(),
        "has " + surely.cpuUnits());
    complain(
        "memoryMiB",
        load.memoryMiB,
        load.size.memoryMiB(),
        atMost.memoryMiB(),
        surely.memoryMiB(),
        "offers about " + Problems.grouped(surely.memoryMiB()) + " MiB to tasks");
    if (load.size.gpus() > surely.gpus()) {
      problems.add(
          load.tier + ".sidecars",
          new Problems.Words("gpuCount " + load.size.gpus()),
          "in total is more than "
              + instances.optionOf(kind.name())
              + " "
              + kind.name()
              + " has, which is "
              + surely.gpus(),
          InstanceCatalogue.withGpus(load.size.gpus(), kind.architecture())
              .map(it -> "use an instance type with NVIDIA GPUs, such as " + it.name())
              .orElse("ask for fewer GPUs, or use an instance type of another architecture"));
    }
  }

  private void complain(
      String option, Number own, long wanted, long atMost, long surely, String offer) {
    if (wanted <= surely) {
      return;
    }
    long others = wanted - Tokens.orZero(own);
    String limit =
        (others > 0 ? "and " + others + " for the other containers " : "")
            + (wanted > atMost ? "does not fit on " : "may not fit on ")
            + instances.optionOf(kind.name())
            + " "
            + kind.name()
            + ", which "
            + offer
            + (instances.hasDaemon() ? " beside the daemon" : "");
    String remedy =
        InstanceCatalogue.family(kind.family()).stream()
                .filter(it -> load.size.fitsOn(instances.surely(it)))
                .findFirst()
                .map(it -> "use an instance type such as " + it.name())
                .orElse("use a larger instance type")
            + (surely > others ? ", or set at most " + (surely - others) : "");
    String path = load.tier + "." + option;
    if (wanted > atMost) {
      problems.add(path, own, limit, remedy);
    } else {
      warnings.put(
          path + " " + kind.name(),
          Warning.ofPlacement(Problems.sentence(path, own, limit, remedy)));
    }
  }
}
