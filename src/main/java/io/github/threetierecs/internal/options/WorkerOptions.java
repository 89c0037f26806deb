package io.github.threetierecs.internal.options;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.sqs.IQueue;

/** What can be chosen of a worker beside {@link ServiceOptions}: a service that nobody calls. */
public final class WorkerOptions {
  private static final Group WORKER = new Group("worker");
  private static final int MOST_MESSAGES = 1_000_000;

  public static final Option<List<String>> COMMAND = UncalledOptions.command(WORKER);

  public static final Option<HealthCheck> HEALTH_CHECK =
      WORKER
          .<HealthCheck>option("healthCheck")
          .refusing(
              (problems, option, check) -> new ContainerChecks(problems, "").healthCheck(check));

  public static final Option<Duration> STOP_TIMEOUT = UncalledOptions.stopTimeout(WORKER);

  public static final Option<Boolean> DATABASE =
      WORKER.<Boolean>option("database").byDefault(false);

  public static final Option<Boolean> CALLS_BACKEND =
      WORKER.<Boolean>option("callsBackend").byDefault(false);

  public static final Option<IQueue> QUEUE = WORKER.option("queue");

  public static final Option<Number> MESSAGES_PER_TASK =
      WORKER.wholeNumber(
          "messagesPerTask",
          1,
          MOST_MESSAGES,
          "messages",
          "set how many may wait for one task, such as 100");

  private WorkerOptions() {}

  /** Refuses what does not go together, whatever the rest of the application is. */
  public static void check(Problems problems, Values chosen) {
    UncalledOptions.checkCommand(problems, chosen, COMMAND);
    Values scaling = chosen.find(ServiceOptions.AUTO_SCALING);
    AutoScalingOptions.refuseRequests(
        problems,
        scaling,
        "is counted at a load balancer, and a worker has none",
        "scale on CPU, on memory or by messagesPerTask");
    Number messages = chosen.find(MESSAGES_PER_TASK);
    if (messages != null && (Tokens.isToken(messages) || messages.doubleValue() > 0)) {
      checkMessages(problems, chosen, messages, scaling != null);
    }
  }

  private static void checkMessages(
      Problems problems, Values chosen, Number messages, boolean isScaled) {
    if (!chosen.has(QUEUE)) {
      problems.add(
          MESSAGES_PER_TASK.name(),
          messages,
          "needs a queue in which the messages are",
          "set queue, or leave messagesPerTask out");
    }
    if (!isScaled) {
      problems.add(
          MESSAGES_PER_TASK.name(),
          messages,
          "needs to know how many tasks there can be",
          "set autoScaling with maxTasks, or leave messagesPerTask out");
    }
    Problems.Setting least = ServiceOptions.leastTasks(chosen);
    if (least.isKnown() && least.number() == 0) {
      problems.add(
          MESSAGES_PER_TASK.name(),
          messages,
          "is kept by adding to the tasks that run, and "
              + least.option()
              + " 0 lets there be none",
          "let at least one task run, or leave messagesPerTask out");
    }
  }
}
