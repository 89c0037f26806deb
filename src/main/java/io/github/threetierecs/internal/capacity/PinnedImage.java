package io.github.threetierecs.internal.capacity;

import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.OperatingSystem;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Words;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.GivenValues;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.MachineImageConfig;
import software.amazon.awscdk.services.ec2.MultipartUserData;
import software.amazon.awscdk.services.ec2.UserData;
import software.constructs.Construct;

/**
 * A machine image that was given: whether it can be used on these instances, as far as its name
 * tells, and the user data that it brings along.
 */
public final class PinnedImage {
  private static final String OPTION = "machineImage";
  private static final String REMEDY =
      "set one such as EcsOptimizedImage.amazonLinux2023(…) for it, or leave it out";

  /** Words in the names of AWS's parameters, as {@link #nameOf} writes them. */
  private static final String AMAZON_LINUX = OperatingSystem.AMAZON_LINUX_2023.parameter();

  private static final Pattern AMAZON_LINUX_2 =
      Pattern.compile(AMAZON_LINUX + "amazonlinux2(?!023)");

  private static final Pattern STANDARD_IMAGE =
      Pattern.compile(
          Arrays.stream(OperatingSystem.values())
              .map(OperatingSystem::parameter)
              .collect(Collectors.joining("|", "(", ")(?!.*(gpu|nvidia))")));

  /**
   * Parameters of AWS, Canonical and others. What an image of the AWS Marketplace contains is not
   * known.
   */
  private static final Pattern OTHER_IMAGE =
      Pattern.compile(
          "(valueaws|resolvessmaws)service(?!ecs|bottlerocketawsecs|marketplace|amiwindows)");

  /** The user's share of EC2's 16 384 bytes; the rest is for what the construct and the CDK add. */
  private static final int MOST_USER_DATA = 15_360;

  private PinnedImage() {}

  /**
   * Refuses what cannot be used.
   *
   * @return the user data of the image, or null if it has none
   */
  static @Nullable UserData check(
      Construct scope, Values options, IMachineImage image, boolean gpus) {
    Problems problems = new Problems("capacity");
    Words shown = new Words(image.getClass().getSimpleName());
    // This has its own scope: a map of AMIs adds a mapping to the scope in which it is read, and
    // the launch template reads it too.
    Construct once = new Construct(scope, "PinnedImage");
    MachineImageConfig config;
    String name;
    try {
      config = orRefused(problems, shown, () -> image.getImage(once));
      if (config == null) {
        problems.add(OPTION, shown, "returns no image", REMEDY);
        problems.refuse();
      }
      String id = config.getImageId();
      GivenValues.check(scope, Map.of("capacity." + OPTION, id));
      name = orRefused(problems, shown, () -> nameOf(Stack.of(scope).resolve(id)));
    } finally {
      scope.getNode().tryRemoveChild("PinnedImage");
    }
    checkArchitecture(problems, shown, name, options);
    OperatingSystem os = OperatingSystem.of(options);
    if (OTHER_IMAGE.matcher(name).find()) {
      problems.add(OPTION, shown, "is an image without the Amazon ECS agent", REMEDY);
    } else if (isOfAnother(os, name)) {
      problems.add(
          OPTION,
          shown,
          "does not match capacity.operatingSystem " + os,
          "set capacity.operatingSystem too, or another image");
    } else if (gpus && STANDARD_IMAGE.matcher(name).find()) {
      problems.add(
          OPTION,
          shown,
          "has no drivers for the GPUs that a task asks for",
          "set " + os.gpuImage() + ", or leave it out");
    }
    if (options.get(CapacityOptions.ENI_TRUNKING) && AMAZON_LINUX_2.matcher(name).find()) {
      problems.add(
          OPTION,
          shown,
          "is an image of Amazon Linux 2, which has no dnf to install what capacity.eniTrunking"
              + " needs",
          "set EcsOptimizedImage.amazonLinux2023(…), or leave capacity.eniTrunking out");
    }
    UserData own = userData(scope, problems, shown, config.getUserData());
    problems.refuse();
    return own;
  }

  private static <T> T orRefused(Problems problems, Words shown, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException refusal) {
      String reason = Problems.reasonOf(refusal);
      problems.add(
          OPTION,
          shown,
          "is refused: " + reason,
          reason.contains("AMI map")
              ? "add the stack's Region to its map, or leave it out"
              : "set one such as EcsOptimizedImage.amazonLinux2023(), or leave it out");
      problems.refuse();
      throw refusal;
    }
  }

  /** Only a parameter's name shows what an image contains; an image id does not. */
  private static String nameOf(Object imageId) {
    return String.valueOf(imageId).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static boolean isOfAnother(OperatingSystem os, String name) {
    return Arrays.stream(OperatingSystem.values())
        .anyMatch(it -> it != os && name.contains(it.parameter()));
  }

  private static void checkArchitecture(
      Problems problems, Words shown, String name, Values options) {
    boolean arm = name.contains("arm64") || name.contains("aarch64");
    boolean intel =
        !arm && (name.contains("x8664") || name.contains("amd64") || name.contains(AMAZON_LINUX));
    boolean wantsArm = CapacityOptions.isArm(options);
    if (wantsArm ? intel : arm) {
      problems.add(
          OPTION,
          shown,
          "is an image for "
              + (arm ? "arm64" : "x86_64")
              + ", and "
              + (options.has(CapacityOptions.INSTANCE_TYPE)
                  ? CapacityOptions.INSTANCE_TYPE.path()
                  : "the default instance type")
              + " "
              + CapacityOptions.instanceType(options)
              + " is "
              + (wantsArm ? "arm64" : "x86_64"),
          REMEDY);
    }
  }

  private static @Nullable UserData userData(
      Construct scope, Problems problems, Words shown, UserData given) {
    if (given instanceof MultipartUserData) {
      problems.add(
          OPTION,
          shown,
          "has multipart user data, to which the cluster's name cannot be added",
          "give it plain user data, such as UserData.forLinux()");
      return null;
    }
    String text = given.render();
    GivenValues.check(scope, Map.of("capacity." + OPTION, text));
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_USER_DATA) {
      problems.add(
          OPTION,
          shown,
          "has "
              + Problems.grouped(bytes)
              + " bytes of user data, and EC2 allows 16 384, of which the construct needs 1 024",
          "download the large parts from Amazon S3");
    }
    return text.isBlank() || text.strip().equals("#!/bin/bash") ? null : given;
  }
}
