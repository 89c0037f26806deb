package io.github.threetierecs.internal.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What changes, as Markdown for a pull request: a line a part, the worst first. It is shorter than
 * what GitHub takes as a comment.
 */
final class ChangesText {
  private static final int MOST_CHARACTERS = 60_000;
  private static final int MOST_FOLDED = 4;

  private final Changes changes;
  private final StringBuilder text = new StringBuilder("## What changes\n\n");

  private ChangesText(Changes changes) {
    this.changes = changes;
  }

  static String of(Changes changes) {
    return new ChangesText(changes).write();
  }

  private String write() {
    if (changes.isNothing()) {
      return text.append("Nothing changes.\n").toString();
    }
    List<PartChange> parts = changes.parts();
    moves();
    warning();
    text.append(sum());
    stacks();
    Set<String> whole = new TreeSet<>(changes.addedStacks());
    List<String> rows =
        parts.stream()
            .filter(it -> !isOfStack(it, whole))
            .filter(it -> it.isOfData() || !isOfStack(it, changes.removedStacks()))
            .map(ChangesText::row)
            .toList();
    if (!rows.isEmpty()) {
      text.append("\n| | Part | What happens | What is different |\n|---|---|---|---|\n");
    }
    for (int i = 0; i < rows.size(); i++) {
      if (text.length() + rows.get(i).length() > MOST_CHARACTERS) {
        text.append("\n").append(rows.size() - i).append(" more parts are in the pictures.\n");
        break;
      }
      text.append(rows.get(i));
    }
    return text.toString();
  }

  private void moves() {
    for (StackMove it : changes.moves()) {
      text.append("**Stack ")
          .append(code(it.stack()))
          .append(" ")
          .append(escaped(it.words()))
          .append("** Below is what is different in the templates.\n\n");
    }
  }

  private void warning() {
    long count = changes.resources().stream().filter(ResourceChange::isOfData).count();
    if (count > 0) {
      text.append("**")
          .append(count)
          .append(
              count == 1
                  ? " resource that holds data is replaced or removed, or may be."
                  : " resources that hold data are replaced or removed, or may be.")
          .append("**\n\n");
    }
  }

  private String sum() {
    Map<ChangeKind, Long> counts =
        changes.resources().stream()
            .collect(
                Collectors.groupingBy(ResourceChange::kind, TreeMap::new, Collectors.counting()));
    List<String> words = new ArrayList<>();
    counts.forEach(
        (kind, count) -> {
          if (kind != ChangeKind.UNSEEN) {
            words.add(count + " " + kind.words());
          }
        });
    if (words.isEmpty()) {
      return "Nothing that AWS sees changes.\n";
    }
    return "Resources: " + String.join(", ", words) + ".\n";
  }

  private void stacks() {
    for (String stack : changes.addedStacks()) {
      text.append("\nStack ")
          .append(code(stack))
          .append(" is new, with resources: ")
          .append(changes.of(stack).size())
          .append(".\n");
    }
    for (String stack : changes.removedStacks()) {
      text.append("\nStack ")
          .append(code(stack))
          .append(" is no longer there, with resources: ")
          .append(changes.of(stack).size())
          .append(". It stays deployed until somebody deletes it.\n");
    }
  }

  private static boolean isOfStack(PartChange change, Iterable<String> stacks) {
    for (String stack : stacks) {
      if (change.part().id().startsWith(stack + "/")) {
        return true;
      }
    }
    return false;
  }

  private static String row(PartChange change) {
    List<ResourceChange> all = change.all();
    boolean own = change.own().isPresent();
    List<String> details = new ArrayList<>();
    for (ResourceChange it : all.subList(0, Math.min(all.size(), MOST_FOLDED + (own ? 1 : 0)))) {
      String words = String.join("; ", ChangeWords.of(it, ChangesText::code));
      boolean isOwn = it.id().equals(change.part().id());
      if (isOwn) {
        details.add(words);
      } else {
        details.add(code(it.type()) + " " + it.words() + (words.isEmpty() ? "" : ": " + words));
      }
    }
    int more = all.size() - details.size();
    if (more > 0) {
      details.add(more + " more resources of it");
    }
    return "| "
        + sign(change)
        + " | **"
        + escaped(change.part().name())
        + "** "
        + code(change.part().id())
        + " | "
        + happens(change)
        + " | "
        + details.stream().filter(it -> !it.isEmpty()).collect(Collectors.joining("<br>"))
        + " |\n";
  }

  private static String happens(PartChange change) {
    String words =
        change
            .own()
            .map(
                it ->
                    it.words()
                        + it.holds()
                            .filter(holds -> it.isOfData())
                            .map(holds -> "; it holds " + holds)
                            .orElse(""))
            .orElse(change.kind().words());
    return change.isOfData() ? "**" + words + "**" : words;
  }

  private static String sign(PartChange change) {
    String sign = ChangeMarks.signOf(change);
    return sign.isEmpty() ? "" : code(sign);
  }

  /** As Markdown, in which nothing of it is taken for anything else. */
  private static String escaped(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|@#~])", "\\\\$1");
  }

  private static String code(String text) {
    return "`" + text.replaceAll("\\s+", " ").replace('`', '\'').replace("|", "\\|") + "`";
  }
}
