package io.github.threetierecs.internal.options;

import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * A container that the construct adds to each task of a service, and that has to end successfully
 * before the service's own container starts. All of its secrets are the construct's.
 *
 * @param name in the task definition and in the log
 * @param option the path of the option that asks for it
 * @param container what it runs
 */
public record InitContainer(String name, String option, ContainerDefinitionOptions container) {

  /** {@return the variables whose values are secrets} */
  public Set<String> secrets() {
    Map<String, Secret> secrets = container.getSecrets();
    return secrets == null ? Set.of() : secrets.keySet();
  }
}
