package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.template.Resource;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What ECS reserves for a task: the size of the whole task where its definition has one, and else
 * the sum of its containers, of each the reservation of memory before its limit.
 */
final class TaskSizes {
  private static final String CONTAINERS = "ContainerDefinitions";

  /** Units of a task's size as a whole, as in {@code 1 vCPU} and {@code 0.5 GB}. */
  private static final Pattern IN_UNITS = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?(vcpu|gb)?");

  private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

  private TaskSizes() {}

  /** The size, if the template says all of it. */
  static Optional<TaskSize> of(Resource definition) {
    OptionalLong cpu = whole(definition, "Cpu", "Cpu");
    OptionalLong memory = whole(definition, "Memory", "MemoryReservation", "Memory");
    OptionalLong gpus = gpus(definition);
    Optional<Set<Integer>> ports = hostPorts(definition);
    return cpu.isEmpty() || memory.isEmpty() || gpus.isEmpty() || ports.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TaskSize(
                cpu.getAsLong(), memory.getAsLong(), ports.orElseThrow(), gpus.getAsLong()));
  }

  static boolean hasOwnInterface(Resource definition) {
    return definition.text("NetworkMode").filter("awsvpc"::equals).isPresent();
  }

  private static OptionalLong whole(Resource definition, String ofTask, String... ofContainer) {
    if (definition.has(ofTask)) {
      return inUnits(definition.text(ofTask).orElseThrow());
    }
    long sum = 0;
    for (String container : containers(definition).toList()) {
      Optional<String> path =
          Stream.of(ofContainer)
              .map(it -> container + "." + it)
              .filter(definition::has)
              .findFirst();
      if (path.isPresent()) {
        var number = Numbers.at(definition, path.orElseThrow());
        if (number.isEmpty()) {
          return OptionalLong.empty();
        }
        sum += number.getAsInt();
      }
    }
    return OptionalLong.of(sum);
  }

  private static OptionalLong inUnits(String text) {
    Matcher parts = IN_UNITS.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    BigDecimal number = new BigDecimal(parts.group(1));
    return OptionalLong.of((parts.group(2) == null ? number : number.multiply(UNITS)).longValue());
  }

  private static OptionalLong gpus(Resource definition) {
    long sum = 0;
    for (String container : containers(definition).toList()) {
      for (String need : definition.elements(container + ".ResourceRequirements").toList()) {
        if (definition.text(need + ".Type").filter("GPU"::equals).isPresent()) {
          var number = Numbers.at(definition, need + ".Value");
          if (number.isEmpty()) {
            return OptionalLong.empty();
          }
          sum += number.getAsInt();
        }
      }
    }
    return OptionalLong.of(sum);
  }

  /** The ports of the instance; with network mode host, those of the container are. */
  private static Optional<Set<Integer>> hostPorts(Resource definition) {
    Set<Integer> ports = new TreeSet<>();
    if (hasOwnInterface(definition)) {
      return Optional.of(ports);
    }
    boolean host = definition.text("NetworkMode").filter("host"::equals).isPresent();
    for (String container : containers(definition).toList()) {
      for (String mapping : definition.elements(container + ".PortMappings").toList()) {
        String path = mapping + (host ? ".ContainerPort" : ".HostPort");
        var port = Numbers.at(definition, path, 0);
        if (port.isEmpty()) {
          return Optional.empty();
        }
        if (port.getAsInt() > 0) {
          ports.add(port.getAsInt());
        }
      }
    }
    return Optional.of(ports);
  }

  private static Stream<String> containers(Resource definition) {
    return definition.elements(CONTAINERS);
  }
}
