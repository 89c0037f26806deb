package io.github.threetierecs;

import io.github.threetierecs.internal.connections.Part;
import io.github.threetierecs.internal.observability.AddedAlarms;
import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.AddedBackend;
import java.util.List;

/** Adds services behind the internal load balancer. */
final class AddedBackends {
  private static final Additions.Kind KIND =
      new Additions.Kind(
          "added backend",
          "addBackend",
          "AddedBackends",
          "Search",
          "AddedBackendProps.builder().image(…).pathPatterns(…).build()");

  private final Additions additions;

  AddedBackends(Additions additions) {
    this.additions = additions;
  }

  /**
   * Adds one.
   *
   * @throws IllegalArgumentException if it does not fit to the application; names all problems
   */
  AddedBackendResources add(String id, AddedBackendProps props) {
    return new AddedBackendResources(
        additions.add(
            KIND,
            id,
            props,
            it ->
                ServiceOptions.withOwnContainer(
                    AddedBackendOptions.withId(it.values, id), AddedBackend.CONTAINER),
            added -> make(id, added)));
  }

  private AddedBackend make(String id, Values added) {
    AddedBackend made =
        new AddedBackend(
            additions.scope(KIND),
            id,
            added,
            additions.platform,
            additions.data,
            additions.backend);
    String name = KIND.name(id);
    additions.checkTask(name, made.task);
    boolean database = added.get(AddedBackendOptions.DATABASE);
    additions.connections.add(
        name,
        made.service,
        database,
        added.get(AddedBackendOptions.CALLS_BACKEND),
        List.of(Part.BACKEND_LOAD_BALANCER));
    additions.watch("the tasks of " + name, made.securityGroup);
    if (database) {
      additions.redeployOnRotation("added backend " + id, made, made.service);
    }
    if (additions.observability != null) {
      AddedAlarms.add(
          additions.observability,
          additions.watched(name, made.service),
          additions.backend.balancer.loadBalancer.getLoadBalancerFullName(),
          made.targetGroup.getTargetGroupFullName());
    }
    additions.accept(made, added);
    return made;
  }
}
