package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes pictures as SVG: without a script or a reference to anywhere, light or dark as whoever
 * looks at it prefers, or as an attribute {@code data-theme} of it or around it says, and always
 * light on paper.
 */
public final class SvgWriter {

  /** What colors are for, light and dark. Nothing is said by a color alone. */
  private enum Color {
    PAPER("fill", "#ffffff", "#0f1720", ".bp-paper"),
    OUTER("fill", "#f4f7fa", "#16212d", ".bp-group"),
    INNER("fill", "#ffffff", "#1d2a38", ".bp-group .bp-inner"),
    BORDER("stroke", "#8a99a8", "#60758a", ".bp-group rect"),
    BOX("fill", "#ffffff", "#24344a", ".bp-box"),
    OUTLINE("stroke", "#33475b", "#a9bccf", ".bp-box"),
    GLYPH("stroke", "#0b5cad", "#7fc1ff", ".bp-glyph"),
    TEXT("fill", "#14202b", "#eef4fa", ".bp text"),
    QUIET("fill", "#44566a", "#b9c7d6", ".bp .bp-detail,.bp .bp-note,.bp .bp-caption"),
    LINE("stroke", "#14202b", "#dbe7f3", ".bp-edge path"),
    HEAD("fill", "#14202b", "#dbe7f3", ".bp-edge .bp-head"),
    DATA("stroke", "#cf222e", "#ff7b72", marked(Mark.Kind.DATA)),
    REPLACED("stroke", "#8250df", "#c297ff", marked(Mark.Kind.REPLACED)),
    MAY_BE_REPLACED("stroke", "#8250df", "#c297ff", marked(Mark.Kind.MAY_BE_REPLACED)),
    REMOVED("stroke", "#57606a", "#9aa7b4", marked(Mark.Kind.REMOVED)),
    CHANGED("stroke", "#9a6700", "#e3b341", marked(Mark.Kind.CHANGED)),
    ADDED("stroke", "#1a7f37", "#4cc46a", marked(Mark.Kind.ADDED));

    private final String property;
    private final String light;
    private final String dark;
    private final String selector;

    Color(String property, String light, String dark, String selector) {
      this.property = property;
      this.light = light;
      this.dark = dark;
      this.selector = selector;
    }

    private static String marked(Mark.Kind kind) {
      String word = wordOf(kind);
      return ".bp-" + word + " .bp-box,.bp-" + word + ">rect";
    }

    boolean isOfMarks() {
      return compareTo(HEAD) > 0;
    }

    String rule(String before, boolean isDark) {
      String selectors =
          List.of(selector.split(",", -1)).stream()
              .map(
                  it ->
                      it.startsWith(".bp ") && !before.isEmpty()
                          ? before + it.substring(3)
                          : before + (before.isEmpty() ? "" : " ") + it)
              .collect(Collectors.joining(","));
      return selectors + "{" + property + ":" + (isDark ? dark : light) + "}";
    }
  }

  private static final String FONT =
      "'Helvetica Neue',Helvetica,Arial,'Liberation Sans',Arimo,sans-serif";

  private final Picture picture;

  /** Before every id that is no part's, so that several pictures can be on one page. */
  private final String prefix;

  /** On a page, the id of what it says of a part. */
  private final Optional<UnaryOperator<String>> details;

  private final StringBuilder svg = new StringBuilder();

  private SvgWriter(Picture picture, Optional<UnaryOperator<String>> details) {
    this.picture = picture;
    this.details = details;
    this.prefix = (picture.marks().shown() ? "changes-" : "") + picture.level().word() + "-";
  }

  /**
   * A file of its own, which is one image to a screen reader.
   *
   * @param picture the picture
   * @return the SVG
   */
  public static String file(Picture picture) {
    return new SvgWriter(picture, Optional.empty()).write();
  }

  /**
   * A piece of an HTML page, whose parts are links to what the page says of them. It has no style:
   * the page has the {@link #stylesheet}.
   *
   * @param picture the picture
   * @param details the id of what the page says of a part, by the part's id
   * @return the SVG
   */
  public static String onPage(Picture picture, UnaryOperator<String> details) {
    return new SvgWriter(picture, Optional.of(details)).write();
  }

  /**
   * The id of a part's element.
   *
   * @param level the level of the picture
   * @param part the part's id
   * @return an id that is valid in HTML, and another one for every other part
   */
  public static String idOf(PictureLevel level, String part) {
    return partId(level.word() + "-", part);
  }

