package io.github.threetierecs;

import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.InstanceTypes;
import io.github.threetierecs.internal.options.OperatingSystem;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerInsights;

/** The EC2 instances that both services run on, and the cluster that they form. */
public final class CapacityProps {
  final Values values;

  private CapacityProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the profile's default for every option.
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

  /** Sets the options of the capacity. Whatever is left out gets the profile's default. */
  public static final class Builder implements software.amazon.jsii.Builder<CapacityProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * The type of the EC2 instances. Its architecture decides the machine image, and the
     * containers' images must be built for it. {@code docs/capacity.md} says how many tasks it
     * holds.
     *
     * <p>Default: {@code m6i.large} in PRODUCTION, {@code t3.medium} in DEVELOPMENT; each holds two
     * tasks. Changing it rolls the instances.
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
    public Builder instanceType(@Nullable InstanceType instanceType) {
      values.set(CapacityOptions.INSTANCE_TYPE, instanceType);
      return this;
    }

    /**
     * Further types of EC2 instances, which are started when there are none of {@link
     * #instanceType}; for on-demand instances in the order given. Spot instances are of whichever
     * types are cheap and least likely to be taken back.
     *
     * <p>Default: none in both profiles. Changing it rolls the instances.
     *
     * <p>Take types of about the same size: ECS starts no instance for a task that does not fit on
     * the smallest.
     *
     * <p>Refused: what {@link #instanceType} refuses, without {@link #instanceType}, types of the
     * other architecture, the same type twice, and more than 39.
     *
     * @param otherInstanceTypes such as {@code List.of(new InstanceType("m6a.large"))}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html">Auto
     *     Scaling groups with multiple instance types</a>
     */
    public Builder otherInstanceTypes(@Nullable List<InstanceType> otherInstanceTypes) {
      values.set(
          CapacityOptions.OTHER_INSTANCE_TYPES,
          otherInstanceTypes == null ? null : Problems.copyOf(otherInstanceTypes));
      return this;
    }

    /**
     * The share of the instances above {@link #onDemandBase} that are Spot instances: spare
     * capacity, at a fraction of the price, which EC2 takes back with a notice of two minutes.
     *
     * <p>Default: 0 in both profiles. Changing it rolls the instances.
     *
     * <p>Above 0 there may be a tenth more instances than {@link #maxInstances}, while one that is
     * at risk is replaced ({@code docs/deployments.md#when-instances-are-replaced}). Give {@link
     * #otherInstanceTypes} too: the more types, the fewer are taken back at once.
     *
     * <p>Refused: anything but a whole number from 0 to 100, and tokens, because it is decided at
     * synthesis whether there is a mixed instances policy.
     *
     * @param spotPercentage percent, from 0 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-spot.html">Spot
     *     instances</a>
     */
    public Builder spotPercentage(@Nullable Number spotPercentage) {
      values.set(CapacityOptions.SPOT_PERCENTAGE, spotPercentage);
      return this;
    }

    /**
     * The number of instances that are on demand before the first Spot instance is.
     *
     * <p>Default: 0 in both profiles. Changing it is done in place, and rolls the instances.
     *
     * <p>Refused: anything but a whole number from 0 to 5 000, without {@link #spotPercentage}, and
     * so many that {@link #maxInstances} leaves no room for a Spot instance.
     *
     * @param onDemandBase from 0 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html">Mixed
     *     instances</a>
     */
    public Builder onDemandBase(@Nullable Number onDemandBase) {
      values.set(CapacityOptions.ON_DEMAND_BASE, onDemandBase);
      return this;
    }

    /**
     * What the instances run.
     *
     * <p>Default: {@link InstanceOs#AMAZON_LINUX_2023} in both profiles. Changing it rolls the
     * instances.
     *
     * @param operatingSystem the operating system
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-bottlerocket.html">Bottlerocket</a>
     */
    public Builder operatingSystem(@Nullable InstanceOs operatingSystem) {
      values.set(CapacityOptions.OPERATING_SYSTEM, operatingSystem);
      return this;
    }

