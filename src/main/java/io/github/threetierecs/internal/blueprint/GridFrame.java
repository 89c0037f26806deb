package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * A group whose sides and rows are known, and whose height is not yet.
 *
 * @param depth how many others it is in, at most
 * @param above how much of it is above its first row: more if there are groups in it that begin
 *     there
 * @param below how much of it is below its last row
 */
record GridFrame(
    String id,
    String within,
    String part,
    String title,
    int depth,
    int x,
    int width,
    int firstRow,
    int lastRow,
    int above,
    int below) {

  private static final int PADDING = 8;
  private static final int TITLE_DOWN = 15;

  /** With the mark of its part, if it has one. */
  GridFrame marked(Marks marks) {
    return marks
        .of(List.of(part))
        .map(it -> it.text() + " · " + title)
        .map(
            it ->
                new GridFrame(
                    id, within, part, it, depth, x, width, firstRow, lastRow, above, below))
        .orElse(this);
  }

  String fittedTitle() {
    return TextStyle.GROUP.fitted(title, width - 2 * PADDING);
  }

  int titleX() {
    return x + PADDING;
  }

  /** Where no line may run, since the title is there. */
  int titleRight() {
    return title.isEmpty() ? x : titleX() + TextStyle.GROUP.widthOf(fittedTitle());
  }

  int right() {
    return x + width;
  }

  Picture.Group at(int firstY, int lastBottom) {
    int y = firstY - above;
    return new Picture.Group(
        id,
        within,
        part,
        new Picture.Box(x, y, width, lastBottom + below - y),
        title.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Picture.Text(fittedTitle(), TextStyle.GROUP, titleX(), y + TITLE_DOWN)),
        title);
  }
}
