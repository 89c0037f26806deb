package io.github.threetierecs;

import io.github.threetierecs.internal.options.HealthyCodes;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.Placeholder;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;

/** What every service has that a load balancer sends requests to: its port, its health check. */
public abstract sealed class TargetProps extends TaskProps permits ServiceProps, AddedBackendProps {
  TargetProps(Values values) {
    super(values);
  }

  /**
   * Sets the options of a service behind a load balancer. Whatever is left out gets the profile's
   * default.
   *
   * @param <P> what it builds
   * @param <B> the builder itself
   */
  public abstract static sealed class Builder<P extends TargetProps, B extends Builder<P, B>>
      extends TaskProps.Builder<P, B> permits ServiceProps.Builder, AddedBackendProps.Builder {
    private final Option<Number> portOption;

    /**
     * Starts with what was chosen before.
     *
     * @param before the values of the service
     * @param path the path of the service's options
     * @param portOption its port, which each kind of service has another default for
     * @param reserved the environment variables that the construct itself sets
     */
    Builder(Values before, String path, Option<Number> portOption, Set<String> reserved) {
      super(before, path, reserved);
      this.portOption = portOption;
    }

    /**
     * The TCP port that the container listens on.
     *
     * <p>Default: 80 for the frontend, 8080 for the backend and for one that is added, in both
     * profiles. Changing it deploys the service again.
     *
     * <p>Refused: anything but a whole number from 1 to 65 535.
     *
     * @param containerPort from 1 to 65 535
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html">Port
     *     mapping</a>
     */
    public B containerPort(@Nullable Number containerPort) {
      return with(portOption, containerPort);
    }

    /**
     * The path that the load balancer asks for; a task is healthy while it answers with one of
     * {@link #healthyHttpCodes}.
     *
     * <p>Default: {@code /} in both profiles; {@code /AWS.ALB/healthcheck} with {@code
     * backend.protocolVersion} {@code GRPC}. It can be changed in place, and at once: running tasks
     * that do not answer it are replaced. {@code docs/guides/new-version.md#steps} has the order
     * for an image with another path.
     *
     * <p>Refused: a path that does not begin with {@code /}, has more than 1 024 characters, or has
     * characters that Elastic Load Balancing does not take.
     *
     * @param healthCheckPath such as {@code /health}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">Health
     *     checks</a>
     */
    public B healthCheckPath(@Nullable String healthCheckPath) {
      return with(ServiceOptions.HEALTH_CHECK_PATH, healthCheckPath);
    }

    /**
     * The status codes by which a task is healthy when it answers at {@link #healthCheckPath}, such
     * as {@code 200,302} for an application that redirects to its sign-in page.
     *
     * <p>Default: {@code 200} in both profiles. It can be changed in place, and at once: running
     * tasks that answer otherwise are replaced.
     *
     * <p>Refused: anything but codes from 200 to 499 and ranges of them, separated by commas and
     * without spaces; codes without 200 for the placeholder image, which answers 200; any with
     * {@code backend.protocolVersion} {@code GRPC}; {@code backend.healthyGrpcCodes} is for it.
     *
     * @param healthyHttpCodes such as {@code 200,302} or {@code 200-299}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html">Matcher</a>
     */
    public B healthyHttpCodes(@Nullable String healthyHttpCodes) {
      return with(ServiceOptions.HEALTHY_HTTP_CODES, healthyHttpCodes);
    }

    /**
     * How long a new task may fail its health checks before ECS replaces it.
     *
     * <p>Default: 120 seconds in both profiles, enough for a JVM to start. It can be changed in
     * place.
     *
     * <p>Refused: a negative duration, or one above 2 147 483 647 seconds.
     *
     * @param healthCheckGracePeriod such as {@code Duration.seconds(120)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html">CreateService</a>
     */
    public B healthCheckGracePeriod(@Nullable Duration healthCheckGracePeriod) {
      return with(ServiceOptions.HEALTH_CHECK_GRACE_PERIOD, healthCheckGracePeriod);
    }

    /**
     * The number of tasks; with {@link #autoScaling} the least number, unless that names one.
     *
     * <p>Default: 2 in PRODUCTION, 1 in DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 0 to 5 000, and with {@link #autoScaling} a
     * number outside its bounds.
     *
     * @param desiredCount from 0 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html">CreateService</a>
     */
    public B desiredCount(@Nullable Number desiredCount) {
      return with(ServiceOptions.DESIRED_COUNT, desiredCount);
    }

    /**
     * Lets the number of tasks follow the load.
     *
     * <p>Default: off in both profiles; the count stays at {@link #desiredCount}. It can be changed
     * in place.
     *
     * @param autoScaling bounds and target
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html">Service
     *     auto scaling</a>
     */
    public B autoScaling(@Nullable AutoScalingProps autoScaling) {
      return with(ServiceOptions.AUTO_SCALING, autoScaling == null ? null : autoScaling.values);
    }

    /**
     * How a new version takes over. Default: {@link DeploymentProps}' defaults.
     *
     * @param deployment options of a deployment
     * @return this builder
     */
    public B deployment(@Nullable DeploymentProps deployment) {
      return with(ServiceOptions.DEPLOYMENT, deployment == null ? null : deployment.values);
    }

    /** Refuses what the placeholder does not answer to. */
    static void checkPlaceholder(
        Problems problems,
        Values chosen,
        String protocolOption,
        @Nullable ApplicationProtocol protocol) {
      String codes = chosen.known(ServiceOptions.HEALTHY_HTTP_CODES);
      if (!HealthyCodes.contain(codes, Placeholder.STATUS)) {
        problems.add(
            ServiceOptions.HEALTHY_HTTP_CODES.name(),
            codes,
            "do not contain " + Placeholder.STATUS + ", which is what the placeholder answers",
            "leave it out until an image is pushed");
      }
      if (protocol == ApplicationProtocol.HTTPS) {
        problems.add(
            protocolOption,
            protocol,
            "is not a protocol that the placeholder supports",
            "leave it out until an image is pushed");
      }
    }
  }
}
