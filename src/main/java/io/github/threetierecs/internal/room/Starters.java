package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What starts tasks on a cluster beside its services and the schedules that name a capacity
 * provider. How many run at a time is in no template.
 */
final class Starters {
  private static final String ECS = "EcsParameters";

  private Starters() {}

  static List<Resource> on(String cluster, StackTemplate template) {
    return Stream.of(
            found(template, "AWS::Events::Rule", Starters::hasTarget),
            found(template, "AWS::Scheduler::Schedule", it -> it.has("Target." + ECS)),
            found(template, "AWS::Pipes::Pipe", it -> it.has("TargetParameters.EcsTaskParameters")),
            found(template, "AWS::StepFunctions::StateMachine", any -> true))
        .flatMap(it -> it)
        .filter(it -> it.refersTo(cluster))
        .toList();
  }

  private static boolean hasTarget(Resource rule) {
    return rule.elements("Targets").anyMatch(it -> rule.has(it + "." + ECS));
  }

  private static Stream<Resource> found(
      StackTemplate template, String type, Predicate<Resource> starts) {
    return template.resourcesOfType(type).stream().filter(starts);
  }
}
