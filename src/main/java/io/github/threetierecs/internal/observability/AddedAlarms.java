package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.observability.CloudWatchMetric.Source;
import io.github.threetierecs.internal.order.Ordered;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.Ec2Service;

/**
 * Has services that users add watched as the tiers are, with what a load balancer counts of them.
 */
public final class AddedAlarms {
  private AddedAlarms() {}

  /**
   * A service that was added.
   *
   * @param name such as {@code worker "Mailer"}
   * @param isCounted whether Container Insights counts its tasks
   */
  public record Watched(String name, String cluster, Ec2Service service, boolean isCounted) {}

  /**
   * Raises the alarms of a service that nobody calls, and tells of its failed deployments.
   *
   * @param queue the name of the queue that it receives from, if there is one
   */
  public static void add(Observability observability, Watched watched, @Nullable String queue) {
    Map<Source, List<Map<String, String>>> sources = new EnumMap<>(Source.class);
    if (queue != null) {
      sources.put(Source.QUEUE, List.of(Map.of("QueueName", queue)));
    }
    add(observability, watched, sources);
  }

  /**
   * Raises the alarms of a service behind a load balancer that others are behind too, and tells of
   * its failed deployments. What the load balancer answers itself is not counted by target group.
   *
   * @param loadBalancer the load balancer, as CloudWatch calls it
   * @param targetGroup where its tasks register, as CloudWatch calls it
   */
  public static void add(
      Observability observability, Watched watched, String loadBalancer, String targetGroup) {
    Map<Source, List<Map<String, String>>> sources = new EnumMap<>(Source.class);
    List<Map<String, String>> byGroup =
        List.of(Ordered.map("LoadBalancer", loadBalancer, "TargetGroup", targetGroup));
    sources.put(Source.REQUESTS, byGroup);
    sources.put(Source.TARGETS, byGroup);
    add(observability, watched, sources);
  }

  private static void add(
      Observability observability,
      Watched watched,
      Map<Source, List<Map<String, String>>> further) {
    Map<Source, List<Map<String, String>>> sources = new EnumMap<>(Source.class);
    sources.putAll(further);
    Map<String, String> byService =
        Ordered.map(
            "ClusterName", watched.cluster, "ServiceName", watched.service.getServiceName());
    sources.put(Source.SERVICE, List.of(byService));
    if (watched.isCounted) {
      sources.put(Source.INSIGHTS, List.of(byService));
    }
    observability.raiser.raise(new MonitoredResource(watched.name, sources));
    observability.events.tellOf(List.of(watched.service));
  }
}
