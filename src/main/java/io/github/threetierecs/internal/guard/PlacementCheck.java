package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.guard.PlacementScenario.Verdict;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.OperatingSystem;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.placement.Demand;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.Scenario;
import io.github.threetierecs.internal.placement.ServiceLoad;
import io.github.threetierecs.internal.service.TierLoad;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the tasks of all services find room on the instances. What can never run is refused; what
 * may have to wait is a warning.
 *
 * <p>The problem: tasks without room fail late. ECS waits without an end, until the circuit breaker
 * or CloudFormation gives up. How much an instance has for tasks is known only within bounds:
 * {@link ContainerInstances} says what each has for sure, and what it may have at most.
 *
 * <p>First each task has to fit on an empty instance. Then each {@link Scenario} (the start, the
 * most tasks, a deployment, the loss of a zone) is asked two questions. Does ECS find room, on what
 * the instances have for sure? {@code Spread} plays that through. Is there any placement at all, on
 * what they may have? {@code Packing} answers that, and of two services exactly.
 *
 * <p>What is guaranteed: a scenario is refused only if no placement exists even with the most that
 * instances may have, and no warning means that there is room whichever service ECS places first.
 * The loss of a zone is refused only if an option promises to survive it.
 *
 * <p>The limits: types that are not in the catalogue are not checked, numbers that only
 * CloudFormation will know count as 0, and of other tasks in the cluster only the daemon of the
 * options counts.
 */
public final class PlacementCheck {
  private final Problems problems;
  private final ContainerInstances instances;
  private final List<TierLoad> services;
  private final List<ServiceLoad> loads;
  private final Setting fewest;
  private final Setting most;
  private final int zones;
  private final boolean isLossRefused;

  /** Whether there may be an image with drivers for the GPUs of arm64 instances. */
  private final boolean hasGpuImageForArm;

  private final Map<String, Warning> warnings = new LinkedHashMap<>();

  /** Reads the options; what is refused is added to the problems. */
  PlacementCheck(Problems problems, Values network, Values capacity, List<TierLoad> services) {
    this.problems = problems;
    instances = new ContainerInstances(capacity);
    hasGpuImageForArm =
        capacity.has(CapacityOptions.MACHINE_IMAGE)
            || OperatingSystem.of(capacity).hasGpuImageForArm();
    this.services = List.copyOf(services);
    loads = services.stream().map(TierLoad::load).toList();
    fewest = capacity.setting(CapacityOptions.MIN_INSTANCES);
    most = capacity.setting(CapacityOptions.MAX_INSTANCES);
    // The zones of an existing VPC are not known here, so the fewest that are possible are assumed.
    zones = NetworkOptions.zones(network);
    isLossRefused =
        capacity.get(CapacityOptions.SURVIVES_THE_LOSS_OF_A_ZONE)
            && !network.has(NetworkOptions.VPC);
  }

  /** {@return what both tiers require of the instances} */
  static List<TierLoad> ofTiers(Values capacity, Values frontend, Values backend) {
    boolean interfaces = CapacityOptions.givesInterfaces(capacity);
    boolean proxied = backend.get(BackendOptions.SERVICE_CONNECT);
    return List.of(
        new TierLoad(frontend, interfaces, proxied), new TierLoad(backend, interfaces, proxied));
  }

  /** {@return what is legal, but risky, by what it is about} */
  Map<String, Warning> warnings() {
    checkGpuImage();
    instances.unknown.forEach(this::warnOfUnknown);
    boolean eachFits = true;
    for (InstanceKind kind : instances.kinds) {
      for (TierLoad load : services) {
        eachFits &= eachFits(kind, load);
      }
    }
    if (eachFits && instances.unknown.isEmpty() && !isUpsideDown()) {
      checkAll();
    }
    return warnings;
  }

  /** ECS has images with NVIDIA drivers for arm64 only for Bottlerocket. */
  private void checkGpuImage() {
    if (services.stream().anyMatch(it -> it.size.gpus() > 0) && !hasGpuImageForArm) {
      instances.kinds.stream()
          .filter(it -> it.gpus() > 0 && it.architecture().equals("arm64"))
          .findFirst()
          .ifPresent(
              it ->
                  problems.add(
                      instances.optionOf(it.name()),
                      it.name(),
                      "has GPUs for which Amazon Linux has no image with drivers on arm64",
                      "set capacity.operatingSystem to BOTTLEROCKET, or capacity.machineImage"));
    }
  }

  private void warnOfUnknown(String type) {
    warnings.put(
        type,
        Warning.ofUnknownType(
            Problems.sentence(
                instances.optionOf(type),
                type,
                "is not a known instance type, so it is not checked whether the tasks fit",
                "make sure that they do, or use a newer version of this library")));
  }

  /** ECS starts no instance for a task that does not fit on the smallest of several types. */
  private boolean eachFits(InstanceKind kind, TierLoad load) {
    boolean fits = load.size.fitsOn(instances.surely(kind));
    if (!fits) {
      new TaskRoom(instances, kind, load, problems, warnings).complain();
    }
    return fits;
  }

