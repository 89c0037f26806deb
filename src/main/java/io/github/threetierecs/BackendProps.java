package io.github.threetierecs;

import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.service.Migration;
import io.github.threetierecs.internal.service.ServiceConnectChecks;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Secret;

/** The backend tier: an internal load balancer, and the service that has the database. */
public final class BackendProps extends ServiceProps {
  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED =
      Ordered.set(
          "AWS_REGION",
          "DB_HOST",
          "DB_IAM_USER",
          "DB_NAME",
          "DB_PASSWORD",
          "DB_PORT",
          "DB_READ_HOSTS",
          "DB_SECRET_ARN",
          "DB_USER");

  private BackendProps(Values values) {
    super(values);
  }

  /**
   * Starts with the profile's default for every option but the image.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with what these options are set to.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the options of the backend. Whatever is left out gets the profile's default. */
  public static final class Builder extends ServiceProps.Builder<BackendProps, Builder> {
    private Builder(Values before) {
      super(before, "backend", BackendOptions.CONTAINER_PORT, RESERVED);
    }

    /**
     * Whether the frontend calls the backend's tasks without a load balancer in between, by ECS
     * Service Connect: {@code BACKEND_URL} is {@code http://backend:} and {@link #containerPort},
     * and ECS adds a proxy to each task of both services, which retries what fails to connect and
     * avoids tasks that keep failing. The internal load balancer stays, for health checks,
     * deployments that shift traffic, and other callers; its requests go through the proxy too.
     *
     * <p>A task then takes 256 CPU units and 64 MiB more, for the proxy, and no more CPU than that
     * together with its containers' own. The container has to listen on {@code 127.0.0.1} too, and
     * frontends have to speak HTTP/1.1 or later. A connection may be idle for as long as {@link
     * LoadBalancerProps.Builder#idleTimeout} says.
     *
     * <p>Default: false in both profiles. Changing it deploys both services again, the backend
     * first. Off, the frontend's old tasks cannot call the backend until new ones have replaced
     * them.
     *
     * <p>Refused: true with {@code capacity.taskNetworking} {@code BRIDGE}, with {@code
     * capacity.operatingSystem} {@code BOTTLEROCKET}, with {@code network.nat} {@code NONE}, with
     * tokens as CPU or memory of a container of either service, and with {@code
     * loadBalancer.targetProtocol} {@code HTTPS}, {@code loadBalancer.stickiness} or {@code
     * autoScaling.requestsPerTarget} of the backend.
     *
     * @param serviceConnect true for calls from task to task
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html">Service
     *     Connect</a>
     */
    public Builder serviceConnect(@Nullable Boolean serviceConnect) {
      return with(BackendOptions.SERVICE_CONNECT, serviceConnect);
    }

    /**
     * A command that migrates the database's schema before each new task of the backend: a
     * container, {@code migration}, runs it with the backend's image, its environment variables and
     * its secrets, and the backend's own container starts once it has ended with status 0. If it
     * fails, the task does not start, the deployment rolls back, and the backend's log group says
     * why.
     *
     * <p>It runs in every new task, not only in those of a deployment, and in several at once: it
     * needs a lock, as Flyway and Liquibase have one, and has to do nothing if there is nothing to
     * do. The old version serves while it runs and for some time after, so that the new schema has
     * to suit both versions. {@code docs/operations.md} says how.
     *
     * <p>It signs in as the backend does: as {@code database.applicationUser} where that is set,
     * which was created before and may change tables. It starts when the sidecars of {@link
     * #startAfter} are as far as that says, has the task role, and writes to the backend's log
     * group whatever {@link #logging} says. It runs as {@link #container} says, with this command.
     * ECS reserves 6 MiB more for a task: the migration may take as much memory and CPU as the
     * backend's own container, which does not run yet. With {@link #serviceConnect} a task takes
     * {@link #memoryMiB} twice. Until an image is pushed to {@link ImageRepositories} there is no
     * migration, unless {@link #migrationImage} is set.
     *
     * <p>Default: none in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: an empty list, nulls in it, and a sidecar with the name {@code migration}.
     *
     * @param command the words of the command, as {@code List.of("migrate")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html">Container
     *     dependency</a>
     */
    public Builder migration(@Nullable List<String> command) {
      return with(BackendOptions.MIGRATION, command == null ? null : Problems.copyOf(command));
    }

    /**
     * The image that {@link #migration} runs with, instead of the backend's, such as Flyway's with
     * your scripts. Of {@link #container}, it keeps the rights and the folders that can be written;
     * user, entry point and working directory are those of the image.
     *
     * <p>Default: the backend's image in both profiles. Changing it deploys the service again.
     *
     * <p>Refused: an image without a {@code migration}.
     *
     * @param migrationImage such as {@code ContainerImage.fromEcrRepository(…)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">Container
     *     definition</a>
     */
    public Builder migrationImage(@Nullable ContainerImage migrationImage) {
      return with(BackendOptions.MIGRATION_IMAGE, migrationImage);
    }

    /**
     * Environment variables of {@link #migration} only, whose values are read from Secrets Manager
     * or Parameter Store: they come in addition to {@link #secrets}, and replace those of the same
     * name. {@code DB_USER} and {@code DB_PASSWORD} may be set here, for a migration that signs in
     * as another user than the application. The execution role is allowed to read them.
     *
     * <p>Default: none in both profiles. Changing them deploys the service again. The template has
     * them sorted by name, whatever order the map is in.
     *
     * <p>Refused: secrets without a {@code migration}, and what {@link #secrets} refuses, but for
     * {@code DB_USER} and {@code DB_PASSWORD}.
     *
     * @param migrationSecrets secrets by name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html">Sensitive
     *     data</a>
     */
    public Builder migrationSecrets(@Nullable Map<String, Secret> migrationSecrets) {
      return with(
          BackendOptions.MIGRATION_SECRETS,
          migrationSecrets == null ? null : Problems.copyOf(migrationSecrets));
    }

    /**
     * How long {@link #migration} may run, from the start of its container. ECS then stops the
     * task, and with it the migration: {@code SIGTERM}, and {@code SIGKILL} 30 seconds later. A
     * deployment rolls back after three tasks that have failed, so that one which hangs takes up to
     * three times as long. {@link #healthCheckGracePeriod} begins when the migration has ended, and
     * need not include it.
     *
     * <p>Default: 1800 seconds, which are 30 minutes, in both profiles. ECS itself would wait for
     * as long as it takes, and CloudFormation would give up after three hours. Changing it deploys
     * the service again.
     *
     * <p>Refused: anything but whole seconds from 1 to 10 800, and a timeout without a {@code
     * migration}.
     *
     * @param migrationTimeout such as {@code Duration.minutes(30)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">startTimeout
     *     of a container definition</a>
     */
    public Builder migrationTimeout(@Nullable Duration migrationTimeout) {
      return with(BackendOptions.MIGRATION_TIMEOUT, migrationTimeout);
    }

    @Override
    void checkTier(Problems problems, Values chosen) {
      Migration.check(problems, chosen, RESERVED);
      if (Boolean.TRUE.equals(chosen.find(BackendOptions.SERVICE_CONNECT))) {
        ServiceConnectChecks.checkBackend(problems, chosen);
      }
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    BackendProps of(Values chosen) {
      return new BackendProps(chosen);
    }
  }
}
