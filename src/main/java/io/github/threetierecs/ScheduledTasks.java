package io.github.threetierecs;

import io.github.threetierecs.internal.observability.ScheduledTaskAlarms;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.ScheduledTaskOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.LikeTheBackend;
import io.github.threetierecs.internal.service.ScheduledTask;

/** Adds tasks that are started on a schedule. */
final class ScheduledTasks {
  private static final Additions.Kind KIND =
      new Additions.Kind(
          "scheduled task",
          "addScheduledTask",
          "ScheduledTasks",
          "Nightly",
          "ScheduledTaskProps.builder().schedule(…).command(…).build()");

  private final Additions additions;

  ScheduledTasks(Additions additions) {
    this.additions = additions;
  }

  /**
   * Adds one.
   *
   * @throws IllegalArgumentException if it does not fit to the application; names all problems
   */
  ScheduledTaskResources add(String id, ScheduledTaskProps props) {
    Values backend = additions.options.get(AppOptions.BACKEND);
    return new ScheduledTaskResources(
        additions.add(
            KIND, id, props, it -> LikeTheBackend.of(it.values, backend), task -> make(id, task)));
  }

  private ScheduledTask make(String id, Values task) {
    ScheduledTask made =
        new ScheduledTask(
            additions.scope(KIND), id, task, additions.platform, additions.data, additions.backend);
    String name = KIND.name(id);
    additions.checkTask(name, made.task);
    additions.connections.addTask(
        name,
        made.client,
        made.schedule,
        task.get(ScheduledTaskOptions.DATABASE),
        task.get(ScheduledTaskOptions.CALLS_BACKEND));
    additions.watch("the tasks of " + name, made.securityGroup);
    if (additions.observability != null) {
      ScheduledTaskAlarms.add(
          additions.observability,
          additions.platform.words(),
          name,
          additions.platform.capacity().cluster.getClusterArn(),
          made.revisions,
          ScheduledTask.CONTAINER,
          additions
                  .accountOf(
                      name, ScheduledTaskOptions.DEAD_LETTER_QUEUE.name(), made.deadLetterQueue, "")
                  .areThere()
              ? null
              : made.deadLetterQueue.getQueueName());
    }
    additions.accept(made, task);
    return made;
  }
}
