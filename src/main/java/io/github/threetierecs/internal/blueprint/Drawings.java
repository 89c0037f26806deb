package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files that are drawn from a plan. */
public final class Drawings {

  private Drawings() {}

  /**
   * Draws a plan.
   *
   * @param plan the plan
   * @param pictures its pictures
   * @return what is in each file, by its name
   */
  public static SortedMap<String, String> of(Plan plan, List<Picture> pictures) {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("request.mmd", RequestChart.of(plan));
    files.put("support.mmd", SupportChart.of(plan));
    pictures.forEach(it -> files.put(it.level().word() + ".svg", SvgWriter.file(it)));
    return files;
  }
}
