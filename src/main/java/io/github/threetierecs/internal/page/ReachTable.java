package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.template.Passage;
import io.github.threetierecs.internal.template.Passages;
import io.github.threetierecs.internal.template.PortRange;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may open a TCP connection to whom: every pair of ends of {@link Reachability}, asked once.
 */
final class ReachTable {

  /**
   * That one end may reach another.
   *
   * @param passages at which ports, and by which rules; never empty
   */
  record Connection(String from, String to, List<Passage> passages) {

    /** Its ports in words, such as {@code 80, 443}. */
    String ports() {
      return passages.stream()
          .map(Passage::ports)
          .map(ReachTable::words)
          .distinct()
          .collect(Collectors.joining(", "));
    }

    boolean isAtAllPorts() {
      return passages.stream().anyMatch(it -> it.ports().equals(PortRange.ALL));
    }
  }

  private final Plan plan;
  private final Reachability reachability;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<List<String>, Connection> connections = new LinkedHashMap<>();

  ReachTable(Plan plan) {
    this.plan = plan;
    this.reachability = Reachability.of(plan.template());
    Passages ports = new Passages(reachability);
    ends().forEach(it -> names.put(it, wordsFor(it)));
    tellApart();
    for (String from : names.keySet()) {
      for (String to : names.keySet()) {
        if (!from.equals(Reachability.INTERNET) || !to.equals(Reachability.INTERNET)) {
          List<Passage> passages = ports.between(from, to);
          if (!passages.isEmpty()) {
            connections.put(List.of(from, to), new Connection(from, to, passages));
          }
        }
      }
    }
  }

  /** In the order of the layers, which is that of the plan; the internet first. */
  private List<String> ends() {
    List<String> order = plan.parts().stream().map(Part::id).toList();
    List<String> ends = new ArrayList<>(reachability.endpoints());
    ends.sort(
        Comparator.<String>comparingInt(
                it -> plan.partFor(it).map(part -> order.indexOf(part.id())).orElse(order.size()))
            .thenComparing(Comparator.naturalOrder()));
    ends.add(0, Reachability.INTERNET);
    return ends;
  }

  private String wordsFor(String end) {
    if (end.equals(Reachability.INTERNET)) {
      return "Internet";
    }
    Optional<Part> part = plan.partFor(end);
    if (part.filter(it -> it.id().equals(end)).isPresent()) {
      return part.get().name();
    }
    String type = plan.template().resource(end).type();
    String ofType = type.substring(type.lastIndexOf(':') + 1);
    return part.map(it -> it.name() + " (" + ofType + ")").orElse(ofType);
  }

  /** Ends of the same name get their ids behind it. */
  private void tellApart() {
    List<String> all = List.copyOf(names.values());
    names.replaceAll(
        (end, name) ->
            all.stream().filter(name::equals).count() > 1
                ? name + " " + end.substring(end.lastIndexOf('/') + 1)
                : name);
  }

  /** The ends with their names, in order. */
  Map<String, String> names() {
    return names;
  }

  /** What an end is called in the table; no other is called so. */
  String nameOf(String end) {
    return Objects.requireNonNull(names.get(end));
  }

  Optional<Connection> between(String from, String to) {
    return Optional.ofNullable(connections.get(List.of(from, to)));
  }

  Stream<Connection> all() {
    return connections.values().stream();
  }

  /** The rules of a part's security groups, or of one; none if it carries none. */
  List<Rule> rulesOf(Part part) {
    return names.containsKey(part.id()) || part.kind() == PartKind.SECURITY_GROUP
        ? Stream.concat(
                reachability.ingressOf(part.id()).stream(),
                reachability.egressOf(part.id()).stream())
            .toList()
        : List.of();
  }

  /** The part that an end belongs to; none for the internet. */
  Optional<Part> partOf(String end) {
    return end.equals(Reachability.INTERNET) ? Optional.empty() : plan.partFor(end);
  }

  private static String words(PortRange ports) {
    return ports.equals(PortRange.ALL) ? "all ports" : ports.toString();
  }
}
