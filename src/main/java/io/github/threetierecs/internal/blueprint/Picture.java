package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.Optional;

/**
 * A picture as data: where everything is, in pixels from the upper left. All numbers are whole, so
 * that they are the same on every machine.
 *
 * @param level how much it shows
 * @param title what it is a picture of
 * @param description what it shows, for those who cannot see it
 * @param width its width
 * @param height its height
 * @param groups frames around nodes, outer ones before those that are in them
 * @param nodes what is drawn
 * @param edges what is between nodes
 * @param texts what belongs to no node, group or edge: titles, names of layers, notes
 * @param marks what is different, if it is a picture of what changes
 */
public record Picture(
    PictureLevel level,
    String title,
    String description,
    int width,
    int height,
    List<Group> groups,
    List<Node> nodes,
    List<Edge> edges,
    List<Text> texts,
    Marks marks) {

  /** Copies the lists, so that it never changes. */
  public Picture {
    groups = List.copyOf(groups);
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    texts = List.copyOf(texts);
  }

  /**
   * A rectangle.
   *
   * @param x its left side
   * @param y its upper side
   * @param width its width
   * @param height its height
   */
  public record Box(int x, int y, int width, int height) {

    /** {@return its right side} */
    public int right() {
      return x + width;
    }

    /** {@return its lower side} */
    public int bottom() {
      return y + height;
    }

    /**
     * Whether another is in it.
     *
     * @param other the other
     * @return whether no point of it is outside
     */
    public boolean contains(Box other) {
      return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
    }

    /**
     * Whether it has something in common with another.
     *
     * @param other the other
     * @return whether they have more in common than a border
     */
    public boolean overlaps(Box other) {
      return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
  }

  /**
   * A point.
   *
   * @param x how far right
   * @param y how far down
   */
  public record Point(int x, int y) {}

  /**
   * A line of text.
   *
   * @param text the text, which is shortened if there is no room for more
   * @param style how it is written
   * @param x where it begins
   * @param y its base line
   */
  public record Text(String text, TextStyle style, int x, int y) {

    /** {@return the room that it takes at most} */
    public Box box() {
      return new Box(x, y - style.ascent(), style.widthOf(text), style.ascent() + style.descent());
    }
  }

  /**
   * A frame around nodes.
   *
   * @param id its id; no other group has it
   * @param within the id of the group that it is in; empty for an outermost one
   * @param part the id of the part that it stands for; empty if it stands for none
   * @param box where it is
   * @param title its title, if it has one
   * @param whole the title, not shortened
   */
  public record Group(
      String id, String within, String part, Box box, Optional<Text> title, String whole) {}

  /**
   * A node.
   *
   * @param id its id; no other node has it
   * @param group the id of the group that it is in; empty if it is in none
   * @param parts the ids of the parts that it stands for; none for what there is beside a part,
   *     such as a standby
   * @param kind what they are
   * @param box where it is
   * @param glyph where its glyph is
   * @param texts what is written in it
   * @param whole all of that, not shortened, and what else is known
   */
  public record Node(
      String id,
      String group,
      List<String> parts,
      PartKind kind,
      Box box,
      Point glyph,
      List<Text> texts,
      String whole) {

    /** Copies the lists, so that it never changes. */
    public Node {
      parts = List.copyOf(parts);
      texts = List.copyOf(texts);
    }
  }

  /**
   * A line of horizontal and vertical pieces from one node to another.
   *
   * @param from the id of the node that it begins at
   * @param to the id of the node that its arrow points to
   * @param request whether requests travel along it; other lines are dashed
   * @param points its corners, from its beginning to its end
   * @param label what is written at it, if anything
   * @param whole what it says, in words
   */
  public record Edge(
      String from,
      String to,
      boolean request,
      List<Point> points,
      Optional<Text> label,
      String whole) {

    /** Copies the list, so that it never changes. */
    public Edge {
      points = List.copyOf(points);
    }
  }
}
