package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.rehearsal.Effect;
import io.github.threetierecs.internal.rehearsal.Minutes;
import io.github.threetierecs.internal.rehearsal.Rehearsed;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.List;

/** What the deployment does while it lasts, a row an effect, the worst first. */
final class RehearsalSection {

  private RehearsalSection() {}

  static String of(Rehearsed rehearsed) {
    List<List<String>> rows = rehearsed.effects().stream().map(RehearsalSection::row).toList();
    String quiet =
        rehearsed.quiet() == 0
            ? ""
            : Html.paragraph(
                (rehearsed.quiet() == 1
                        ? "One resource is"
                        : rehearsed.quiet() + (rows.isEmpty() ? "" : " other") + " resources are")
                    + " added, changed or removed without anybody noticing.");
    return Html.section(
        "rehearsal",
        "Rehearsal",
        rows.isEmpty() && quiet.isEmpty()
            ? Html.paragraph("No resource changes.")
            : (rows.isEmpty()
                    ? ""
                    : Html.table(
                        "What a deployment does, the worst first",
                        List.of("Verdict", "What happens", "How long", "Where"),
                        rows))
                + quiet);
  }

  private static List<String> row(Effect effect) {
    return List.of(
        verdict(effect.verdict()),
        words(effect),
        Html.text(effect.lasts().map(Minutes::words).orElse("")),
        Html.text(effect.where()));
  }

  /** With what is between backticks as code. */
  static String words(Effect effect) {
    return Html.text(effect.words()).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  /** What holds data stands out, by words and by color. */
  private static String verdict(Verdict verdict) {
    String words = Html.text(verdict.words());
    return verdict == Verdict.DATA ? "<strong class=\"data\">" + words + "</strong>" : words;
  }
}
