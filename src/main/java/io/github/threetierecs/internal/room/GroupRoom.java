package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.Room;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An Auto Scaling group with a capacity provider. What the template does not say is empty, and
 * {@code notes} say so.
 *
 * @param id its logical id
 * @param instanceTypes the types of its instances, as the template has them
 * @param fewest how many instances there are at the least
 * @param usual how many there are in normal running: as many as the tasks need where ECS manages
 *     scaling, and else {@code DesiredCapacity}, or as many as there are at the least
 * @param most how many there can be
 * @param zones in how many Availability Zones they are
 * @param areZonesKnown whether the template says that; two are assumed otherwise, which are the
 *     fewest that a load balancer accepts
 * @param trunking whether the template has instances register with trunking
 * @param offer what an empty instance of the smallest type has for tasks beside the daemons: its
 *     memory is an estimate of what the ECS agent registers at the least
 * @param services the services on it, in order of their ids, and then the schedules that start
 *     tasks there
 * @param waitingAtFirst how many tasks of normal running find no room on the fewest instances, and
 *     wait for others
 * @param needs one of each occasion, in order
 * @param notes what is not known or not included, in whole sentences
 */
public record GroupRoom(
    String id,
    List<String> instanceTypes,
    OptionalInt fewest,
    OptionalInt usual,
    OptionalInt most,
    int zones,
    boolean areZonesKnown,
    boolean trunking,
    Optional<Room> offer,
    List<ServiceRoom> services,
    OptionalInt waitingAtFirst,
    List<Need> needs,
    List<String> notes) {

  /** Copies the lists, so that it never changes. */
  public GroupRoom {
    instanceTypes = List.copyOf(instanceTypes);
    services = List.copyOf(services);
    needs = List.copyOf(needs);
    notes = List.copyOf(notes);
  }

  /**
   * What is needed on an occasion.
   *
   * @param occasion when
   * @return the need
   */
  public Need need(Occasion occasion) {
    return needs.stream().filter(it -> it.occasion() == occasion).findFirst().orElseThrow();
  }

  /**
   * The architecture of its instances.
   *
   * @return {@code amd64} or {@code arm64}, or nothing if it is not known of each type
   */
  public Optional<String> architecture() {
    List<String> all =
        instanceTypes.stream()
            .map(it -> InstanceCatalogue.find(it).map(InstanceKind::architecture).orElse(""))
            .distinct()
            .toList();
    return all.size() == 1 ? Optional.of(all.get(0)).filter(it -> !it.isEmpty()) : Optional.empty();
  }
}
