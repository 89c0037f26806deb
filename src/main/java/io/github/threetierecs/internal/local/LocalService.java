package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What starts tasks: a service, or a schedule.
 *
 * @param name its name here
 * @param starter the service or the schedule
 * @param definition its task definition
 * @param tasks how many tasks run here
 * @param isJob whether it is started by hand
 */
record LocalService(String name, Resource starter, Resource definition, int tasks, boolean isJob) {

  /** The names of its tasks. */
  List<String> taskNames() {
    return isJob
        ? List.of(name)
        : IntStream.rangeClosed(1, tasks).mapToObj(it -> name + "-" + it).toList();
  }

  /** The paths of the containers in the task definition. */
  List<String> containers() {
    return definition.elements("ContainerDefinitions").toList();
  }

  /**
   * The container that is the service's own: the one that the load balancer calls, or the first.
   */
  String ownContainer() {
    Optional<String> called = starter.text("LoadBalancers.0.ContainerName");
    return containers().stream()
        .map(it -> definition.text(it + ".Name").orElse(""))
        .filter(it -> called.isEmpty() || called.get().equals(it))
        .findFirst()
        .orElse("");
  }

  boolean isBridged() {
    return !definition.text("NetworkMode").orElse("bridge").equals("awsvpc");
  }

  /** What a container of a task is called in the compose file. */
  String composeName(String task, String container) {
    return container.equals(ownContainer()) ? task : task + "-" + LocalNames.kebab(container);
  }
}
