package io.github.threetierecs.internal.blueprint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of a request through all that answers it, from the user down to the data, and the workers
 * and jobs beside it.
 */
final class RequestChart {

  private final Plan plan;
  private final List<RequestStep> arrows;

  private RequestChart(Plan plan) {
    this.plan = plan;
    this.arrows = RequestStep.of(plan);
  }

  static String of(Plan plan) {
    return new RequestChart(plan).text();
  }

  private String text() {
    List<Part> drawn = drawn();
    Flowchart chart =
        new Flowchart("TB", "The way of a request through " + plan.title(), description(drawn));
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
    for (RequestStep arrow : arrows) {
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
}
