package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a line of text is written, and how much room it takes. The fonts of whoever looks at a
 * picture are not known: widths are those of Arial and its likes, with something to spare.
 */
public enum TextStyle {
  /** The title of a picture. */
  TITLE("title", 18, true),
  /** The name of a node. */
  NAME("name", 13, true),
  /** The name of one node of many. */
  TILE("tile", 12, true),
  /** What else is in a node. */
  DETAIL("detail", 11, false),
  /** The title of a group, and the name of a layer. */
  GROUP("caption", 12, true),
  /** What stands at an edge. */
  PORT("port", 11, false),
  /** A note below a picture. */
  NOTE("note", 11, false);

  /** How wide characters are, in thousandths of the font's size. */
  private static final Map<String, Integer> WIDTHS =
      Ordered.mapOfEntries(
          Map.entry("ijl'|", 222),
          Map.entry("ft.,:;!/\\ I[]", 278),
          Map.entry("r()-`·", 333),
          Map.entry("\"*{}", 390),
          Map.entry("cksvxyzJ^", 500),
          Map.entry("0123456789abdeghnopqu?_L#$", 556),
          Map.entry("+=<>~×", 584),
          Map.entry("FTZ", 611),
          Map.entry("ABEKPSVXY&", 667),
          Map.entry("CDHNRUw", 722),
          Map.entry("GOQ", 778),
          Map.entry("mM", 833),
          Map.entry("%", 889),
          Map.entry("W…—", 1000),
          Map.entry("@", 1015));

  private static final int[] ASCII = ascii();
  private static final int OTHER_LATIN = 722;
  private static final int LAST_LATIN = 0x24F;
  private static final int ANY_OTHER = 1_200;

  /** What wider fonts than Arial take more, in percent. */
  private static final int SPARE = 8;

  private static final int BOLD = 9;
  private static final String ELLIPSIS = "…";

  private final String word;
  private final int size;
  private final boolean bold;

  TextStyle(String word, int size, boolean bold) {
    this.word = word;
    this.size = size;
    this.bold = bold;
  }

  private static int[] ascii() {
    int[] ascii = new int[128];
    WIDTHS.forEach(
        (characters, width) ->
            characters.chars().filter(it -> it < 128).forEach(it -> ascii[it] = width));
    return ascii;
  }

  /** {@return the word for it} */
  public String word() {
    return word;
  }

  /** {@return the size of the font} */
  public int size() {
    return size;
  }

  /** {@return whether it is bold} */
  public boolean bold() {
    return bold;
  }

  /** {@return how far above the base line it reaches} */
  public int ascent() {
    return size;
  }

  /** {@return how far below the base line it reaches} */
  public int descent() {
    return (size + 3) / 4;
  }

  /**
   * How wide a text is at most.
   *
   * @param text the text
   * @return the width in pixels
   */
  public int widthOf(String text) {
    long thousandths = text.codePoints().mapToLong(TextStyle::widthOf).sum() * size;
    long percent = 100L + SPARE + (bold ? BOLD : 0);
    return Math.toIntExact((thousandths * percent + 99_999) / 100_000);
  }

  private static int widthOf(int character) {
    if (character < ASCII.length) {
      return ASCII[character] == 0 ? OTHER_LATIN : ASCII[character];
    }
    return character == 0xB7
        ? 333
        : character == 0x2026 ? 1_000 : character <= LAST_LATIN ? OTHER_LATIN : ANY_OTHER;
  }

  /**
   * A text that fits.
   *
   * @param text the text
   * @param width the room for it
   * @return the text, or its beginning and an ellipsis
   */
  String fitted(String text, int width) {
    if (widthOf(text) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && widthOf(text.substring(0, end).stripTrailing() + ELLIPSIS) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  /** A text in lines that fit, broken between words, and the last shortened if there is more. */
  List<String> wrapped(String text, int width, int lines) {
    List<String> wrapped = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty() && wrapped.size() < lines) {
      int end = wrapped.size() == lines - 1 ? rest.length() : lineEnd(rest, width);
      wrapped.add(fitted(rest.substring(0, end).strip(), width));
      rest = rest.substring(end).strip();
    }
    return wrapped;
  }

  private int lineEnd(String text, int width) {
    if (widthOf(text) <= width) {
      return text.length();
    }
    int best = -1;
    for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
      if (widthOf(text.substring(0, space)) <= width) {
        best = space;
      }
    }
    int first = text.indexOf(' ');
    return best > 0 ? best : first > 0 ? first : text.length();
  }
}
