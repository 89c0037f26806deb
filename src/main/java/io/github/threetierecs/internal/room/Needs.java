package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.Scenario;
import io.github.threetierecs.internal.placement.ServiceLoad;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What is needed on each occasion, as far as it is known. */
final class Needs {
  private final Optional<Room> room;
  private final List<ServiceRoom> services;
  private final int zones;
  private final OptionalInt fewest;
  private final OptionalInt most;

  Needs(
      Optional<Room> room,
      List<ServiceRoom> services,
      int zones,
      OptionalInt fewest,
      OptionalInt most) {
    this.room = room;
    this.services = services.stream().filter(it -> !it.isDaemon()).toList();
    this.zones = zones;
    this.fewest = fewest;
    this.most = most;
  }

  List<Need> all() {
    return Stream.of(Occasion.values()).map(this::need).toList();
  }

  /** How many tasks of normal running wait for others than the fewest instances. */
  OptionalInt waitingAtFirst() {
    if (!unknown().isEmpty() || fewest.isEmpty()) {
      return OptionalInt.empty();
    }
    Scenario normal = Scenario.normal(loads(), zones);
    return OptionalInt.of(normal.tasks() - normal.placed(room.orElseThrow(), fewest.getAsInt()));
  }

  private Need need(Occasion occasion) {
    String unknown = unknown();
    if (!unknown.isEmpty()) {
      return Need.unknown(occasion, unknown);
    }
    if (occasion == Occasion.LOSS_OF_A_ZONE) {
      if (zones < 2) {
        return Need.unknown(
            occasion, "All instances are in one Availability Zone: without it, none are left.");
      }
      if (fewest.isEmpty()) {
        return Need.unknown(
            occasion,
            "The template does not say how many instances there are at the least, and so not how"
                + " many are lost.");
      }
    }
    Scenario scenario =
        switch (occasion) {
          case NORMAL -> Scenario.normal(loads(), zones);
          case DEPLOYMENT -> Scenario.whileDeployed(loads(), zones);
          case LOSS_OF_A_ZONE -> Scenario.withoutAZone(loads(), zones, fewest.getAsInt());
          case MOST_TASKS -> Scenario.atMost(loads(), zones);
        };
    return need(occasion, scenario, room.orElseThrow());
  }

  private Need need(Occasion occasion, Scenario scenario, Room each) {
    OptionalInt waiting =
        most.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(scenario.tasks() - scenario.placed(each, most.getAsInt()));
    boolean tooFew = waiting.isPresent() && waiting.getAsInt() > 0;
    OptionalInt enough = scenario.enough(each, tooFew ? most.getAsInt() + 1 : 0);
    String reason = "";
    if (enough.isEmpty()) {
      reason = "A task does not fit on an empty instance, so no number of them is enough.";
    } else if (most.isEmpty()) {
      reason = "The template does not say how many instances there can be.";
    }
    return new Need(occasion, OptionalInt.of(scenario.tasks()), enough, waiting, reason);
  }

  /** Why nothing can be said at all; empty if something can be. */
  private String unknown() {
    if (room.isEmpty()) {
      return "It is not known what an instance has for tasks.";
    }
    return services.stream().allMatch(it -> it.load().isPresent())
        ? ""
        : "Of a service it is not known what it requires.";
  }

  private List<ServiceLoad> loads() {
    return services.stream().flatMap(it -> it.load().stream()).toList();
  }
}
