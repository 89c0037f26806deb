package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.LogDrivers;
import io.github.threetierecs.internal.options.ContainerOptions;
import io.github.threetierecs.internal.options.InitContainer;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;

/**
 * What the containers of a task say in the end, whichever object of the CDK said it: an image keeps
 * its credentials to itself, and a log driver its secrets, until they are written out.
 */
public record RenderedTask(List<Container> containers) {
  /** Options whose name differs from that of the property that is created from them. */
  private static final Map<String, String> OPTIONS =
      Ordered.map(
          "logConfiguration", "logging",
          "mountPoints", "writablePaths",
          "repositoryCredentials", "image");

  /** The properties that a service's own container has under {@code container}. */
  private static final Set<String> OF_CONTAINER_PROPS =
      Ordered.set(
          ContainerOptions.COMMAND.name(),
          ContainerOptions.ENTRY_POINT.name(),
          ContainerOptions.ULIMITS.name(),
          ContainerOptions.USER.name(),
          ContainerOptions.WORKING_DIRECTORY.name(),
          ContainerOptions.WRITABLE_PATHS.name());

  /**
   * Read once, when all containers are there. Not from the resource: the CDK keeps what is resolved
   * of that, and whatever users add to a container later would be lost.
   */
  static RenderedTask of(Ec2TaskDefinition definition, Collection<ContainerDefinition> containers) {
    Object written =
        definition
            .getStack()
            .resolve(
                containers.stream().map(ContainerDefinition::renderContainerDefinition).toList());
    return new RenderedTask(list(written).map(it -> new Container((Map<?, ?>) it)).toList());
  }

  /**
   * A task with nothing in it that is looked for here: one container, which logs to CloudWatch
   * Logs. To write a container out takes more than forty calls into the CDK, one for each property.
   */
  static RenderedTask plain(String name) {
    return new RenderedTask(
        List.of(
            new Container(
                Ordered.map(
                    "name", name, "logConfiguration", Map.of("logDriver", LogDrivers.AWSLOGS)))));
  }

  /** The log drivers of all containers, if they are known. */
  Set<String> logDrivers() {
    return containers.stream()
        .map(Container::logDriver)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The least size of the task definition in bytes: values that only the deployment knows count as
   * nothing.
   */
  long bytes() {
    return bytes(containers.stream().map(Container::json).toList());
  }

  /** The option that takes up most of the size, and its bytes. */
  Map.Entry<String, Long> largest(Values service) {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (Container container : containers) {
      container.json.forEach(
          (name, value) ->
              parts.merge(container.option(service, text(name)), bytes(value), Math::max));
    }
    return parts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
  }

  /**
   * One container.
   *
   * @param json as the CDK writes it out, with CloudFormation's functions where it has some
   */
  record Container(Map<?, ?> json) {
    String name() {
      return text(json.get("name"));
    }

    /** The option from which a property was created. */
    private String option(Values service, String property) {
      String tier = service.path();
      String option = OPTIONS.getOrDefault(property, property);
      for (InitContainer it : ServiceOptions.initContainers(service)) {
        if (name().equals(it.name())) {
          return it.option();
        }
      }
      if (!name().equals(ServiceOptions.ownContainer(service))) {
        return tier + ".sidecars." + name() + "." + option;
      }
      return tier + "." + (OF_CONTAINER_PROPS.contains(option) ? "container." : "") + option;
    }

    boolean isRouter() {
      return json.containsKey("firelensConfiguration");
    }

    @Nullable String logDriver() {
      Object driver = object(json.get("logConfiguration")).get("logDriver");
      return driver == null ? null : text(driver);
    }

    boolean hasCredentials() {
      return json.containsKey("repositoryCredentials");
    }

    boolean hasSecretsOfItsLogDriver() {
      return object(json.get("logConfiguration")).containsKey("secretOptions");
    }

    boolean hasEnvironmentFiles() {
      return json.containsKey("environmentFiles");
    }

    /** Whether a router of FireLens reads its configuration in Amazon S3. */
    boolean readsConfiguration() {
      return "s3"
          .equals(
              object(object(json.get("firelensConfiguration")).get("options"))
                  .get("config-file-type"));
    }

    /** The ARNs of secret values, except for variables with these names. */
    List<String> secrets(Set<String> without) {
      List<String> arns = new ArrayList<>();
      list(json.get("secrets"))
          .map(RenderedTask::object)
          .filter(it -> !without.contains(text(it.get("name"))))
          .forEach(it -> arns.add(text(it.get("valueFrom"))));
      list(object(json.get("logConfiguration")).get("secretOptions"))
          .forEach(it -> arns.add(text(object(it).get("valueFrom"))));
      Object credentials = object(json.get("repositoryCredentials")).get("credentialsParameter");
      if (credentials != null) {
        arns.add(text(credentials));
      }
      return arns;
    }
  }

  private static Stream<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream() : Stream.empty();
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** A text; the parts of a join are joined here too. */
  private static String text(@Nullable Object value) {
    if (value instanceof Map<?, ?> function) {
      return function.get("Fn::Join") instanceof List<?> join && join.size() == 2
          ? list(join.get(1)).map(RenderedTask::text).collect(Collectors.joining(text(join.get(0))))
          : "${" + List.copyOf(function.values()).get(0) + "}";
    }
    return value == null ? "" : value.toString();
  }

  static long bytes(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().mapToLong(RenderedTask::bytes).sum() + list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.keySet().stream().anyMatch(it -> isFunction(String.valueOf(it)))
          ? literals(map)
          : map.entrySet().stream()
              .mapToLong(it -> bytes(it.getKey()) + bytes(it.getValue()))
              .sum();
    }
    return value == null ? 0 : value.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** The known parts of a joined text; nothing of any other function. */
  private static long literals(Map<?, ?> function) {
    return function.get("Fn::Join") instanceof List<?> join && join.size() == 2
        ? list(join.get(1)).mapToLong(RenderedTask::bytes).sum()
        : 0;
  }

  private static boolean isFunction(String key) {
    return key.equals("Ref") || key.startsWith("Fn::");
  }
}
