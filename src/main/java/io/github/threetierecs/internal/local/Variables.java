package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment variables of containers. */
final class Variables {
  private final LocalValues values;
  private final LocalSecrets secrets;

  Variables(LocalValues values, LocalSecrets secrets) {
    this.values = values;
    this.secrets = secrets;
  }

  /** Those that are no secrets; what only a deployment could tell is asked of a variable. */
  Map<String, Object> plain(LocalService service, String container) {
    Map<String, Object> variables = new LinkedHashMap<>();
    Resource definition = service.definition();
    definition
        .elements(container + ".Environment")
        .forEach(
            it -> {
              String name = definition.text(it + ".Name").orElse("");
              Object value = definition.property(it + ".Value").orElse("");
              variables.put(name, text(service, name, value));
            });
    return variables;
  }

  private String text(LocalService service, String name, Object value) {
    return secrets
        .withArn(value)
        .map(LocalSecret::uri)
        .or(() -> values.of(value))
        .map(Compose::literal)
        .orElseGet(() -> unknown(service, name));
  }

  private static String unknown(LocalService service, String name) {
    if (name.equals("DB_HOST") || name.equals("DB_READ_HOSTS")) {
      return LocalDatabase.NAME;
    }
    return Compose.variable(Compose.variableName(service.name(), name), "");
  }

  /** Those whose values nobody knows here. */
  List<String> unknown(LocalService service) {
    Resource definition = service.definition();
    return service.containers().stream()
        .flatMap(it -> definition.elements(it + ".Environment"))
        .filter(
            it -> {
              Object value = definition.property(it + ".Value").orElse("");
              return values.of(value).isEmpty() && secrets.withArn(value).isEmpty();
            })
        .flatMap(it -> definition.text(it + ".Name").stream())
        .filter(it -> !it.equals("DB_HOST") && !it.equals("DB_READ_HOSTS"))
        .distinct()
        .toList();
  }

  /** Those that are read from secrets, by their names. */
  Map<String, LocalSecrets.Source> secret(LocalService service, String container) {
    Map<String, LocalSecrets.Source> variables = new LinkedHashMap<>();
    Resource definition = service.definition();
    definition
        .elements(container + ".Secrets")
        .forEach(
            it ->
                Optional.of(definition.property(it + ".ValueFrom").orElse(""))
                    .map(secrets::source)
                    .ifPresent(
                        source -> variables.put(definition.text(it + ".Name").orElse(""), source)));
    return variables;
  }

  /** The file with them, which the script writes. */
  String file(LocalService service, String container) {
    String name = service.definition().text(container + ".Name").orElse("");
    return service.composeName(service.name(), name) + ".env";
  }
}
