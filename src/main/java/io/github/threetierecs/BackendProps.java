package io.github.threetierecs;

import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.Migration;
import io.github.threetierecs.internal.service.ProtocolVersionChecks;
import io.github.threetierecs.internal.service.ServiceConnectChecks;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/** The backend tier: an internal load balancer, and the service that has the database. */
public final class BackendProps extends ServiceProps {
  /** The environment variables that the construct itself sets. */
  private static final Set<String> RESERVED = TaskProps.reservedWith();

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
     * Service Connect: {@code BACKEND_URL} is {@code http://backend:} and {@code containerPort},
     * and ECS adds a proxy to each task of both services, which retries what fails to connect and
     * avoids tasks that keep failing. The internal load balancer stays, for health checks,
     * deployments that shift traffic, and other callers; its requests go through the proxy too.
     *
     * <p>A task then takes 256 CPU units and 64 MiB more, and no more CPU than that and its
     * containers' own. The container has to listen on {@code 127.0.0.1} too, and frontends have to
     * speak HTTP/1.1 or later. A connection may be idle for as long as {@link
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
     * autoScaling.requestsPerTarget} or {@link #tls} of the backend.
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
     * TLS between the frontend and the backend's load balancer, which then listens with HTTPS on
     * port 443 only: {@code BACKEND_URL} is {@code https://} and {@code tls.domainName}. From the
     * load balancer to the tasks, {@link LoadBalancerProps.Builder#targetProtocol} decides.
     *
     * <p>Default: none in both profiles; the load balancer listens with HTTP on port 80. It can be
     * set, changed and removed on a running system: listener, name and security group rule are
     * there before the frontend is deployed with the new {@code BACKEND_URL}, and the old ones are
     * deleted after it. While another {@code deployment.strategy} than {@code ROLLING} is deployed,
     * CloudFormation refuses to set or remove it.
     *
     * <p>Refused: together with {@link #serviceConnect}, by which the frontend's requests do not
     * pass through the load balancer.
     *
     * @param tls the certificate and the name
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html">HTTPS
     *     listeners</a>
     */
    public Builder tls(@Nullable BackendTlsProps tls) {
      return with(BackendOptions.TLS, tls == null ? null : tls.values);
    }

    /**
     * The version of HTTP between the load balancer and the tasks: {@link
     * ApplicationProtocolVersion#HTTP2} for tasks that take HTTP/2 only or stream in both
     * directions, {@link ApplicationProtocolVersion#GRPC} for gRPC. The frontend then has to call
     * by that version too. It works with either {@link LoadBalancerProps.Builder#targetProtocol}.
     *
     * <p>With {@code GRPC} the health check calls {@code /AWS.ALB/healthcheck}, unless {@code
     * healthCheckPath} names a method as {@code /package.Service/Method}, and compares the status
     * of gRPC with {@link #healthyGrpcCodes}. The alarms on 5xx do not see errors of gRPC.
     *
     * <p>Default: none in both profiles, which is {@code HTTP1}. Changing it replaces the target
     * group: an outage of minutes. While another {@code deployment.strategy} than {@code ROLLING}
     * is deployed, CloudFormation refuses it.
     *
     * <p>Refused: {@code HTTP2} and {@code GRPC} without {@link #tls}, since the load balancer
     * needs an HTTPS listener for them, with {@link #serviceConnect}, and for the placeholder
     * image, which speaks HTTP/1.1.
     *
     * @param protocolVersion HTTP1, HTTP2 or GRPC
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version">Protocol
     *     version</a>
     */
    public Builder protocolVersion(@Nullable ApplicationProtocolVersion protocolVersion) {
      return with(BackendOptions.PROTOCOL_VERSION, protocolVersion);
    }

    /**
     * The status codes of gRPC with which a health check is passed, with {@link #protocolVersion}
     * {@code GRPC}.
     *
     * <p>Default: {@code 12} in both profiles, which is UNIMPLEMENTED: what every gRPC server
     * answers to the default path. With a {@code healthCheckPath}, such as {@code
     * /grpc.health.v1.Health/Check}, it is {@code 0}, which is OK. It can be changed in place.
     *
     * <p>Refused: anything but codes and ranges from 0 to 99 with commas between, and any without
     * {@code GRPC}.
     *
     * @param healthyGrpcCodes such as {@code 0} or {@code 0,12}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">Health
     *     checks</a>
     */
    public Builder healthyGrpcCodes(@Nullable String healthyGrpcCodes) {
      return with(BackendOptions.HEALTHY_GRPC_CODES, healthyGrpcCodes);
    }

    /**
     * A command that migrates the database's schema before each new task of the backend: a
     * container, {@code migration}, runs it with the backend's image, its environment variables and
     * its secrets, and the backend's own container starts once it has ended with status 0. If it
     * fails, the deployment rolls back.
     *
     * <p>It runs in every new task, in several at once, and the old version serves meanwhile:
     * {@code docs/guides/migrate-schema.md} says what that asks of the command and of the schema,
     * and as whom it signs in.
     *
     * <p>It starts when the sidecars of {@code startAfter} are as far as that says, has the task
     * role, and writes to the backend's log group whatever {@code logging} says. It runs as {@code
     * container} says, with this command. ECS reserves 6 MiB more for a task: the migration may
     * take as much memory and CPU as the backend's own container, which does not run yet. With
     * {@link #serviceConnect}, or with a token as {@code memoryMiB}, a task takes that memory
     * twice. Until an image is pushed to {@code ImageRepositories} there is no migration, unless
     * {@link #migrationImage} is set.
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
     * or Parameter Store: they come in addition to {@code secrets}, and replace those of the same
     * name, {@code DB_USER} and {@code DB_PASSWORD} too. The execution role is allowed to read
     * them.
     *
     * <p>Default: none in both profiles. Changing them deploys the service again.
     *
     * <p>Refused: secrets without a {@code migration}; one of {@code DB_USER} and {@code
     * DB_PASSWORD} without the other; and what {@link #secrets} refuses besides these two.
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
     * How long {@link #migration} may run, from the start of its container, before ECS stops the
     * task. A deployment rolls back after three tasks that have failed, so that one which hangs
     * takes up to three times as long. {@code docs/guides/migrate-schema.md#one-that-takes-long}
     * says what else counts.
     *
     * <p>Default: 1800 seconds in both profiles, which are 30 minutes. ECS itself would wait for as
     * long as it takes, and CloudFormation would give up after three hours. Changing it deploys the
     * service again.
     *
     * <p>Refused: anything but whole seconds from 2 to 10 800, and a timeout without a {@code
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
      ProtocolVersionChecks.check(problems, chosen);
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
