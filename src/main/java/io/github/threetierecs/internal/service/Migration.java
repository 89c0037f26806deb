package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.ContainerChecks;
import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.InitContainer;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Secret;
import software.constructs.Construct;

/**
 * The container that migrates the database before the backend's own container starts. It has what
 * that has: image, variables, secrets, rights, and what it waits for.
 *
 * <p>It shares the memory of the backend's own container, which does not run yet: it may take as
 * much, and ECS reserves the least that Docker accepts. In the same way it has the CPU of the whole
 * task, whose control group gets the shares of all containers together.
 */
public final class Migration {
  /** The container's name in the task definition and in the log. */
  public static final String CONTAINER = "migration";

  /** A migration may sign in as another user than the application. */
  private static final Set<String> CREDENTIALS = Ordered.set("DB_PASSWORD", "DB_USER");

  private static final int LEAST_MEMORY_MIB = 6;

  private Migration() {}

  /** {@return the same, with the container's size if there is one, which is all that is checked} */
  public static Values sizedIn(Values backend) {
    return isIn(backend)
        ? ServiceOptions.beginningWith(backend, container(backend, options(backend).build()))
        : backend;
  }

  /**
   * {@return the same, with the container if there is one}
   *
   * @param environment the variables that the construct sets
   * @param secrets those of them whose values are read from a secret
   */
  static Values in(
      Construct scope,
      Values backend,
      Map<String, String> environment,
      Map<String, Secret> secrets) {
    if (!isIn(backend)) {
      return backend;
    }
    Values how = backend.get(ServiceOptions.CONTAINER);
    boolean hasOwnImage = backend.has(BackendOptions.MIGRATION_IMAGE);
    ContainerDefinitionOptions.Builder options =
        options(backend)
            .command(backend.get(BackendOptions.MIGRATION))
            .startTimeout(backend.get(BackendOptions.MIGRATION_TIMEOUT))
            .environment(joined(environment, backend.get(ServiceOptions.ENVIRONMENT)))
            .secrets(
                joined(
                    joined(secrets, backend.get(ServiceOptions.SECRETS)),
                    backend.get(BackendOptions.MIGRATION_SECRETS)))
            .readonlyRootFilesystem(how.find(ContainerOptions.READONLY_ROOT_FILESYSTEM))
            .ulimits(TierTask.orNull(how.find(ContainerOptions.ULIMITS)))
            .linuxParameters(TierTask.linuxParameters(scope, "MigrationLinuxParameters", how));
    if (!hasOwnImage) {
      options
          .user(how.find(ContainerOptions.USER))
          .entryPoint(how.find(ContainerOptions.ENTRY_POINT))
          .workingDirectory(how.find(ContainerOptions.WORKING_DIRECTORY));
    }
    return ServiceOptions.beginningWith(backend, container(backend, options.build()));
  }

  /** The placeholder, which runs until an image is pushed, has nothing to migrate with. */
  private static boolean isIn(Values backend) {
    return backend.has(BackendOptions.MIGRATION)
        && (backend.has(BackendOptions.MIGRATION_IMAGE)
            || !Placeholder.is(backend.get(ServiceOptions.IMAGE)));
  }

  private static ContainerDefinitionOptions.Builder options(Values backend) {
    ContainerImage own = backend.find(BackendOptions.MIGRATION_IMAGE);
    Number memory = backend.get(ServiceOptions.MEMORY_MIB);
    return ContainerDefinitionOptions.builder()
        .image(own != null ? own : backend.get(ServiceOptions.IMAGE))
        .memoryLimitMiB(memory)
        .memoryReservationMiB(reservation(memory))
        .essential(false);
  }

  /**
   * ECS asks for a limit above the reservation, and the CDK compares with a token's placeholder.
   */
  private static @Nullable Number reservation(Number limit) {
    return !Tokens.isToken(limit) && limit.doubleValue() > LEAST_MEMORY_MIB
        ? LEAST_MEMORY_MIB
        : null;
  }

  private static InitContainer container(Values backend, ContainerDefinitionOptions container) {
    Set<String> given = new LinkedHashSet<>(backend.get(ServiceOptions.SECRETS).keySet());
    given.addAll(backend.get(BackendOptions.MIGRATION_SECRETS).keySet());
    return new InitContainer(
        CONTAINER,
        "runs " + backend.path(BackendOptions.MIGRATION),
        backend.path(BackendOptions.MIGRATION),
        backend.path(
            backend.has(BackendOptions.MIGRATION_IMAGE)
                ? BackendOptions.MIGRATION_IMAGE
                : ServiceOptions.IMAGE),
        container,
        given,
        ServiceOptions.startAfter(backend),
        backend.get(ServiceOptions.CONTAINER).get(ContainerOptions.WRITABLE_PATHS));
  }

  /**
   * Refuses what has no effect without a migration, and variables that cannot be set.
   *
   * @param reserved the variables that the construct sets itself
   */
  public static void check(Problems problems, Values backend, Set<String> reserved) {
    if (!backend.has(BackendOptions.MIGRATION)) {
      refuseWithoutOne(problems, backend, BackendOptions.MIGRATION_IMAGE, "an image");
      refuseWithoutOne(problems, backend, BackendOptions.MIGRATION_SECRETS, "a map of secrets");
      refuseWithoutOne(problems, backend, BackendOptions.MIGRATION_TIMEOUT, "a timeout");
      return;
    }
    String option = BackendOptions.MIGRATION_SECRETS.name();
    Map<String, Secret> secrets = backend.known(BackendOptions.MIGRATION_SECRETS);
    Set<String> others =
        reserved.stream().filter(it -> !CREDENTIALS.contains(it)).collect(Ordered.toSet());
    new ContainerChecks(problems, "").variables(option, secrets, others);
    for (String name : secrets.keySet()) {
      if (name != null && backend.known(ServiceOptions.ENVIRONMENT).containsKey(name)) {
        problems.add(option, name, "is in backend.environment too", "keep one of the two");
      }
    }
    refuseHalfOfThem(problems, option, secrets, "DB_USER", "DB_PASSWORD");
    refuseHalfOfThem(problems, option, secrets, "DB_PASSWORD", "DB_USER");
  }

  /** The other half would be that of the application. */
  private static void refuseHalfOfThem(
      Problems problems, String option, Map<String, Secret> secrets, String one, String other) {
    if (secrets.containsKey(one) && !secrets.containsKey(other)) {
      problems.add(
          option,
          one,
          "is of another user than " + other + ", which stays that of the application",
          "set both, from one secret, or neither");
    }
  }

  private static void refuseWithoutOne(
      Problems problems, Values backend, Option<?> option, String value) {
    if (backend.has(option)) {
      problems.add(
          option.name(),
          new Problems.Words(value),
          "has no effect without a migration",
          "set migration to the command that runs it, or leave this out");
    }
  }

  private static <T> Map<String, T> joined(Map<String, T> ours, Map<String, T> theirs) {
    Map<String, T> all = new LinkedHashMap<>(ours);
    all.putAll(theirs);
    return all;
  }
}
