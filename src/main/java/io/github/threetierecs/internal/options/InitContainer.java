package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * A container that the construct adds to each task of a service, and that has to end successfully
 * before the service's own container starts.
 *
 * @param name in the task definition and in the log
 * @param purpose what it does, as a refusal says it: {@code runs backend.migration}
 * @param option the path of the option that asks for it
 * @param imageOption the path of the option that its image comes from
 * @param container what it runs
 * @param given the variables whose secrets users have given; all others are the construct's
 * @param startAfter how far other containers must have come before it starts
 * @param writablePaths its folders that can be written although its file system is read-only
 */
public record InitContainer(
    String name,
    String purpose,
    String option,
    String imageOption,
    ContainerDefinitionOptions container,
    Set<String> given,
    Map<String, ContainerDependencyCondition> startAfter,
    List<String> writablePaths) {

  /** {@return the variables whose values are secrets of the construct} */
  public Set<String> ownSecrets() {
    Map<String, Secret> secrets = container.getSecrets();
    return secrets == null
        ? Set.of()
        : secrets.keySet().stream().filter(it -> !given.contains(it)).collect(Ordered.toSet());
  }
}
