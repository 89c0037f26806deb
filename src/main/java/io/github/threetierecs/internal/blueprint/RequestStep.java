package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A step of a request: all links from one part to another.
 *
 * @param from the id of the part that calls
 * @param to the id of the part that answers
 * @param label by which protocols and at which ports; empty if that is not known
 */
public record RequestStep(String from, String to, String label) {

  /**
   * The steps of a plan.
   *
   * @param plan the plan
   * @return each pair of parts once, in the order in which requests take them
   */
  public static List<RequestStep> of(Plan plan) {
    return inOrder(inAnyOrder(plan));
  }

  private static List<RequestStep> inAnyOrder(Plan plan) {
    Map<List<String>, Set<String>> labels = new LinkedHashMap<>();
    for (Link link : plan.requests()) {
      Set<String> ofEnds =
          labels.computeIfAbsent(List.of(link.from(), link.to()), ends -> new LinkedHashSet<>());
      if (!link.label().isEmpty()) {
        ofEnds.add(link.label());
      }
    }
    List<RequestStep> steps = new ArrayList<>();
    labels.forEach(
        (ends, of) -> steps.add(new RequestStep(ends.get(0), ends.get(1), String.join(", ", of))));
    return steps;
  }

  /** From those whom nobody calls, step by step; then what only calls itself in a circle. */
  private static List<RequestStep> inOrder(List<RequestStep> steps) {
    Map<String, List<RequestStep>> from = new TreeMap<>();
    Set<String> called = steps.stream().map(RequestStep::to).collect(Ordered.toSet());
    Set<String> reached = new LinkedHashSet<>();
    for (RequestStep step : steps) {
      from.computeIfAbsent(step.from(), caller -> new ArrayList<>()).add(step);
      if (!called.contains(step.from())) {
        reached.add(step.from());
      }
    }
    List<RequestStep> ordered = new ArrayList<>();
    List<String> open = new ArrayList<>(reached);
    for (int i = 0; i < open.size(); i++) {
      for (RequestStep step : from.getOrDefault(open.get(i), List.of())) {
        ordered.add(step);
        if (reached.add(step.to())) {
          open.add(step.to());
        }
      }
    }
    steps.stream().filter(it -> !reached.contains(it.from())).forEach(ordered::add);
    return List.copyOf(ordered);
  }
}
