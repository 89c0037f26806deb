package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.PartKind;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.template.Passage;
import io.github.threetierecs.internal.template.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may reach whom: a matrix of all pairs, the rules behind each, and every rule once. */
final class ReachSection {

  private static final String ASSUMPTIONS =
      "TCP connections by the rules of security groups: one has to let it out, another let it in."
          + " Network ACLs are assumed to let everything pass, and all stacks to be in one network."
          + " What is listed may be reached; whether something listens at the port is another"
          + " question.";

  private final ReachTable table;
  private final PartLinks links;
  private final List<String> ends;
  private final List<Rule> rules;

  private ReachSection(ReachTable table, PartLinks links) {
    this.table = table;
    this.links = links;
    this.ends = List.copyOf(table.names().keySet());
    Set<Rule> all = new LinkedHashSet<>();
    table.all().forEach(it -> it.passages().forEach(passage -> all.addAll(passage.rules())));
    this.rules = List.copyOf(all);
  }

  static String of(Plan plan, ReachTable table, PartLinks links) {
    int vpcs = plan.partsOf(PartKind.VPC).size();
    ReachSection section = new ReachSection(table, links);
    return Html.section(
        "reach",
        "Who may reach whom",
        Html.paragraph(Html.text(ASSUMPTIONS))
            + (vpcs > 1 ? Html.paragraph("<strong>" + otherVpcs(vpcs) + "</strong>") : "")
            + (section.ends.size() == 1
                ? Html.paragraph("Nothing here carries a security group.")
                : section.matrix() + section.connections() + section.rules()));
  }

  /**
   * The model knows rules, and no peering: what is too much in the table is better than too little.
   */
  private static String otherVpcs(int vpcs) {
    return "There are "
        + vpcs
        + " VPCs. What is in one of them reaches the private addresses of another only if a peering"
        + " or a transit gateway connects them, which is not looked at: read the table as if all of"
        + " them were connected.";
  }

  private String matrix() {
    List<List<String>> rows = new ArrayList<>();
    for (String from : ends) {
      List<String> row = new ArrayList<>();
      row.add(name(from));
      for (String to : ends) {
        row.add(
            table
                .between(from, to)
                .map(it -> "<a href=\"#" + idOf(it) + "\">" + Html.text(it.ports()) + "</a>")
                .orElse("–"));
      }
      rows.add(row);
    }
    List<String> head = new ArrayList<>();
    head.add("From, in a row; to, in a column");
    ends.forEach(it -> head.add(table.nameOf(it)));
    return "<div class=\"matrix\">\n"
        + Html.table(
            "The TCP ports at which the one in a row may reach the one in a column", head, rows)
        + "</div>\n";
  }

  private String connections() {
    List<List<String>> rows =
        table
            .all()
            .map(
                it ->
                    List.of(
                        "<span id=\"" + idOf(it) + "\">" + name(it.from()) + "</span>",
                        name(it.to()),
                        Html.text(it.ports()),
                        by(it, Rule.Direction.EGRESS),
                        by(it, Rule.Direction.INGRESS)))
            .toList();
    return Html.table(
        "Every connection, with the numbers of the rules that let it pass",
        List.of("From", "To", "Ports", "Let out by", "Let in by"),
        rows);
  }

  private String by(ReachTable.Connection connection, Rule.Direction direction) {
    String numbers =
        connection.passages().stream()
            .map(Passage::rules)
            .flatMap(List::stream)
            .filter(it -> it.direction() == direction)
            .map(rules::indexOf)
            .distinct()
            .sorted()
            .map(it -> "<a href=\"#r" + (it + 1) + "\">" + (it + 1) + "</a>")
            .collect(Collectors.joining(", "));
    return numbers.isEmpty() ? "no rule is needed" : numbers;
  }

  private String rules() {
    List<List<String>> rows = new ArrayList<>();
    for (Rule rule : rules) {
      int number = rows.size() + 1;
      rows.add(
          List.of(
              "<span id=\"r" + number + "\">" + number + "</span>", Html.text(rule.toString())));
    }
    return Html.table("The rules", List.of("Number", "Rule"), rows);
  }

  private String name(String end) {
    String name = table.nameOf(end);
    return table.partOf(end).map(it -> links.to(it, name)).orElseGet(() -> Html.text(name));
  }

  private String idOf(ReachTable.Connection connection) {
    return "c" + ends.indexOf(connection.from()) + "-" + ends.indexOf(connection.to());
  }
}
