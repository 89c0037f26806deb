package io.github.threetierecs.internal.observability;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.YAxisProps;
import software.constructs.Construct;

/**
 * The dashboard, which follows a request: below the alarms, a row for each thing that it goes
 * through, and last what all of them run on.
 */
public final class RequestDashboard {
  private static final int WIDTH = 24;
  private static final int GRAPH_HEIGHT = 6;
  private static final int ALARMS_HEIGHT = 4;

  /** A graph, of what it is given that the part has. */
  private record Graph(String title, String unit, List<CloudWatchMetric> metrics) {
    Graph(String title, String unit, CloudWatchMetric... metrics) {
      this(title, unit, List.of(metrics));
    }
  }

  /** A row: graphs side by side. */
  private record Row(String of, List<Graph> graphs) {
    Row(String of, Graph... graphs) {
      this(of, List.of(graphs));
    }
  }

  // spotless:off
  private static final List<Row> ROWS =
      List.of(
          new Row("load balancer",
              new Graph("requests", "per minute", CloudWatchMetric.REQUESTS),
              new Graph("failures", "per minute", CloudWatchMetric.TARGET_5XX, CloudWatchMetric.BALANCER_5XX),
              new Graph("response time", "seconds", CloudWatchMetric.LATENCY_P50, CloudWatchMetric.LATENCY_P99)),
          new Row("service",
              new Graph("CPU", "percent of what is reserved", CloudWatchMetric.TASK_CPU, CloudWatchMetric.TASK_CPU_MAXIMUM),
              new Graph("memory", "percent of what tasks have", CloudWatchMetric.TASK_MEMORY, CloudWatchMetric.TASK_MEMORY_MAXIMUM),
              new Graph("tasks", "tasks", CloudWatchMetric.DESIRED_TASKS, CloudWatchMetric.RUNNING_TASKS, CloudWatchMetric.HEALTHY_TARGETS, CloudWatchMetric.UNHEALTHY_TARGETS)),
          new Row("",
              new Graph("connections", "open", CloudWatchMetric.CONNECTIONS),
              new Graph("CPU", "percent", CloudWatchMetric.DATABASE_CPU),
              new Graph("latency of storage", "seconds", CloudWatchMetric.READ_LATENCY, CloudWatchMetric.WRITE_LATENCY),
              new Graph("storage", "bytes", CloudWatchMetric.FREE_STORAGE)),
          new Row("",
              new Graph("replication", "seconds", CloudWatchMetric.REPLICA_LAG)),
          new Row("",
              new Graph("connections", "open", CloudWatchMetric.CLUSTER_CONNECTIONS),
              new Graph("CPU", "percent", CloudWatchMetric.CLUSTER_CPU),
              new Graph("memory", "bytes", CloudWatchMetric.CLUSTER_MEMORY),
              new Graph("latency of statements", "milliseconds", CloudWatchMetric.SELECT_LATENCY, CloudWatchMetric.COMMIT_LATENCY),
              new Graph("replication", "milliseconds", CloudWatchMetric.READER_LAG)),
          new Row("",
              new Graph("instances that tasks need", "percent of running ones", CloudWatchMetric.RESERVATION),
              new Graph("instances", "instances", CloudWatchMetric.DESIRED_INSTANCES, CloudWatchMetric.INSTANCES)));
  // spotless:on

  private RequestDashboard() {}

  static Dashboard of(Construct scope, List<MonitoredResource> parts, List<Alarm> alarms) {
    Dashboard dashboard = new Dashboard(scope, "Dashboard");
    dashboard.addWidgets(
        AlarmStatusWidget.Builder.create()
            .title("Alarms")
            .alarms(alarms)
            .width(WIDTH)
            .height(ALARMS_HEIGHT)
            .build());
    for (MonitoredResource part : parts) {
      for (Row row : ROWS) {
        IWidget[] graphs = graphs(row, part);
        if (graphs.length > 0) {
          dashboard.addWidgets(graphs);
        }
      }
    }
    return dashboard;
  }

  private static IWidget[] graphs(Row row, MonitoredResource part) {
    List<Graph> shown = new ArrayList<>();
    for (Graph graph : row.graphs) {
      if (!metricsOf(graph, part).isEmpty()) {
        shown.add(graph);
      }
    }
    return shown.stream()
        .map(graph -> graph(row, graph, part, WIDTH / shown.size()))
        .toArray(IWidget[]::new);
  }

  private static List<CloudWatchMetric> metricsOf(Graph graph, MonitoredResource part) {
    return graph.metrics.stream().filter(part::has).toList();
  }

  private static GraphWidget graph(Row row, Graph graph, MonitoredResource part, int width) {
    Duration minute = Duration.minutes(1);
    List<IMetric> metrics = new ArrayList<>();
    metricsOf(graph, part).forEach(it -> metrics.add(part.labelled(it, minute)));
    String of = row.of.isEmpty() ? part.title() : part.title() + " " + row.of;
    return GraphWidget.Builder.create()
        .title(of + ": " + graph.title)
        .left(metrics)
        .leftYAxis(YAxisProps.builder().label(graph.unit).min(0).showUnits(false).build())
        .width(width)
        .height(GRAPH_HEIGHT)
        .build();
  }
}
