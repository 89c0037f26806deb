package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.observability.CloudWatchMetric.Source;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.service.BackendTier;
import io.github.threetierecs.internal.service.FrontendTier;
import io.github.threetierecs.internal.service.TierBalancer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.rds.DatabaseInstanceReadReplica;

/** The parts of the application that are watched, in the order in which a request meets them. */
public final class MonitoredResources {
  private MonitoredResources() {}

  static List<MonitoredResource> of(
      Values app,
      EcsEc2Capacity capacity,
      MySqlDataTier data,
      BackendTier backend,
      FrontendTier frontend) {
    boolean insights =
        app.get(AppOptions.CAPACITY).get(CapacityOptions.CONTAINER_INSIGHTS)
            != ContainerInsights.DISABLED;
    String cluster = capacity.clusterName;
    List<MonitoredResource> parts = new ArrayList<>();
    parts.add(tier("frontend", cluster, frontend.balancer, frontend.service, insights));
    parts.add(tier("backend", cluster, backend.balancer, backend.service, insights));
    if (frontend.publicPaths != null) {
      parts.add(publicBackend(frontend.balancer, frontend.publicPaths.targetGroup));
    }
    parts.addAll(data.database.isCluster() ? cluster(data) : List.of(database(data)));
    parts.addAll(replicas(data));
    parts.add(capacity(cluster, capacity));
    return parts;
  }

  private static MonitoredResource tier(
      String name, String cluster, TierBalancer balancer, Ec2Service service, boolean insights) {
    Map<Source, List<Map<String, String>>> sources = new EnumMap<>(Source.class);
    String loadBalancer = balancer.loadBalancer.getLoadBalancerFullName();
    Map<String, String> byService =
        Ordered.map("ClusterName", cluster, "ServiceName", service.getServiceName());
    sources.put(Source.REQUESTS, List.of(Map.of("LoadBalancer", loadBalancer)));
    sources.put(Source.LOAD_BALANCER, List.of(Map.of("LoadBalancer", loadBalancer)));
    sources.put(
        Source.TARGETS,
        balancer.targetGroups().stream()
            .map(ApplicationTargetGroup::getTargetGroupFullName)
            .map(group -> Ordered.map("LoadBalancer", loadBalancer, "TargetGroup", group))
            .toList());
    sources.put(Source.SERVICE, List.of(byService));
    if (insights) {
      sources.put(Source.INSIGHTS, List.of(byService));
    }
    return new MonitoredResource(name, sources);
  }

  /** Its requests are those of the frontend's load balancer, which are measured already. */
  private static MonitoredResource publicBackend(
      TierBalancer frontend, ApplicationTargetGroup targets) {
    return new MonitoredResource(
        "public backend",
        Map.of(
            Source.TARGETS,
            List.of(
                Ordered.map(
                    "LoadBalancer",
                    frontend.loadBalancer.getLoadBalancerFullName(),
                    "TargetGroup",
                    targets.getTargetGroupFullName()))));
  }

  private static MonitoredResource database(MySqlDataTier data) {
    return new MonitoredResource(
        "database",
        Map.of(
            Source.DATABASE, List.of(Map.of("DBInstanceIdentifier", data.database.identifier()))));
  }

  /**
   * The metrics are by role, as AWS advises for Aurora: which instance writes and which reads can
   * change at any time.
   */
  private static List<MonitoredResource> cluster(MySqlDataTier data) {
    String identifier = data.database.identifier();
    return List.of(
        role("database", identifier, "WRITER", Source.WRITER),
        role("readers", identifier, "READER", Source.READERS));
  }

  private static MonitoredResource role(String name, String cluster, String role, Source alone) {
    Map<String, String> dimensions = new TreeMap<>();
    dimensions.put("DBClusterIdentifier", cluster);
    dimensions.put("Role", role);
    Map<Source, List<Map<String, String>>> sources = new EnumMap<>(Source.class);
    sources.put(Source.CLUSTER, List.of(dimensions));
    sources.put(alone, List.of(dimensions));
    return new MonitoredResource(name, sources);
  }

  private static List<MonitoredResource> replicas(MySqlDataTier data) {
    List<MonitoredResource> replicas = new ArrayList<>();
    for (DatabaseInstanceReadReplica replica : data.replicas) {
      replicas.add(
          new MonitoredResource(
              "replica" + (replicas.size() + 1),
              Map.of(
                  Source.REPLICA,
                  List.of(Map.of("DBInstanceIdentifier", replica.getInstanceIdentifier())))));
    }
    return replicas;
  }

  private static MonitoredResource capacity(String cluster, EcsEc2Capacity capacity) {
    String group = capacity.autoScalingGroup.getAutoScalingGroupName();
    return new MonitoredResource(
        "capacity",
        Ordered.map(
            Source.CAPACITY_PROVIDER,
            List.of(
                Ordered.map(
                    "ClusterName", cluster, "CapacityProviderName", capacity.capacityProviderName)),
            Source.INSTANCES,
            List.of(Map.of("AutoScalingGroupName", group))));
  }
}
