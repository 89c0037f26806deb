package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.Ec2Service;

/** What ECS reports of services that somebody should know. */
final class ServiceEvents {
  /**
   * Events that no metric shows: a deployment that failed, and tasks that repeatedly fail to start.
   */
  private static final List<String> SERVICE_EVENTS =
      List.of("SERVICE_DEPLOYMENT_FAILED", "SERVICE_TASK_START_IMPAIRED");

  private ServiceEvents() {}

  /** {@return the pattern of their events} */
  static Map<String, Object> of(List<Ec2Service> services) {
    return Ordered.map(
        "source",
        List.of("aws.ecs"),
        "detail-type",
        List.of("ECS Deployment State Change", "ECS Service Action"),
        "resources",
        services.stream().map(Ec2Service::getServiceArn).toList(),
        "detail",
        Map.of("eventName", SERVICE_EVENTS));
  }
}
