package io.github.threetierecs;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.HealthyCodes;
import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.service.Placeholder;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;

/** What the frontend and the backend have in common: a load balancer and a service behind it. */
public abstract sealed class ServiceProps extends TaskProps permits FrontendProps, BackendProps {
  ServiceProps(Values values) {
    super(values);
  }

  /**
   * Sets the options of a service. Whatever is left out gets the profile's default.
   *
   * @param <P> what it builds
   * @param <B> the builder itself
   */
  public abstract static sealed class Builder<P extends ServiceProps, B extends Builder<P, B>>
      extends TaskProps.Builder<P, B> permits FrontendProps.Builder, BackendProps.Builder {
    private final Option<Number> portOption;

    /**
     * Starts with what was chosen before.
     *
     * @param before the values of the tier
     * @param tier the path of the tier's options
     * @param portOption the tier's port, which each tier has another default for
     * @param reserved the environment variables that the construct itself sets
     */
    Builder(Values before, String tier, Option<Number> portOption, Set<String> reserved) {
      super(before, tier, reserved);
      this.portOption = portOption;
    }

    /** Refuses what applies to one tier only. */
    void checkTier(Problems problems, Values chosen) {}

    /**
     * The TCP port that the container listens on.
     *
     * <p>Default: 80 for the frontend, 8080 for the backend, in both profiles. Changing it deploys
     * the service again.
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
     * <p>Default: {@code /} in both profiles. It can be changed in place, and at once: running
     * tasks that do not answer it are replaced. First deploy an image that answers both paths, then
     * the path: a rollback starts the old tasks again before it brings the old path back
     * (copilot-cli#4838).
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
     * without spaces; codes without 200 for the placeholder image, which answers 200.
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
     * The number of tasks. With {@link #autoScaling} it is the least number of tasks, unless that
     * names one, and a deployment does not reset the count that scaling has reached.
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

    /**
     * The load balancer in front of the service. Default: {@link LoadBalancerProps}' defaults.
     *
     * @param loadBalancer options of the load balancer
     * @return this builder
     */
    public B loadBalancer(@Nullable LoadBalancerProps loadBalancer) {
      return with(ServiceOptions.LOAD_BALANCER, loadBalancer == null ? null : loadBalancer.values);
    }

    @Override
    final void checkKind(Problems problems, Values chosen) {
      checkStrategy(problems, chosen);
      checkTier(problems, chosen);
    }

    @Override
    final void checkImage(Problems problems, Values chosen, ContainerImage image) {
      if (Placeholder.is(image)) {
        checkPlaceholder(problems, chosen);
      }
    }

    private static void checkStrategy(Problems problems, Values chosen) {
      DeploymentStrategy strategy =
          chosen.known(ServiceOptions.DEPLOYMENT).known(DeploymentOptions.STRATEGY);
      if (strategy == DeploymentStrategy.ROLLING) {
        return;
      }
      Values scaling = chosen.find(ServiceOptions.AUTO_SCALING);
      Number requests =
          scaling == null ? null : scaling.find(AutoScalingOptions.REQUESTS_PER_TARGET);
      if (requests != null) {
        problems.add(
            "autoScaling.requestsPerTarget",
            requests,
            "is counted in one target group, and deployment.strategy "
                + strategy
                + " moves the tasks between two",
            "scale on CPU or memory, or leave strategy out");
      }
      Duration stickiness =
          chosen.known(ServiceOptions.LOAD_BALANCER).find(LoadBalancerOptions.STICKINESS);
      if (stickiness != null) {
        problems.add(
            "loadBalancer.stickiness",
            Problems.secondsOf(stickiness),
            "seconds would keep clients with the old tasks, while deployment.strategy "
                + strategy
                + " shifts the traffic away from them",
            "leave one of the two out");
      }
    }

    private static void checkPlaceholder(Problems problems, Values chosen) {
      String codes = chosen.known(ServiceOptions.HEALTHY_HTTP_CODES);
      if (!HealthyCodes.contain(codes, Placeholder.STATUS)) {
        problems.add(
            ServiceOptions.HEALTHY_HTTP_CODES.name(),
            codes,
            "do not contain " + Placeholder.STATUS + ", which is what the placeholder answers",
            "leave it out until an image is pushed");
      }
      ApplicationProtocol protocol =
          chosen.known(ServiceOptions.LOAD_BALANCER).find(LoadBalancerOptions.TARGET_PROTOCOL);
      if (protocol == ApplicationProtocol.HTTPS) {
        problems.add(
            "loadBalancer.targetProtocol",
            protocol,
            "is not a protocol that the placeholder supports",
            "leave it out until an image is pushed");
      }
    }
  }
}
