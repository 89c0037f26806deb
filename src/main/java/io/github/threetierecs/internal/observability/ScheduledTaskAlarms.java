package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.observability.CloudWatchMetric.Source;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.ConsoleWords;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.events.CfnRule;

/**
 * Notifies of every run of a scheduled task that failed, and raises an alarm while one that could
 * not be started is in its dead-letter queue.
 *
 * <p>A run that failed is an event, and no state: an alarm on a metric of it would say OK again
 * five minutes later, although nothing is.
 */
public final class ScheduledTaskAlarms {
  private ScheduledTaskAlarms() {}

  /**
   * Adds both.
   *
   * @param name such as {@code scheduled task "Nightly"}
   * @param revisions the ARN of its task definition, up to the number of the revision
   * @param container the name of its own container
   * @param deadLetterQueue the name of the queue; null if it is of another account, where it is
   *     counted
   */
  public static void add(
      Observability observability,
      ConsoleWords words,
      String name,
      String clusterArn,
      String revisions,
      String container,
      @Nullable String deadLetterQueue) {
    MonitoredResource part =
        new MonitoredResource(
            name,
            deadLetterQueue == null
                ? Map.of()
                : Map.of(Source.DEAD_LETTERS, List.of(Map.of("QueueName", deadLetterQueue))));
    observability.raiser.raise(part);
    String plain = name.replace("\"", "");
    CfnRule.Builder.create(observability, part.id() + "Failures")
        .description(words.describe("Failed runs of " + plain))
        .eventPattern(failures(clusterArn, revisions, container))
        .targets(
            TopicTarget.of(
                observability.topic,
                Ordered.map(
                    "code", "$.detail.stopCode",
                    "reason", "$.detail.stoppedReason",
                    "task", "$.detail.taskArn"),
                "A run of "
                    + plain
                    + " failed: <code>. <reason> Read what task <task> printed, and run it by hand"
                    + " if it must not wait for its next time."))
        .build();
  }

  /**
   * Every end but that of its own container with 0. A sidecar is stopped then, and ends as it
   * likes: EventBridge compares the fields of one and the same container.
   */
  private static Map<String, Object> failures(
      String clusterArn, String revisions, String container) {
    return Ordered.map(
        "source",
        List.of("aws.ecs"),
        "detail-type",
        List.of("ECS Task State Change"),
        "detail",
        Ordered.map(
            "clusterArn",
            List.of(clusterArn),
            "lastStatus",
            List.of("STOPPED"),
            "taskDefinitionArn",
            List.of(Map.of("prefix", revisions)),
            "$or",
            List.of(
                Map.of(
                    "stopCode",
                    List.of(Map.of("anything-but", List.of("EssentialContainerExited")))),
                Map.of(
                    "containers",
                    Ordered.map(
                        "name",
                        List.of(container),
                        "exitCode",
                        List.of(Map.of("anything-but", List.of(0))))))));
  }
}
