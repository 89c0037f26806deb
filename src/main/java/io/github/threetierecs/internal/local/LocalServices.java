package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.blueprint.Application;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The services and schedules that start tasks on the application's cluster. */
final class LocalServices {
  /** More tasks of one service are not started here. */
  static final int MOST_TASKS = 9;

  private static final String SERVICE = "AWS::ECS::Service";
  private static final String SCHEDULE = "AWS::Scheduler::Schedule";

  private final StackTemplate template;
  private final Application application;
  private final LocalNames names;
  private final List<LocalService> all = new ArrayList<>();
  private final List<String> notHere = new ArrayList<>();

  LocalServices(StackTemplate template, Application application, LocalNames names) {
    this.template = template;
    this.application = application;
    this.names = names;
    String cluster = key(template.resource(application.frontend()), "Cluster");
    add(template.resource(application.frontend()), "frontend");
    add(template.resource(application.backend()), "backend");
    for (Resource service : template.resourcesOfType(SERVICE)) {
      if (key(service, "Cluster").equals(cluster) && !isOfATier(service)) {
        add(service, LocalNames.of(service));
      }
    }
    for (Resource schedule : template.resourcesOfType(SCHEDULE)) {
      if (key(schedule, "Target.Arn").equals(cluster)) {
        add(schedule, LocalNames.of(schedule));
      }
    }
    for (Resource rule : template.resourcesOfType("AWS::Events::Rule")) {
      boolean startsTasks =
          rule.elements("Targets").anyMatch(it -> key(rule, it + ".Arn").equals(cluster));
      if (startsTasks) {
        notHere.add(
            rule.logicalId()
                + " starts tasks by an event of EventBridge, which nobody sends here.");
      }
    }
  }

  List<LocalService> all() {
    return List.copyOf(all);
  }

  List<String> notHere() {
    return List.copyOf(notHere);
  }

  private boolean isOfATier(Resource service) {
    return service.logicalId().equals(application.frontend())
        || service.logicalId().equals(application.backend());
  }

  private void add(Resource starter, String name) {
    boolean isJob = starter.type().equals(SCHEDULE);
    String path = isJob ? "Target.EcsParameters.TaskDefinitionArn" : "TaskDefinition";
    Optional<Resource> definition = starter.property(path).flatMap(template::referent);
    if (definition.isEmpty()) {
      notHere.add(starter.logicalId() + " has a task definition that is in no template.");
      return;
    }
    int tasks = isJob ? 1 : tasks(starter);
    if (tasks > MOST_TASKS) {
      notHere.add("%s has %s tasks; %s are started here.".formatted(name, tasks, MOST_TASKS));
    }
    if (tasks == 0) {
      notHere.add(name + " has no task by its template, and so none here.");
    }
    all.add(
        new LocalService(
            names.unique(name), starter, definition.get(), Math.min(tasks, MOST_TASKS), isJob));
  }

  /** What the template says, or where something scales the service, how many there are at least. */
  private int tasks(Resource service) {
    return service
        .text("DesiredCount")
        .or(
            () ->
                template.resourcesOfType("AWS::ApplicationAutoScaling::ScalableTarget").stream()
                    .filter(
                        it ->
                            it.property("ResourceId")
                                .map(Reference::idsIn)
                                .filter(ids -> ids.contains(service.logicalId()))
                                .isPresent())
                    .flatMap(it -> it.text("MinCapacity").stream())
                    .findFirst())
        .filter(it -> it.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(1);
  }

  private static String key(Resource resource, String path) {
    return resource.property(path).map(Reference::keyOf).orElse("");
  }
}
