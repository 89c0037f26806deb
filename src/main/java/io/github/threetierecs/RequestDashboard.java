package io.github.threetierecs;

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
final class RequestDashboard {
  private static final int WIDTH = 24;
  private static final int GRAPH_HEIGHT = 6;
  private static final int ALARMS_HEIGHT = 4;

  /** A graph, of what it is given that the part has. */
  private record Graph(String title, String unit, List<Measure> measures) {
    Graph(String title, String unit, Measure... measures) {
      this(title, unit, List.of(measures));
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
              new Graph("requests", "per minute", Measure.REQUESTS),
              new Graph("failures", "per minute", Measure.TARGET_5XX, Measure.BALANCER_5XX),
              new Graph("response time", "seconds", Measure.LATENCY_P50, Measure.LATENCY_P99)),
          new Row("service",
              new Graph("CPU", "percent of what is reserved", Measure.TASK_CPU, Measure.TASK_CPU_MAXIMUM),
              new Graph("memory", "percent of what tasks have", Measure.TASK_MEMORY, Measure.TASK_MEMORY_MAXIMUM),
              new Graph("tasks", "tasks", Measure.DESIRED_TASKS, Measure.RUNNING_TASKS, Measure.HEALTHY_TARGETS, Measure.UNHEALTHY_TARGETS)),
          new Row("",
              new Graph("connections", "open", Measure.CONNECTIONS),
              new Graph("CPU", "percent", Measure.DATABASE_CPU),
              new Graph("latency of storage", "seconds", Measure.READ_LATENCY, Measure.WRITE_LATENCY),
              new Graph("storage", "bytes", Measure.FREE_STORAGE)),
          new Row("",
              new Graph("replication", "seconds", Measure.REPLICA_LAG)),
          new Row("",
              new Graph("connections", "open", Measure.CLUSTER_CONNECTIONS),
              new Graph("CPU", "percent", Measure.CLUSTER_CPU),
              new Graph("memory", "bytes", Measure.CLUSTER_MEMORY),
              new Graph("latency of statements", "milliseconds", Measure.SELECT_LATENCY, Measure.COMMIT_LATENCY),
              new Graph("replication", "milliseconds", Measure.READER_LAG)),
          new Row("",
              new Graph("instances that tasks need", "percent of running ones", Measure.RESERVATION),
              new Graph("instances", "instances", Measure.DESIRED_INSTANCES, Measure.INSTANCES)));
  // spotless:on

  private RequestDashboard() {}

  static Dashboard of(Construct scope, List<Watched> parts, List<Alarm> alarms) {
    Dashboard dashboard = new Dashboard(scope, "Dashboard");
    dashboard.addWidgets(
        AlarmStatusWidget.Builder.create()
            .title("Alarms")
            .alarms(alarms)
            .width(WIDTH)
            .height(ALARMS_HEIGHT)
            .build());
    for (Watched part : parts) {
      for (Row row : ROWS) {
        IWidget[] graphs = graphs(row, part);
        if (graphs.length > 0) {
          dashboard.addWidgets(graphs);
        }
      }
    }
    return dashboard;
  }

  private static IWidget[] graphs(Row row, Watched part) {
    List<Graph> shown = new ArrayList<>();
    for (Graph graph : row.graphs) {
      if (!measuresOf(graph, part).isEmpty()) {
        shown.add(graph);
      }
    }
    return shown.stream()
        .map(graph -> graph(row, graph, part, WIDTH / shown.size()))
        .toArray(IWidget[]::new);
  }

  private static List<Measure> measuresOf(Graph graph, Watched part) {
    return graph.measures.stream().filter(part::has).toList();
  }

  private static GraphWidget graph(Row row, Graph graph, Watched part, int width) {
    Duration minute = Duration.minutes(1);
    List<IMetric> metrics = new ArrayList<>();
    measuresOf(graph, part).forEach(measure -> metrics.add(part.labelled(measure, minute)));
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
