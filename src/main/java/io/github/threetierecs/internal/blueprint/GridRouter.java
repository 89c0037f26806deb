package io.github.threetierecs.internal.blueprint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Finds ways for the lines of a {@link Grid}. A line leaves the upper of its nodes at the bottom
 * and enters the lower one at the top. Between two rows is a channel, in which horizontal pieces
 * have a track each; a vertical piece passes a row where no node is. Every vertical piece reserves
 * its place in all channels that it touches, with that of its label, and titles of frames have
 * reserved theirs before, so that nothing is ever drawn over a line of another, a label, or a node.
 */
final class GridRouter {

  static final int SPACING = 9;
  private static final int LABELS = 18;
  private static final int LEAST = 12;
  private static final int LEAST_WITH_LINES = 18;

  /** Between a vertical piece and whatever is beside it. */
  private static final int CLEAR = 5;

  /** Between a vertical piece and the corner of the node that it touches. */
  private static final int CORNER = 8;

  private record Span(int from, int to) {
    boolean touches(int low, int high) {
      return from <= high && low <= to;
    }
  }

  /** A way: down from the upper node, by a lane past what is between, down to the lower one. */
  private record Way(
      GridLine line,
      boolean upward,
      int upperRow,
      int lowerRow,
      int leave,
      int lane,
      int enter,
      int firstTrack,
      int lastTrack,
      int label,
      int beside) {

    Way withoutLabel() {
      return new Way(
          line, upward, upperRow, lowerRow, leave, lane, enter, firstTrack, lastTrack, 0, beside);
    }
  }

  /** Where a line enters a node, and how wide its label is: negative if it is on the left. */
  private record Entry(int x, int label) {}

  private final List<List<GridSpot>> rows;
  private final Map<String, Integer> rowOf;
  private final Map<String, GridSpot> spots;

  /** Where vertical pieces are, by channel. */
  private final List<List<Span>> reserved = new ArrayList<>();

  /** Where titles of frames, their borders and labels are, in the lower part of a channel. */
  private final List<List<Span>> signs = new ArrayList<>();

  private final List<List<List<Span>>> tracks = new ArrayList<>();
  private final List<List<Span>> lanes = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private final boolean[] used;
  private final boolean[] labelled;
  private int left = Integer.MAX_VALUE;
  private int right;

  GridRouter(
      List<List<GridSpot>> rows,
      List<GridFrame> frames,
      Map<String, Integer> rowOf,
      Map<String, GridSpot> spots) {
    this.rows = rows;
    this.rowOf = rowOf;
    this.spots = spots;
    this.used = new boolean[rows.size() + 1];
    this.labelled = new boolean[rows.size() + 1];
    for (int i = 0; i <= rows.size(); i++) {
      reserved.add(new ArrayList<>());
      signs.add(new ArrayList<>());
      tracks.add(new ArrayList<>());
      lanes.add(new ArrayList<>());
    }
    for (int i = 0; i < rows.size(); i++) {
      for (GridSpot spot : rows.get(i)) {
        left = Math.min(left, spot.x);
        right = Math.max(right, spot.right());
        list(lanes, i).add(new Span(spot.x - CLEAR, spot.right() + CLEAR));
      }
    }
    for (GridFrame frame : frames) {
      left = Math.min(left, frame.x());
      right = Math.max(right, frame.right());
      list(signs, frame.firstRow()).add(new Span(frame.x(), frame.titleRight() + CLEAR));
      // A line on a border would look like the border.
      for (int i = frame.firstRow(); i <= frame.lastRow(); i++) {
        for (List<Span> of : List.of(list(lanes, i), list(signs, i))) {
          of.add(new Span(frame.x() - 2, frame.x() + 2));
          of.add(new Span(frame.right() - 2, frame.right() + 2));
        }
      }
    }
  }

  private static <T> List<T> list(List<List<T>> lists, int index) {
    return lists.get(index);
  }

