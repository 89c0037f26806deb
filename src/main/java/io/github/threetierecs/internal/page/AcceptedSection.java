package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.AcceptedFinding;
import java.util.List;

/** Which findings of rules somebody has accepted, and why. */
final class AcceptedSection {

  private AcceptedSection() {}

  /**
   * The section.
   *
   * @param findings the findings, a row for each reason
   */
  static String of(List<AcceptedFinding> findings) {
    return Html.section(
        "accepted",
        "What is accepted",
        findings.isEmpty()
            ? Html.paragraph("The cloud assembly has no finding that somebody has accepted.")
            : Html.table(
                "Findings of rules that are accepted, by their reasons",
                List.of("Reason", "Rules", "Where"),
                findings.stream().map(AcceptedSection::row).toList()));
  }

  private static List<String> row(AcceptedFinding it) {
    return List.of(
        it.reason().isEmpty() ? "no reason given" : Html.text(it.reason()),
        codes(it.rules()),
        codes(it.where()));
  }

  private static String codes(List<String> texts) {
    return Html.list(texts.stream().map(Html::code).toList());
  }
}
