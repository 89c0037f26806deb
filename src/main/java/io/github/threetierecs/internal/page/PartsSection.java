package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Fact;
import io.github.threetierecs.internal.blueprint.Folded;
import io.github.threetierecs.internal.blueprint.Layer;
import io.github.threetierecs.internal.blueprint.Link;
import io.github.threetierecs.internal.blueprint.LinkKind;
import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of each part, and a table of all of them. */
final class PartsSection {

  private static final int FACTS_IN_TABLE = 2;

  /** These have headings of their own. */
  private static final Set<LinkKind> SAID = Ordered.set(LinkKind.CALLS, LinkKind.LOGS_TO);

  private final Plan plan;
  private final ReachTable reach;
  private final Commands commands;
  private final PartLinks links;
  private final Map<List<Rule>, Part> firstWith = new LinkedHashMap<>();

  private PartsSection(Plan plan, ReachTable reach, Commands commands, PartLinks links) {
    this.plan = plan;
    this.reach = reach;
    this.commands = commands;
    this.links = links;
  }

  static String of(Plan plan, ReachTable reach, Commands commands, PartLinks links) {
    PartsSection section = new PartsSection(plan, reach, commands, links);
    return Html.section("parts", "All parts", section.details() + section.table());
  }

  private String table() {
    List<List<String>> rows =
        plan.parts().stream()
            .map(
                it ->
                    List.of(
                        links.to(it),
                        Html.text(it.kind().label()),
                        Html.text(it.layer().title()),
                        Html.text(String.join(", ", it.zones())),
                        it.facts().stream()
                            .limit(FACTS_IN_TABLE)
                            .map(fact -> Html.text(fact.label() + ": " + fact.value()))
                            .collect(Collectors.joining("<br>")),
                        Integer.toString(plan.foldedInto(it.id()).size())))
            .toList();
    return Html.table(
        "Every part, by layers",
        List.of("Part", "What it is", "Layer", "Zones", "Facts", "Resources folded into it"),
        rows);
  }

  private String details() {
    StringBuilder all = new StringBuilder();
    for (Layer layer : Layer.values()) {
      List<Part> parts = plan.parts().stream().filter(it -> it.layer() == layer).toList();
      if (!parts.isEmpty()) {
        all.append("<h3>").append(Html.text(layer.title())).append("</h3>\n");
        parts.forEach(it -> all.append(details(it)));
      }
    }
    return all.toString();
  }

  private String details(Part part) {
    return "<details class=\"part\" id=\""
        + links.idOf(part.id())
        + "\"><summary>"
        + Html.text(part.name())
        + "</summary>\n"
        + identity(part)
        + facts(part)
        + reached(part)
        + heading(
            part.kind() == PartKind.SECURITY_GROUP ? "Rules" : "Rules of its security groups",
            rules(part))
        + heading("Calls", calls(part))
        + heading("Alarms", alarms(part))
        + heading("Logs", linked(part, it -> it.kind() == LinkKind.LOGS_TO, true))
        + heading("Also", others(part))
        + heading("Folded into it", folded(part))
        + look(part)
        + "</details>\n";
  }

  private String identity(Part part) {
    String kind = part.kind().label();
    String layer = part.layer().title();
    String what = Html.text(kind.equals(layer) ? kind : kind + ", " + layer);
    return Html.paragraph(
        part.isResource()
            ? what + "<br>" + Html.code(part.id()) + " " + Html.code(part.type())
            : what);
  }

  private static String facts(Part part) {
    StringBuilder facts = new StringBuilder();
    for (Fact fact : part.facts()) {
      facts
          .append("<dt>")
          .append(Html.text(fact.label()))
          .append("</dt><dd>")
          .append(Html.text(fact.value()))
          .append("</dd>\n");
    }
    return facts.isEmpty() ? "" : "<dl>\n" + facts + "</dl>\n";
  }

  /** Also when it is nobody, which is worth knowing. */
  private String reached(Part part) {
    if (!reach.names().containsKey(part.id())) {
      return "";
    }
    List<String> to = lines(reach.all().filter(it -> it.from().equals(part.id())), true);
    List<String> from = lines(reach.all().filter(it -> it.to().equals(part.id())), false);
    return "<div class=\"reaches\">"
        + heading("May reach", to.isEmpty() ? List.of("Nobody") : to)
        + "</div><div class=\"reached\">"
        + heading("May be reached by", from.isEmpty() ? List.of("Nobody") : from)
        + "</div>";
  }

  private List<String> lines(Stream<ReachTable.Connection> connections, boolean to) {
    return connections
        .map(
            it -> {
              String end = to ? it.to() : it.from();
              String name = reach.nameOf(end);
              return reach.partOf(end).map(other -> links.to(other, name)).orElse(Html.text(name))
                  + (it.isAtAllPorts() ? ", " : ", TCP ")
                  + Html.text(it.ports());
            })
        .toList();
  }

  /** Endpoints and tasks often share theirs, which are told once. */
  private List<String> rules(Part part) {
    List<Rule> rules = reach.rulesOf(part);
    Part first = firstWith.computeIfAbsent(rules, none -> part);
    return first.equals(part) || rules.isEmpty()
        ? rules.stream().map(Rule::toString).distinct().map(Html::text).toList()
        : List.of("The same as of " + links.to(first));
  }

  private List<String> calls(Part part) {
    return plan.requests().stream()
        .filter(it -> it.from().equals(part.id()))
        .map(
            it ->
                links.to(plan.part(it.to()))
                    + (it.label().isEmpty() ? "" : ", " + Html.text(it.label())))
        .distinct()
        .toList();
  }

  private List<String> alarms(Part part) {
    return part.kind() == PartKind.ALARM
        ? List.of()
        : linked(part, it -> it.kind() == LinkKind.WATCHES, false);
  }

  private List<String> linked(Part part, Predicate<Link> which, boolean from) {
    return plan.linksOf(part.id())
        .filter(which)
        .filter(it -> (from ? it.from() : it.to()).equals(part.id()))
        .map(it -> links.to(plan.part(from ? it.to() : it.from())))
        .distinct()
        .toList();
  }

  private List<String> others(Part part) {
    return plan.linksOf(part.id())
        .filter(it -> !SAID.contains(it.kind()))
        .filter(it -> it.kind() != LinkKind.WATCHES || it.from().equals(part.id()))
        .map(
            it ->
                it.from().equals(part.id())
                    ? it.kind().words() + " " + links.to(plan.part(it.to()))
                    : links.to(plan.part(it.from())) + " " + it.kind().words() + " it")
        .distinct()
        .toList();
  }

  private List<String> folded(Part part) {
    List<String> folded = new ArrayList<>();
    for (Folded it : plan.foldedInto(part.id())) {
      folded.add(
          Html.code(it.id().substring(it.id().lastIndexOf('/') + 1))
              + ", "
              + Html.text(it.reason()));
    }
    return folded;
  }

  private String look(Part part) {
    List<String> look = commands.toLookAt(part);
    return look.isEmpty() ? "" : "<h4>Look at it</h4>\n" + Html.commands(look);
  }

  private static String heading(String title, List<String> contents) {
    return contents.isEmpty() ? "" : "<h4>" + title + "</h4>\n" + Html.list(contents);
  }
}
