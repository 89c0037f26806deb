package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Passwords that a deployment itself rotates, while tasks run that have read the old ones. */
final class Rotations {
  private static final String SCHEDULE = "AWS::SecretsManager::RotationSchedule";
  private static final String HOSTED = "HostedRotationLambda.RotationType";
  private static final List<String> BEFORE_OTHERS = List.of("SUCCESS", "COMPLETE");

  private Rotations() {}

  static List<Effect> of(List<Play.Played> played) {
    List<Effect> effects = new ArrayList<>();
    for (Play.Played it : played) {
      if (it.step().type().equals(SCHEDULE) && it.step().action() != Step.Action.DELETE) {
        StackTemplate there = it.state().template();
        Resource schedule = there.resource(it.step().id());
        Set<String> services = servicesWith(secretOf(schedule, there), there);
        if (rotatesNow(schedule) && !services.isEmpty()) {
          effects.add(effect(schedule, services));
        }
      }
    }
    return effects;
  }

  /**
   * Secrets Manager does unless it is told otherwise. A function that alternates two users changes
   * the password of the one whom no task has.
   */
  private static boolean rotatesNow(Resource schedule) {
    return !schedule.text("RotateImmediatelyOnUpdate").equals(Optional.of("false"))
        && !schedule.text(HOSTED).filter(it -> it.endsWith("MultiUser")).isPresent();
  }

  /** The secret, and what attaches it to a database, which stands for it. */
  private static Set<String> secretOf(Resource schedule, StackTemplate template) {
    Set<String> ids = new LinkedHashSet<>();
    schedule.property("SecretId").stream()
        .flatMap(it -> Reference.idsIn(it).stream())
        .forEach(
            id -> {
              ids.add(id);
              template.find(id).flatMap(it -> it.property("SecretId")).stream()
                  .flatMap(it -> Reference.idsIn(it).stream())
                  .forEach(ids::add);
            });
    template.resourcesOfType("AWS::SecretsManager::SecretTargetAttachment").stream()
        .filter(
            it ->
                it.property("SecretId").stream()
                    .flatMap(secret -> Reference.idsIn(secret).stream())
                    .anyMatch(ids::contains))
        .map(Resource::logicalId)
        .forEach(ids::add);
    return ids;
  }

  private static Set<String> servicesWith(Set<String> secret, StackTemplate template) {
    return template.resourcesOfType("AWS::ECS::Service").stream()
        .filter(
            service ->
                service
                    .property("TaskDefinition")
                    .flatMap(template::referent)
                    .filter(task -> keeps(task, secret))
                    .isPresent())
        .map(it -> Names.ofService(it.logicalId()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether a container that runs on has read the secret. */
  private static boolean keeps(Resource task, Set<String> secret) {
    List<String> over =
        containers(task)
            .flatMap(it -> task.elements(it + ".DependsOn"))
            .filter(it -> task.text(it + ".Condition").filter(BEFORE_OTHERS::contains).isPresent())
            .flatMap(it -> task.text(it + ".ContainerName").stream())
            .toList();
    return containers(task)
        .filter(it -> task.text(it + ".Name").filter(over::contains).isEmpty())
        .flatMap(it -> task.elements(it + ".Secrets"))
        .flatMap(it -> task.property(it + ".ValueFrom").stream())
        .flatMap(it -> Reference.idsIn(it).stream())
        .anyMatch(secret::contains);
  }

  private static Stream<String> containers(Resource task) {
    return task.elements("ContainerDefinitions");
  }

  private static Effect effect(Resource schedule, Set<String> services) {
    boolean isHosted = schedule.has(HOSTED);
    return Effect.of(
        Kind.ANSWERS,
        isHosted ? Verdict.DEGRADED : Verdict.NOT_KNOWN,
        SCHEDULE,
        "rotates the password now",
        "the password is rotated now: tasks of the "
            + String.join(" and ", services)
            + " have the old one, and open no new connection until they are replaced"
            + (isHosted ? "" : ", unless the function alternates two users"),
        schedule.logicalId() + ": RotateImmediatelyOnUpdate",
        "AWS::SecretsManager::RotationSchedule, RotateImmediatelyOnUpdate");
  }
}
