package io.github.threetierecs.internal.placement;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A time at which tasks have to find room. What is checked at synthesis and what is read from a
 * template ask the same four: see the methods that make one.
 *
 * @param services what should run then
 * @param zones that there are then
 * @param lost how many of the instances are not there, if each has so much room
 */
public record Scenario(List<Demand> services, int zones, ToIntFunction<Room> lost) {

  /**
   * While nothing asks for more.
   *
   * @param services all of them
   * @param zones that there are
   * @return the scenario
   */
  public static Scenario normal(List<ServiceLoad> services, int zones) {
    return whole(services.stream().map(ServiceLoad::wantedTasks).toList(), zones);
  }

  /**
   * All services at their most tasks.
   *
   * @param services all of them
   * @param zones that there are
   * @return the scenario
   */
  public static Scenario atMost(List<ServiceLoad> services, int zones) {
    return whole(services.stream().map(ServiceLoad::mostTasks).toList(), zones);
  }

  /**
   * All services are deployed at once, at their most tasks.
   *
   * @param services all of them
   * @param zones that there are
   * @return the scenario
   */
  public static Scenario whileDeployed(List<ServiceLoad> services, int zones) {
    return whole(services.stream().map(ServiceLoad::whileDeployed).toList(), zones);
  }

  /**
   * One zone is lost while nothing asks for more. The instances that are lost count until EC2 Auto
   * Scaling has given them up.
   *
   * @param services all of them
   * @param zones that there are, two at the least
   * @param fewest how many instances there are at the least
   * @return the scenario
   */
  public static Scenario withoutAZone(List<ServiceLoad> services, int zones, int fewest) {
    Scenario before = normal(services, zones);
    return new Scenario(
        before.services, zones - 1, room -> (before.needed(room, fewest) + zones - 1) / zones);
  }

  private static Scenario whole(List<Demand> services, int zones) {
    return new Scenario(services, zones, any -> 0);
  }

  /** {@return how many tasks should run} */
  public int tasks() {
    return services.stream().mapToInt(Demand::tasks).sum();
  }

  /**
   * How many instances are there.
   *
   * @param room of each instance
   * @param instances how many there are with those that are lost
   * @return how many are left
   */
  public int left(Room room, int instances) {
    return Math.max(0, instances - lost.applyAsInt(room));
  }

  /**
   * How many tasks find room.
   *
   * @param room of each instance
   * @param instances how many there are with those that are lost
   * @return how many ECS places
   */
  public int placed(Room room, int instances) {
    return Spread.placed(room, left(room, instances), zones, services);
  }

  /**
   * Whether ECS finds room for all tasks.
   *
   * @param room of each instance
   * @param instances how many there are with those that are lost
   * @return whether it does
   */
  public boolean fits(Room room, int instances) {
    return Spread.fits(room, left(room, instances), zones, services);
  }

  /**
   * The fewest instances that are enough.
   *
   * @param room of each instance
   * @param atLeast how many there are at the least
   * @return how many are enough; nothing if a task does not fit on an empty instance
   */
  public OptionalInt enough(Room room, int atLeast) {
    // An instance for each task is always enough, if each task fits on an empty one.
    int most = Math.max(atLeast, tasks() + lost.applyAsInt(room));
    return IntStream.rangeClosed(atLeast, most).filter(it -> fits(room, it)).findFirst();
  }

  private int needed(Room room, int atLeast) {
    return enough(room, atLeast).orElse(Math.max(atLeast, tasks()));
  }
}
