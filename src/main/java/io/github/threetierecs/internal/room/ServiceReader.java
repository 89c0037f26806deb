package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.placement.ServiceLoad;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a service or a schedule: what its tasks take, and how many there are when. */
final class ServiceReader {
  private static final String SCALING = "AWS::ApplicationAutoScaling::ScalableTarget";

  /** Strategies whose deployments start all tasks of the new version first. */
  private static final Set<String> SHIFTING = Ordered.set("BLUE_GREEN", "LINEAR", "CANARY");

  /** Nothing waits for a schedule. */
  private static final OptionalInt NONE = OptionalInt.of(0);

  private final StackTemplate template;

  ServiceReader(StackTemplate template) {
    this.template = template;
  }

  /**
   * The service without what an instance has for it.
   *
   * @param split whether it has other capacity providers beside this group's
   */
  ServiceRoom read(Resource service, boolean split) {
    List<String> notes = new ArrayList<>();
    Optional<Resource> definition = service.property("TaskDefinition").flatMap(template::referent);
    Optional<TaskSize> size = definition.flatMap(TaskSizes::of);
    if (size.isEmpty()) {
      notes.add("The template does not say what a task of it takes.");
    }
    boolean ownInterface = definition.filter(TaskSizes::hasOwnInterface).isPresent();
    if (service.text("SchedulingStrategy").filter("DAEMON"::equals).isPresent()) {
      return new ServiceRoom(
          service.logicalId(),
          /* isDaemon= */ true,
          size,
          ownInterface,
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          notes);
    }
    List<Resource> scaling = scaling(service);
    OptionalInt desired = desired(service, scaling);
    OptionalInt least = scaling.isEmpty() ? desired : Numbers.at(scaling.get(0), "MinCapacity");
    OptionalInt most = scaling.isEmpty() ? desired : most(scaling.get(0));
    if (desired.isEmpty() || least.isEmpty() || most.isEmpty()) {
      notes.add("The template does not say how many tasks it has.");
    }
    if (split) {
      notes.add(
          "Its tasks are spread over several capacity providers, and how many are here is decided"
              + " while it runs.");
    }
    noteOnPlacement(service, notes);
    Optional<ServiceLoad> load =
        split ? Optional.empty() : load(service, size, desired, most, notes);
    return new ServiceRoom(
        service.logicalId(),
        /* isDaemon= */ false,
        size,
        ownInterface,
        desired,
        least,
        most,
        OptionalLong.empty(),
        load,
        notes);
  }

  /** A schedule, of which one run is counted; nothing if the template does not say all of it. */
  Optional<ServiceRoom> readSchedule(Resource schedule) {
    Optional<Resource> definition =
        schedule.property(Providers.OF_SCHEDULE + "TaskDefinitionArn").flatMap(template::referent);
    Optional<TaskSize> size = definition.flatMap(TaskSizes::of);
    OptionalInt ofRun = Numbers.at(schedule, Providers.OF_SCHEDULE + "TaskCount", 1);
    return size.isEmpty() || ofRun.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ServiceRoom(
                schedule.logicalId(),
                /* isDaemon= */ false,
                size,
                definition.filter(TaskSizes::hasOwnInterface).isPresent(),
                NONE,
                NONE,
                ofRun,
                OptionalLong.empty(),
                Optional.of(ServiceLoad.ofRun(size.orElseThrow(), ofRun.getAsInt())),
                List.of(
                    "One run is counted, and none in normal running; how many runs overlap is not"
                        + " in the template.")));
  }

  private List<Resource> scaling(Resource service) {
    return template.resourcesOfType(SCALING).stream()
        .filter(
            it ->
                it.property("ResourceId")
                    .map(Reference::idsIn)
                    .filter(ids -> ids.contains(service.logicalId()))
                    .isPresent())
        .toList();
  }

  /** A new service has one task if nothing says more; scaling raises it to its minimum. */
  private static OptionalInt desired(Resource service, List<Resource> scaling) {
    OptionalInt desired = Numbers.at(service, "DesiredCount", 1);
    if (scaling.isEmpty()) {
      return desired;
    }
    OptionalInt least = Numbers.at(scaling.get(0), "MinCapacity");
    return desired.isEmpty() || least.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Math.max(desired.getAsInt(), least.getAsInt()));
  }

  /** The maximum, which a schedule can raise for some hours. */
  private static OptionalInt most(Resource scaling) {
    OptionalInt most = Numbers.at(scaling, "MaxCapacity");
    for (String action : scaling.elements("ScheduledActions").toList()) {
      OptionalInt raised =
          Numbers.at(scaling, action + ".ScalableTargetAction.MaxCapacity", /* byDefault= */ 0);
      if (raised.isEmpty() || most.isEmpty()) {
        return OptionalInt.empty();
      }
      most = OptionalInt.of(Math.max(most.getAsInt(), raised.getAsInt()));
    }
    return most;
  }

  private static void noteOnPlacement(Resource service, List<String> notes) {
    boolean otherwise =
        service
            .elements("PlacementStrategies")
            .anyMatch(it -> service.text(it + ".Type").filter("spread"::equals).isEmpty());
    if (otherwise) {
      notes.add("Its placement strategy is not to spread; it is counted as though it were.");
    }
    if (!service.list("PlacementConstraints").isEmpty()) {
      notes.add("Its placement constraints are not included, and may need more instances.");
    }
  }

  private static Optional<ServiceLoad> load(
      Resource service,
      Optional<TaskSize> size,
      OptionalInt desired,
      OptionalInt most,
      List<String> notes) {
    String controller = service.text("DeploymentController.Type").orElse("ECS");
    if (controller.equals("EXTERNAL")) {
      notes.add("Its deployments are controlled from outside, so that their tasks are not known.");
      return Optional.empty();
    }
    String percents = "DeploymentConfiguration.";
    OptionalInt minimum = Numbers.at(service, percents + "MinimumHealthyPercent", 100);
    OptionalInt maximum = Numbers.at(service, percents + "MaximumPercent", 200);
    if (minimum.isEmpty() || maximum.isEmpty()) {
      notes.add("The template does not say how many tasks a deployment starts at once.");
    }
    if (size.isEmpty()
        || desired.isEmpty()
        || most.isEmpty()
        || minimum.isEmpty()
        || maximum.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceLoad(
            size.orElseThrow(),
            desired.getAsInt(),
            most.getAsInt(),
            minimum.getAsInt(),
            maximum.getAsInt(),
            controller.equals("CODE_DEPLOY")
                || service.text(percents + "Strategy").filter(SHIFTING::contains).isPresent()));
  }
}
