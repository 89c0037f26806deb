package io.github.threetierecs.internal.blueprint;

/**
 * What is different at a part, in a picture of what changes.
 *
 * @param kind how it is drawn
 * @param gone whether it will be there no more
 * @param words what happens, in a few words
 * @param whole all that is different, a line each
 */
public record Mark(Kind kind, boolean gone, String words, String whole) {

  /** How a part is drawn, the worst first. */
  public enum Kind {
    /** It holds something that nobody can make again. */
    DATA("!!", "holds data that is replaced or removed", "red"),
    /** There will be another one in its place. */
    REPLACED("!", "replaced", "purple"),
    /** There may be another one in its place. */
    MAY_BE_REPLACED("?", "may be replaced", "purple"),
    /** It will be there no more. */
    REMOVED("−", "removed", "gray and dashed"),
    /** It is changed. */
    CHANGED("~", "changed", "amber"),
    /** It is new. */
    ADDED("+", "added", "green");

    private final String sign;
    private final String words;
    private final String color;

    Kind(String sign, String words, String color) {
      this.sign = sign;
      this.words = words;
      this.color = color;
    }

    /** {@return the sign before its words} */
    public String sign() {
      return sign;
    }

    /** {@return what the legend says of it} */
    String legend() {
      return sign + " " + words + " (" + color + ")";
    }
  }

  /** {@return its sign and its words} */
  public String text() {
    return kind.sign + " " + words;
  }
}
