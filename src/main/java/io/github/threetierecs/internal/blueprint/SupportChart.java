package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What supports the parts that answer requests. Supporters of one kind are one node, and what all
 * parts of a group have in common is one arrow, since nobody reads a hundred arrows off a picture.
 */
final class SupportChart {

  /** The parts that are supported, in groups. */
  private static final Map<String, Set<PartKind>> GROUPS =
      Ordered.mapOfEntries(
          Map.entry("Load balancers", Ordered.set(PartKind.LOAD_BALANCER)),
          Map.entry("Services", Ordered.set(PartKind.SERVICE, PartKind.WORKER, PartKind.JOB)),
          Map.entry("Instances", Ordered.set(PartKind.CAPACITY, PartKind.INSTANCE)),
          Map.entry(
              "Databases", Ordered.set(PartKind.DATABASE, PartKind.READ_REPLICA, PartKind.PROXY)));

  /** Keys and security groups have a link to nearly everything: they are left out. */
  private static final Set<LinkKind> DRAWN =
      Ordered.set(
          LinkKind.FILTERED_BY,
          LinkKind.RUNS_ON,
          LinkKind.USES_NAT,
          LinkKind.USES_ENDPOINT,
          LinkKind.PULLS_FROM,
          LinkKind.ACTS_AS,
          LinkKind.READS,
          LinkKind.LOGS_TO,
          LinkKind.USES,
          LinkKind.BACKED_UP_BY,
          LinkKind.STARTS,
          LinkKind.WATCHES,
          LinkKind.NOTIFIES);

  private record Arrow(String from, String to, LinkKind kind) {}

  private final Plan plan;

  /** The parts of each node: of a group that is a box, all of its parts. */
  private final Map<String, List<Part>> nodes = new LinkedHashMap<>();

  private final Map<String, List<Part>> groups = new LinkedHashMap<>();
  private final Set<Arrow> arrows = new LinkedHashSet<>();

  private SupportChart(Plan plan) {
    this.plan = plan;
    GROUPS.forEach(
        (title, kinds) -> {
          List<Part> parts =
              plan.parts().stream()
                  .filter(it -> kinds.contains(it.kind()) && it.isResource())
                  .toList();
          parts.forEach(it -> nodes.put(it.id(), List.of(it)));
          if (parts.size() > 1) {
            groups.put(title, parts);
          }
        });
    Set<Arrow> single = new LinkedHashSet<>();
    for (LinkKind kind : DRAWN) {
      for (Link link : plan.links()) {
        if (link.kind() == kind) {
          arrow(plan.part(link.from()), plan.part(link.to()), kind).ifPresent(single::add);
        }
      }
    }
    single.forEach(it -> arrows.add(ofGroup(it, single)));
  }

  static String of(Plan plan) {
    return new SupportChart(plan).text();
  }

  /** An arrow that begins or ends at a part that is supported. */
  private Optional<Arrow> arrow(Part from, Part to, LinkKind kind) {
    if (!nodes.containsKey(from.id())
        && !nodes.containsKey(to.id())
        && !(kind == LinkKind.NOTIFIES && from.kind() == PartKind.ALARM)) {
      return Optional.empty();
    }
    return Optional.of(new Arrow(nodeOf(from), nodeOf(to), kind));
  }

  /** A supporter is drawn with all others of its kind that support something. */
  private String nodeOf(Part part) {
    if (GROUPS.values().stream().anyMatch(it -> it.contains(part.kind())) && part.isResource()) {
      return part.id();
    }
    String id = "kind " + part.kind();
    List<Part> parts = nodes.computeIfAbsent(id, key -> new ArrayList<>());
    if (!parts.contains(part)) {
      parts.add(part);
    }
    return id;
  }

  /** The arrow of the whole group, if all of the group have the same. */
  private Arrow ofGroup(Arrow arrow, Set<Arrow> all) {
    Arrow found = arrow;
    for (Map.Entry<String, List<Part>> group : groups.entrySet()) {
      List<String> ids = group.getValue().stream().map(Part::id).toList();
      if (ids.contains(found.from()) && !ids.contains(found.to())) {
        Arrow one = found;
        if (ids.stream().allMatch(it -> all.contains(new Arrow(it, arrow.to(), arrow.kind())))) {
          found = new Arrow(boxOf(group.getKey()), one.to(), one.kind());
        }
      } else if (ids.contains(found.to()) && !ids.contains(found.from())) {
        Arrow one = found;
        if (ids.stream().allMatch(it -> all.contains(new Arrow(arrow.from(), it, arrow.kind())))) {
          found = new Arrow(one.from(), boxOf(group.getKey()), one.kind());
        }
      }
    }
    return found;
  }

  private static String boxOf(String group) {
    return "group " + group;
  }

  private String text() {
    Flowchart chart =
        new Flowchart(
            "LR",
            "What supports " + plan.title(),
            arrows.stream().map(this::sentence).collect(Collectors.joining(" ")));
    Map<String, List<Part>> open = new TreeMap<>(groups);
    nodes.forEach(
        (id, parts) -> {
          Optional<String> group = groupOf(id);
          if (group.isEmpty()) {
            node(chart, id, parts);
          } else if (open.remove(group.get()) != null) {
            chart.begin(boxOf(group.get()), group.get());
            groups
                .getOrDefault(group.get(), List.of())
                .forEach(it -> node(chart, it.id(), List.of(it)));
            chart.end();
          }
        });
    arrows.forEach(it -> chart.arrow(it.from(), it.to(), it.kind().words(isSeveral(it.from()))));
    return chart.text();
  }

  private Optional<String> groupOf(String id) {
    return groups.entrySet().stream()
        .filter(it -> it.getValue().stream().anyMatch(part -> part.id().equals(id)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void node(Flowchart chart, String id, List<Part> parts) {
    Part first = parts.get(0);
    chart.node(
        id, Labels.shapeOf(first), parts.size() == 1 ? Labels.of(first) : List.of(nameOf(id)));
  }

  private String sentence(Arrow it) {
    return nameOf(it.from())
        + " "
        + it.kind().words(isSeveral(it.from()))
        + " "
        + nameOf(it.to())
        + ".";
  }

  private boolean isSeveral(String id) {
    return !nodes.containsKey(id) || nodes.getOrDefault(id, List.of()).size() > 1;
  }

  private String nameOf(String id) {
    List<Part> parts = nodes.getOrDefault(id, List.of());
    if (parts.isEmpty()) {
      return id.substring(boxOf("").length());
    }
    Part first = parts.get(0);
    return parts.size() == 1
        ? first.name()
        : parts.size() + " " + Names.lowered(first.kind().plural());
  }
}
