package io.github.threetierecs.internal.blueprint;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files that are drawn from a plan. */
public final class Drawings {

  private Drawings() {}

  /**
   * Draws a plan.
   *
   * @param plan the plan
   * @return what is in each file, by its name
   */
  public static SortedMap<String, String> of(Plan plan) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("request.mmd", RequestChart.of(plan));
    files.put("support.mmd", SupportChart.of(plan));
    for (PictureLevel level : PictureLevel.values()) {
      files.put(level.word() + ".svg", SvgWriter.file(Pictures.of(plan, level)));
    }
    return Collections.unmodifiableSortedMap(files);
  }
}
