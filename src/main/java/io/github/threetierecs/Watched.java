package io.github.threetierecs;

import io.github.threetierecs.Measure.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
record Watched(String name, Map<Source, List<Map<String, String>>> sources) {
  /** The name at the beginning of construct ids and titles. */
  String title() {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  boolean has(Measure measure) {
    return sources.containsKey(measure.source);
  }

  IMetric metric(Measure measure, Duration period) {
    return metric(measure, period, null);
  }

  IMetric labelled(Measure measure, Duration period) {
    return metric(measure, period, measure.label);
  }

  private IMetric metric(Measure measure, Duration period, @Nullable String label) {
    List<Map<String, String>> all = sources.getOrDefault(measure.source, List.of());
    if (all.size() == 1) {
      return single(measure, all.get(0), period, label);
    }
    Map<String, IMetric> parts = new LinkedHashMap<>();
    List<String> terms = new ArrayList<>();
    for (Map<String, String> dimensions : all) {
      // Several of these may be in one graph.
      String id = measure.name().toLowerCase(Locale.ROOT) + parts.size();
      parts.put(id, single(measure, dimensions, period, null));
      // A group without targets reports nothing.
      terms.add("FILL(" + id + ", 0)");
    }
    return MathExpression.Builder.create()
        .expression(String.join(" + ", terms))
        .usingMetrics(parts)
        .label(measure.label)
        .period(period)
        .build();
  }

  private static Metric single(
      Measure measure, Map<String, String> dimensions, Duration period, @Nullable String label) {
    Metric.Builder metric =
        Metric.Builder.create()
            .namespace(measure.namespace)
            .metricName(measure.metric)
            .statistic(measure.statistic)
            .dimensionsMap(dimensions)
            .period(period);
    // An alarm of a metric with a label is written as one of metric math.
    return label == null ? metric.build() : metric.label(label).build();
  }
}
