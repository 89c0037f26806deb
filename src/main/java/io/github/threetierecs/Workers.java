package io.github.threetierecs;

import io.github.threetierecs.internal.observability.AddedAlarms;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.WorkerOptions;
import io.github.threetierecs.internal.service.Worker;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.sqs.IQueue;

/** Adds services that nobody calls. */
final class Workers {
  private static final Additions.Kind KIND =
      new Additions.Kind(
          "worker", "addWorker", "Workers", "Mailer", "WorkerProps.builder().image(…).build()");

  private final Additions additions;

  Workers(Additions additions) {
    this.additions = additions;
  }

  /**
   * Adds one.
   *
   * @throws IllegalArgumentException if it does not fit to the application; names all problems
   */
  WorkerResources add(String id, WorkerProps props) {
    return new WorkerResources(
        additions.add(KIND, id, props, it -> it.values, worker -> make(id, worker)));
  }

  private Worker make(String id, Values worker) {
    String name = KIND.name(id);
    IQueue counted = countedHere(name, worker);
    Worker made =
        new Worker(
            additions.scope(KIND),
            id,
            worker,
            additions.platform,
            additions.data,
            additions.backend);
    additions.checkTask(name, made.task);
    boolean database = worker.get(WorkerOptions.DATABASE);
    additions.connections.add(
        name, made.service, database, worker.get(WorkerOptions.CALLS_BACKEND));
    additions.watch("the tasks of " + name, made.securityGroup);
    if (database) {
      additions.redeployOnRotation("worker " + id, made, made.service);
    }
    if (additions.observability != null) {
      AddedAlarms.add(
          additions.observability,
          additions.watched(name, made.service),
          counted == null ? null : counted.getQueueName());
    }
    additions.accept(made, worker);
    return made;
  }

  /** {@return the queue, unless it is of another account, where scaling and alarms see nothing} */
  private @Nullable IQueue countedHere(String name, Values worker) {
    IQueue queue = worker.find(WorkerOptions.QUEUE);
    if (queue == null) {
      return null;
    }
    Problems problems =
        additions.accountOf(
            name,
            WorkerOptions.MESSAGES_PER_TASK.name(),
            queue,
            "leave messagesPerTask out: only CloudWatch of the queue's account counts its"
                + " messages");
    if (worker.has(WorkerOptions.MESSAGES_PER_TASK)) {
      problems.refuse();
    }
    return problems.areThere() ? null : queue;
  }
}
