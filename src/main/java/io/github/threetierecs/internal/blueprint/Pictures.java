package io.github.threetierecs.internal.blueprint;

/** Makes pictures of plans. */
public final class Pictures {

  private Pictures() {}

  /**
   * Lays a plan out.
   *
   * @param plan the plan
   * @param level how much to show
   * @return the picture
   */
  public static Picture of(Plan plan, PictureLevel level) {
    return level == PictureLevel.TIERS
        ? new TiersPicture(plan).picture()
        : new ZonesPicture(plan, level).picture();
  }
}
