package io.github.threetierecs.internal.blueprint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rows of nodes below each other, frames around them, and lines between them. Whoever fills it says
 * in which row a node is and where its sides are. The grid finds a way for each line, makes the
 * channels between rows as high as their lines need, and so knows how far down everything is.
 */
final class Grid {

  static final int MARGIN = 16;

  /** Below the title of the picture. */
  private static final int TOP = 44;

  private static final int LINE_HEIGHT = 16;

  /** The name of a layer, beside its rows. */
  private record RowTitle(int row, String text, int width) {}

  private final Marks marks;
  private final List<List<GridSpot>> rows = new ArrayList<>();
  private final List<GridFrame> frames = new ArrayList<>();
  private final List<RowTitle> rowTitles = new ArrayList<>();
  private final Map<String, GridSpot> spots = new LinkedHashMap<>();
  private final Map<String, Integer> rowOf = new LinkedHashMap<>();
  private final List<GridLine> lines = new ArrayList<>();

  Grid(Marks marks) {
    this.marks = marks;
  }

  /** Adds a row; {@return its number} */
  int row(List<GridSpot> unmarked) {
    List<GridSpot> nodes = unmarked.stream().map(it -> it.marked(marks)).toList();
    rows.add(nodes);
    for (GridSpot node : nodes) {
      if (spots.put(node.id, node) != null) {
        throw new IllegalStateException(node.id + " is drawn twice");
      }
      rowOf.put(node.id, rows.size() - 1);
    }
    return rows.size() - 1;
  }

  int rows() {
    return rows.size();
  }

  boolean has(String id) {
    return spots.containsKey(id);
  }

  void frame(GridFrame frame) {
    frames.add(frame.marked(marks));
  }

  void rowTitle(int row, String text, int width) {
    rowTitles.add(new RowTitle(row, text, width));
  }

  /** Adds a line between two nodes that are there. */
  void line(String from, String to, boolean request, String label, String whole) {
    lines.add(new GridLine(from, to, request, label, whole));
  }

  private int heightOf(int row) {
    return rows.get(row).stream().mapToInt(it -> it.dy + it.height).max().orElse(0);
  }

  Picture picture(
      PictureLevel level, String title, String description, List<String> notes, int leastWidth) {
    GridRouter router = new GridRouter(rows, frames, rowOf, spots);
    router.route(lines);
    int[] rowY = new int[rows.size()];
    int[] trackY = new int[rows.size() + 1];
    int y = TOP;
    for (int i = 0; i <= rows.size(); i++) {
      y += below(i - 1);
      trackY[i] = y + GridRouter.SPACING;
      y += router.tracksHeight(i);
      if (i < rows.size()) {
        y += above(i) + router.labelsHeight(i);
        rowY[i] = y;
        y += heightOf(i);
      }
    }
    int bottom = y;
    List<Picture.Group> groups = new ArrayList<>();
    frames.sort(Comparator.comparingInt(GridFrame::depth));
    for (GridFrame it : frames) {
      groups.add(
          it.at(
              rowY[it.firstRow()] - router.labelsHeight(it.firstRow()),
              rowY[it.lastRow()] + heightOf(it.lastRow())));
    }
    List<Picture.Node> nodes = new ArrayList<>();
    spots.forEach((id, spot) -> nodes.add(spot.at(rowY[rowOf.getOrDefault(id, 0)])));
    List<Picture.Edge> edges = router.edges(rowY, trackY);
    int width = Math.max(leastWidth, right(groups, nodes, edges) + MARGIN);
    List<Picture.Text> texts = new ArrayList<>();
    texts.add(
        new Picture.Text(
            TextStyle.TITLE.fitted(marks.title(title), width - 2 * MARGIN),
            TextStyle.TITLE,
            MARGIN,
            28));
    for (RowTitle it : rowTitles) {
      int down = rowY[it.row()] + 12;
      for (String line : TextStyle.GROUP.wrapped(it.text(), it.width(), 3)) {
        texts.add(new Picture.Text(line, TextStyle.GROUP, MARGIN, down));
        down += LINE_HEIGHT;
      }
    }
    bottom += MARGIN;
    for (String note : noted(notes)) {
      for (String line : TextStyle.NOTE.wrapped(note, width - 2 * MARGIN, 4)) {
        bottom += LINE_HEIGHT;
        texts.add(new Picture.Text(line, TextStyle.NOTE, MARGIN, bottom));
      }
    }
    return new Picture(
        level,
        marks.title(title),
        marks.description(description),
        width,
        bottom + MARGIN,
        groups,
        nodes,
        edges,
        texts,
        marks);
  }

  /** What the marks mean comes first. */
  private List<String> noted(List<String> notes) {
    Set<String> drawn = new TreeSet<>();
    spots.values().forEach(it -> drawn.addAll(it.parts));
    frames.forEach(it -> drawn.add(it.part()));
    return Stream.concat(marks.notes(drawn).stream(), notes.stream()).toList();
  }

  private int above(int row) {
    return frames.stream()
        .filter(it -> it.firstRow() == row)
        .mapToInt(GridFrame::above)
        .max()
        .orElse(0);
  }

  private int below(int row) {
    return frames.stream()
        .filter(it -> it.lastRow() == row)
        .mapToInt(GridFrame::below)
        .max()
        .orElse(0);
  }

  private static int right(
      List<Picture.Group> groups, List<Picture.Node> nodes, List<Picture.Edge> edges) {
    int right = 0;
    for (Picture.Group it : groups) {
      right = Math.max(right, it.box().right());
    }
    for (Picture.Node it : nodes) {
      right = Math.max(right, it.box().right());
    }
    for (Picture.Edge edge : edges) {
      for (Picture.Point point : edge.points()) {
        right = Math.max(right, point.x());
      }
      Optional<Picture.Text> label = edge.label();
      right = Math.max(right, label.map(it -> it.box().right()).orElse(0));
    }
    return right;
  }
}
