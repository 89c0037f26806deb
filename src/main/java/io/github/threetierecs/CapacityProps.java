package io.github.threetierecs;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerInsights;

/** The EC2 instances that both services run on, and the cluster that they form. */
public final class CapacityProps {
  final @Nullable InstanceType instanceType;
  final @Nullable Number minInstances;
  final @Nullable Number maxInstances;
  final @Nullable ContainerInsights containerInsights;
  final @Nullable Boolean detailedMonitoring;
  final @Nullable TaskNetworking taskNetworking;

  private CapacityProps(Builder builder) {
    instanceType = builder.instanceType;
    minInstances = builder.minInstances;
    maxInstances = builder.maxInstances;
    containerInsights = builder.containerInsights;
    detailedMonitoring = builder.detailedMonitoring;
    taskNetworking = builder.taskNetworking;
  }

  /**
   * Starts with the profile's default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Sets the options of the capacity. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<CapacityProps> {
    private static final int MOST_INSTANCES = 5_000;

    private final Problems problems = new Problems("capacity");
    private @Nullable InstanceType instanceType;
    private @Nullable Number minInstances;
    private @Nullable Number maxInstances;
    private @Nullable ContainerInsights containerInsights;
    private @Nullable Boolean detailedMonitoring;
    private @Nullable TaskNetworking taskNetworking;

    private Builder() {}

    /**
     * The type of the EC2 instances. Its architecture decides the machine image: ARM types get the
     * ARM build, and the containers' images must be built for it.
     *
     * <p>Default: {@code m6i.large} in PRODUCTION, {@code t3.medium} in DEVELOPMENT. Changing it
     * rolls the instances one by one; tasks are drained and restarted elsewhere.
     *
     * <p>The machine image is the newest that AWS recommends at each deployment, so that any
     * deployment may roll the instances.
     *
     * <p>An instance has few network interfaces, one per task: {@code m6i.large} and {@code
     * t3.medium} hold two tasks each.
     *
     * <p>Refused: a name that the CDK cannot read as an instance type, and tokens, because the
     * architecture has to be known at synthesis.
     *
     * @param instanceType such as {@code new InstanceType("m7g.large")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html">Task
     *     networking for EC2</a>
     */
    public Builder instanceType(InstanceType instanceType) {
      this.instanceType = problems.given("instanceType", instanceType);
      return this;
    }

    /**
     * The least number of instances, kept even when no task needs them.
     *
     * <p>Default: 2 in PRODUCTION, 1 in DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 0 to 5 000, and more than {@link #maxInstances}.
     *
     * @param minInstances from 0 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html">Cluster
     *     auto scaling</a>
     */
    public Builder minInstances(Number minInstances) {
      this.minInstances = problems.given("minInstances", minInstances);
      return this;
    }

    /**
     * The most instances that the capacity provider may start. A rolling deployment runs the old
     * and the new tasks side by side, so leave room for twice the tasks.
     *
     * <p>Default: 8 in PRODUCTION, 4 in DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 5 000, and less than {@link #minInstances}.
     *
     * @param maxInstances from 1 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html">Cluster
     *     auto scaling</a>
     */
    public Builder maxInstances(Number maxInstances) {
      this.maxInstances = problems.given("maxInstances", maxInstances);
      return this;
    }

    /**
     * How much CloudWatch Container Insights measures, which is billed by metric.
     *
     * <p>Default: {@link ContainerInsights#ENHANCED} in PRODUCTION, {@link
     * ContainerInsights#DISABLED} in DEVELOPMENT. It can be changed in place.
     *
     * @param containerInsights how much to measure
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html">Container
     *     Insights</a>
     */
    public Builder containerInsights(ContainerInsights containerInsights) {
      this.containerInsights = problems.given("containerInsights", containerInsights);
      return this;
    }

    /**
     * Whether EC2 reports the instances' metrics every minute instead of every five.
     *
     * <p>Default: true in PRODUCTION, false in DEVELOPMENT. Changing it rolls the instances.
     *
     * @param detailedMonitoring true for every minute
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html">Detailed
     *     monitoring</a>
     */
    public Builder detailedMonitoring(Boolean detailedMonitoring) {
      this.detailedMonitoring = problems.given("detailedMonitoring", detailedMonitoring);
      return this;
    }

    /**
     * How the tasks are connected to the network.
     *
     * <p>Default: {@link TaskNetworking#AWSVPC} in both profiles. With {@link
     * TaskNetworking#BRIDGE} an instance holds as many tasks as its CPU and memory allow, but
     * <b>the frontend can reach the database</b>: what one tier may reach, the other may. The load
     * balancers then reach the instances at ports 32768 to 65535, and nobody else does.
     *
     * <p><b>Choose it before the first deployment</b>: ECS does not take a service from one to the
     * other, so that changing it later replaces the services and their target groups, with an
     * outage of minutes. The database stays.
     *
     * @param taskNetworking a network interface for each task, or one for all of an instance
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html">Task
     *     networking</a>
     */
    public Builder taskNetworking(TaskNetworking taskNetworking) {
      this.taskNetworking = problems.given("taskNetworking", taskNetworking);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public CapacityProps build() {
      if (instanceType != null) {
        InstanceTypes.checkHost(problems, "instanceType", instanceType);
      }
      problems.wholeNumber(
          "minInstances",
          minInstances,
          0,
          MOST_INSTANCES,
          "instances",
          "set 2 to survive the loss of one");
      problems.wholeNumber(
          "maxInstances",
          maxInstances,
          1,
          MOST_INSTANCES,
          "instances",
          "set the most instances to scale out to");
      problems.ascending("minInstances", minInstances, "maxInstances", maxInstances);
      problems.refuse();
      return new CapacityProps(this);
    }
  }
}
