package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.WorkerOptions;
import io.github.threetierecs.internal.service.ServiceConnectChecks;
import io.github.threetierecs.internal.service.Sidecars;
import io.github.threetierecs.internal.service.TierLoad;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.services.ecs.ContainerInsights;

/**
 * Whether the services that users add fit together with the application, and with those that were
 * added before. Each is checked when it is added, so that whoever reads a refusal sees the line
 * that is one too many. A warning that was given before is not repeated with other numbers.
 */
public final class AddedServices {
  private final Values network;
  private final Values capacity;
  private final Values app;
  private final boolean connects;
  private final AddedRoutes routes;
  private final List<TierLoad> services;
  private final Set<String> said;

  public AddedServices(Values app) {
    this.app = app;
    network = app.get(AppOptions.NETWORK);
    capacity = app.get(AppOptions.CAPACITY);
    Values backend = app.get(AppOptions.BACKEND);
    connects = backend.get(BackendOptions.SERVICE_CONNECT);
    routes = new AddedRoutes(app);
    services =
        new ArrayList<>(
            PlacementCheck.ofTiers(
                capacity,
                app.get(AppOptions.FRONTEND),
                TogetherCheck.wholeBackend(app.get(AppOptions.DATABASE), backend)));
    said = new LinkedHashSet<>(placement(new Problems(""), services).keySet());
  }

  /**
   * One more service that fits together with all others.
   *
   * @param service its options
   * @param load what its tasks take
   * @param warnings what is legal, but risky, by what it is about
   */
  public record Checked(Values service, TierLoad load, Map<String, Warning> warnings) {}

  /**
   * Checks one more service. It is counted only once it is there, so that a call that is refused
   * can be corrected.
   *
   * @throws IllegalArgumentException if something does not fit; names all
   */
  public Checked check(Values service) {
    Problems problems = new Problems("");
    ServiceChecks checks =
        new ServiceChecks(problems, capacity, app.find(AppOptions.OBSERVABILITY));
    checks.tasks(service);
    checks.ports(service, AddedBackendOptions.portOf(service));
    checks.cpuAlarm(service);
    checks.roomToDeploy(service);
    checkMessages(problems, service);
    checkGpus(problems, service);
    if (AddedBackendOptions.isOne(service)) {
      routes.check(problems, service);
    }
    // Only workers have this option: what a schedule starts calls the backend by its load
    // balancer, and Service Connect leaves no room for added backends.
    boolean proxied = connects && service.get(WorkerOptions.CALLS_BACKEND);
    if (proxied) {
      ServiceConnectChecks.checkClientTask(problems, service);
    }
    List<TierLoad> all = new ArrayList<>(services);
    TierLoad load = new TierLoad(service, CapacityOptions.givesInterfaces(capacity), proxied);
    all.add(load);
    Map<String, Warning> warnings = placement(problems, all);
    problems.refuse();
    return new Checked(service, load, warnings);
  }

  /**
   * Counts one from now on.
   *
   * @return what is legal, but risky, and was not said before
   */
  public List<Warning> add(Checked one) {
    services.add(one.load);
    if (AddedBackendOptions.isOne(one.service)) {
      routes.add(one.service);
    }
    return one.warnings.entrySet().stream()
        .filter(it -> said.add(it.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Map<String, Warning> placement(Problems problems, List<TierLoad> all) {
    return new PlacementCheck(problems, network, capacity, all).warnings();
  }

  private void checkMessages(Problems problems, Values service) {
    ContainerInsights insights = capacity.get(CapacityOptions.CONTAINER_INSIGHTS);
    if (service.has(WorkerOptions.MESSAGES_PER_TASK) && insights == ContainerInsights.DISABLED) {
      problems.add(
          service.path(WorkerOptions.MESSAGES_PER_TASK),
          service.find(WorkerOptions.MESSAGES_PER_TASK),
          "is by the number of running tasks, which CloudWatch has only with Container Insights,"
              + " and capacity.containerInsights is DISABLED"
              + capacity.origin(CapacityOptions.CONTAINER_INSIGHTS),
          "set capacity.containerInsights to ENABLED, or leave messagesPerTask out");
    }
  }

  /** The image of the instances was chosen before. */
  private void checkGpus(Problems problems, Values service) {
    long gpus = Sidecars.gpus(service);
    if (gpus > 0
        && !capacity.has(CapacityOptions.MACHINE_IMAGE)
        && services.stream().limit(2).noneMatch(it -> it.size.gpus() > 0)) {
      problems.add(
          service.path(ServiceOptions.SIDECARS),
          new Problems.Words("gpuCount " + gpus),
          "in total needs drivers, which the instances' image has only if a container of the"
              + " frontend or backend asks for GPUs",
          "set capacity.machineImage to an image with NVIDIA drivers");
    }
  }
}
