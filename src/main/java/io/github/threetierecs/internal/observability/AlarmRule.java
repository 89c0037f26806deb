package io.github.threetierecs.internal.observability;

import static software.amazon.awscdk.services.cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD;
import static software.amazon.awscdk.services.cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD;
import static software.amazon.awscdk.services.cloudwatch.TreatMissingData.BREACHING;
import static software.amazon.awscdk.services.cloudwatch.TreatMissingData.MISSING;
import static software.amazon.awscdk.services.cloudwatch.TreatMissingData.NOT_BREACHING;

import java.util.List;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;

/**
 * One alarm, as data. It is created for each part of the application that has all its metrics.
 *
 * @param id its name after that of the part
 * @param when when it goes off, with {@code {limit}}
 * @param first what to do first, with the {@code {name}} of the part
 * @param expression metric math over the metrics, called {@code a} and {@code b} in their order
 * @param metrics what is looked at
 * @param comparison how the value stands to the limit when it goes off
 * @param limit the threshold
 * @param minutes how long a period is
 * @param periods how many periods in a row
 * @param missing what no data means
 */
public record AlarmRule(
    String id,
    String when,
    String first,
    String expression,
    List<CloudWatchMetric> metrics,
    ComparisonOperator comparison,
    Limit limit,
    int minutes,
    int periods,
    TreatMissingData missing) {
  /** The metric itself, without metric math. */
  private static final String AS_IT_IS = "a";

  /**
   * A share says nothing of a handful of requests: at least five have to fail. Only what is not
   * zero is reported, so that without failures there is no value.
   */
  private static final String SHARE = "IF(a >= 5, 100 * a / b, 0)";

  /** A request for which there was no target is an error, but does not count as a request. */
  private static final String SHARE_EVEN_WITHOUT_REQUESTS =
      "IF(a >= 5, IF(FILL(b, 0) > a, 100 * a / b, 100), 0)";

  /** A percentile of fewer than twenty requests says nothing. */
  private static final String AMONG_TWENTY = "IF(b >= 20, a, 0)";

  private static final String GIB = "a / 1073741824";

  private static final String MIB = "a / 1048576";

  /** Container Insights reports nothing, rather than 0, while no task runs. */
  private static final String NONE_IS_ZERO = "b - FILL(a, 0)";

  /** RDS reports replication that has stopped as -1. */
  private static final String STOPPED_IS_A_DAY = "IF(a >= 0, a, 86400)";

  // spotless:off
  public static final List<AlarmRule> ALL =
      List.of(
          new AlarmRule("Errors", "more than {limit} of the requests, and at least 5, are answered with 5xx by tasks",
              "Read what the {name}'s tasks printed then. If a deployment has just run, roll it back.",
              SHARE, List.of(CloudWatchMetric.TARGET_5XX, CloudWatchMetric.REQUESTS), GREATER_THAN_THRESHOLD, Limit.ERROR_RATE, 5, 1, NOT_BREACHING),
          new AlarmRule("BalancerErrors", "more than {limit} of the requests, and at least 5, get a 5xx from the load balancer itself",
              "See whether the {name} has healthy targets; if so, its tasks close connections, or answer later than the load balancer waits.",
              SHARE_EVEN_WITHOUT_REQUESTS, List.of(CloudWatchMetric.BALANCER_5XX, CloudWatchMetric.REQUESTS), GREATER_THAN_THRESHOLD, Limit.ERROR_RATE, 5, 1, NOT_BREACHING),
          new AlarmRule("Latency", "one request in a hundred takes more than {limit}, of at least 20",
              "Follow the dashboard down from the {name}: the lowest tier that got slower is where to look.",
              AMONG_TWENTY, List.of(CloudWatchMetric.LATENCY_P99, CloudWatchMetric.REQUESTS), GREATER_THAN_THRESHOLD, Limit.LATENCY, 5, 3, NOT_BREACHING),
          new AlarmRule("NoHealthyTarget", "no target is healthy",
              "Read the events of the {name}'s service, and why its last tasks stopped.",
              AS_IT_IS, List.of(CloudWatchMetric.HEALTHY_TARGETS), LESS_THAN_THRESHOLD, Limit.ONE, 1, 3, BREACHING),
          new AlarmRule("UnhealthyTargets", "a target fails its health checks",
              "Look up the reason in the {name}'s target group, then read what that task printed.",
              AS_IT_IS, List.of(CloudWatchMetric.UNHEALTHY_TARGETS), GREATER_THAN_THRESHOLD, Limit.NONE, 1, 10, NOT_BREACHING),
          new AlarmRule("Cpu", "the tasks use more than {limit} of the CPU that they reserve",
              "If there are more requests than usual, raise {name}.desiredCount, or the most tasks of {name}.autoScaling. If not, find what loops.",
              AS_IT_IS, List.of(CloudWatchMetric.TASK_CPU), GREATER_THAN_THRESHOLD, Limit.CPU, 5, 3, NOT_BREACHING),
          new AlarmRule("Memory", "a task uses more than {limit} of its memory",
              "Raise {name}.memoryMiB, or find the leak: a container that takes more than it has is killed.",
              AS_IT_IS, List.of(CloudWatchMetric.TASK_MEMORY_MAXIMUM), GREATER_THAN_THRESHOLD, Limit.MEMORY, 5, 3, NOT_BREACHING),
          new AlarmRule("MissingTasks", "fewer tasks run than are wanted",
              "Read the events of the {name}'s service: they say what a task waits for, or why it stops.",
              NONE_IS_ZERO, List.of(CloudWatchMetric.RUNNING_TASKS, CloudWatchMetric.DESIRED_TASKS), GREATER_THAN_THRESHOLD, Limit.NONE, 1, 15, NOT_BREACHING),
          new AlarmRule("Cpu", "more than {limit} of its CPU is in use",
              "Find the statements that run longest with SHOW FULL PROCESSLIST. If all are needed, take a larger database.instanceType.",
              AS_IT_IS, List.of(CloudWatchMetric.DATABASE_CPU), GREATER_THAN_THRESHOLD, Limit.CPU, 5, 3, MISSING),
          new AlarmRule("Connections", "more than {limit} are open",
              "Find who holds them with SHOW FULL PROCESSLIST. Make the pools of the backend's tasks smaller, or take a larger database.instanceType.",
              AS_IT_IS, List.of(CloudWatchMetric.CONNECTIONS), GREATER_THAN_THRESHOLD, Limit.CONNECTIONS, 1, 5, MISSING),
          new AlarmRule("Storage", "less than {limit} of storage is free",
              "Raise database.maxAllocatedStorage if the volume has reached it. If not, delete what is not needed: RDS grows a volume once in six hours.",
              GIB, List.of(CloudWatchMetric.FREE_STORAGE), LESS_THAN_THRESHOLD, Limit.FREE_STORAGE, 5, 1, MISSING),
          new AlarmRule("Lag", "it is more than a minute behind the database, or has stopped to follow it",
              "Run SHOW REPLICA STATUS there. If it has stopped, it says why. If it is late, find the large transaction, or take a larger database.replicaInstanceType.",
              STOPPED_IS_A_DAY, List.of(CloudWatchMetric.REPLICA_LAG), GREATER_THAN_THRESHOLD, Limit.A_MINUTE, 1, 5, MISSING),
          new AlarmRule("Cpu", "more than {limit} of its CPU is in use",
              "Find the statements that run longest with SHOW FULL PROCESSLIST. If all are needed, take a larger class or more ACUs, or let readers read.",
              AS_IT_IS, List.of(CloudWatchMetric.CLUSTER_CPU), GREATER_THAN_THRESHOLD, Limit.CPU, 5, 3, MISSING),
          new AlarmRule("Connections", "more than {limit} are open on one instance",
              "Find who holds them with SHOW FULL PROCESSLIST. Make the pools of the backend's tasks smaller, or take a larger class or more ACUs.",
              AS_IT_IS, List.of(CloudWatchMetric.CLUSTER_CONNECTIONS), GREATER_THAN_THRESHOLD, Limit.CONNECTIONS, 1, 5, MISSING),
          new AlarmRule("Memory", "less than 128 MiB of memory can be freed on one instance",
              "Find the sessions that take most in performance_schema. If all are needed, take a larger class or more ACUs: an instance without memory restarts.",
              MIB, List.of(CloudWatchMetric.CLUSTER_MEMORY), LESS_THAN_THRESHOLD, Limit.LITTLE_MEMORY, 5, 3, MISSING),
          new AlarmRule("Lag", "one of them is more than a second behind the writer",
              "Find the statements that keep it busy with SHOW FULL PROCESSLIST there. Aurora restarts a reader that falls a minute behind.",
              AS_IT_IS, List.of(CloudWatchMetric.READER_LAG), GREATER_THAN_THRESHOLD, Limit.A_THOUSAND, 1, 5, MISSING),
          new AlarmRule("OldestMessage", "a message has waited for more than a quarter of an hour",
              "Read what the tasks of {name} print. If they are busy, raise {name}.desiredCount, or the most tasks of {name}.autoScaling. If they fail on one message again and again, give the queue a dead-letter queue.",
              AS_IT_IS, List.of(CloudWatchMetric.OLDEST_MESSAGE), GREATER_THAN_THRESHOLD, Limit.A_QUARTER_OF_AN_HOUR, 5, 3, NOT_BREACHING),
          new AlarmRule("NotStarted", "a message in the dead-letter queue says that EventBridge Scheduler could not start it",
              "Read the message in the queue that the alarm watches: its attributes ERROR_CODE and ERROR_MESSAGE say why. Delete it when the cause is gone, and run the task by the command in the outputs of the stack.",
              AS_IT_IS, List.of(CloudWatchMetric.DEAD_LETTERS), GREATER_THAN_THRESHOLD, Limit.NONE, 5, 1, NOT_BREACHING),
          new AlarmRule("Shortage", "tasks wait for instances that do not come",
              "Raise capacity.maxInstances if it is reached. If not, read the activities of the Auto Scaling group: EC2 may have no more of the type.",
              AS_IT_IS, List.of(CloudWatchMetric.RESERVATION), GREATER_THAN_THRESHOLD, Limit.A_HUNDRED, 1, 15, NOT_BREACHING));
  // spotless:on

  boolean fits(MonitoredResource part) {
    return metrics.stream().allMatch(part::has);
  }

  boolean isPlain() {
    return expression.equals(AS_IT_IS);
  }

  String description(MonitoredResource part, Number value) {
    String text = part.title() + ": " + when.replace("{limit}", limit.text(value));
    return text + ", for " + minutes * periods + " minutes. " + firstOf(part.name());
  }

  public String firstOf(String name) {
    return first.replace("{name}", name);
  }
}
