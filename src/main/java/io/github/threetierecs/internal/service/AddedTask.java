package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.Secret;
import software.constructs.Construct;
import software.constructs.IDependable;

/** The task of something that users add: it is told of, and allowed, exactly what it asks for. */
final class AddedTask {
  final TierTask task;

  /** What has to be there before a task starts. */
  final List<IDependable> needed = new ArrayList<>();

  /**
   * What it asks for.
   *
   * @param database whether it uses the database
   * @param backend whether it calls the backend
   * @param further variables besides
   * @param stopTimeout how long it may take to stop
   * @param healthCheck what ECS asks inside the container
   */
  record Asked(
      boolean database,
      boolean backend,
      Map<String, String> further,
      Duration stopTimeout,
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
      environment.put("BACKEND_URL", backend.url);
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
                null,
                asked.backend && platform.connect().isOn(),
                environment,
                credentials,
                asked.stopTimeout,
                asked.healthCheck));
    if (access != null) {
      access.allow(task);
      needed.addAll(List.of(access.needed(scope)));
    }
    if (asked.backend || (asked.database && data.applicationUser != null)) {
      // The backend's tasks create the user that signs in.
      needed.add(backend.service);
    }
  }
}
