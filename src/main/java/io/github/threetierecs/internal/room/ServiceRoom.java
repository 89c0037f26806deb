package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.placement.ServiceLoad;
import io.github.threetierecs.internal.placement.TaskSize;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A service on an Auto Scaling group, or a schedule that starts tasks there, of which one run is
 * counted. What the template does not say is empty, and {@code notes} say so.
 *
 * @param id its logical id
 * @param isDaemon whether it runs one task on every instance; it has no numbers of tasks then
 * @param size what each task takes
 * @param ownInterface whether each task has its own network interface
 * @param desired how many tasks a deployment begins with
 * @param least how many tasks there are at the least
 * @param most how many tasks there can be, by scaling or a schedule
 * @param perInstance how many tasks an empty instance has room for if there is no other service,
 *     daemons apart
 * @param load what it requires; nothing of a daemon, and if a number is not known
 * @param notes what is not known or not included, in whole sentences
 */
public record ServiceRoom(
    String id,
    boolean isDaemon,
    Optional<TaskSize> size,
    boolean ownInterface,
    OptionalInt desired,
    OptionalInt least,
    OptionalInt most,
    OptionalLong perInstance,
    Optional<ServiceLoad> load,
    List<String> notes) {

  /** Copies the notes, so that it never changes. */
  public ServiceRoom {
    notes = List.copyOf(notes);
  }
}
