package io.github.threetierecs.internal.placement;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether there is any way at all to place the tasks of two services, however cleverly. What does
 * not fit by this never runs; what fits may still find no room, since ECS does not plan ahead.
 *
 * <p>All instances are empty and equal, so that for one of them only the number of tasks of either
 * service matters. {@code othersBeside} says how many of the other service fit beside each number
 * of the one. A table then grows by one instance at a time: its entry n is the most tasks of the
 * other service that fit beside n of the one in all. That is exact. An upper bound, which costs
 * little, answers most hopeless cases before the table.
 */
public final class Packing {
  private static final long IMPOSSIBLE = Long.MIN_VALUE / 2;
  private static final double ROUNDING = 1e-6;

  private Packing() {}

  /**
   * Says whether all tasks of some services may fit. Of two it is exact. Of more, what is asked is
   * whether each two of them fit, and whether all fit by the sums of what they take: there is no
   * way if not, and there may be none although both are so.
   *
   * @param room of each instance
   * @param instances how many there are
   * @param services what should run, two at the least
   * @return whether there may be a way
   */
  public static boolean fits(Room room, int instances, List<Demand> services) {
    for (int one = 0; one < services.size(); one++) {
      for (int other = one + 1; other < services.size(); other++) {
        if (!fits(room, instances, services.get(one), services.get(other))) {
          return false;
        }
      }
    }
    return services.size() == 2
        || (sum(services, it -> it.size().cpuUnits()) <= instances * room.cpuUnits()
            && sum(services, it -> it.size().memoryMiB()) <= instances * room.memoryMiB()
            && sum(services, it -> it.size().gpus()) <= instances * room.gpus()
            && sum(services, it -> 1) <= instances * (long) room.tasks());
  }

  private static long sum(List<Demand> services, ToLongFunction<Demand> ofOne) {
    return services.stream().mapToLong(it -> it.tasks() * ofOne.applyAsLong(it)).sum();
  }

  /**
   * Says whether all tasks of two services fit.
   *
   * @param room of each instance
   * @param instances how many there are
   * @param one a service
   * @param other another service
   * @return whether there is a way
   */
  public static boolean fits(Room room, int instances, Demand one, Demand other) {
    int wanted = one.tasks();
    long[] beside = othersBeside(room, one.size(), other.size(), wanted);
    if (atMost(beside, wanted, instances) < other.tasks()) {
      return false;
    }
    // Entry n is how many tasks of the other service fit on the instances so far beside n of the
    // one.
    long[] most = new long[wanted + 1];
    Arrays.fill(most, IMPOSSIBLE);
    most[0] = 0;
    for (int instance = 0; instance < instances && most[wanted] < other.tasks(); instance++) {
      // The instances so far hold tooMany at most, and those still to come cannot make up for fewer
      // than tooFew.
      long tooFew = wanted - (long) (instances - instance - 1) * (beside.length - 1);
      // The loop runs downwards, so that the entries it reads do not include this instance yet.
      long tooMany = (instance + 1L) * (beside.length - 1);
      for (int ones = (int) Math.min(wanted, tooMany); ones >= Math.max(0, tooFew); ones--) {
        long best = IMPOSSIBLE;
        for (int here = Math.min(ones, beside.length - 1); here >= 0; here--) {
          best = Math.max(best, most[ones - here] + beside[here]);
        }
        most[ones] = best;
      }
    }
    return most[wanted] >= other.tasks();
  }

  /**
   * An upper bound, which would hold even if an instance could be partly one and partly another
   * packing.
   */
  private static double atMost(long[] beside, int wanted, int instances) {
    double onEach = wanted == 0 ? 0 : (double) wanted / instances;
    double best = IMPOSSIBLE;
    for (int few = 0; few < beside.length && few <= onEach; few++) {
      for (int many = (int) Math.ceil(onEach); many < beside.length; many++) {
        double part = many == few ? 0 : (onEach - few) / (many - few);
        best = Math.max(best, beside[few] * (1 - part) + beside[many] * part);
      }
    }
    return Math.floor(best * instances + ROUNDING);
  }

  /** How many tasks of the other service fit on an instance beside 0, 1, 2, … tasks of the one. */
  private static long[] othersBeside(Room room, TaskSize one, TaskSize other, int wanted) {
    long mostOnes = Math.min(wanted, one.mostOn(room));
    long[] beside = new long[(int) mostOnes + 1];
    for (int ones = 0; ones <= mostOnes; ones++) {
      Room rest =
          new Room(
              room.cpuUnits() - ones * one.cpuUnits(),
              room.memoryMiB() - ones * one.memoryMiB(),
              room.tasks() - ones,
              room.gpus() - ones * one.gpus());
      beside[ones] = ones > 0 && one.sharesAPortWith(other) ? 0 : other.mostOn(rest);
    }
    return beside;
  }
}
