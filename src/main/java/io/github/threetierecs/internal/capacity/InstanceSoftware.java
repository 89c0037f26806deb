package io.github.threetierecs.internal.capacity;

import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.OperatingSystem;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.OperatingSystemType;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ecs.MachineImageType;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * What an instance starts with: its machine image, its volumes, and how its agent is configured.
 */
public final class InstanceSoftware {
  /** An option of the ECS agent, by the name that each operating system gives it. */
  private enum AgentOption {
    BLOCK_IMDS("ECS_AWSVPC_BLOCK_IMDS", "awsvpc-block-imds"),
    DRAIN_SPOT("ECS_ENABLE_SPOT_INSTANCE_DRAINING", "enable-spot-instance-draining");

    private final String variable;
    private final String key;

    AgentOption(String variable, String key) {
      this.variable = variable;
      this.key = key;
    }
  }

  /** Twice the size of Bottlerocket's system volume today. Nothing is written to it. */
  private static final int SYSTEM_GIB = 4;

  private final Values options;
  private final @Nullable IMachineImage pinned;
  private final OperatingSystem os;
  private final boolean gpus;
  private final Set<String> accepted = new TreeSet<>();
  final UserData userData;

  /** Whether the agent mounts file systems with TLS and a role. */
  public boolean mountsByTls() {
    return os.mountsByTls();
  }

  /**
   * Decides what the instances start with.
   *
   * @param gpus whether a task asks for GPUs, for which an image needs drivers
   */
  InstanceSoftware(Construct scope, Values options, boolean gpus) {
    this.options = options;
    pinned = options.find(CapacityOptions.MACHINE_IMAGE);
    this.gpus = gpus;
    os = OperatingSystem.of(options);
    UserData given = pinned == null ? null : PinnedImage.check(scope, options, pinned, gpus);
    if (given != null) {
      userData = given;
    } else {
      userData = os.isConfiguredBySettings() ? UserData.custom("") : UserData.forLinux();
    }
  }

  /**
   * Refuses a pinned image that the CDK cannot make anything of. It may be of any class, the user's
   * own too.
   */
  LaunchTemplate templateOf(LaunchTemplate.Builder builder) {
    if (pinned == null) {
      return builder.build();
    }
    try {
      return builder.build();
    } catch (RuntimeException refusal) {
      Problems problems = new Problems("capacity");
      problems.add(
          "machineImage",
          pinned.getClass().getSimpleName(),
          "is refused: " + Problems.reasonOf(refusal),
          "set one such as EcsOptimizedImage.amazonLinux2023(), or leave it out");
      problems.refuse();
      throw refusal;
    }
  }

  /** The image that was pinned, or the newest that AWS recommends at the time of deployment. */
  IMachineImage image() {
    return pinned != null ? pinned : os.newestImage(CapacityOptions.isArm(options), gpus);
  }

  /** Refuses a pinned image of Windows, which the CDK would configure as such. */
  void check(LaunchTemplate template) {
    if (pinned != null && template.getOsType() == OperatingSystemType.WINDOWS) {
      Problems problems = new Problems("capacity");
      problems.add(
          "machineImage",
          pinned.getClass().getSimpleName(),
          "is a Windows image, and the containers run on Linux",
          "set one such as EcsOptimizedImage.amazonLinux2023(), or leave it out");
      problems.refuse();
    }
  }

  /** The cluster's name for the CDK to write into the user data; null for its own default. */
  @Nullable MachineImageType type() {
    return os.isConfiguredBySettings() ? MachineImageType.BOTTLEROCKET : null;
  }

  /** The last volume holds the images and containers. */
  List<BlockDevice> volumes(Number sizeGiB, @Nullable IKey key) {
    return os.hasVolumeToItself()
        ? List.of(volume("/dev/xvda", SYSTEM_GIB, key), volume("/dev/xvdb", sizeGiB, key))
        : List.of(volume("/dev/xvda", sizeGiB, key));
  }

  /** Adds to the user data after the CDK, which begins the table of Bottlerocket's settings. */
  void configureAgent() {
    set(AgentOption.BLOCK_IMDS);
    if (CapacityOptions.usesSpot(options)) {
      set(AgentOption.DRAIN_SPOT);
    }
    if (options.get(CapacityOptions.ENI_TRUNKING)) {
      // The agent registers only after the user data has run. The image has no AWS CLI.
      userData.addCommands(
          "dnf install -y awscli-2",
          "aws ecs put-account-setting --name awsvpcTrunking --value enabled --region "
              + Aws.REGION);
    }
  }

  /** {@return those of some log drivers that no instance accepts as it is configured} */
  public Set<String> refused(Set<String> logDrivers) {
    Set<String> further = new TreeSet<>(logDrivers);
    further.removeAll(os.logDrivers());
    further.removeAll(accepted);
    further.remove(LogDrivers.FIRELENS);
    return further;
  }

  /** Without this setting, no instance accepts a task that logs by another driver. */
  public void accept(Set<String> ofOneTier, Set<String> ofTheOther) {
    Set<String> logDrivers = new TreeSet<>(ofOneTier);
    logDrivers.addAll(ofTheOther);
    accepted.addAll(logDrivers);
    List<String> all = LogDrivers.toRegister(logDrivers, os.logDrivers());
    if (!all.isEmpty()) {
      String list = all.stream().map(it -> '"' + it + '"').collect(Collectors.joining(","));
      userData.addCommands(
          os.isConfiguredBySettings()
              ? "logging-drivers = [" + list + "]"
              : "echo 'ECS_AVAILABLE_LOGGING_DRIVERS=[" + list + "]' >> /etc/ecs/ecs.config");
    }
  }

  private void set(AgentOption setting) {
    userData.addCommands(
        os.isConfiguredBySettings()
            ? setting.key + " = true"
            : "echo " + setting.variable + "=true >> /etc/ecs/ecs.config");
  }

  private static BlockDevice volume(String device, Number sizeGiB, @Nullable IKey key) {
    return BlockDevice.builder()
        .deviceName(device)
        .volume(
            BlockDeviceVolume.ebs(
                sizeGiB,
                EbsDeviceOptions.builder()
                    .encrypted(true)
                    .kmsKey(key)
                    .volumeType(EbsDeviceVolumeType.GP3)
                    .build()))
        .build();
  }
}
