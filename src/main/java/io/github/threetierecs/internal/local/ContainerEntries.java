package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a container definition says, as entries of a compose service. Names, images, variables,
 * mounts and dependencies are elsewhere.
 */
final class ContainerEntries {
  /** What ECS takes if a container names no other. */
  private static final String STOP_TIMEOUT = "30";

  private final Resource definition;
  private final String path;
  private final LocalValues values;
  private final Map<String, Object> entries = new LinkedHashMap<>();

  private ContainerEntries(Resource definition, String path, LocalValues values) {
    this.definition = definition;
    this.path = path;
    this.values = values;
  }

  static Map<String, Object> of(Resource definition, String path, LocalValues values) {
    ContainerEntries container = new ContainerEntries(definition, path, values);
    container.process();
    container.rights();
    container.size();
    container.health();
    return container.entries;
  }

  private void process() {
    texts("EntryPoint", "entrypoint");
    texts("Command", "command");
    text("WorkingDirectory").ifPresent(it -> entries.put("working_dir", Compose.literal(it)));
    text("User").ifPresent(it -> entries.put("user", Compose.literal(it)));
    flag("LinuxParameters.InitProcessEnabled", "init");
    flag("Interactive", "stdin_open");
    flag("PseudoTerminal", "tty");
    entries.put("stop_grace_period", text("StopTimeout").orElse(STOP_TIMEOUT) + "s");
  }

  private void rights() {
    flag("ReadonlyRootFilesystem", "read_only");
    flag("Privileged", "privileged");
    texts("LinuxParameters.Capabilities.Add", "cap_add");
    texts("LinuxParameters.Capabilities.Drop", "cap_drop");
    texts("DockerSecurityOptions", "security_opt");
  }

  private void size() {
    text("Cpu")
        .filter(it -> !it.equals("0"))
        .ifPresent(it -> entries.put("cpu_shares", number(it)));
    text("Memory").ifPresent(it -> entries.put("mem_limit", it + "m"));
    text("MemoryReservation").ifPresent(it -> entries.put("mem_reservation", it + "m"));
    text("LinuxParameters.SharedMemorySize").ifPresent(it -> entries.put("shm_size", it + "m"));
    List<String> tmpfs =
        definition.elements(path + ".LinuxParameters.Tmpfs").map(this::tmpfs).toList();
    if (!tmpfs.isEmpty()) {
      entries.put("tmpfs", tmpfs);
    }
    Map<String, Object> ulimits = new TreeMap<>();
    definition
        .elements(path + ".Ulimits")
        .forEach(
            it -> {
              Map<String, Object> limits = new LinkedHashMap<>();
              limits.put("soft", number(definition.text(it + ".SoftLimit").orElse("0")));
              limits.put("hard", number(definition.text(it + ".HardLimit").orElse("0")));
              ulimits.put(definition.text(it + ".Name").orElse(""), limits);
            });
    if (!ulimits.isEmpty()) {
      entries.put("ulimits", ulimits);
    }
  }

  private String tmpfs(String tmpfs) {
    StringBuilder options = new StringBuilder("size=");
    options.append(definition.text(tmpfs + ".Size").orElse("64")).append('m');
    definition.list(tmpfs + ".MountOptions").forEach(it -> options.append(',').append(Text.of(it)));
    return definition.text(tmpfs + ".ContainerPath").orElse("/tmp") + ":" + options;
  }

  private void health() {
    List<Object> command = definition.list(path + ".HealthCheck.Command");
    if (command.isEmpty()) {
      return;
    }
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("test", command.stream().map(this::literal).toList());
    check.put("interval", text("HealthCheck.Interval").orElse("30") + "s");
    check.put("timeout", text("HealthCheck.Timeout").orElse("5") + "s");
    check.put("retries", number(text("HealthCheck.Retries").orElse("3")));
    text("HealthCheck.StartPeriod").ifPresent(it -> check.put("start_period", it + "s"));
    entries.put("healthcheck", check);
  }

  private Optional<String> text(String property) {
    return definition.text(path + "." + property);
  }

  private void texts(String property, String entry) {
    if (definition.has(path + "." + property)) {
      entries.put(
          entry, definition.list(path + "." + property).stream().map(this::literal).toList());
    }
  }

  private String literal(Object value) {
    return Compose.literal(values.of(value).orElseGet(() -> Text.of(value)));
  }

  private void flag(String property, String entry) {
    if (definition.isTrue(path + "." + property)) {
      entries.put(entry, true);
    }
  }

  /** A number is none in quotes; what is no number stays what it is. */
  private static Object number(String text) {
    return text.matches("-?\\d{1,9}") ? Integer.valueOf(text) : text;
  }
}
