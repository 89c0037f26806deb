package io.github.threetierecs;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.InstanceArchitecture;
import software.amazon.awscdk.services.ecs.AmiHardwareType;
import software.amazon.awscdk.services.ecs.BottleRocketImage;
import software.amazon.awscdk.services.ecs.BottlerocketEcsVariant;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;

/** What the instances run. Both are built for ECS, patched by AWS, and come with its agent. */
public enum InstanceOs {
  /** A general-purpose Linux with a package manager, and a shell to look around in. */
  AMAZON_LINUX_2023(
      EcsOptimizedImage.class,
      "EcsOptimizedImage.amazonLinux2023(AmiHardwareType.GPU)",
      "awsserviceecsoptimizedami"),

  /**
   * A Linux for containers and nothing else: a read-only system without a package manager or a
   * shell of its own, configured by its settings alone. Containers cannot be privileged.
   */
  BOTTLEROCKET(
      BottleRocketImage.class,
      "one of BottlerocketEcsVariant.AWS_ECS_2_NVIDIA",
      "awsservicebottlerocketawsecs");

  private final Class<? extends IMachineImage> imageClass;

  /** What to set for an image with drivers for GPUs, in a remedy. */
  final String gpuImage;

  /** What the parameters of AWS are called that have its images, without punctuation. */
  final String parameter;

  InstanceOs(Class<? extends IMachineImage> imageClass, String gpuImage, String parameter) {
    this.imageClass = imageClass;
    this.gpuImage = gpuImage;
    this.parameter = parameter;
  }

  /** {@return the system that an image is of, or null if its class does not say that} */
  static @Nullable InstanceOs of(@Nullable IMachineImage image) {
    return Arrays.stream(values())
        .filter(it -> it.imageClass.isInstance(image))
        .findFirst()
        .orElse(null);
  }

  /** {@return the class of the CDK's whose images are of this system} */
  String imageClass() {
    return imageClass.getSimpleName();
  }

  /** {@return the image that AWS recommends at the time of deployment} */
  IMachineImage newestImage(boolean arm, boolean gpus) {
    return switch (this) {
      case AMAZON_LINUX_2023 -> EcsOptimizedImage.amazonLinux2023(hardware(arm, gpus));
      case BOTTLEROCKET ->
          BottleRocketImage.Builder.create()
              .variant(
                  gpus ? BottlerocketEcsVariant.AWS_ECS_2_NVIDIA : BottlerocketEcsVariant.AWS_ECS_2)
              .architecture(arm ? InstanceArchitecture.ARM_64 : InstanceArchitecture.X86_64)
              .build();
    };
  }

  private static AmiHardwareType hardware(boolean arm, boolean gpus) {
    if (gpus) {
      return AmiHardwareType.GPU;
    }
    return arm ? AmiHardwareType.ARM : AmiHardwareType.STANDARD;
  }

  /** {@return the log drivers that its agent accepts unless it is told otherwise} */
  List<String> logDrivers() {
    return switch (this) {
      case AMAZON_LINUX_2023 -> List.of("json-file", "syslog", "awslogs", "fluentd", "none");
      case BOTTLEROCKET -> List.of("json-file", "awslogs", "none");
    };
  }

  /** {@return whether there is an image with drivers for the GPUs of arm64 instances} */
  boolean hasGpuImageForArm() {
    return this == BOTTLEROCKET;
  }

  /** {@return whether user data is a table of settings, and not a script of commands} */
  boolean isConfiguredBySettings() {
    return this == BOTTLEROCKET;
  }

  /** {@return whether the system has a volume to itself, and the containers a second one} */
  boolean hasVolumeToItself() {
    return this == BOTTLEROCKET;
  }

  /** {@return whether its agent can run the proxies of Service Connect} */
  boolean runsServiceConnect() {
    return this == AMAZON_LINUX_2023;
  }
}