  private static String partId(String prefix, String part) {
    return "part-" + prefix + wordOf(part);
  }

  private static String wordOf(String part) {
    return Flowchart.idOf(part).substring(2);
  }

  private String write() {
    String title = prefix + "title";
    String description = prefix + "description";
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bp\" role=\"%s\" width=\"%s\""
            + " height=\"%s\" viewBox=\"0 0 %s %s\" aria-labelledby=\"%s\""
            + " aria-describedby=\"%s\">",
        details.isPresent() ? "group" : "img",
        number(picture.width()),
        number(picture.height()),
        number(picture.width()),
        number(picture.height()),
        title,
        description);
    line("<title id=\"%s\">%s</title>", title, escaped(picture.title()));
    line("<desc id=\"%s\">%s</desc>", description, escaped(picture.description()));
    if (details.isEmpty()) {
      line("<style>%s</style>", stylesheet(picture.marks().shown()));
    }
    glyphs();
    line(
        "<rect class=\"bp-paper\" width=\"%s\" height=\"%s\"/>",
        number(picture.width()), number(picture.height()));
    picture.groups().forEach(this::group);
    picture.edges().forEach(this::edge);
    picture.nodes().forEach(this::node);
    picture.texts().forEach(this::text);
    line("</svg>");
    return svg.toString();
  }

  /**
   * How all pictures look, for a page that has several.
   *
   * @param marked whether they are pictures of what changes
   * @return the style
   */
  public static String stylesheet(boolean marked) {
    StringBuilder style = new StringBuilder();
    style.append(".bp{font-family:").append(FONT).append(";max-width:100%;height:auto}");
    for (TextStyle text : TextStyle.values()) {
      style
          .append(".bp-")
          .append(text.word())
          .append("{font-size:")
          .append(number(text.size()))
          .append("px")
          .append(text.bold() ? ";font-weight:bold" : "")
          .append('}');
    }
    style.append(".bp-group rect{stroke-width:1}.bp-box{stroke-width:1.5}");
    style.append(
        ".bp-glyph{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}");
    style.append(".bp-edge path{fill:none;stroke-width:1.6}.bp-edge .bp-head{stroke:none}");
    style.append(".bp-dashed path{stroke-dasharray:5 4}");
    if (marked) {
      style.append(".bp-mark .bp-box,.bp-mark>rect{stroke-width:3}");
      style.append(".bp-gone .bp-box,.bp-gone>rect{stroke-dasharray:7 4}");
    }
    style.append(".bp-part:focus{outline:3px solid #e07b00;outline-offset:2px}");
    style.append(colors("", false, marked));
    style
        .append("@media (prefers-color-scheme:dark){")
        .append(colors(".bp", true, marked))
        .append("}");
    style
        .append(colors(".bp[data-theme=light]", false, marked))
        .append(colors("[data-theme=light] .bp", false, marked));
    style
        .append(colors(".bp[data-theme=dark]", true, marked))
        .append(colors("[data-theme=dark] .bp", true, marked));
    style.append("@media print{").append(colors("[class].bp.bp", false, marked)).append("}");
    return style.toString();
  }

  private static String colors(String before, boolean dark, boolean marked) {
    StringBuilder rules = new StringBuilder();
    for (Color color : Color.values()) {
      if (marked || !color.isOfMarks()) {
        rules.append(color.rule(before, dark));
      }
    }
    return rules.toString();
  }

  private static String wordOf(Mark.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String markOf(List<String> parts) {
    return picture
        .marks()
        .of(parts)
        .map(it -> " bp-mark bp-" + wordOf(it.kind()) + (it.gone() ? " bp-gone" : ""))
        .orElse("");
  }

  private void glyphs() {
    Set<PartKind> kinds = new TreeSet<>();
    picture.nodes().forEach(it -> kinds.add(it.kind()));
    line("<defs>");
    for (PartKind kind : kinds) {
      line("<path id=\"%s\" d=\"%s\"/>", glyphId(kind), Glyphs.of(kind));
    }
    line("</defs>");
  }

  private String glyphId(PartKind kind) {
    return prefix + "glyph-" + kind.name().toLowerCase(Locale.ROOT);
  }

  private void group(Picture.Group group) {
    List<String> parts = group.part().isEmpty() ? List.of() : List.of(group.part());
    String element = begin("bp-group", parts);
    if (!group.whole().isEmpty()) {
      line("<title>%s</title>", escaped(tip(group.whole())));
    }
    line(
        "<rect%s %s rx=\"6\"/>",
        group.within().isEmpty() ? "" : " class=\"bp-inner\"", box(group.box()));
    group.title().ifPresent(this::text);
    line("</%s>", element);
  }

  private void node(Picture.Node node) {
    String element = begin("bp-node", node.parts());
    String tip = tip(node.whole());
    if (details.isEmpty() || node.texts().stream().noneMatch(it -> it.text().equals(tip))) {
      line("<title>%s</title>", escaped(tip));
    }
    line("<rect class=\"bp-box\" %s rx=\"5\"/>", box(node.box()));
    line(
        "<use class=\"bp-glyph\" href=\"#%s\" x=\"%s\" y=\"%s\"/>",
        glyphId(node.kind()), number(node.glyph().x()), number(node.glyph().y()));
    node.texts().forEach(this::text);
    line("</%s>", element);
  }

  /**
   * What a mouse that rests on it shows; on a page it is the name, and the rest is said elsewhere.
   */
  private String tip(String whole) {
    return details.isPresent()
        ? whole.lines().findFirst().orElse("").replaceFirst(" \\([A-Za-z0-9]+::[^)]*\\)$", "")
        : whole;
  }

  /** On a page, what stands for parts leads to what is known of them. */
  private String begin(String kind, List<String> parts) {
    if (parts.isEmpty()) {
      line("<g class=\"%s\">", kind);
      return "g";
    }
    String first = parts.get(0);
    if (details.isEmpty()) {
      line("<g class=\"%s bp-part%s\" id=\"%s\">", kind, markOf(parts), partId(prefix, first));
      return "g";
    }
    line(
        "<a class=\"%s bp-part%s\" href=\"#%s\"%s>",
        kind, markOf(parts), details.get().apply(first), parts.size() == 1 ? "" : more(parts));
    return "a";
  }

  /** What else a node stands for. */
  private String more(List<String> parts) {
    return parts.stream()
        .skip(1)
        .map(details.orElseThrow())
        .collect(Collectors.joining(" ", " data-more=\"", "\""));
  }

  private void edge(Picture.Edge edge) {
    line("<g class=\"bp-edge%s\">", edge.request() ? "" : " bp-dashed");
    line("<title>%s</title>", escaped(edge.whole()));
    List<Picture.Point> points = edge.points();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      path.append(i == 0 ? "M" : "L").append(point(points.get(i)));
    }
    line("<path d=\"%s\"/>", path);
    line(
        "<path class=\"bp-head\" d=\"%s\"/>",
        head(points.get(points.size() - 2), points.get(points.size() - 1)));
    Optional<Picture.Text> label = edge.label();
    label.ifPresent(this::text);
    line("</g>");
  }

  private static String head(Picture.Point before, Picture.Point tip) {
    int right = Integer.signum(tip.x() - before.x());
    int down = Integer.signum(tip.y() - before.y());
    Picture.Point one =
        new Picture.Point(tip.x() - 8 * right - 4 * down, tip.y() - 8 * down - 4 * right);
    Picture.Point other =
        new Picture.Point(tip.x() - 8 * right + 4 * down, tip.y() - 8 * down + 4 * right);
    return "M" + point(tip) + "L" + point(one) + "L" + point(other) + "Z";
  }

  private void text(Picture.Text text) {
    line(
        "<text class=\"bp-%s\" x=\"%s\" y=\"%s\">%s</text>",
        text.style().word(), number(text.x()), number(text.y()), escaped(text.text()));
  }

  private static String box(Picture.Box box) {
    return "x=\""
        + number(box.x())
        + "\" y=\""
        + number(box.y())
        + "\" width=\""
        + number(box.width())
        + "\" height=\""
        + number(box.height())
        + "\"";
  }

  private static String point(Picture.Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  /** Without the digits of any language, which a format would take from the machine. */
  private static String number(int number) {
    return Integer.toString(number);
  }

  private void line(String format, Object... values) {
    String rest = format;
    for (Object value : values) {
      int at = rest.indexOf("%s");
      svg.append(rest, 0, at).append(value);
      rest = rest.substring(at + 2);
    }
    svg.append(rest).append('\n');
  }

  /**
   * Text in XML and in HTML.
   *
   * @param text any text
   * @return the same, escaped, and without the characters that XML cannot have
   */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  if (c == '\n'
                      || c == '\t'
                      || (c >= 0x20 && c < 0x7F)
                      || (c >= 0xA0 && c < 0xD800)
                      || (c >= 0xE000 && c < 0xFFFE)
                      || c > 0xFFFF) {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }
}
