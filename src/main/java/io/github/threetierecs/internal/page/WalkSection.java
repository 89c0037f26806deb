package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.RequestStep;
import io.github.threetierecs.internal.template.Passage;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Rule;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The way of a request, step by step. */
final class WalkSection {

  private static final Pattern PORT = Pattern.compile("\\b\\d{1,5}\\b");

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
      because(from, to, step.label())
          .forEach(it -> list.append("<br><small>").append(it).append("</small>"));
      list.append("</li>\n");
    }
    return list.append("</ol>\n").toString();
  }

  /**
   * The rules by which it can, where both ends carry security groups or one is the internet: at the
   * ports of the step, if they are known.
   */
  private List<String> because(Part from, Part to, String label) {
    String caller = table.names().containsKey(from.id()) ? from.id() : Reachability.INTERNET;
    if (!table.names().containsKey(to.id())) {
      return List.of();
    }
    List<Passage> all =
        table.between(caller, to.id()).map(ReachTable.Connection::passages).orElse(List.of());
    List<String> ports = PORT.matcher(label).results().map(MatchResult::group).toList();
    List<Passage> atPorts =
        all.stream().filter(it -> ports.stream().anyMatch(it.ports()::contains)).toList();
    return (atPorts.isEmpty() ? all : atPorts)
        .stream()
            .flatMap(it -> it.rules().stream())
            .map(Rule::toString)
            .distinct()
            .map(Html::text)
            .toList();
  }
}
