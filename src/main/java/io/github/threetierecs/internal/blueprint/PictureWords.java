package io.github.threetierecs.internal.blueprint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is written in the nodes of the pictures, and at their edges. */
final class PictureWords {

  private static final int MOST_FACTS = 8;

  /** All requests from one part to another. */
  record Request(String from, String to, String label) {}

  private PictureWords() {}

  /** A part's name and facts, in one line each. */
  static String whole(Part part) {
    return part.name()
        + (part.isResource() ? " (" + part.type() + ")" : "")
        + part.facts().stream()
            .limit(MOST_FACTS)
            .map(it -> "\n" + it.label() + ": " + it.value())
            .collect(Collectors.joining());
  }

  /** A part's name and, in a second line, what one would ask of it first. */
  static List<String> lines(Part part) {
    List<String> label = Labels.of(part);
    List<String> lines = new ArrayList<>(label.subList(0, 1));
    if (label.size() > 1) {
      lines.add(String.join(", ", label.subList(1, label.size())));
    }
    return lines;
  }

  /** Requests between those that stand for the parts; each pair once, with all of its labels. */
  static List<Request> requests(Plan plan, Map<String, String> nodeOf) {
    Map<List<String>, Set<String>> labels = new LinkedHashMap<>();
    for (Link link : plan.requests()) {
      String from = nodeOf.get(link.from());
      String to = nodeOf.get(link.to());
      if (from != null && to != null && !from.equals(to)) {
        Set<String> of = labels.computeIfAbsent(List.of(from, to), ends -> new LinkedHashSet<>());
        if (!link.label().isEmpty()) {
          of.add(link.label());
        }
      }
    }
    List<Request> requests = new ArrayList<>();
    labels.forEach((ends, of) -> requests.add(new Request(ends.get(0), ends.get(1), joined(of))));
    return requests;
  }

  private static String joined(Set<String> labels) {
    return labels.size() > 2
        ? labels.iterator().next() + ", " + (labels.size() - 1) + " more"
        : String.join(", ", labels);
  }

  static String count(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
