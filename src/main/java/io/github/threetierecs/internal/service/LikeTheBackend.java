package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.ScheduledTaskOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * A task without an image of its own is the backend with another command: it has the backend's
 * image, its size, its variables, and its way to run a container.
 */
public final class LikeTheBackend {
  private LikeTheBackend() {}

  /** {@return the same, with what the backend has; a task with an image of its own is left} */
  public static Values of(Values chosen, Values backend) {
    if (chosen.has(ServiceOptions.IMAGE)) {
      return chosen;
    }
    Values filled = chosen.with(ServiceOptions.IMAGE, backend.get(ServiceOptions.IMAGE));
    if (!chosen.has(ServiceOptions.CPU)) {
      filled = filled.with(ServiceOptions.CPU, backend.get(ServiceOptions.CPU));
    }
    if (!chosen.has(ServiceOptions.MEMORY_MIB)) {
      filled = filled.with(ServiceOptions.MEMORY_MIB, backend.get(ServiceOptions.MEMORY_MIB));
    }
    if (!chosen.has(ServiceOptions.CONTAINER)) {
      filled =
          filled.with(
              ServiceOptions.CONTAINER,
              backend.get(ServiceOptions.CONTAINER).with(ContainerOptions.EXECUTE_COMMAND, false));
    }
    Map<String, String> environment = chosen.known(ServiceOptions.ENVIRONMENT);
    Map<String, Secret> secrets = chosen.known(ServiceOptions.SECRETS);
    Map<String, String> allVariables = new LinkedHashMap<>(backend.get(ServiceOptions.ENVIRONMENT));
    allVariables.keySet().removeAll(secrets.keySet());
    Map<String, Secret> allSecrets = new LinkedHashMap<>(backend.get(ServiceOptions.SECRETS));
    allSecrets.keySet().removeAll(environment.keySet());
    if (chosen.known(ScheduledTaskOptions.CALLS_BACKEND)) {
      allVariables.remove(AddedTask.BACKEND_URL);
      allSecrets.remove(AddedTask.BACKEND_URL);
    }
    allVariables.putAll(environment);
    allSecrets.putAll(secrets);
    return filled
        .with(ServiceOptions.ENVIRONMENT, allVariables)
        .with(ServiceOptions.SECRETS, allSecrets);
  }
}
