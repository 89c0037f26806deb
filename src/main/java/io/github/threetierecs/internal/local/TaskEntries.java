package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A task as compose services: one that does nothing but own the network, as in {@code awsvpc}, and
 * one for each container, which joins that network.
 */
final class TaskEntries {
  static final String NETWORK = "-network";

  private static final Map<String, String> CONDITIONS =
      Ordered.map(
          "HEALTHY", "service_healthy",
          "COMPLETE", "service_completed_successfully",
          "SUCCESS", "service_completed_successfully");

  private final LocalApplication application;
  private final Images images;
  private final Set<String> volumes = new TreeSet<>();

  TaskEntries(LocalApplication application, Images images) {
    this.application = application;
    this.images = images;
  }

  /** The volumes that the tasks have been given so far. */
  Set<String> volumes() {
    return volumes;
  }

  Map<String, Map<String, Object>> of(LocalService service, String task) {
    Map<String, Map<String, Object>> entries = new LinkedHashMap<>();
    entries.put(task + NETWORK, network(service, task));
    for (String container : inOrder(service)) {
      entries.put(
          service.composeName(task, name(service, container)), container(service, task, container));
    }
    return entries;
  }

  private Map<String, Object> network(LocalService service, String task) {
    Host host = application.host(task);
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("image", StarEntries.HAPROXY);
    // Nothing in it heeds a signal.
    entries.put("entrypoint", List.of("sleep", "infinity"));
    entries.put("stop_signal", "SIGKILL");
    entries.put("user", "65534");
    entries.put("cap_drop", List.of("ALL"));
    entries.put("restart", "unless-stopped");
    profile(service, entries);
    entries.put("depends_on", Map.of(LocalApplication.VPC, Compose.condition("service_started")));
    entries.put("extra_hosts", application.namesFor(host));
    entries.put("networks", StarEntries.networksOf(application.topology, host));
    return entries;
  }

  private Map<String, Object> container(LocalService service, String task, String container) {
    Resource definition = service.definition();
    Map<String, Object> entries =
        new LinkedHashMap<>(
            images.of(service, container, service.composeName(task, name(service, container))));
    entries.putAll(ContainerEntries.of(definition, container, application.values));
    entries.put("restart", isKept(service, container) ? "unless-stopped" : "no");
    profile(service, entries);
    Map<String, Object> variables = application.variables.plain(service, container);
    if (!variables.isEmpty()) {
      entries.put("environment", variables);
    }
    if (!application.variables.secret(service, container).isEmpty()) {
      entries.put("env_file", List.of("secrets/" + application.variables.file(service, container)));
    }
    List<String> mounts = mounts(service, task, container);
    if (!mounts.isEmpty()) {
      entries.put("volumes", mounts);
    }
    entries.put("depends_on", dependencies(service, task, container));
    entries.put("network_mode", "service:" + task + NETWORK);
    return entries;
  }

  private static void profile(LocalService service, Map<String, Object> entries) {
    if (service.isJob()) {
      entries.put("profiles", List.of("jobs"));
    }
  }

