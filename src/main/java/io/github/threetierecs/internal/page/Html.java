package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.SvgWriter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Pieces of HTML. What is called text is escaped here; what is called content is HTML already, and
 * has been escaped where it was made.
 */
final class Html {

  private Html() {}

  /** Text as content. */
  static String text(String text) {
    return SvgWriter.escaped(text);
  }

  static String code(String text) {
    return "<code>" + text(text) + "</code>";
  }

  static String paragraph(String content) {
    return "<p>" + content + "</p>\n";
  }

  /** A command, or several that are run one after the other. */
  static String commands(List<String> commands) {
    return "<pre tabindex=\"0\"><code>" + text(String.join("\n", commands)) + "</code></pre>\n";
  }

  static String list(List<String> contents) {
    return contents.stream()
        .map(it -> "<li>" + it + "</li>\n")
        .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
  }

  /**
   * A section of the page.
   *
   * @param id by which the navigation finds it
   */
  static String section(String id, String title, String content) {
    return "<section id=\""
        + id
        + "\" aria-labelledby=\""
        + id
        + "-title\">\n<h2 id=\""
        + id
        + "-title\">"
        + text(title)
        + "</h2>\n"
        + content
        + "</section>\n";
  }

  /**
   * A table, which can be scrolled by itself where the page is too narrow for it.
   *
   * @param caption what it shows, as text
   * @param head the titles of the columns, as text
   * @param rows the contents of the cells; the first cell of each row is its title
   */
  static String table(String caption, List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    table
        .append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(text(caption))
        .append("\">\n<table>\n<caption>")
        .append(text(caption))
        .append("</caption>\n<thead><tr>");
    head.forEach(it -> table.append("<th scope=\"col\">").append(text(it)).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr><th scope=\"row\">").append(row.get(0)).append("</th>");
      row.stream().skip(1).forEach(it -> table.append("<td>").append(it).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody>\n</table>\n</div>\n").toString();
  }
}
