package io.github.threetierecs.internal.options;

import io.github.threetierecs.InstanceOs;
import io.github.threetierecs.TaskNetworking;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import java.util.List;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.InstanceArchitecture;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerInsights;

/**
 * What can be chosen of the EC2 instances and their cluster. The instance types by default are of
 * generations that nearly every Region has, because the first deployment has to work wherever it is
 * made.
 */
public final class CapacityOptions {
  private static final Group CAPACITY = new Group("capacity");

  public static final int MOST_INSTANCES = 5_000;

  /** The size of Amazon Linux's snapshot, which a volume cannot be smaller than. */
  private static final int SMALLEST_VOLUME_GIB = 30;

  private static final int LARGEST_VOLUME_GIB = 16_384;

  private static final String NEEDED_AT_SYNTHESIS = "it is needed at synthesis";

  public static final Option<InstanceType> INSTANCE_TYPE =
      CAPACITY
          .<InstanceType>option("instanceType")
          .refusing(InstanceTypes::checkHost)
          .byDefaultMade(
              InstanceTypes.NAMED.from("m6i.large"), InstanceTypes.NAMED.from("t3.medium"));

  /** They are checked together with {@link #INSTANCE_TYPE}, which comes first. */
  public static final Option<List<InstanceType>> OTHER_INSTANCE_TYPES =
      CAPACITY.<List<InstanceType>>option("otherInstanceTypes").byDefault(List.of());

  public static final Option<Number> MIN_INSTANCES =
      CAPACITY
          .wholeNumber(
              "minInstances", 0, MOST_INSTANCES, "instances", "set 2 to survive the loss of one")
          .byDefault(2, 1);

  public static final Option<Number> MAX_INSTANCES =
      CAPACITY
          .wholeNumber(
              "maxInstances", 1, MOST_INSTANCES, "instances", "set the maximum number of instances")
          .byDefault(8, 4);

  public static final Option<Number> SPOT_PERCENTAGE =
      CAPACITY
          .wholeNumber("spotPercentage", 0, 100, "percent", "set the share of Spot instances")
          .literal(
              "it decides at synthesis whether instances are mixed", "set a literal such as 50")
          .byDefault(0);

  public static final Option<Number> ON_DEMAND_BASE =
      CAPACITY
          .wholeNumber(
              "onDemandBase",
              0,
              MOST_INSTANCES,
              "instances",
              "set how many are never Spot instances")
          .byDefault(0);

  public static final Option<InstanceOs> OPERATING_SYSTEM =
      CAPACITY.<InstanceOs>option("operatingSystem").byDefault(InstanceOs.AMAZON_LINUX_2023);

  public static final Option<IMachineImage> MACHINE_IMAGE = CAPACITY.option("machineImage");

  public static final Option<Number> ROOT_VOLUME_SIZE =
      CAPACITY
          .wholeNumber(
              "rootVolumeSize", SMALLEST_VOLUME_GIB, LARGEST_VOLUME_GIB, "GiB", "set 30 or more")
          .byDefault(30);

  public static final Option<Number> TARGET_CAPACITY_PERCENT =
      CAPACITY
          .wholeNumber(
              "targetCapacityPercent",
              1,
              100,
              "percent",
              "set 100, or less to keep some instances idle")
          .byDefault(100);

  public static final Option<Boolean> MANAGED_TERMINATION_PROTECTION =
      CAPACITY.<Boolean>option("managedTerminationProtection").byDefault(false);

  public static final Option<ContainerInsights> CONTAINER_INSIGHTS =
      CAPACITY
          .<ContainerInsights>option("containerInsights")
          .byDefault(ContainerInsights.ENHANCED, ContainerInsights.DISABLED);

  public static final Option<Boolean> DETAILED_MONITORING =
      CAPACITY.<Boolean>option("detailedMonitoring").byDefault(true, false);

  public static final Option<Boolean> SESSION_MANAGER =
      CAPACITY.<Boolean>option("sessionManager").byDefault(false);

  public static final Option<TaskNetworking> TASK_NETWORKING =
      CAPACITY.<TaskNetworking>option("taskNetworking").byDefault(TaskNetworking.AWSVPC);

  public static final Option<Boolean> ENI_TRUNKING =
      CAPACITY.<Boolean>option("eniTrunking").byDefault(false);

  public static final Option<Number> DAEMON_CPU =
      CAPACITY
          .wholeNumber("daemonCpu", 0, 196_608, "CPU units", "set what the daemon's task needs")
          .literal(NEEDED_AT_SYNTHESIS, "set a literal such as 128")
          .byDefault(0);

  public static final Option<Number> DAEMON_MEMORY_MIB =
      CAPACITY
          .wholeNumber("daemonMemoryMiB", 0, 25_165_824, "MiB", "set what the daemon's task needs")
          .literal(NEEDED_AT_SYNTHESIS, "set a literal such as 256")
          .byDefault(0);

  /**
   * Decided by the profile only: whether it is refused, and not only warned of, that the tasks find
   * no room without one of the Availability Zones.
   */
  public static final Option<Boolean> SURVIVES_THE_LOSS_OF_A_ZONE =
      CAPACITY.<Boolean>option("survivesTheLossOfAZone").byDefault(true, false);

  private CapacityOptions() {}

  /** {@return the name of the first instance type} */
  public static String instanceType(Values options) {
    return InstanceTypes.NAMED.sourceOf(options.get(INSTANCE_TYPE));
  }

  /** {@return whether the instances are arm64, and not x86_64} */
  public static boolean isArm(Values options) {
    InstanceType type = options.get(INSTANCE_TYPE);
    String name = InstanceTypes.NAMED.known(type);
    return name == null
        ? type.getArchitecture() == InstanceArchitecture.ARM_64
        : InstanceCatalogue.find(name).orElseThrow().architecture().equals("arm64");
  }

  /** {@return whether each task has its own network interface, and so its own security groups} */
  public static boolean givesInterfaces(Values options) {
    return options.find(TASK_NETWORKING) != TaskNetworking.BRIDGE;
  }

  /** {@return whether instances can be Spot instances} */
  public static boolean usesSpot(Values options) {
    Number percentage = options.find(SPOT_PERCENTAGE);
    return percentage != null && percentage.doubleValue() > 0;
  }

  /** {@return whether instances can differ, by their type or by how they are bought} */
  public static boolean isMixed(Values options) {
    return usesSpot(options) || !options.get(OTHER_INSTANCE_TYPES).isEmpty();
  }
}