    /**
     * The machine image of the instances, pinned, so that a deployment rolls them only if you
     * change it. It must be one for ECS, of {@link #operatingSystem}, and for the architecture of
     * {@link #instanceType}: best one that was tested, by {@code
     * MachineImage.genericLinux(Map.of("eu-central-1", "ami-…"))}. For several Regions give it a
     * {@code TreeMap}: {@code Map.of} has another order in every run, and the CDK writes it down.
     *
     * <p>Default: in both profiles the newest that AWS recommends at each deployment, so that any
     * deployment may roll the instances. Changing it rolls them.
     *
     * <p>A pinned image gets no patches: change it when AWS releases a new one.
     *
     * <p>Refused: an image that the CDK knows to be of another operating system; by the construct,
     * as far as the name of its parameter tells, one of Windows, of another operating system or
     * architecture than {@link #instanceType}, without the agent of Amazon ECS, without drivers
     * where a task asks for GPUs, or of Amazon Linux 2 with {@link #eniTrunking}; a map of images
     * without the stack's Region; user data of several parts, or of more than 15 360 bytes. Its
     * user data is kept, and the cluster is added to it.
     *
     * @param machineImage an image for ECS
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html">ECS-optimized
     *     Linux AMIs</a>
     */
    public Builder machineImage(@Nullable IMachineImage machineImage) {
      values.set(CapacityOptions.MACHINE_IMAGE, machineImage);
      return this;
    }

