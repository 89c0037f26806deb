package io.github.threetierecs.internal.placement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * Places tasks as ECS does when it spreads a service over zones, then over instances: each task
 * where the service has the fewest, and no task is moved to make room for another.
 *
 * <p>The running tasks of all services are placed before those that start. A service that is placed
 * later finds only what the earlier one has left, and ECS promises no order: so each service is
 * first once, and the lower number counts. Which of several equal zones or instances ECS takes is
 * not known; here it is the first.
 */
public final class Spread {
  private Spread() {}

  /**
   * Counts the tasks that find room, whichever service comes first.
   *
   * @param room of each instance
   * @param instances how many there are, evenly over the zones
   * @param zones how many there are
   * @param services those running are placed first, then those starting
   * @return the tasks placed
   */
  public static int placed(Room room, int instances, int zones, List<Demand> services) {
    List<Demand> order = new ArrayList<>(services);
    int fewest = placedInOrder(room, instances, zones, order);
    for (int first = 1; first < order.size(); first++) {
      Collections.rotate(order, 1);
      fewest = Math.min(fewest, placedInOrder(room, instances, zones, order));
    }
    return fewest;
  }

  /**
   * Says whether all tasks find room, whichever service comes first.
   *
   * @param room of each instance
   * @param instances how many there are, evenly over the zones
   * @param zones how many there are
   * @param services those running are placed first, then those starting
   * @return whether they do
   */
  public static boolean fits(Room room, int instances, int zones, List<Demand> services) {
    return isEnoughInSum(room, instances, services)
        && placed(room, instances, zones, services)
            == services.stream().mapToInt(Demand::tasks).sum();
  }

  /** A quick test by sums, since the search for enough instances asks often. */
  private static boolean isEnoughInSum(Room room, long instances, List<Demand> services) {
    long tasks = 0;
    long cpuUnits = 0;
    long memoryMiB = 0;
    long gpus = 0;
    for (Demand service : services) {
      tasks += service.tasks();
      cpuUnits += service.tasks() * service.size().cpuUnits();
      memoryMiB += service.tasks() * service.size().memoryMiB();
      gpus += service.tasks() * service.size().gpus();
    }
    return tasks <= instances * room.tasks()
        && cpuUnits <= instances * room.cpuUnits()
        && memoryMiB <= instances * room.memoryMiB()
        && gpus <= instances * room.gpus();
  }

  private static int placedInOrder(Room room, int instances, int zones, List<Demand> services) {
    List<Instance> all = IntStream.range(0, instances).mapToObj(any -> new Instance(room)).toList();
    List<Service> placing = new ArrayList<>();
    int placed = 0;
    for (Demand demand : services) {
      Service service = new Service(demand.size(), all, zones);
      placing.add(service);
      placed += service.place(demand.running());
    }
    for (int service = 0; service < placing.size(); service++) {
      placed += placing.get(service).place(services.get(service).starting());
    }
    return placed;
  }

  /** One service, and its view of the instances that it shares with others. */
  private static final class Service {
    private final TaskSize size;

    /**
     * The instances that had room when last asked, by zone. The one with the fewest tasks of this
     * service is always the first: whichever takes one goes to the end.
     */
    private final List<Queue<Instance>> open = new ArrayList<>();

    private final int[] tasks;

    Service(TaskSize size, List<Instance> instances, int zones) {
      this.size = size;
      tasks = new int[zones];
      for (int zone = 0; zone < zones; zone++) {
        open.add(new ArrayDeque<>());
      }
      for (int instance = 0; instance < instances.size(); instance++) {
        open.get(instance % zones).add(instances.get(instance));
      }
    }

    int place(int count) {
      int placed = 0;
      while (placed < count && placeOne()) {
        placed++;
      }
      return placed;
    }

    private boolean placeOne() {
      for (int zone = next(); zone >= 0; zone = next()) {
        Instance instance = open.get(zone).remove();
        // An instance without room stays without it, since no task stops in the meantime.
        if (instance.take(size)) {
          open.get(zone).add(instance);
          tasks[zone]++;
          return true;
        }
      }
      return false;
    }

    /**
     * The zone where the service has the fewest tasks, among zones with room; -1 if there is none.
     */
    private int next() {
      int fewest = -1;
      for (int zone = 0; zone < tasks.length; zone++) {
        if (!open.get(zone).isEmpty() && (fewest < 0 || tasks[zone] < tasks[fewest])) {
          fewest = zone;
        }
      }
      return fewest;
    }
  }
}
