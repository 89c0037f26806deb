package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.shared.GivenValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.constructs.Construct;

/** The images of all containers, whose names the CDK knows only when the tasks are there. */
public final class TaskImages {
  private static final Pattern REGISTRY = Pattern.compile("\\.dkr\\.ecr\\.([a-z0-9-]+)\\.");

  private TaskImages() {}

  /**
   * Refuses what the instances cannot pull, and names that cannot be used in this stack.
   *
   * @throws IllegalArgumentException if an image is refused; names all
   */
  public static void check(Construct app, TieredVpc network, List<TierTask> tasks) {
    Problems problems = new Problems("");
    Map<String, String> images = new LinkedHashMap<>();
    for (TierTask task : tasks) {
      task.containers.forEach(
          (option, image) -> {
            images.put(option, image.getImageName());
            checkPullable(network, problems, option, image);
          });
    }
    problems.refuse();
    GivenValues.check(app, images);
  }

  /** Refuses an image that cannot be pulled: without NAT, only Amazon ECR is within reach. */
  private static void checkPullable(
      TieredVpc network, Problems problems, String option, ContainerDefinition container) {
    if (network.reachesInternet) {
      return;
    }
    String image = container.getImageName();
    if (image.equals(Placeholder.NAME)) {
      problems.add(
          option,
          image,
          "is used until an image is pushed, and with network.nat NONE the only registry that can"
              + " be reached is Amazon ECR",
          "deploy ImageRepositories in its own stack, push an image, and pass its tag");
    } else if (!Tokens.isToken(image) && !image.contains(".dkr.ecr.")) {
      problems.add(
          option,
          image,
          "cannot be pulled: with network.nat NONE the only registry that can be reached is Amazon"
              + " ECR",
          "push it to an ECR repository and use ContainerImage.fromEcrRepository, or set"
              + " network.nat to SINGLE");
    } else {
      checkRegistry(problems, option, image, Stack.of(network).getRegion());
    }
  }

  /** The VPC endpoints are for the registries in the stack's own Region. */
  private static void checkRegistry(Problems problems, String option, String image, String region) {
    Matcher registry = REGISTRY.matcher(image);
    if (registry.find() && !Tokens.isToken(region) && !registry.group(1).equals(region)) {
      problems.add(
          option,
          image,
          "is in "
              + registry.group(1)
              + ", and with network.nat NONE only the registries in "
              + region
              + " can be reached",
          "replicate the repository to the stack's Region, or set network.nat to SINGLE");
    }
  }
}
