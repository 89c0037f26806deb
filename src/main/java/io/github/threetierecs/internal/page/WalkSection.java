package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.RequestStep;
import io.github.threetierecs.internal.template.Passage;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way of a request, step by step. */
final class WalkSection {

  private final Plan plan;
  private final ReachTable table;
  private final PartLinks links;

  private WalkSection(Plan plan, ReachTable table, PartLinks links) {
    this.plan = plan;
    this.table = table;
    this.links = links;
  }

  static String of(Plan plan, ReachTable table, PartLinks links) {
    return Html.section(
        "walk", "The way of a request", new WalkSection(plan, table, links).content());
  }

  private String content() {
    List<RequestStep> steps = RequestStep.of(plan);
    if (steps.isEmpty()) {
      return Html.paragraph("Nothing here answers requests.");
    }
    StringBuilder list = new StringBuilder("<ol class=\"walk\">\n");
    for (RequestStep step : steps) {
      Part from = plan.part(step.from());
      Part to = plan.part(step.to());
      list.append("<li data-from=\"")
          .append(links.idOf(from.id()))
          .append("\" data-to=\"")
          .append(links.idOf(to.id()))
          .append("\">")
          .append(links.to(from))
          .append(" calls ")
          .append(links.to(to))
          .append(step.label().isEmpty() ? "" : ", " + Html.text(step.label()))
          .append('.');
      because(from, to).forEach(it -> list.append("<br><small>").append(it).append("</small>"));
      list.append("</li>\n");
    }
    return list.append("</ol>\n").toString();
  }

  /** The rules by which it can, where both ends carry security groups or one is the internet. */
  private List<String> because(Part from, Part to) {
    String caller = table.names().containsKey(from.id()) ? from.id() : Reachability.INTERNET;
    List<String> lines = new ArrayList<>();
    if (table.names().containsKey(to.id())) {
      Optional<ReachTable.Connection> connection = table.between(caller, to.id());
      connection.stream()
          .flatMap(it -> it.passages().stream())
          .map(Passage::rules)
          .flatMap(List::stream)
          .map(Rule::toString)
          .distinct()
          .forEach(it -> lines.add(Html.text(it)));
    }
    return lines;
  }
}
