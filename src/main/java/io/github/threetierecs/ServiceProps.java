package io.github.threetierecs;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
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

/** What the frontend and the backend have in common: a load balancer and a service behind it. */
public abstract sealed class ServiceProps extends TargetProps permits FrontendProps, BackendProps {
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
      extends TargetProps.Builder<P, B> permits FrontendProps.Builder, BackendProps.Builder {

    /**
     * Starts with what was chosen before.
     *
     * @param before the values of the tier
     * @param tier the path of the tier's options
     * @param portOption the tier's port, which each tier has another default for
     * @param reserved the environment variables that the construct itself sets
     */
    Builder(Values before, String tier, Option<Number> portOption, Set<String> reserved) {
      super(before, tier, portOption, reserved);
    }

    /** Refuses what applies to one tier only. */
    void checkTier(Problems problems, Values chosen) {}

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
        checkPlaceholder(
            problems,
            chosen,
            "loadBalancer.targetProtocol",
            chosen.known(ServiceOptions.LOAD_BALANCER).find(LoadBalancerOptions.TARGET_PROTOCOL));
      }
    }

    private static void checkStrategy(Problems problems, Values chosen) {
      DeploymentStrategy strategy =
          chosen.known(ServiceOptions.DEPLOYMENT).known(DeploymentOptions.STRATEGY);
      if (strategy == DeploymentStrategy.ROLLING) {
        return;
      }
      AutoScalingOptions.refuseRequests(
          problems,
          chosen.find(ServiceOptions.AUTO_SCALING),
          "is counted in one target group, and deployment.strategy "
              + strategy
              + " moves the tasks between two",
          "scale on CPU or memory, or leave strategy out");
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
  }
}
