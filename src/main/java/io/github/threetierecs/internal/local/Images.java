package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which image a container has here: what a variable says, else that of the template. Containers of
 * other services that have the backend's image share its variable.
 */
final class Images {
  private static final String BACKEND = "backend";

  private final String project;
  private final LocalValues values;
  private final DockerAssets assets;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, String> builds = new LinkedHashMap<>();

  Images(String project, List<LocalService> services, LocalValues values, DockerAssets assets) {
    this.project = project;
    this.values = values;
    this.assets = assets;
    services.stream()
        .filter(it -> it.name().equals(BACKEND))
        .forEach(
            it ->
                it.containers().stream()
                    .filter(path -> isOwn(it, path))
                    .forEach(path -> variables.put(key(it, path), "BACKEND_IMAGE")));
  }

  private static boolean isOwn(LocalService service, String container) {
    return service
        .definition()
        .text(container + ".Name")
        .filter(service.ownContainer()::equals)
        .isPresent();
  }

  private static String key(LocalService service, String container) {
    return service.definition().text(container + ".Image").orElse("");
  }

  /** The compose service that builds an image, by the variable that names another one instead. */
  Map<String, String> builds() {
    return builds;
  }

  /** The entries {@code image} and {@code build} of a compose service. */
  Map<String, Object> of(LocalService service, String container, String composeName) {
    String variable = variable(service, container);
    Object image = service.definition().property(container + ".Image").orElse("");
    Map<String, Object> entries = new LinkedHashMap<>();
    Optional<Map<String, Object>> build = assets.of(Text.of(image));
    if (build.isPresent()) {
      builds.putIfAbsent(variable, composeName);
      entries.put("build", build.get());
      entries.put(
          "image", Compose.variable(variable, project + "-" + LocalNames.kebab(nameOf(variable))));
      return entries;
    }
    entries.put(
        "image",
        values
            .of(image)
            .map(it -> Compose.variable(variable, it))
            .orElseGet(
                () ->
                    Compose.required(
                        variable, "name the image of container " + variable(service, container))));
    return entries;
  }

  private static String nameOf(String variable) {
    return variable.replaceFirst("_IMAGE$", "").replace('_', '-');
  }

  private String variable(LocalService service, String container) {
    String name = service.definition().text(container + ".Name").orElse("");
    boolean isTier = service.name().matches("frontend|backend");
    if (isOwn(service, container) && isTier) {
      return Compose.variableName(service.name(), "IMAGE");
    }
    String shared = variables.get(key(service, container));
    if (shared != null) {
      return shared;
    }
    return isOwn(service, container)
        ? Compose.variableName(service.name(), "IMAGE")
        : Compose.variableName(service.name() + "_" + name, "IMAGE");
  }
}
