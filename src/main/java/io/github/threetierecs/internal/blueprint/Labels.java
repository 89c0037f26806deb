package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands in the nodes of the charts. */
final class Labels {

  /** Patterns of requests can have some hundred characters; a part's facts have all of them. */
  private static final int LONGEST = 40;

  private Labels() {}

  /** The name of a part and below it, a line each, what one would ask of it first. */
  static List<String> of(Part part) {
    Stream<Optional<String>> most =
        switch (part.kind()) {
          case SERVICE, WORKER, JOB ->
              Stream.of(
                  part.fact(Facts.REQUESTS).map(Labels::cut),
                  part.fact(Facts.TASKS).map(it -> it + (it.equals("1") ? " task" : " tasks")),
                  part.fact(Facts.SCHEDULE).map(Labels::cut),
                  part.fact(Facts.CPU),
                  part.fact(Facts.MEMORY));
          case DATABASE ->
              Stream.of(
                  part.fact(Facts.INSTANCE_CLASS),
                  part.fact(Facts.MULTI_AZ)
                      .map(it -> it.equals("yes") ? "Multi-AZ" : "one Availability Zone"));
          case READ_REPLICA -> Stream.of(part.fact(Facts.INSTANCE_CLASS));
          case CAPACITY ->
              Stream.of(
                  part.fact(Facts.INSTANCES).map(it -> it + " instances"),
                  part.fact(Facts.INSTANCE_TYPE));
          default -> Stream.of();
        };
    return Stream.concat(Stream.of(part.name()), most.flatMap(Optional::stream)).toList();
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
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
}
