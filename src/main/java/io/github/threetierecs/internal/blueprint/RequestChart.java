package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of a request through all that answers it, from the user down to the data, and the workers
 * and jobs beside it.
 */
final class RequestChart {

  /** All links from one part to another. */
  private record Arrow(String from, String to, String label) {}

  private final Plan plan;
  private final List<Arrow> arrows;

  private RequestChart(Plan plan) {
    this.plan = plan;
    this.arrows = inOrder(arrows(plan));
  }

  static String of(Plan plan) {
    return new RequestChart(plan).text();
  }

  private String text() {
    List<Part> drawn = drawn();
    Flowchart chart =
        new Flowchart(
            "TB", "The way of a request through " + Labels.applications(plan), description(drawn));
    for (Layer layer : Layer.values()) {
      List<Part> inLayer = drawn.stream().filter(it -> it.layer() == layer).toList();
      boolean boxed = layer != Layer.INTERNET && layer != Layer.EDGE && !inLayer.isEmpty();
      if (boxed) {
        chart.begin("layer " + layer, layer.title());
      }
      inLayer.forEach(it -> chart.node(it.id(), Labels.shapeOf(it), Labels.of(it)));
      if (boxed) {
        chart.end();
      }
    }
    arrows.forEach(it -> chart.arrow(it.from(), it.to(), it.label()));
    return chart.text();
  }

  /** In the order in which requests reach them, which renderers lay them out by. */
  private List<Part> drawn() {
    Set<String> drawn = new LinkedHashSet<>();
    for (Arrow arrow : arrows) {
      drawn.add(arrow.from());
      drawn.add(arrow.to());
    }
    for (PartKind kind : List.of(PartKind.SERVICE, PartKind.WORKER, PartKind.JOB)) {
      plan.partsOf(kind).forEach(it -> drawn.add(it.id()));
    }
    return drawn.stream().map(plan::part).toList();
  }

  private String description(List<Part> drawn) {
    Stream<String> calls =
        arrows.stream()
            .map(it -> plan.part(it.from()).name() + " calls " + plan.part(it.to()).name() + ".");
    Stream<String> alone =
        drawn.stream()
            .filter(
                it ->
                    arrows.stream()
                        .noneMatch(
                            arrow -> arrow.from().equals(it.id()) || arrow.to().equals(it.id())))
            .map(it -> it.name() + " calls nobody, and nobody calls it.");
    return Stream.concat(calls, alone).collect(Collectors.joining(" "));
  }

  private static List<Arrow> arrows(Plan plan) {
    Map<List<String>, Set<String>> labels = new LinkedHashMap<>();
    for (Link link : plan.requests()) {
      Set<String> ofEnds =
          labels.computeIfAbsent(List.of(link.from(), link.to()), ends -> new LinkedHashSet<>());
      if (!link.label().isEmpty()) {
        ofEnds.add(link.label());
      }
    }
    List<Arrow> arrows = new ArrayList<>();
    labels.forEach(
        (ends, of) -> arrows.add(new Arrow(ends.get(0), ends.get(1), String.join(", ", of))));
    return arrows;
  }

  /** From those whom nobody calls, step by step; then what only calls itself in a circle. */
  private static List<Arrow> inOrder(List<Arrow> arrows) {
    Map<String, List<Arrow>> from = new TreeMap<>();
    Set<String> called = arrows.stream().map(Arrow::to).collect(Ordered.toSet());
    Set<String> reached = new LinkedHashSet<>();
    for (Arrow arrow : arrows) {
      from.computeIfAbsent(arrow.from(), caller -> new ArrayList<>()).add(arrow);
      if (!called.contains(arrow.from())) {
        reached.add(arrow.from());
      }
    }
    List<Arrow> ordered = new ArrayList<>();
    List<String> open = new ArrayList<>(reached);
    for (int i = 0; i < open.size(); i++) {
      for (Arrow arrow : from.getOrDefault(open.get(i), List.of())) {
        ordered.add(arrow);
        if (reached.add(arrow.to())) {
          open.add(arrow.to());
        }
      }
    }
    arrows.stream().filter(it -> !reached.contains(it.from())).forEach(ordered::add);
    return ordered;
  }
}
