package io.github.threetierecs.internal.observability;

/** A metric that AWS measures of a part of the application, by its own name. */
public enum CloudWatchMetric {
  // spotless:off
  REQUESTS(Source.REQUESTS, "AWS/ApplicationELB", "RequestCount", "Sum", "requests"),
  TARGET_5XX(Source.REQUESTS, "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", "5xx of tasks"),
  BALANCER_5XX(Source.LOAD_BALANCER, "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", "5xx of load balancer"),
  LATENCY_P50(Source.REQUESTS, "AWS/ApplicationELB", "TargetResponseTime", "p50", "p50"),
  LATENCY_P99(Source.REQUESTS, "AWS/ApplicationELB", "TargetResponseTime", "p99", "p99"),
  // Each node of a load balancer reports what it sees, so the maximum is what all of them agree on.
  HEALTHY_TARGETS(Source.TARGETS, "AWS/ApplicationELB", "HealthyHostCount", "Maximum", "healthy"),
  UNHEALTHY_TARGETS(Source.TARGETS, "AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", "unhealthy"),
  TASK_CPU(Source.SERVICE, "AWS/ECS", "CPUUtilization", "Average", "average"),
  TASK_CPU_MAXIMUM(Source.SERVICE, "AWS/ECS", "CPUUtilization", "Maximum", "highest"),
  TASK_MEMORY(Source.SERVICE, "AWS/ECS", "MemoryUtilization", "Average", "average"),
  TASK_MEMORY_MAXIMUM(Source.SERVICE, "AWS/ECS", "MemoryUtilization", "Maximum", "highest"),
  RUNNING_TASKS(Source.INSIGHTS, "ECS/ContainerInsights", "RunningTaskCount", "Average", "running"),
  DESIRED_TASKS(Source.INSIGHTS, "ECS/ContainerInsights", "DesiredTaskCount", "Average", "wanted"),
  DATABASE_CPU(Source.DATABASE, "AWS/RDS", "CPUUtilization", "Average", "CPU"),
  CONNECTIONS(Source.DATABASE, "AWS/RDS", "DatabaseConnections", "Maximum", "connections"),
  FREE_STORAGE(Source.DATABASE, "AWS/RDS", "FreeStorageSpace", "Minimum", "free"),
  READ_LATENCY(Source.DATABASE, "AWS/RDS", "ReadLatency", "Average", "read"),
  WRITE_LATENCY(Source.DATABASE, "AWS/RDS", "WriteLatency", "Average", "write"),
  CLUSTER_CPU(Source.CLUSTER, "AWS/RDS", "CPUUtilization", "Average", "CPU"),
  CLUSTER_CONNECTIONS(Source.CLUSTER, "AWS/RDS", "DatabaseConnections", "Maximum", "connections"),
  CLUSTER_MEMORY(Source.CLUSTER, "AWS/RDS", "FreeableMemory", "Minimum", "freeable"),
  SELECT_LATENCY(Source.CLUSTER, "AWS/RDS", "SelectLatency", "Average", "select"),
  COMMIT_LATENCY(Source.WRITER, "AWS/RDS", "CommitLatency", "Average", "commit"),
  READER_LAG(Source.READERS, "AWS/RDS", "AuroraReplicaLag", "Maximum", "behind"),
  REPLICA_LAG(Source.REPLICA, "AWS/RDS", "ReplicaLag", "Maximum", "behind"),
  OLDEST_MESSAGE(Source.QUEUE, "AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", "oldest message"),
  DEAD_LETTERS(Source.DEAD_LETTERS, "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", "not started"),
  RESERVATION(Source.CAPACITY_PROVIDER, "AWS/ECS/ManagedScaling", "CapacityProviderReservation", "Average", "wanted of running"),
  INSTANCES(Source.INSTANCES, "AWS/AutoScaling", "GroupInServiceInstances", "Average", "in service"),
  DESIRED_INSTANCES(Source.INSTANCES, "AWS/AutoScaling", "GroupDesiredCapacity", "Average", "wanted");
  // spotless:on

  /** What is measured. Metrics of the same source have the same dimensions. */
  public enum Source {
    /** What a load balancer passes on: of all services behind it, or of one target group. */
    REQUESTS,
    /** What a load balancer answers itself. */
    LOAD_BALANCER,
    TARGETS,
    SERVICE,
    /** The service with the dimensions of Container Insights, if that is on. */
    INSIGHTS,
    DATABASE,
    REPLICA,
    /** The instances of an Aurora cluster that have one role, either writer or reader. */
    CLUSTER,
    /** The writer, for metrics that only a writer has. */
    WRITER,
    /** The readers, for metrics that only readers have. */
    READERS,
    /** The queue that a worker receives from. */
    QUEUE,
    /** The dead-letter queue of a scheduled task. */
    DEAD_LETTERS,
    CAPACITY_PROVIDER,
    INSTANCES
  }

  public final Source source;
  final String namespace;
  final String metricName;
  final String statistic;
  final String label;

  CloudWatchMetric(
      Source source, String namespace, String metricName, String statistic, String label) {
    this.source = source;
    this.namespace = namespace;
    this.metricName = metricName;
    this.statistic = statistic;
    this.label = label;
  }
}