  /** A minimum above the maximum is refused elsewhere, and makes every answer here meaningless. */
  private boolean isUpsideDown() {
    return most.isKnown() && Tokens.orZero(fewest.value()) > Tokens.orZero(most.value());
  }

  private void checkAll() {
    Verdict worst = Verdict.FITS;
    if (most.isKnown()) {
      worst = report(atMost(), worst);
      worst = report(whileDeployed(), worst);
    }
    if (worst != Verdict.NEVER_FITS) {
      if (most.isKnown()) {
        report(withoutAZone(), Verdict.FITS);
      }
      if (fewest.isKnown()) {
        report(atTheStart(), Verdict.FITS);
      }
    }
  }

  private PlacementScenario atTheStart() {
    return new PlacementScenario(
        "start",
        fewest,
        wanted(),
        Scenario.normal(loads, zones),
        List.of(),
        "the rest wait some minutes for another instance",
        "");
  }

  private PlacementScenario atMost() {
    Scenario scaled = Scenario.atMost(loads, zones);
    return new PlacementScenario(
        "most",
        most,
        most(),
        scaled,
        List.of(scaled.services()),
        "the rest may never start",
        "the rest never start");
  }

  /** Deploying all services at once is quickest, but deploying one after the other is enough. */
  private PlacementScenario whileDeployed() {
    return new PlacementScenario(
        "deployment",
        most,
        "while "
            + (services.size() > 2 ? "all services" : "both tiers")
            + " are deployed "
            + most(),
        Scenario.whileDeployed(loads, zones),
        IntStream.range(0, loads.size()).mapToObj(this::whileOneIsDeployed).toList(),
        "a deployment takes longer, and may fail",
        "no deployment ever finishes");
  }

  private PlacementScenario withoutAZone() {
    Scenario scenario = Scenario.withoutAZone(loads, zones, (int) Tokens.orZero(fewest.value()));
    String ifLost = "the rest wait until EC2 Auto Scaling has given up the instances that are lost";
    return new PlacementScenario(
        "zone",
        most,
        "without one of " + zones + " Availability Zones " + wanted(),
        scenario,
        isLossRefused ? List.of(scenario.services()) : List.of(),
        ifLost,
        ifLost);
  }

  private List<Demand> whileOneIsDeployed(int deployed) {
    List<Demand> demands = new ArrayList<>(loads.stream().map(ServiceLoad::mostTasks).toList());
    demands.set(deployed, loads.get(deployed).whileDeployedSlowly());
    return List.copyOf(demands);
  }

  private String wanted() {
    return at(services.stream().filter(it -> !it.isScheduled).map(it -> it.wanted));
  }

  private String most() {
    return at(services.stream().map(it -> it.most));
  }

  private static String at(Stream<Setting> settings) {
    List<String> words = settings.map(it -> it.option() + " " + it).toList();
    int last = words.size() - 1;
    return "at " + String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** Reports only what is worse than the verdict on a scenario that is part of this one. */
  private Verdict report(PlacementScenario scenario, Verdict said) {
    Verdict verdict = scenario.verdict(instances.surely(), instances.atMost());
    if (verdict.compareTo(said) <= 0) {
      return said;
    }
    String option = scenario.instances().option();
    String limit =
        "of %s have room for %s of %s tasks %s (%s): %s"
            .formatted(
                instances,
                scenario.scenario().placed(instances.surely(), scenario.count()),
                scenario.scenario().tasks(),
                scenario.words(),
                scenario.shortage(instances.surely()),
                verdict == Verdict.NEVER_FITS ? scenario.ifNever() : scenario.ifLate());
    if (verdict == Verdict.NEVER_FITS) {
      problems.add(option, scenario.instances(), limit, remedy(scenario));
    } else {
      warnings.put(
          scenario.about(),
          Warning.ofPlacement(
              Problems.sentence(option, scenario.instances(), limit, remedy(scenario))));
    }
    return verdict;
  }

  /** The smallest changes, each of which is enough. */
  private String remedy(PlacementScenario reported) {
    List<String> ways = new ArrayList<>();
    Scenario scenario = reported.scenario();
    int count = reported.count();
    scenario.enough(instances.surely(), count + 1).stream()
        .filter(it -> it <= CapacityOptions.MOST_INSTANCES)
        .forEach(it -> ways.add(reported.instances().option() + " to " + it));
    instances
        .largerThat(room -> scenario.fits(room, count))
        .ifPresent(it -> ways.add("capacity.instanceType to " + it));
    Room trunked = instances.withTrunking();
    if (trunked != null && scenario.fits(trunked, count)) {
      ways.add("capacity.eniTrunking to true");
    }
    return ways.isEmpty() ? "run fewer or smaller tasks" : "set " + String.join(", or ", ways);
  }
}
