package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of the templates is not reproduced, one sentence each. */
final class NotHere {

  /** Properties of container definitions that mean nothing here, with what that means. */
  private static final Map<String, String> PROPERTIES = new LinkedHashMap<>();

  static {
    PROPERTIES.put(
        "EnvironmentFiles",
        "has environment files in Amazon S3, which are not read: set their variables in"
            + " compose.override.yaml");
    PROPERTIES.put(
        "RepositoryCredentials",
        "is pulled with credentials from Secrets Manager: sign in with `docker login` instead");
    PROPERTIES.put("ResourceRequirements", "asks for GPUs, and gets none");
    PROPERTIES.put("VolumesFrom", "has volumes of another container, which it does not get");
    PROPERTIES.put("SystemControls", "sets kernel parameters, which stay as they are");
    PROPERTIES.put("LinuxParameters.Devices", "has devices of its instance, which it does not get");
  }

  private NotHere() {}

  static List<String> of(LocalApplication application) {
    Set<String> sentences = new LinkedHashSet<>(application.servicesNotHere);
    for (LocalService service : application.services) {
      sentences.addAll(of(service));
      sentences.addAll(ofCommands(service, application.values));
      List<String> unknown = application.variables.unknown(service);
      if (!unknown.isEmpty()) {
        sentences.add(
            "%s: only a deployment knows the values of %s. They are empty; set %s in .env."
                .formatted(
                    service.name(),
                    String.join(", ", unknown),
                    String.join(
                        ", ",
                        unknown.stream()
                            .map(it -> Compose.variableName(service.name(), it))
                            .toList())));
      }
    }
    application
        .balancers
        .byName()
        .forEach(
            (name, balancer) ->
                LoadBalancerFile.notHere(application.template, balancer.logicalId())
                    .forEach(it -> sentences.add(name + ": " + it)));
    sentences.addAll(application.topology.notPublished());
    sentences.addAll(ofDatabase(application));
    sentences.add(
        "No task reaches the internet or an API of AWS, and what the roles allow means nothing"
            + " here.");
    return List.copyOf(sentences);
  }

  private static List<String> of(LocalService service) {
    List<String> sentences = new ArrayList<>();
    Resource definition = service.definition();
    for (String container : service.containers()) {
      String name = service.name() + ", container " + TaskEntries.name(service, container);
      LeftOut.reason(definition, container)
          .ifPresent(it -> sentences.add(name + ": it is left out, since " + it + "."));
      PROPERTIES.forEach(
          (property, words) -> {
            if (!definition.list(container + "." + property).isEmpty()) {
              sentences.add(name + ": it " + words + ".");
            }
          });
    }
    if (service.isBridged()) {
      sentences.add(
          service.name()
              + ": a task has a network of its own, though by its template it shares that of its"
              + " instance.");
    }
    if (service.starter().isTrue("ServiceConnectConfiguration.Enabled")) {
      sentences.add(
          service.name()
              + ": there are no proxies of Service Connect. Its names lead to all tasks; which one"
              + " answers is up to the client.");
    }
    if (service.isJob()) {
      sentences.add(
          service.name()
              + ": nothing starts it on its schedule. `./local job "
              + service.name()
              + "` runs it.");
    }
    return sentences;
  }

  private static List<String> ofCommands(LocalService service, LocalValues values) {
    List<String> sentences = new ArrayList<>();
    Resource definition = service.definition();
    for (String container : service.containers()) {
      for (String property : List.of(".EntryPoint", ".Command", ".HealthCheck.Command")) {
        definition.list(container + property).stream()
            .filter(it -> values.of(it).isEmpty())
            .map(
                it ->
                    "%s, container %s: only a deployment knows %s in its command. Write the command in compose.override.yaml."
                        .formatted(
                            service.name(), TaskEntries.name(service, container), Text.of(it)))
            .forEach(sentences::add);
      }
    }
    return sentences;
  }

  private static List<String> ofDatabase(LocalApplication application) {
    List<String> sentences = new ArrayList<>();
    LocalDatabase database = application.database;
    if (database.instance().isEmpty()) {
      sentences.add(
          "The database is in no template: an empty one stands for it, and who is told its name may"
              + " connect to it.");
    }
    if (database.hosts().size() > 1) {
      sentences.add(
          "One database stands for its replicas and its proxy too: what is written is read at"
              + " once.");
    }
    database
        .parameters()
        .forEach(
            (name, value) -> {
              boolean isHere =
                  application
                      .values
                      .of(value)
                      .filter(it -> LocalDatabase.isOption(name, it))
                      .isPresent();
              if (!isHere) {
                sentences.add("The database's parameter " + name + " is one that RDS alone knows.");
              }
            });
    return sentences;
  }
}
