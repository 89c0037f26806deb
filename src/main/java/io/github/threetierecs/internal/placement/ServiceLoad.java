package io.github.threetierecs.internal.placement;

/**
 * What a service requires of the instances.
 *
 * @param size of each task
 * @param wanted how many tasks there are while nothing asks for more
 * @param most how many there can be
 * @param minimumHealthyPercent how many of its tasks a deployment keeps at the least
 * @param maximumPercent how many of both versions a deployment may run at once
 * @param shiftsTraffic whether a deployment starts all tasks of the new version before it stops one
 *     of the old, as blue/green, canary and linear ones do; the two percentages have no effect then
 */
public record ServiceLoad(
    TaskSize size,
    int wanted,
    int most,
    long minimumHealthyPercent,
    long maximumPercent,
    boolean shiftsTraffic) {
  private static final int ALL = 100;

  /** {@return one run of what is started now and then: nothing waits for it, or deploys it} */
  public static ServiceLoad ofRun(TaskSize size, int tasks) {
    return new ServiceLoad(size, 0, tasks, ALL, ALL, /* shiftsTraffic= */ false);
  }

  /** {@return the tasks while nothing asks for more} */
  public Demand wantedTasks() {
    return new Demand(size, wanted, 0);
  }

  /** {@return the most tasks} */
  public Demand mostTasks() {
    return new Demand(size, most, 0);
  }

  /** {@return the tasks during a deployment that starts as many new ones at once as ECS may} */
  public Demand whileDeployed() {
    return new Demand(size, most, startedAtOnce());
  }

  /**
   * {@return the tasks during a deployment that starts no more new ones at a time than it has to}
   */
  public Demand whileDeployedSlowly() {
    return new Demand(size, most, startedAtLeast());
  }

  private int startedAtOnce() {
    return shiftsTraffic ? most : (int) Math.max(0, most * maximumPercent / 100 - most);
  }

  /** A rolling deployment needs room for one more task, or for none if it may stop one first. */
  private int startedAtLeast() {
    if (shiftsTraffic) {
      return most;
    }
    boolean stopsFirst = minimumHealthyPercent * most <= 100L * (most - 1);
    return stopsFirst ? 0 : Math.min(1, startedAtOnce());
  }
}
