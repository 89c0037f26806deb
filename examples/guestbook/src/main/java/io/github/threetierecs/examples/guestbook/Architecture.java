package io.github.threetierecs.examples.guestbook;

import io.github.threetierecs.Profile;
import java.util.Arrays;
import java.util.Locale;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.constructs.Node;

/**
 * What the instances are, and so what the images have to be built for: one choice for both, {@code
 * -c architecture=arm64}.
 */
enum Architecture {
  X86_64(Platform.LINUX_AMD64, "t3.medium", "m6i.large"),
  ARM64(Platform.LINUX_ARM64, "t4g.medium", "m7g.large");

  final Platform platform;
  private final String development;
  private final String production;

  Architecture(Platform platform, String development, String production) {
    this.platform = platform;
    this.development = development;
    this.production = production;
  }

  InstanceType instanceType(Profile profile) {
    return new InstanceType(profile == Profile.PRODUCTION ? production : development);
  }

  /** {@return what context {@code architecture} names, and x86_64 without it} */
  static Architecture of(Node node) {
    Object name = node.tryGetContext("architecture");
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name == null ? X86_64.toString() : name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "architecture: \""
                        + name
                        + "\" is none of "
                        + Arrays.toString(values())
                        + "; pass one of them, as -c architecture=arm64"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
