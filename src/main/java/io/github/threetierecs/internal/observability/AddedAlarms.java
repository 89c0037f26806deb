package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.observability.CloudWatchMetric.Source;
import io.github.threetierecs.internal.order.Ordered;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.Ec2Service;

/** Has services that users add watched as the tiers are, but for what a load balancer counts. */
public final class AddedAlarms {
  private AddedAlarms() {}

  /**
   * Raises the alarms of a service, and tells of its failed deployments.
   *
   * @param name such as {@code worker "Mailer"}
   * @param insights whether Container Insights counts its tasks
   * @param queue the name of the queue that it receives from, if there is one
   */
  public static void add(
      Observability observability,
      String name,
      String cluster,
      Ec2Service service,
      boolean insights,
      @Nullable String queue) {
    Map<Source, List<Map<String, String>>> sources = new EnumMap<>(Source.class);
    Map<String, String> byService =
        Ordered.map("ClusterName", cluster, "ServiceName", service.getServiceName());
    sources.put(Source.SERVICE, List.of(byService));
    if (insights) {
      sources.put(Source.INSIGHTS, List.of(byService));
    }
    if (queue != null) {
      sources.put(Source.QUEUE, List.of(Map.of("QueueName", queue)));
    }
    observability.raiser.raise(new MonitoredResource(name, sources));
    observability.services.add(service);
    observability.serviceEvents.setEventPattern(ServiceEvents.of(observability.services));
  }
}
