package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.constructs.Construct;
import software.constructs.IDependable;

/** The task of something that users add: it is told of, and allowed, exactly what it asks for. */
final class AddedTask {
  static final String BACKEND_URL = "BACKEND_URL";

  final TierTask task;

  /** What has to be there before a task starts. */
  final List<IDependable> needed = new ArrayList<>();

  /**
   * What it asks for.
   *
   * @param port where it listens; null if nobody calls it
   * @param database whether it uses the database
   * @param backend whether it calls the backend
   * @param ofService whether a service starts its tasks: ECS Service Connect has no other clients
   * @param further variables besides
   * @param stopTimeout how long it may take to stop; null for ECS's own default
   * @param healthCheck what ECS asks inside the container
   */
  record Asked(
      @Nullable PortMapping port,
      boolean database,
      boolean backend,
      boolean ofService,
      Map<String, String> further,
      @Nullable Duration stopTimeout,
      @Nullable HealthCheck healthCheck) {}

  AddedTask(
      Construct scope,
      Platform platform,
      Values options,
      Asked asked,
      MySqlDataTier data,
      BackendTier backend) {
    DatabaseAccess access = asked.database ? new DatabaseAccess(data) : null;
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_REGION", Aws.REGION);
    if (asked.backend) {
      environment.put(BACKEND_URL, asked.ofService ? backend.url : backend.balancerUrl);
    }
    if (access != null) {
      environment.putAll(access.variables());
    }
    environment.putAll(asked.further);
    Map<String, Secret> credentials = access == null ? Map.of() : access.credentials();
    task =
        new TierTask(
            scope,
            platform,
            options,
            new OwnContainer(
                asked.port,
                asked.backend && asked.ofService && platform.connect().isOn(),
                environment,
                credentials,
                asked.stopTimeout,
                asked.healthCheck));
    if (access != null) {
      access.allow(task);
      needed.addAll(List.of(access.needed(scope)));
    }
    if (asked.backend) {
      needed.addAll(backend.callable);
    } else if (asked.database && backend.preparesDatabase) {
      // The backend's tasks create the user that signs in, and migrate the schema.
      needed.add(backend.service);
    }
  }

  /**
   * Lets a service wait for what its tasks need. Nothing else of the service waits: its security
   * group is in rules that the backend's service may wait for.
   */
  void holdBack(ExplicitService service) {
    if (!needed.isEmpty()) {
      service.resource.getNode().addDependency(needed.toArray(IDependable[]::new));
    }
  }

  /** {@return the same with the command, which is an option of its own, and the container's} */
  static Values running(Values options, @Nullable List<String> command) {
    return command == null
        ? options
        : options.with(
            ServiceOptions.CONTAINER,
            options.get(ServiceOptions.CONTAINER).with(ContainerOptions.COMMAND, command));
  }
}