  /** Short lines first: they have the least choice. */
  void route(List<GridLine> lines) {
    lines.stream()
        .sorted(Comparator.comparingInt(it -> Math.abs(row(it.from()) - row(it.to()))))
        .forEach(it -> ways.add(way(it)));
  }

  private int row(String id) {
    return rowOf.getOrDefault(id, 0);
  }

  private GridSpot spot(String id) {
    GridSpot spot = spots.get(id);
    if (spot == null) {
      throw new IllegalStateException(id + " is not drawn");
    }
    return spot;
  }

  private Way way(GridLine line) {
    boolean upward = row(line.from()) > row(line.to());
    GridSpot upper = spot(upward ? line.to() : line.from());
    GridSpot lower = spot(upward ? line.from() : line.to());
    int upperRow = row(upper.id);
    int lowerRow = row(lower.id);
    if (upperRow == lowerRow) {
      return sameRow(line, upper, lower, upperRow);
    }
    int label = line.label().isEmpty() ? 0 : TextStyle.PORT.widthOf(line.label()) + CLEAR;
    for (int i = upperRow + 1; i <= lowerRow; i++) {
      used[i] = true;
    }
    int low = Math.max(upper.x, lower.x) + CORNER;
    int high = Math.min(upper.x + upper.exitWidth, lower.right()) - CORNER;
    GridSpot narrow = upper.width < lower.width ? upper : lower;
    int wish = Math.max(low, Math.min(high, narrow.center()));
    for (int side : List.of(label, -label)) {
      OptionalInt straight =
          nearest(
              low,
              high,
              x -> Math.abs(x - wish),
              x ->
                  isFree(upperRow + 1, lowerRow, x)
                      && enters(lowerRow, x, side)
                      && between(upperRow, lowerRow).allMatch(it -> hasLane(it, x)));
      if (straight.isPresent()) {
        int x = straight.getAsInt();
        return reserve(new Way(line, upward, upperRow, lowerRow, x, x, x, -1, -1, side, 0));
      }
    }
    if (lowerRow == upperRow + 1) {
      int leave = leave(upper, upperRow, lower.center());
      reserve(upperRow + 1, leave, 0);
      Entry entry = enter(lower, lowerRow, leave, label);
      int enter = entry.x();
      int track = track(lowerRow, leave, enter);
      return reserve(
          new Way(
              line,
              upward,
              upperRow,
              lowerRow,
              leave,
              enter,
              enter,
              track,
              track,
              entry.label(),
              0));
    }
    int most = right + 4_000;
    int lane =
        nearest(
                left,
                most,
                x -> Math.abs(x - upper.center()) + Math.abs(x - lower.center()),
                x ->
                    isFree(upperRow + 1, lowerRow, x)
                        && between(upperRow, lowerRow).allMatch(it -> hasLane(it, x)))
            .orElseThrow(() -> new IllegalStateException("no way for " + line));
    boolean leavesThere = upper.x + CORNER <= lane && lane <= upper.x + upper.exitWidth - CORNER;
    boolean entersThere =
        lower.x + CORNER <= lane && lane <= lower.right() - CORNER && enters(lowerRow, lane, label);
    for (int i = upperRow + 1; i <= lowerRow; i++) {
      reserve(i, lane, 0);
    }
    int leave = leavesThere ? lane : leave(upper, upperRow, lane);
    reserve(upperRow + 1, leave, 0);
    Entry entry = entersThere ? new Entry(lane, label) : enter(lower, lowerRow, lane, label);
    int enter = entry.x();
    int first = track(upperRow + 1, leave, lane);
    int last = track(lowerRow, lane, enter);
    return reserve(
        new Way(
            line, upward, upperRow, lowerRow, leave, lane, enter, first, last, entry.label(), 0));
  }

