package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Words;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;

/**
 * How much a task definition holds. ECS counts what it is sent, of which the texts that are given
 * are a part: what is more than the limit by itself never fits.
 */
public final class TaskDefinitionSize {
  public static final int MOST_CONTAINERS = 10;
  private static final int MOST_BYTES = 65_536;
  private static final int MOST_FILES = 10;
  private static final String REMEDY =
      "keep large values in Parameter Store, in Amazon S3 or in the image";

  private TaskDefinitionSize() {}

  /** Checks what the options of one tier show. */
  public static void check(
      Problems problems,
      String tier,
      Map<String, String> environment,
      Values container,
      Map<String, ContainerDefinitionOptions> sidecars) {
    if (sidecars.size() >= MOST_CONTAINERS) {
      problems.add(
          "sidecars",
          new Words(sidecars.size() + " sidecars"),
          "and the service's own container are more than the "
              + MOST_CONTAINERS
              + " that a task definition can have",
          "keep at most " + (MOST_CONTAINERS - 1));
    }
    Map<String, Long> texts = new LinkedHashMap<>();
    add(texts, "environment", environment);
    add(texts, "container.entryPoint", container.find(ContainerOptions.ENTRY_POINT));
    add(texts, "container.command", container.find(ContainerOptions.COMMAND));
    sidecars.forEach(
        (name, sidecar) -> {
          if (sidecar != null) {
            String option = "sidecars." + name;
            add(texts, option + ".environment", sidecar.getEnvironment());
            add(texts, option + ".dockerLabels", sidecar.getDockerLabels());
            add(texts, option + ".entryPoint", sidecar.getEntryPoint());
            add(texts, option + ".command", sidecar.getCommand());
            checkFiles(problems, option, sidecar);
          }
        });
    long sum = texts.values().stream().mapToLong(it -> it).sum();
    if (sum > MOST_BYTES) {
      Map.Entry<String, Long> largest =
          texts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
      problems.add(
          largest.getKey(),
          new Words(Problems.grouped(largest.getValue()) + " bytes"),
          (sum == largest.getValue()
                  ? "are"
                  : "of the "
                      + Problems.grouped(sum)
                      + " bytes of text of service "
                      + tier
                      + " are")
              + " more than the "
              + Problems.grouped(MOST_BYTES)
              + " that a task definition can have in total",
          REMEDY);
    }
  }

  private static void checkFiles(
      Problems problems, String option, ContainerDefinitionOptions sidecar) {
    int files = sidecar.getEnvironmentFiles() == null ? 0 : sidecar.getEnvironmentFiles().size();
    if (files > MOST_FILES) {
      problems.add(
          option + ".environmentFiles",
          new Words(files + " files"),
          "are more than the " + MOST_FILES + " that a container can have",
          "join some of them");
    }
  }

  /**
   * Whether a container is so small that its task fits, with all that the construct adds. Of what
   * only the CDK can resolve that is not known.
   */
  static boolean isSmall(Map<String, String> environment, Values container) {
    List<@Nullable String> texts = new ArrayList<>(environment.keySet());
    texts.addAll(environment.values());
    texts.addAll(container.get(ContainerOptions.WRITABLE_PATHS));
    texts.addAll(Problems.copyOf(container.find(ContainerOptions.ENTRY_POINT)));
    texts.addAll(Problems.copyOf(container.find(ContainerOptions.COMMAND)));
    texts.add(container.find(ContainerOptions.USER));
    texts.add(container.find(ContainerOptions.WORKING_DIRECTORY));
    return texts.stream().noneMatch(it -> it != null && Tokens.isToken(it))
        && RenderedTask.bytes(texts) < MOST_BYTES / 2;
  }

  /**
   * Checks what only the finished task shows: all of its containers, with what the construct adds.
   */
  public static void check(Problems problems, Values service, RenderedTask task) {
    long bytes = task.bytes();
    if (bytes > MOST_BYTES) {
      Map.Entry<String, Long> largest = task.largest(service);
      problems.add(
          largest.getKey(),
          new Words(Problems.grouped(largest.getValue()) + " bytes"),
          "are the largest part of a task definition of at least "
              + Problems.grouped(bytes)
              + " bytes, and ECS allows "
              + Problems.grouped(MOST_BYTES),
          REMEDY);
    }
  }

  private static void add(
      Map<String, Long> texts, String option, @Nullable Map<String, String> values) {
    if (values != null) {
      texts.put(
          option,
          values.entrySet().stream()
              .mapToLong(it -> bytes(it.getKey()) + bytes(it.getValue()))
              .sum());
    }
  }

  private static void add(Map<String, Long> texts, String option, @Nullable List<String> words) {
    if (words != null) {
      texts.put(option, words.stream().mapToLong(TaskDefinitionSize::bytes).sum());
    }
  }

  private static long bytes(@Nullable String text) {
    return text == null || Tokens.isToken(text) ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
