package io.github.threetierecs.internal.blueprint;

import java.util.ArrayList;
import java.util.List;

/** A node whose row and sides are known, and whose upper side is not yet. */
final class GridSpot {

  static final int HEIGHT = 50;
  static final int TILE_HEIGHT = 46;
  static final int GLYPH = 24;
  private static final int PADDING = 8;
  private static final int INDENT = PADDING + GLYPH + PADDING;

  final String id;
  final PartKind kind;
  final List<String> parts;
  final List<String> lines;
  final String whole;
  final String group;
  final int x;
  final int width;
  final int height;

  /** How far below the upper side of its row it is. */
  final int dy;

  /** Where edges may leave it at the bottom, if that is not everywhere. */
  int exitWidth;

  /**
   * @param lines the name, and what else there is to say
   */
  GridSpot(
      String id,
      PartKind kind,
      List<String> parts,
      List<String> lines,
      String whole,
      String group,
      int x,
      int dy,
      int width,
      int height) {
    this.id = id;
    this.kind = kind;
    this.parts = List.copyOf(parts);
    this.lines = List.copyOf(lines);
    this.whole = whole;
    this.group = group;
    this.x = x;
    this.dy = dy;
    this.width = width;
    this.height = height;
    this.exitWidth = width;
  }

  GridSpot movedBy(int shift) {
    return new GridSpot(id, kind, parts, lines, whole, group, x + shift, dy, width, height);
  }

  /** With the mark of its parts, if they have one. */
  GridSpot marked(Marks marks) {
    return marks.of(parts).map(it -> marked(marks.lines(parts, lines), it)).orElse(this);
  }

  private GridSpot marked(List<String> markedLines, Mark mark) {
    String both = whole + "\n" + mark.whole();
    GridSpot marked = new GridSpot(id, kind, parts, markedLines, both, group, x, dy, width, height);
    marked.exitWidth = exitWidth;
    return marked;
  }

  int right() {
    return x + width;
  }

  int center() {
    return x + width / 2;
  }

  /** How wide a node has to be for its name, at most. */
  static int widthFor(List<String> lines, int most) {
    int widest = 0;
    for (int i = 0; i < lines.size(); i++) {
      TextStyle style = i == 0 ? TextStyle.NAME : TextStyle.DETAIL;
      widest = Math.max(widest, style.widthOf(lines.get(i)));
    }
    return Math.min(most, INDENT + widest + PADDING);
  }

  /** The node, with what is written in it in its middle. */
  Picture.Node at(int rowY) {
    Picture.Box box = new Picture.Box(x, rowY + dy, width, height);
    List<Picture.Text> fitted = fitted(width - INDENT - PADDING);
    int widest = 0;
    int high = 0;
    for (Picture.Text line : fitted) {
      widest = Math.max(widest, line.box().width());
      high += line.box().height();
    }
    int left = x + (width - GLYPH - PADDING - widest) / 2;
    List<Picture.Text> texts = new ArrayList<>();
    int y = box.y() + (height - high) / 2;
    for (Picture.Text line : fitted) {
      TextStyle style = line.style();
      texts.add(new Picture.Text(line.text(), style, left + GLYPH + PADDING, y + style.ascent()));
      y += line.box().height();
    }
    Picture.Point glyph = new Picture.Point(left, box.y() + (height - GLYPH) / 2);
    return new Picture.Node(id, group, parts, kind, box, glyph, texts, whole);
  }

  /** A long name takes two lines. */
  private List<Picture.Text> fitted(int room) {
    TextStyle name = height == TILE_HEIGHT ? TextStyle.TILE : TextStyle.NAME;
    List<Picture.Text> fitted = new ArrayList<>();
    for (String line : name.wrapped(lines.get(0), room, 2)) {
      fitted.add(new Picture.Text(line, name, 0, 0));
    }
    for (String line : lines.subList(1, lines.size())) {
      fitted.add(new Picture.Text(TextStyle.DETAIL.fitted(line, room), TextStyle.DETAIL, 0, 0));
    }
    return fitted;
  }
}
