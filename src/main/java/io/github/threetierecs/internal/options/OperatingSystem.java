package io.github.threetierecs.internal.options;

import io.github.threetierecs.InstanceOs;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.InstanceArchitecture;
import software.amazon.awscdk.services.ecs.AmiHardwareType;
import software.amazon.awscdk.services.ecs.BottleRocketImage;
import software.amazon.awscdk.services.ecs.BottlerocketEcsVariant;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;

/** What is known of each {@link InstanceOs}, which has the same name. */
public enum OperatingSystem {
  AMAZON_LINUX_2023(
      EcsOptimizedImage.class,
      "EcsOptimizedImage.amazonLinux2023(AmiHardwareType.GPU)",
      "awsserviceecsoptimizedami"),

  BOTTLEROCKET(
      BottleRocketImage.class,
      "one of BottlerocketEcsVariant.AWS_ECS_2_NVIDIA",
      "awsservicebottlerocketawsecs");

  private final Class<? extends IMachineImage> imageClass;

  private final String gpuImage;
  private final String parameter;

  OperatingSystem(Class<? extends IMachineImage> imageClass, String gpuImage, String parameter) {
    this.imageClass = imageClass;
    this.gpuImage = gpuImage;
    this.parameter = parameter;
  }

  /** {@return the system of the instances, which both profiles have the same default for} */
  public static OperatingSystem of(Values capacity) {
    return switch (capacity.known(CapacityOptions.OPERATING_SYSTEM)) {
      case AMAZON_LINUX_2023 -> AMAZON_LINUX_2023;
      case BOTTLEROCKET -> BOTTLEROCKET;
    };
  }

  /** {@return the system that an image is of, or null if its class does not say that} */
  public static @Nullable OperatingSystem ofImage(@Nullable IMachineImage image) {
    return Arrays.stream(values())
        .filter(it -> it.imageClass.isInstance(image))
        .findFirst()
        .orElse(null);
  }

  /** {@return what to set for an image with drivers for GPUs, in a remedy} */
  public String gpuImage() {
    return gpuImage;
  }

  /** {@return what AWS's parameters are called that have its images, without punctuation} */
  public String parameter() {
    return parameter;
  }

  /** {@return the class of the CDK's whose images are of this system} */
  public String imageClass() {
    return imageClass.getSimpleName();
  }

  /** {@return the image that AWS recommends at the time of deployment} */
  public IMachineImage newestImage(boolean arm, boolean gpus) {
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

  /** {@return the log drivers that its agent accepts unless it is configured otherwise} */
  public List<String> logDrivers() {
    return switch (this) {
      case AMAZON_LINUX_2023 -> List.of("json-file", "syslog", "awslogs", "fluentd", "none");
      case BOTTLEROCKET -> List.of("json-file", "awslogs", "none");
    };
  }

  /** {@return whether there is an image with drivers for the GPUs of arm64 instances} */
  public boolean hasGpuImageForArm() {
    return this == BOTTLEROCKET;
  }

  /** {@return whether user data is a table of settings, and not a script of commands} */
  public boolean isConfiguredBySettings() {
    return this == BOTTLEROCKET;
  }

  /** {@return whether its agent mounts file systems with TLS and a role} */
  public boolean mountsByTls() {
    return this != BOTTLEROCKET;
  }

  /** {@return whether the system has a volume to itself, and the containers a second one} */
  public boolean hasVolumeToItself() {
    return this == BOTTLEROCKET;
  }

  /** {@return whether its agent can run the proxies of Service Connect} */
  public boolean runsServiceConnect() {
    return this == AMAZON_LINUX_2023;
  }
}
