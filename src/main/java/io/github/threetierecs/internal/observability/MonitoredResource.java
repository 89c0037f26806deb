package io.github.threetierecs.internal.observability;

import io.github.threetierecs.internal.observability.CloudWatchMetric.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * A part of the application, and the dimensions by which its metrics are found.
 *
 * @param name such as {@code frontend}
 * @param sources what of it is measured: the dimensions of each. Targets may be in several groups.
 */
public record MonitoredResource(String name, Map<Source, List<Map<String, String>>> sources) {
  private static final Pattern WORD = Pattern.compile(" ([a-z])");

  /** The name at the beginning of titles. */
  String title() {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * The name at the beginning of construct ids: each word with a capital, and what is a name in
   * quotes without them.
   */
  String id() {
    return WORD.matcher(title())
        .replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT))
        .replaceAll("[^A-Za-z0-9_-]", "");
  }

  boolean has(CloudWatchMetric metric) {
    return sources.containsKey(metric.source);
  }

  IMetric metric(CloudWatchMetric metric, Duration period) {
    return metric(metric, period, null);
  }

  IMetric labelled(CloudWatchMetric metric, Duration period) {
    return metric(metric, period, metric.label);
  }

  private IMetric metric(CloudWatchMetric metric, Duration period, @Nullable String label) {
    List<Map<String, String>> all = sources.getOrDefault(metric.source, List.of());
    if (all.size() == 1) {
      return single(metric, all.get(0), period, label);
    }
    Map<String, IMetric> parts = new LinkedHashMap<>();
    List<String> terms = new ArrayList<>();
    for (Map<String, String> dimensions : all) {
      // The id contains the metric's name, since several of these expressions may be in one graph.
      String id = metric.name().toLowerCase(Locale.ROOT) + parts.size();
      parts.put(id, single(metric, dimensions, period, null));
      // A target group without targets reports nothing, which would make the sum empty.
      terms.add("FILL(" + id + ", 0)");
    }
    return MathExpression.Builder.create()
        .expression(String.join(" + ", terms))
        .usingMetrics(parts)
        .label(metric.label)
        .period(period)
        .build();
  }

  private static Metric single(
      CloudWatchMetric metric,
      Map<String, String> dimensions,
      Duration period,
      @Nullable String label) {
    Metric.Builder builder =
        Metric.Builder.create()
            .namespace(metric.namespace)
            .metricName(metric.metricName)
            .statistic(metric.statistic)
            .dimensionsMap(dimensions)
            .period(period);
    // The CDK writes an alarm of a metric with a label as metric math, so there is none unless it
    // is needed.
    return label == null ? builder.build() : builder.label(label).build();
  }
}
