package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.Comparator;
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
   * @return each pair of parts once, an application after the other, and of each in the order in
   *     which requests take them
   */
  public static List<RequestStep> of(Plan plan) {
    List<RequestStep> steps = new ArrayList<>(inOrder(inAnyOrder(plan)));
    steps.sort(Comparator.comparingInt(it -> it.place(plan)));
    return List.copyOf(steps);
  }

  /** What leads to all applications is before them, and what belongs to none is after them. */
  private int place(Plan plan) {
    Part end = plan.part(to);
    String application =
        end.application().isEmpty() ? plan.part(from).application() : end.application();
    if (application.isEmpty()) {
      return end.layer().compareTo(Layer.EDGE) <= 0 ? -1 : plan.applications().size();
    }
    return plan.applications().stream().map(Application::id).toList().indexOf(application);
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

  /**
   * From users, step by step; then from others whom nobody calls; then what only calls itself in a
   * circle.
   */
  private static List<RequestStep> inOrder(List<RequestStep> steps) {
    Map<String, List<RequestStep>> from = new TreeMap<>();
    for (RequestStep step : steps) {
      from.computeIfAbsent(step.from(), caller -> new ArrayList<>()).add(step);
    }
    Set<String> called = steps.stream().map(RequestStep::to).collect(Ordered.toSet());
    List<RequestStep> ordered = new ArrayList<>();
    Set<String> reached = new LinkedHashSet<>();
    follow(Outside.USER, from, reached, ordered);
    from.keySet().stream()
        .filter(it -> !called.contains(it))
        .forEach(it -> follow(it, from, reached, ordered));
    steps.stream().filter(it -> !reached.contains(it.from())).forEach(ordered::add);
    return List.copyOf(ordered);
  }

  private static void follow(
      String first,
      Map<String, List<RequestStep>> from,
      Set<String> reached,
      List<RequestStep> ordered) {
    if (!reached.add(first)) {
      return;
    }
    List<String> open = new ArrayList<>(List.of(first));
    for (int i = 0; i < open.size(); i++) {
      for (RequestStep step : from.getOrDefault(open.get(i), List.of())) {
        ordered.add(step);
        if (reached.add(step.to())) {
          open.add(step.to());
        }
      }
    }
  }
}