  /** The containers that run here, each behind those that it waits for. */
  static List<String> inOrder(LocalService service) {
    List<String> left =
        new ArrayList<>(
            service.containers().stream()
                .filter(it -> LeftOut.reason(service.definition(), it).isEmpty())
                .toList());
    List<String> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Set<String> waiting = new TreeSet<>(left.stream().map(it -> name(service, it)).toList());
      String next =
          left.stream()
              .filter(it -> waitsFor(service, it).stream().noneMatch(waiting::contains))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static List<String> waitsFor(LocalService service, String container) {
    Resource definition = service.definition();
    return definition
        .elements(container + ".DependsOn")
        .flatMap(it -> definition.text(it + ".ContainerName").stream())
        .toList();
  }

  static String name(LocalService service, String container) {
    return service.definition().text(container + ".Name").orElse("");
  }

  /** Whether another container waits until this one has ended. */
  static boolean isOnce(LocalService service, String container) {
    return isAwaited(service, container, "SUCCESS|COMPLETE");
  }

  private static boolean isAwaited(LocalService service, String container, String conditions) {
    Resource definition = service.definition();
    return service.containers().stream()
        .flatMap(it -> definition.elements(it + ".DependsOn"))
        .filter(
            it ->
                definition.text(it + ".ContainerName").orElse("").equals(name(service, container)))
        .anyMatch(it -> definition.text(it + ".Condition").orElse("").matches(conditions));
  }

  /** Whether others wait until it has ended, or until it is healthy. */
  static String howItStarts(LocalService service, String container) {
    if (isOnce(service, container)) {
      return "once";
    }
    return isAwaited(service, container, "HEALTHY") ? "healthy" : "up";
  }

  /** ECS starts a task again of which an essential container has stopped. */
  private static boolean isKept(LocalService service, String container) {
    boolean isEssential =
        !service.definition().text(container + ".Essential").orElse("").equals("false");
    return isEssential && !service.isJob() && !isOnce(service, container);
  }

  private Map<String, Object> dependencies(LocalService service, String task, String container) {
    Resource definition = service.definition();
    Map<String, Object> dependencies = new LinkedHashMap<>();
    dependencies.put(task + NETWORK, Compose.condition("service_started"));
    if (hasSecrets(service)) {
      dependencies.put(
          LocalApplication.SECRETS, Compose.condition("service_completed_successfully"));
    }
    if (application.callsDatabase(service)) {
      dependencies.put(LocalDatabase.NAME, Compose.condition("service_healthy"));
    }
    Set<String> here =
        new TreeSet<>(inOrder(service).stream().map(it -> name(service, it)).toList());
    definition
        .elements(container + ".DependsOn")
        .forEach(
            it -> {
              String other = definition.text(it + ".ContainerName").orElse("");
              String condition = definition.text(it + ".Condition").orElse("START");
              if (here.contains(other)) {
                dependencies.put(
                    service.composeName(task, other),
                    Compose.condition(
                        CONDITIONS.getOrDefault(
                            condition.toUpperCase(Locale.ROOT), "service_started")));
              }
            });
    return dependencies;
  }

  boolean hasSecrets(LocalService service) {
    return !SecretFiles.of(application, service).isEmpty();
  }

  private List<String> mounts(LocalService service, String task, String container) {
    Resource definition = service.definition();
    List<String> mounts = new ArrayList<>();
    if (hasSecrets(service)) {
      mounts.add(SecretFiles.volumeOf(service.name()) + ":/run/secrets:ro");
    }
    definition
        .elements(container + ".MountPoints")
        .forEach(
            it -> {
              String volume =
                  volume(service, task, definition.text(it + ".SourceVolume").orElse(""));
              volumes.add(volume);
              String path = definition.text(it + ".ContainerPath").orElse("/");
              boolean isReadOnly = definition.isTrue(it + ".ReadOnly");
              mounts.add(volume + ":" + Compose.literal(path) + (isReadOnly ? ":ro" : ""));
            });
    return mounts;
  }

  /**
   * A folder of a file system is shared by all who mount it; any other volume is the task's own.
   */
  private String volume(LocalService service, String task, String name) {
    Resource definition = service.definition();
    Optional<String> path =
        definition
            .elements("Volumes")
            .filter(it -> definition.text(it + ".Name").filter(name::equals).isPresent())
            .findFirst();
    return path.flatMap(
            it ->
                definition.property(
                    it + ".EFSVolumeConfiguration.AuthorizationConfig.AccessPointId"))
        .or(
            () ->
                path.flatMap(
                    it -> definition.property(it + ".EFSVolumeConfiguration.FilesystemId")))
        .map(it -> "efs-" + fileSystem(it))
        .orElse(task + "-" + LocalNames.kebab(name));
  }

  private String fileSystem(Object value) {
    return application
        .template
        .referent(value)
        .map(LocalNames::of)
        .orElseGet(() -> LocalNames.kebab(Reference.keyOf(value)));
  }
}
