package io.github.threetierecs.internal.placement;

/**
 * The tasks of one service.
 *
 * @param size of each
 * @param running how many there are already
 * @param starting how many of a new version come on top, while those go on running
 */
public record Demand(TaskSize size, int running, int starting) {
  /** {@return how many there are at once} */
  public int tasks() {
    return running + starting;
  }
}