    /**
     * The size of the volume that holds the images and what containers write: an instance's root
     * volume, or with Bottlerocket its data volume.
     *
     * <p>Default: 30 GiB in both profiles. Changing it rolls the instances.
     *
     * <p>Refused: anything but a whole number from 30, the size of the machine image, to 16 384.
     *
     * @param rootVolumeSize GiB, from 30 to 16 384
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-ami-storage-config.html">Storage
     *     of ECS-optimized AMIs</a>
     */
    public Builder rootVolumeSize(@Nullable Number rootVolumeSize) {
      values.set(CapacityOptions.ROOT_VOLUME_SIZE, rootVolumeSize);
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
    public Builder minInstances(@Nullable Number minInstances) {
      values.set(CapacityOptions.MIN_INSTANCES, minInstances);
      return this;
    }

    /**
     * The most instances that the capacity provider may start. A rolling deployment runs the old
     * and the new tasks side by side, so leave room for twice the tasks.
     *
     * <p>Default: 8 in PRODUCTION, 4 in DEVELOPMENT. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 5 000, less than {@link #minInstances}, and
     * so few that the tasks of both tiers never find room: at their most, while they are deployed,
     * or, in PRODUCTION, at the usual number after the loss of an Availability Zone. Where they may
     * have to wait, a warning says so.
     *
     * @param maxInstances from 1 to 5 000
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html">Cluster
     *     auto scaling</a>
     */
    public Builder maxInstances(@Nullable Number maxInstances) {
      values.set(CapacityOptions.MAX_INSTANCES, maxInstances);
      return this;
    }

    /**
     * How full the capacity provider keeps the instances. Below 100 some are always idle, so that a
     * deployment, or more load, finds room at once instead of after some minutes: with 80, one for
     * every four in use.
     *
     * <p>Default: 100 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 1 to 100.
     *
     * @param targetCapacityPercent percent, from 1 to 100
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html">Cluster
     *     auto scaling</a>
     */
    public Builder targetCapacityPercent(@Nullable Number targetCapacityPercent) {
      values.set(CapacityOptions.TARGET_CAPACITY_PERCENT, targetCapacityPercent);
      return this;
    }

    /**
     * Whether an instance with tasks is kept from being stopped when the group scales in. Without
     * it, ECS drains such an instance first, which is enough for services; tasks that must not be
     * moved need it.
     *
     * <p>Default: false in both profiles. It can be changed in place, for instances that start
     * later.
     *
     * <p><b>Deleting the stack hangs while it is on</b>, because CloudFormation cannot stop a
     * protected instance (aws-cdk#18179): before, switch it off, deploy, and replace the instances.
     *
     * @param managedTerminationProtection true to protect instances that have tasks
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html">Managed
     *     termination protection</a>
     */
    public Builder managedTerminationProtection(@Nullable Boolean managedTerminationProtection) {
      values.set(CapacityOptions.MANAGED_TERMINATION_PROTECTION, managedTerminationProtection);
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
    public Builder containerInsights(@Nullable ContainerInsights containerInsights) {
      values.set(CapacityOptions.CONTAINER_INSIGHTS, containerInsights);
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
    public Builder detailedMonitoring(@Nullable Boolean detailedMonitoring) {
      values.set(CapacityOptions.DETAILED_MONITORING, detailedMonitoring);
      return this;
    }

    /**
     * Whether people can open a shell on an instance through AWS Systems Manager, without a port, a
     * key or a public address; both operating systems have the agent. {@code
     * docs/security/roles.md#added-to-the-instance-role-by-options} says what the instances' role
     * gets, and who may open a session. With interface endpoints, those of Systems Manager are
     * added.
     *
     * <p>Default: false in both profiles. It can be changed in place; the agent of an instance that
     * is running takes up to an hour to notice.
     *
     * @param sessionManager true to let sessions be opened
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html">Permissions
     *     for Session Manager</a>
     */
    public Builder sessionManager(@Nullable Boolean sessionManager) {
      values.set(CapacityOptions.SESSION_MANAGER, sessionManager);
      return this;
    }

    /**
     * How the tasks are connected to the network.
     *
     * <p>Default: {@link TaskNetworking#AWSVPC} in both profiles. With {@link
     * TaskNetworking#BRIDGE} an instance holds as many tasks as its CPU and memory allow, but
     * <b>the frontend can reach the database</b>: {@code
     * docs/security/network.md#bridge-networking}.
     *
     * <p><b>Choose it before the first deployment</b>: changing it later replaces the services,
     * whose network mode ECS cannot change, and their target groups, with an outage of minutes.
     * CloudFormation refuses it while another {@code deployment.strategy} than {@code ROLLING} is
     * deployed.
     *
     * @param taskNetworking a network interface for each task, or one for all of an instance
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html">Task
     *     networking</a>
     */
    public Builder taskNetworking(@Nullable TaskNetworking taskNetworking) {
      values.set(CapacityOptions.TASK_NETWORKING, taskNetworking);
      return this;
    }

    /**
     * Whether an instance gets more network interfaces for tasks than its type normally has, by ENI
     * trunking: an {@code m6i.large} then has them for 10 tasks instead of 2.
     *
     * <p>Default: false in both profiles. Changing it rolls the instances. Switched off, the
     * setting stays with the instances' role.
     *
     * <p>Each instance sets it for its own role before it registers, which takes about half a
     * minute longer; where that fails, it joins without trunking ({@code
     * docs/decisions/0018-eni-trunking.md}). In an account that has set {@code awsvpcTrunking} as
     * its default, leave this out: trunking is on anyway.
     *
     * <p>Refused: with {@link TaskNetworking#BRIDGE}; with {@link InstanceOs#BOTTLEROCKET}, which
     * can run no such command; on types that are known not to have it, such as {@code t3}.
     *
     * @param eniTrunking true for more network interfaces
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html">Increasing
     *     network interfaces</a>
     */
    public Builder eniTrunking(@Nullable Boolean eniTrunking) {
      values.set(CapacityOptions.ENI_TRUNKING, eniTrunking);
      return this;
    }

    /**
     * The CPU units that a daemon service takes from every instance, if you add one to the cluster:
     * an agent for logs, metrics or security. It is neither created nor given room by this: the
     * check whether the tasks find room ({@code docs/capacity.md#what-is-checked}) counts it.
     *
     * <p>Default: 0 in both profiles. Changing it changes nothing that is deployed.
     *
     * <p>Refused: anything but a whole number from 0 to 196 608, tokens, and so many that a task of
     * the frontend or the backend finds no room beside it.
     *
     * @param daemonCpu CPU units, of which a virtual CPU has 1 024
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html#service_scheduler_daemon">Daemon
     *     scheduling</a>
     */
    public Builder daemonCpu(@Nullable Number daemonCpu) {
      values.set(CapacityOptions.DAEMON_CPU, daemonCpu);
      return this;
    }

    /**
     * The memory that a daemon service takes from every instance, as {@link #daemonCpu} is its CPU.
     *
     * <p>Default: 0 in both profiles. Changing it changes nothing that is deployed.
     *
     * <p>Refused: anything but a whole number from 0 to 25 165 824, tokens, and so much that a task
     * of the frontend or the backend finds no room beside it.
     *
     * @param daemonMemoryMiB MiB
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html#service_scheduler_daemon">Daemon
     *     scheduling</a>
     */
    public Builder daemonMemoryMiB(@Nullable Number daemonMemoryMiB) {
      values.set(CapacityOptions.DAEMON_MEMORY_MIB, daemonMemoryMiB);
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
      return new CapacityProps(values.checked("capacity", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      List<InstanceType> others =
          Problems.copyOf(chosen.find(CapacityOptions.OTHER_INSTANCE_TYPES));
      InstanceTypes.checkOthers(problems, chosen.find(CapacityOptions.INSTANCE_TYPE), others);
      problems.ascending(
          CapacityOptions.MIN_INSTANCES.name(),
          chosen.find(CapacityOptions.MIN_INSTANCES),
          CapacityOptions.MAX_INSTANCES.name(),
          chosen.find(CapacityOptions.MAX_INSTANCES));
      checkSpot(problems, chosen);
      checkImage(problems, chosen);
      if (Boolean.TRUE.equals(chosen.find(CapacityOptions.ENI_TRUNKING))) {
        checkTrunking(problems, chosen, others);
      }
    }

    private static void checkSpot(Problems problems, Values chosen) {
      Number base = chosen.find(CapacityOptions.ON_DEMAND_BASE);
      if (base != null && base.doubleValue() > 0 && !CapacityOptions.usesSpot(chosen)) {
        problems.add(
            CapacityOptions.ON_DEMAND_BASE.name(),
            base,
            "has no effect: without capacity.spotPercentage all instances are on demand",
            "set capacity.spotPercentage too, or leave this out");
      }
    }

    private static void checkImage(Problems problems, Values chosen) {
      OperatingSystem os = OperatingSystem.of(chosen);
      OperatingSystem ofImage = OperatingSystem.ofImage(chosen.find(CapacityOptions.MACHINE_IMAGE));
      if (ofImage != null && ofImage != os) {
        problems.add(
            CapacityOptions.MACHINE_IMAGE.name(),
            ofImage.imageClass(),
            "does not match capacity.operatingSystem " + os,
            "set capacity.operatingSystem to " + ofImage + ", or another image");
      }
    }

    private static void checkTrunking(Problems problems, Values chosen, List<InstanceType> others) {
      String option = CapacityOptions.ENI_TRUNKING.name();
      if (!CapacityOptions.givesInterfaces(chosen)) {
        problems.add(
            option,
            true,
            "has no effect with capacity.taskNetworking "
                + chosen.find(CapacityOptions.TASK_NETWORKING)
                + ", whose tasks have no network interfaces",
            "leave one of the two out");
      }
      OperatingSystem os = OperatingSystem.of(chosen);
      if (os.isConfiguredBySettings()) {
        problems.add(
            option,
            true,
            "cannot be set from an instance with capacity.operatingSystem " + os,
            "leave this out, and set the account's default with aws ecs"
                + " put-account-setting-default --name awsvpcTrunking --value enabled");
      }
      InstanceType first = chosen.find(CapacityOptions.INSTANCE_TYPE);
      if (first != null) {
        InstanceTypes.checkTrunking(
            problems, option, first.toString(), CapacityOptions.INSTANCE_TYPE.path(), "");
      }
      others.stream()
          .filter(Objects::nonNull)
          .forEach(
              it ->
                  InstanceTypes.checkTrunking(
                      problems,
                      option,
                      it.toString(),
                      CapacityOptions.OTHER_INSTANCE_TYPES.path(),
                      ""));
    }
  }
}
