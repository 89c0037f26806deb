package io.github.threetierecs.internal.blueprint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands in the nodes of the charts. */
final class Labels {

  private Labels() {}

  /** The name of a part and, in a second line, what one would ask of it first. */
  static List<String> of(Part part) {
    List<String> lines = new ArrayList<>();
    lines.add(part.name());
    String most =
        switch (part.kind()) {
          case SERVICE, WORKER, JOB ->
              facts(
                  part
                      .fact(Facts.TASKS)
                      .map(it -> it + (it.equals("1") ? " task" : " tasks"))
                      .stream(),
                  part.fact("Schedule").stream(),
                  part.fact(Facts.CPU).stream(),
                  part.fact(Facts.MEMORY).stream());
          case DATABASE ->
              facts(
                  part.fact(Facts.INSTANCE_CLASS).stream(),
                  part
                      .fact(Facts.MULTI_AZ)
                      .map(it -> it.equals("yes") ? "Multi-AZ" : "one zone")
                      .stream());
          case READ_REPLICA -> facts(part.fact(Facts.INSTANCE_CLASS).stream());
          case CAPACITY ->
              facts(
                  part.fact(Facts.INSTANCES).map(it -> it + " instances").stream(),
                  part.fact(Facts.INSTANCE_TYPE).stream());
          default -> "";
        };
    if (!most.isEmpty()) {
      lines.add(most);
    }
    return lines;
  }

  static Flowchart.Shape shapeOf(Part part) {
    return switch (part.kind()) {
      case USER, INTERNET -> Flowchart.Shape.PILL;
      case LOAD_BALANCER, PROXY -> Flowchart.Shape.HEXAGON;
      case DATABASE, READ_REPLICA -> Flowchart.Shape.CYLINDER;
      case SERVICE, WORKER, JOB, CAPACITY -> Flowchart.Shape.BOX;
      default -> Flowchart.Shape.ROUND;
    };
  }

  /** {@code App in stack Shop}, for titles. */
  static String applications(Plan plan) {
    return plan.applications().isEmpty()
        ? "stacks " + String.join(", ", plan.stacks())
        : plan.applications().stream()
            .map(it -> it.name() + " in stack " + it.stack())
            .collect(Collectors.joining(" and "));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static String facts(Stream<String>... facts) {
    return Stream.of(facts).flatMap(it -> it).collect(Collectors.joining(", "));
  }
}
