package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All files that are drawn from a plan. */
public final class Drawings {

  /** The page, which {@code Blueprint} adds to them. */
  public static final String PAGE = "index.html";

  private static final String REQUEST = "request.mmd";
  private static final String SUPPORT = "support.mmd";

  private Drawings() {}

  /** {@return the names of the files and of the page, which are the same for every plan} */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(List.of(PAGE, REQUEST, SUPPORT));
    for (PictureLevel level : PictureLevel.values()) {
      names.add(nameOf(level));
    }
    return names;
  }

  /**
   * Draws a plan.
   *
   * @param plan the plan
   * @param pictures its pictures
   * @return what is in each file, by its name
   */
  public static SortedMap<String, String> of(Plan plan, List<Picture> pictures) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put(REQUEST, RequestChart.of(plan));
    files.put(SUPPORT, SupportChart.of(plan));
    pictures.forEach(it -> files.put(nameOf(it.level()), SvgWriter.file(it)));
    return files;
  }

  private static String nameOf(PictureLevel level) {
    return level.word() + ".svg";
  }
}