  /** Straight to a neighbour; otherwise below, from bottom to bottom. */
  private Way sameRow(GridLine line, GridSpot from, GridSpot to, int row) {
    GridSpot first = from.x < to.x ? from : to;
    GridSpot second = from.x < to.x ? to : from;
    boolean neighbours =
        list(rows, row).stream().noneMatch(it -> it.x >= first.right() && it.right() <= second.x);
    long before =
        ways.stream().filter(it -> it.beside() > 0 && it.line().from().equals(line.from())).count();
    if (neighbours && before == 0) {
      return new Way(line, false, row, row, 0, 0, 0, -1, -1, 0, 1);
    }
    used[row + 1] = true;
    int leave = leave(from, row, to.center());
    reserve(row + 1, leave, 0);
    int enter = leave(to, row, leave);
    reserve(row + 1, enter, 0);
    int track = track(row + 1, leave, enter);
    return new Way(line, false, row, row, leave, enter, enter, track, track, 0, 0);
  }

  private static IntStream between(int upperRow, int lowerRow) {
    return IntStream.range(upperRow + 1, lowerRow);
  }

  private Way reserve(Way way) {
    if (way.firstTrack() < 0) {
      for (int i = way.upperRow() + 1; i < way.lowerRow(); i++) {
        reserve(i, way.lane(), 0);
      }
    }
    reserve(way.lowerRow(), way.enter(), way.label());
    labelled[way.lowerRow()] |= way.label() != 0;
    for (int i = way.upperRow() + 1; i < way.lowerRow(); i++) {
      list(lanes, i).add(new Span(way.lane() - CLEAR, way.lane() + CLEAR));
    }
    return way;
  }

  private void reserve(int channel, int x, int label) {
    list(reserved, channel).add(new Span(x - CLEAR, x + CLEAR));
    if (label != 0) {
      list(signs, channel).add(new Span(x + Math.min(0, label), x + Math.max(0, label)));
    }
  }

