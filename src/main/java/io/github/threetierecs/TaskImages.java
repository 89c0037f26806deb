package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The images of all containers, whose names the CDK knows only when the tasks are there. */
final class TaskImages {
  private TaskImages() {}

  /**
   * Refuses what the instances cannot pull, and names that cannot be used in this stack.
   *
   * @throws IllegalArgumentException if an image is refused; names all
   */
  static void check(Construct app, TieredVpc network, List<TierTask> tasks) {
    Problems problems = new Problems("");
    Map<String, String> images = new LinkedHashMap<>();
    for (TierTask task : tasks) {
      task.containers.forEach(
          (option, image) -> {
            images.put(option, image.getImageName());
            network.checkPullable(problems, option, image);
          });
    }
    problems.refuse();
    GivenValues.check(app, images);
  }
}
