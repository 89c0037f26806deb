package io.github.threetierecs.internal.blueprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A flowchart of Mermaid. Of its syntax only the plain {@code flowchart} is used, which every
 * renderer knows, and whatever comes from a template is escaped.
 */
final class Flowchart {

  /** How a node is drawn. */
  enum Shape {
    /** A rectangle. */
    BOX("[", "]"),
    /** A rectangle with round corners. */
    ROUND("(", ")"),
    /** A pill. */
    PILL("([", "])"),
    /** A hexagon. */
    HEXAGON("{{", "}}"),
    /** A cylinder. */
    CYLINDER("[(", ")]");

    private final String open;
    private final String close;

    Shape(String open, String close) {
      this.open = open;
      this.close = close;
    }
  }

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 .,:()/+=?!'-]");
  private static final Pattern UNSAFE_IN_TITLES = Pattern.compile("[\\s\\p{Cntrl}{}<>#;%`\"\\\\]+");
  private static final int LONGEST = 60;

  private final List<String> lines = new ArrayList<>();
  private String indent = "  ";

  /**
   * @param direction {@code TB} or {@code LR}
   * @param title what a screen reader calls it
   * @param description what it shows, for those who cannot see it
   */
  Flowchart(String direction, String title, String description) {
    lines.add("flowchart " + direction);
    lines.add("  accTitle: " + inTitle(title));
    // An empty one would take the next line for its own.
    lines.add("  accDescr: " + inTitle(description.isBlank() ? title : description));
  }

  void begin(String id, String title) {
    lines.add(indent + "subgraph " + idOf(id) + "[\"" + escaped(title) + "\"]");
    indent += "  ";
  }

  void end() {
    indent = indent.substring(2);
    lines.add(indent + "end");
  }

  /** A node; each line of its label stands on its own. */
  void node(String id, Shape shape, List<String> label) {
    List<String> escaped = label.stream().map(Flowchart::escaped).toList();
    lines.add(
        indent + idOf(id) + shape.open + "\"" + String.join("<br/>", escaped) + "\"" + shape.close);
  }

  /**
   * An arrow, without a label if that is empty. None is dotted: Mermaid draws those that cross
   * others as solid lines.
   */
  void arrow(String from, String to, String label) {
    String text = label.isEmpty() ? "" : "|\"" + escaped(label) + "\"|";
    lines.add("  " + idOf(from) + " -->" + text + " " + idOf(to));
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /**
   * An id that is no word of Mermaid's, whatever it is made from, and that differs if that does.
   */
  static String idOf(String id) {
    StringBuilder safe = new StringBuilder("n_");
    id.codePoints()
        .forEach(
            c -> {
              if (c < 128 && Character.isLetterOrDigit(c)) {
                safe.appendCodePoint(c);
              } else {
                safe.append('_')
                    .append(Integer.toHexString(c).toLowerCase(Locale.ROOT))
                    .append('_');
              }
            });
    return safe.toString();
  }

  /** As text that Mermaid shows as it is: it takes entities, without the ampersand. */
  static String escaped(String label) {
    StringBuilder safe = new StringBuilder();
    shortened(label.replaceAll("\\s+", " ").strip())
        .codePoints()
        .forEach(
            c -> {
              if (PLAIN.matcher(Character.toString(c)).matches() || c > 160) {
                safe.appendCodePoint(c);
              } else if (c >= 32 && c < 127) {
                safe.append('#').append(c).append(';');
              }
            });
    return safe.toString();
  }

  private static String shortened(String label) {
    return label.codePointCount(0, label.length()) <= LONGEST
        ? label
        : label.substring(0, label.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static String inTitle(String text) {
    return UNSAFE_IN_TITLES.matcher(text).replaceAll(" ").strip();
  }
}