  private boolean isFree(int firstChannel, int lastChannel, int x) {
    for (int i = firstChannel; i <= lastChannel; i++) {
      if (!enters(i, x, 0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line, with a label right or left of it, fits into the lower part of a channel. */
  private boolean enters(int channel, int x, int label) {
    int low = x - CLEAR + Math.min(0, label);
    int high = x + CLEAR + Math.max(0, label);
    return low >= left
        && isFree(list(reserved, channel), low, high)
        && isFree(list(signs, channel), low, high);
  }

  /** Without a stream: it is asked of every column of a picture, for every line. */
  private static boolean isFree(List<Span> spans, int low, int high) {
    for (Span span : spans) {
      if (span.touches(low, high)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasLane(int row, int x) {
    return isFree(list(lanes, row), x, x);
  }

  private int leave(GridSpot spot, int row, int wish) {
    return nearest(
            spot.x + CORNER,
            spot.x + spot.exitWidth - CORNER,
            x -> Math.abs(x - wish),
            x -> isFree(list(reserved, row + 1), x - CLEAR, x + CLEAR))
        .orElse(spot.x + spot.exitWidth / 2);
  }

  /** With its label on the right; or else on the left; or else without, since the title has it. */
  private Entry enter(GridSpot spot, int row, int wish, int label) {
    for (int side : List.of(label, -label, 0)) {
      OptionalInt x =
          nearest(
              spot.x + CORNER,
              spot.right() - CORNER,
              it -> Math.abs(it - wish),
              it -> enters(row, it, side));
      if (x.isPresent()) {
        return new Entry(x.getAsInt(), side);
      }
    }
    return enterWithoutLabels(spot, row, wish);
  }

  /** Where a narrow frame has room for its title and two lines, but not for the label of one. */
  private Entry enterWithoutLabels(GridSpot spot, int row, int wish) {
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      if (way.lowerRow() == row
          && way.label() != 0
          && spot.x <= way.enter()
          && way.enter() <= spot.right()) {
        list(signs, row)
            .remove(
                new Span(
                    way.enter() + Math.min(0, way.label()),
                    way.enter() + Math.max(0, way.label())));
        ways.set(i, way.withoutLabel());
      }
    }
    return new Entry(
        nearest(
                spot.x + CORNER,
                spot.right() - CORNER,
                it -> Math.abs(it - wish),
                it -> enters(row, it, 0))
            .orElse(spot.center()),
        0);
  }

  private static OptionalInt nearest(
      int low, int high, IntUnaryOperator cost, IntPredicate possible) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int x = low; x <= high; x++) {
      int of = cost.applyAsInt(x);
      if (of < least && possible.test(x)) {
        best = x;
        least = of;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** The first track of a channel that is free from one place to another. */
  private int track(int channel, int one, int other) {
    if (one == other) {
      return -1;
    }
    Span span = new Span(Math.min(one, other) - CLEAR, Math.max(one, other) + CLEAR);
    List<List<Span>> of = list(tracks, channel);
    for (int i = 0; i < of.size(); i++) {
      if (isFree(of.get(i), span.from(), span.to())) {
        of.get(i).add(span);
        return i;
      }
    }
    of.add(new ArrayList<>(List.of(span)));
    return of.size() - 1;
  }

  /** How high the part of a channel is in which its tracks are. */
  int tracksHeight(int channel) {
    int count = list(tracks, channel).size();
    return Math.max(
        used[channel] ? LEAST_WITH_LINES : LEAST, count == 0 ? 0 : (count + 1) * SPACING);
  }

  /** How high the part above a row is in which labels are. */
  int labelsHeight(int row) {
    return labelled[row] ? LABELS : used[row] ? LEAST : 4;
  }

  List<Picture.Edge> edges(int[] rowY, int[] trackY) {
    return ways.stream().map(it -> edge(it, rowY, trackY)).toList();
  }

  private Picture.Edge edge(Way way, int[] rowY, int[] trackY) {
    GridLine line = way.line();
    List<Picture.Point> points = new ArrayList<>();
    GridSpot from = spot(line.from());
    GridSpot to = spot(line.to());
    if (way.beside() > 0) {
      int y = rowY[way.upperRow()] + Math.min(from.height, to.height) / 2;
      points.add(new Picture.Point(from.x < to.x ? from.right() : from.x, y));
      points.add(new Picture.Point(from.x < to.x ? to.x : to.right(), y));
    } else {
      GridSpot upper = way.upward() ? to : from;
      boolean sameRow = way.upperRow() == way.lowerRow();
      int end = sameRow ? rowY[way.lowerRow()] + to.dy + to.height : rowY[way.lowerRow()];
      int firstChannel = way.upperRow() + 1;
      int lastChannel = sameRow ? firstChannel : way.lowerRow();
      points.add(new Picture.Point(way.leave(), rowY[way.upperRow()] + upper.dy + upper.height));
      corner(points, way.leave(), way.lane(), way.firstTrack(), trackY[firstChannel]);
      corner(points, way.lane(), way.enter(), way.lastTrack(), trackY[lastChannel]);
      points.add(new Picture.Point(way.enter(), end));
      if (way.upward()) {
        Collections.reverse(points);
      }
    }
    Optional<Picture.Text> label =
        way.label() == 0
            ? Optional.empty()
            : Optional.of(
                new Picture.Text(
                    line.label(),
                    TextStyle.PORT,
                    way.enter() + (way.label() > 0 ? CLEAR : way.label()),
                    rowY[way.lowerRow()] - 5));
    return new Picture.Edge(line.from(), line.to(), line.request(), points, label, line.whole());
  }

  private static void corner(List<Picture.Point> points, int from, int to, int track, int trackY) {
    if (from != to) {
      int y = trackY + track * SPACING;
      points.add(new Picture.Point(from, y));
      points.add(new Picture.Point(to, y));
    }
  }
}
