package io.github.threetierecs.internal.rehearsal;

import java.util.List;

/** What a change does, as Markdown for a pull request. It is shorter than what GitHub takes. */
public final class RehearsalTable {
  private static final int MOST_CHARACTERS = 60_000;

  private RehearsalTable() {}

  /**
   * Writes a table.
   *
   * @param rehearsed the change
   * @return the Markdown
   */
  public static String of(Rehearsed rehearsed) {
    StringBuilder text = new StringBuilder("## What a deployment does\n\n");
    text.append("**").append(rehearsed.verdict().words()).append("**: ");
    text.append(rehearsed.steps().size()).append(" steps.\n");
    List<Effect> effects = rehearsed.effects();
    if (!effects.isEmpty()) {
      text.append("\n| | What happens | How long | Where |\n|---|---|---|---|\n");
    }
    for (int i = 0; i < effects.size(); i++) {
      String row = row(effects.get(i));
      if (text.length() + row.length() > MOST_CHARACTERS) {
        text.append("\n").append(effects.size() - i).append(" more are left out.\n");
        break;
      }
      text.append(row);
    }
    if (rehearsed.quiet() > 0) {
      text.append("\nWithout anybody noticing: ")
          .append(rehearsed.quiet())
          .append(rehearsed.quiet() == 1 ? " other resource.\n" : " other resources.\n");
    }
    return text.toString();
  }

  private static String row(Effect effect) {
    return "| "
        + effect.verdict().words()
        + " | "
        + escaped(effect.words())
        + " | "
        + effect.lasts().map(Minutes::words).orElse("")
        + " | "
        + escaped(effect.where())
        + " |\n";
  }

  /** As Markdown, in which nothing of it is taken for anything else. */
  private static String escaped(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\*_\\[\\]|@#~])", "\\\\$1");
  }
}
