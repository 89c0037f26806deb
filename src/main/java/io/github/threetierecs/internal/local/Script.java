package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.LoadBalancing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** The script {@code local}: a file of the library, with tables of what the application has. */
final class Script {
  private static final String DATA = "@DATA@\n";

  private final LocalApplication application;
  private final StringBuilder data = new StringBuilder();

  private Script(LocalApplication application) {
    this.application = application;
  }

  static String of(LocalApplication application, Map<String, String> builds) {
    Script script = new Script(application);
    script.value("PROJECT", application.project);
    script.value("ROTATED", script.rotated());
    script.value("CERTIFICATE_NAMES", script.certificateNames());
    script.rows(
        "BUILDS", builds.entrySet().stream().map(it -> it.getKey() + " " + it.getValue()).toList());
    script.rows("SECRETS", script.secrets());
    script.rows("VARIABLES", script.variables());
    script.rows("STARTS", script.starts());
    script.rows("TASKS", script.tasks());
    script.rows(
        "JOBS",
        application.services.stream().filter(LocalService::isJob).map(LocalService::name).toList());
    script.rows("JOB_STARTS", script.jobStarts());
    script.rows("BALANCERS", List.copyOf(application.balancers.byName().keySet()));
    script.rows("URLS", script.urls());
    return OwnFiles.text(Script.class, "local.sh").replace(DATA, script.data.toString());
  }

  private void value(String name, String value) {
    data.append(name + "='" + value + "'\n");
  }

  private void rows(String name, List<String> rows) {
    data.append(name + "=(\n");
    rows.forEach(it -> data.append("  '" + it.replace("'", "") + "'\n"));
    data.append(")\n");
  }

  private List<String> secrets() {
    List<String> rows = new ArrayList<>();
    for (LocalSecret secret : application.secrets.all()) {
      StringBuilder row = new StringBuilder(secret.fileName());
      // A key may have spaces.
      secret.values().forEach((key, value) -> row.append("\t" + key + "=" + value));
      rows.add(row.toString());
    }
    return rows;
  }

  private List<String> variables() {
    List<String> rows = new ArrayList<>();
    for (LocalService service : application.services) {
      for (String container : TaskEntries.inOrder(service)) {
        String file = application.variables.file(service, container);
        application
            .variables
            .secret(service, container)
            .forEach(
                (name, source) ->
                    rows.add(
                        (file + " " + name + " " + fileOf(source.secret()) + " " + source.key())
                            .strip()));
      }
    }
    return rows;
  }

  private String fileOf(String secret) {
    return application.secrets.all().stream()
        .filter(it -> it.name().equals(secret))
        .findFirst()
        .map(LocalSecret::fileName)
        .orElse(secret);
  }

  /** The secret that the backend signs in with. */
  private String rotated() {
    return application.services.stream()
        .filter(it -> it.name().equals("backend"))
        .flatMap(
            service ->
                service.containers().stream()
                    .filter(it -> TaskEntries.name(service, it).equals(service.ownContainer()))
                    .flatMap(
                        it ->
                            Optional.ofNullable(
                                application.variables.secret(service, it).get("DB_PASSWORD"))
                                .stream()))
        .findFirst()
        .map(it -> fileOf(it.secret()))
        .orElse(LocalSecrets.DATABASE + ".json");
  }

  private String certificateNames() {
    if (!SecretFiles.anyTls(application)) {
      return "";
    }
    TreeSet<String> names = new TreeSet<>();
    application
        .balancers
        .byName()
        .forEach(
            (name, balancer) -> {
              names.add(name);
              names.addAll(TlsNames.recordsOf(application.template, balancer.logicalId()));
            });
    StringBuilder all = new StringBuilder();
    names.forEach(it -> all.append(",DNS:" + it));
    return all.toString();
  }

  private List<String> starts() {
    List<String> rows = new ArrayList<>();
    rows.add("up " + LocalApplication.VPC);
    if (!SecretFiles.byVolume(application).isEmpty()) {
      rows.add("once " + LocalApplication.SECRETS);
    }
    rows.add("healthy " + LocalDatabase.NAME);
    application.balancers.byName().keySet().forEach(it -> rows.add("up " + it));
    for (LocalService service : application.services) {
      if (!service.isJob()) {
        for (String task : service.taskNames()) {
          rows.add("up " + task + TaskEntries.NETWORK);
          for (String container : TaskEntries.inOrder(service)) {
            String name = service.composeName(task, TaskEntries.name(service, container));
            rows.add(TaskEntries.howItStarts(service, container) + " " + name);
          }
        }
      }
    }
    return rows;
  }

  /** Of each job its name, and how each of its containers starts. */
  private List<String> jobStarts() {
    List<String> rows = new ArrayList<>();
    for (LocalService service : application.services) {
      if (service.isJob()) {
        for (String container : TaskEntries.inOrder(service)) {
          String name = service.composeName(service.name(), TaskEntries.name(service, container));
          rows.add(service.name() + " " + TaskEntries.howItStarts(service, container) + " " + name);
        }
      }
    }
    return rows;
  }

  /** The service, its deregistration delay in seconds, the task, and its containers. */
  private List<String> tasks() {
    List<String> rows = new ArrayList<>();
    for (LocalService service : application.services) {
      int delay = application.balancers.deregistrationDelayOf(service.starter());
      for (String task : service.taskNames()) {
        StringBuilder row =
            new StringBuilder(service.name() + " " + delay + " " + task + " " + task)
                .append(TaskEntries.NETWORK);
        for (String container : TaskEntries.inOrder(service)) {
          row.append(" " + service.composeName(task, TaskEntries.name(service, container)));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  /** Whether what clients reach at a port is a listener with a certificate. */
  private boolean speaksTls(int port) {
    LoadBalancing balancing = LoadBalancing.of(application.template);
    return application.topology.ways().stream()
        .filter(it -> it.client().equals(LocalApplication.CLIENTS) && it.port() == port)
        .map(it -> application.balancers.byName().get(it.server()))
        .filter(Objects::nonNull)
        .flatMap(it -> balancing.listenersOf(it.logicalId()).stream())
        .filter(it -> it.text("Port").filter(String.valueOf(port)::equals).isPresent())
        .anyMatch(it -> it.text("Protocol").filter("HTTPS"::equals).isPresent());
  }

  private List<String> urls() {
    List<String> rows = new ArrayList<>();
    for (PublishedPorts it : PublishedPorts.of(application.topology)) {
      rows.add(
          (speaksTls(it.listener()) ? "https" : "http")
              + "://127.0.0.1: "
              + it.variable()
              + " "
              + it.port());
    }
    return rows;
  }
}
