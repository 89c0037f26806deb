package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.InstanceRoom;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Reads one Auto Scaling group, and all that runs on it. */
final class GroupReader {
  private final StackTemplate template;
  private final Providers providers;
  private final Resource group;
  private final List<Resource> own;
  private final Instances instances;
  private final List<String> notes = new ArrayList<>();

  GroupReader(StackTemplate template, Providers providers, Resource group, List<Resource> own) {
    this.template = template;
    this.providers = providers;
    this.group = group;
    this.own = own;
    instances = new Instances(template, group);
  }

  GroupRoom read() {
    OptionalInt fewest = Numbers.at(group, "MinSize");
    OptionalInt most = Numbers.at(group, "MaxSize");
    if (fewest.isEmpty() || most.isEmpty()) {
      notes.add("The template does not say how many instances there are.");
    }
    List<ServiceRoom> read = services();
    boolean interfaces = read.stream().anyMatch(ServiceRoom::ownInterface);
    Optional<InstanceRoom> empty = empty(read, interfaces);
    Optional<Room> room = empty.map(InstanceRoom::surely);
    List<ServiceRoom> services = read.stream().map(it -> alone(it, room)).toList();
    if (!instances.areZonesKnown()) {
      notes.add(
          "The template does not say in which Availability Zones the instances are; "
              + instances.zones()
              + (instances.zones() == 1 ? " is assumed." : " are assumed."));
    }
    starters(services);
    Needs needs = new Needs(room, services, instances.zones(), fewest, most);
    List<Need> all = needs.all();
    return new GroupRoom(
        group.logicalId(),
        instances.types(),
        fewest,
        usual(fewest, most, all.get(0)),
        most,
        instances.zones(),
        instances.areZonesKnown(),
        instances.hasTrunking(),
        room,
        services,
        needs.waitingAtFirst(),
        all,
        notes);
  }

  private List<ServiceRoom> services() {
    List<String> ids = own.stream().map(Resource::logicalId).toList();
    ServiceReader reader = new ServiceReader(template);
    List<ServiceRoom> services = new ArrayList<>();
    for (Resource service : template.resourcesOfType("AWS::ECS::Service")) {
      List<String> named = providers.namedBy(service);
      if (named.stream().anyMatch(ids::contains)) {
        services.add(reader.read(service, !ids.containsAll(named)));
        if (providers.isLaunched(service) && !services.get(services.size() - 1).isDaemon()) {
          notes.add("No instance is started for a service that uses launch type EC2.");
        }
      }
    }
    for (Resource schedule : template.resourcesOfType("AWS::Scheduler::Schedule")) {
      List<String> named = providers.namedBySchedule(schedule);
      if (!named.isEmpty() && ids.containsAll(named)) {
        reader.readSchedule(schedule).ifPresent(services::add);
      }
    }
    return services;
  }

  /** What an instance has beside its daemons, if everything about it is known. */
  private Optional<InstanceRoom> empty(List<ServiceRoom> services, boolean interfaces) {
    List<ServiceRoom> daemons = services.stream().filter(ServiceRoom::isDaemon).toList();
    List<InstanceKind> kinds = instances.kinds();
    if (kinds.isEmpty()) {
      notes.add(
          instances.types().isEmpty()
              ? "The template does not say of which types the instances are."
              : "What instances of these types have is not known here.");
    }
    if (!daemons.stream().allMatch(it -> it.size().isPresent())) {
      notes.add("It is not known what the task that runs on every instance takes.");
      return Optional.empty();
    }
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    InstanceRoom room =
        new InstanceRoom(
            kinds,
            interfaces,
            instances.hasTrunking(),
            sum(daemons.stream().flatMap(it -> it.size().stream()).toList()),
            (int) daemons.stream().filter(ServiceRoom::ownInterface).count());
    noteOnInterfaces(room, services);
    return Optional.of(room);
  }

  private void noteOnInterfaces(InstanceRoom room, List<ServiceRoom> services) {
    int trunked = room.trunked().surely().tasks();
    if (room.surely().tasks() < trunked) {
      notes.add(
          "If the AWS account has setting awsvpcTrunking on, an instance has network interfaces"
              + " for "
              + trunked
              + " tasks.");
    }
    if (room.interfaces()
        && services.stream().anyMatch(it -> !it.isDaemon() && !it.ownInterface())) {
      notes.add(
          "Some tasks have no network interface of their own; they are counted as though they"
              + " had.");
    }
  }

  private static TaskSize sum(List<TaskSize> sizes) {
    return new TaskSize(
        sizes.stream().mapToLong(TaskSize::cpuUnits).sum(),
        sizes.stream().mapToLong(TaskSize::memoryMiB).sum(),
        new TreeSet<>(),
        sizes.stream().mapToLong(TaskSize::gpus).sum());
  }

  private static ServiceRoom alone(ServiceRoom service, Optional<Room> room) {
    if (service.isDaemon() || service.size().isEmpty() || room.isEmpty()) {
      return service;
    }
    return new ServiceRoom(
        service.id(),
        service.isDaemon(),
        service.size(),
        service.ownInterface(),
        service.desired(),
        service.least(),
        service.most(),
        OptionalLong.of(service.size().orElseThrow().mostOn(room.orElseThrow())),
        service.load(),
        service.notes());
  }

  private void starters(List<ServiceRoom> counted) {
    List<String> ids = counted.stream().map(ServiceRoom::id).toList();
    long count =
        own.stream()
            .flatMap(it -> providers.clustersOf(it).stream())
            .distinct()
            .flatMap(it -> Starters.on(it, template).stream())
            .distinct()
            .filter(it -> !ids.contains(it.logicalId()))
            .count();
    if (count > 0) {
      notes.add(
          "Tasks that no service starts come on top, of "
              + (count == 1 ? "one schedule" : count + " schedules")
              + " or the like: how many run at a time is not in the template.");
    }
  }

  /** ECS starts as many as the tasks need, unless it does not manage the group's scaling. */
  private OptionalInt usual(OptionalInt fewest, OptionalInt most, Need normal) {
    if (fewest.isEmpty() || most.isEmpty()) {
      return OptionalInt.empty();
    }
    boolean managed =
        own.stream()
            .anyMatch(
                it ->
                    it.text("AutoScalingGroupProvider.ManagedScaling.Status")
                        .filter("ENABLED"::equals)
                        .isPresent());
    if (!managed) {
      notes.add("ECS starts no instance for tasks that wait: it does not manage the scaling.");
      return Numbers.at(group, "DesiredCapacity", fewest.getAsInt());
    }
    if (normal.instances().isEmpty()) {
      return OptionalInt.empty();
    }
    int needed = Math.max(fewest.getAsInt(), withSpare(normal.instances().getAsInt()));
    return OptionalInt.of(Math.min(most.getAsInt(), needed));
  }

  /** A target capacity below 100 percent keeps some instances idle. */
  private int withSpare(int needed) {
    return own.stream()
        .map(it -> Numbers.at(it, "AutoScalingGroupProvider.ManagedScaling.TargetCapacity", 100))
        .filter(it -> it.orElse(0) > 0)
        .mapToInt(it -> (needed * 100 + it.getAsInt() - 1) / it.getAsInt())
        .max()
        .orElse(needed);
  }
}
