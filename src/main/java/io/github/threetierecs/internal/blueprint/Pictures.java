package io.github.threetierecs.internal.blueprint;

import java.util.List;
import java.util.stream.Stream;

/** Makes pictures of plans. */
public final class Pictures {

  private Pictures() {}

  /**
   * Lays a plan out at every level.
   *
   * @param plan the plan
   * @return the pictures, the one that shows the least first
   */
  public static List<Picture> of(Plan plan) {
    return Stream.of(PictureLevel.values()).map(level -> of(plan, level)).toList();
  }

  /**
   * Lays a plan out.
   *
   * @param plan the plan
   * @param level how much to show
   * @return the picture
   */
  public static Picture of(Plan plan, PictureLevel level) {
    return of(plan, level, Marks.NONE);
  }

  /**
   * Lays a plan out, with marks at what changes.
   *
   * @param plan the plan of what there is and of what is removed
   * @param level how much to show
   * @param marks the marks
   * @return the picture
   */
  public static Picture of(Plan plan, PictureLevel level, Marks marks) {
    return level == PictureLevel.TIERS
        ? new TiersPicture(plan, marks).picture()
        : new ZonesPicture(plan, level, marks).picture();
  }
}
