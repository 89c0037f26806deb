package io.github.threetierecs;

import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.service.ServiceConnectChecks;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    @Override
    void checkTier(Problems problems, Values chosen) {
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
