package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.changes.ChangeMarks;
import io.github.threetierecs.internal.changes.ChangeWords;
import io.github.threetierecs.internal.changes.Changes;
import io.github.threetierecs.internal.changes.PartChange;
import io.github.threetierecs.internal.changes.ResourceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What changes, a row a part, the worst first. */
final class ChangesSection {

  private ChangesSection() {}

  static String of(Changes changes, PartLinks links) {
    List<List<String>> rows = new ArrayList<>();
    for (PartChange it : changes.parts()) {
      rows.add(
          List.of(
              Html.text((ChangeMarks.signOf(it) + " ").stripLeading()) + links.to(it.part()),
              what(it),
              it.all().stream()
                  .map(change -> details(it, change))
                  .filter(words -> !words.isEmpty())
                  .collect(Collectors.joining("<br>"))));
    }
    String moves =
        changes.moves().stream()
            .map(
                it ->
                    Html.paragraph(
                        "<strong class=\"data\">Stack "
                            + Html.code(it.stack())
                            + " "
                            + Html.text(it.words())
                            + "</strong>"))
            .collect(Collectors.joining());
    return Html.section(
        "changes",
        "What changes",
        moves
            + (rows.isEmpty()
                ? Html.paragraph(
                    moves.isEmpty() ? "Nothing changes." : "Nothing is different in the templates.")
                : Html.table(
                    "What changes, the worst first",
                    List.of("Part", "What happens", "What is different"),
                    rows)));
  }

  /** What holds data stands out, by words and by color. */
  private static String what(PartChange change) {
    String words = Html.text(change.own().map(ResourceChange::words).orElse(change.kind().words()));
    return change.isOfData() ? "<strong class=\"data\">Data: " + words + "</strong>" : words;
  }

  private static String details(PartChange part, ResourceChange change) {
    String words = String.join("; ", ChangeWords.of(change, Html::code));
    return change.id().equals(part.part().id())
        ? words
        : Html.code(change.type())
            + " "
            + Html.text(change.words())
            + (words.isEmpty() ? "" : ": " + words);
  }
}
