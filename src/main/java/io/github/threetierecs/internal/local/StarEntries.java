package io.github.threetierecs.internal.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The compose services in the middle: {@code vpc}, the load balancers, the database, secrets. */
final class StarEntries {
  /** It is also what owns a task's network and what copies secrets. */
  static final String HAPROXY = "${HAPROXY_IMAGE:-haproxy:3.2}";

  private static final String DATABASE = "${DATABASE_IMAGE:-mysql:8.4}";
  private static final String CONFIGURATION = ":/usr/local/etc/haproxy/haproxy.cfg:ro";

  private StarEntries() {}

  static Map<String, Object> networksOf(Topology topology, Host host) {
    Map<String, Object> networks = new LinkedHashMap<>();
    for (Topology.Network it : topology.networksOf(host)) {
      networks.put(it.name(), Map.of("ipv4_address", topology.addresses().host(it.number())));
    }
    return networks;
  }

  static Map<String, Object> vpc(LocalApplication application, String securityGroups) {
    Map<String, Object> networks = new LinkedHashMap<>();
    for (Topology.Network it : application.topology.networks()) {
      networks.put(
          it.name(), Map.of("ipv4_address", application.topology.addresses().vpc(it.number())));
    }
    Map<String, Object> entries = haproxy("security-groups.cfg", securityGroups);
    List<String> ports =
        PublishedPorts.of(application.topology).stream().map(PublishedPorts::inCompose).toList();
    if (!ports.isEmpty()) {
      entries.put("ports", ports);
    }
    entries.put("networks", networks);
    return entries;
  }

  static Map<String, Object> loadBalancer(
      LocalApplication application, String name, String configuration) {
    Map<String, Object> entries = haproxy("load-balancers/" + name + ".cfg", configuration);
    Map<String, Object> dependencies = new LinkedHashMap<>();
    dependencies.put(LocalApplication.VPC, Compose.condition("service_started"));
    if (application.hasTls(name)) {
      entries.put(
          "volumes",
          List.of(
              mounted("load-balancers/" + name + ".cfg"),
              SecretFiles.volumeOf(name) + ":/run/certificates:ro"));
      dependencies.put(
          LocalApplication.SECRETS, Compose.condition("service_completed_successfully"));
    }
    Host host = application.host(name);
    Map<String, Object> published = published(application, name);
    if (!published.isEmpty()) {
      entries.put("environment", published);
    }
    entries.put("depends_on", dependencies);
    entries.put("extra_hosts", application.namesFor(host));
    entries.put("networks", networksOf(application.topology, host));
    return entries;
  }

  /** Where the listeners' ports are published, for redirects. */
  private static Map<String, Object> published(LocalApplication application, String name) {
    Map<String, Object> variables = new LinkedHashMap<>();
    application.topology.ways().stream()
        .filter(it -> it.client().equals(LocalApplication.CLIENTS) && it.server().equals(name))
        .map(it -> PublishedPorts.of(it.port()))
        .forEach(
            it ->
                variables.put(
                    "PUBLISHED_" + it.listener(),
                    Compose.variable(it.variable(), Integer.toString(it.port()))));
    return variables;
  }

  private static Map<String, Object> haproxy(String file, String configuration) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("image", HAPROXY);
    // Else Compose would not notice that the file has changed.
    entries.put("labels", Map.of("configuration", Checksum.of(configuration)));
    entries.put("cap_drop", List.of("ALL"));
    entries.put("sysctls", Map.of("net.ipv4.ip_unprivileged_port_start", 0));
    entries.put("restart", "unless-stopped");
    entries.put("stop_grace_period", "1s");
    entries.put("volumes", List.of(mounted(file)));
    return entries;
  }

  private static String mounted(String file) {
    return "./" + file + CONFIGURATION;
  }

  static Map<String, Object> database(LocalApplication application) {
    LocalDatabase database = application.database;
    List<String> command = new ArrayList<>();
    command.add("--port=" + database.port());
    database
        .parameters()
        .forEach(
            (name, value) ->
                application
                    .values
                    .of(value)
                    .filter(it -> LocalDatabase.isOption(name, it))
                    .map(it -> "--loose-" + name + "=" + Compose.literal(it))
                    .ifPresent(command::add));
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("image", DATABASE);
    entries.put("command", command);
    entries.put("restart", "unless-stopped");
    entries.put("stop_grace_period", "30s");
    entries.put("environment", Map.of("MYSQL_DATABASE", Compose.literal(application.databaseName)));
    entries.put("env_file", List.of("secrets/database.env"));
    entries.put(
        "volumes", List.of("database:/var/lib/mysql", "./database:/docker-entrypoint-initdb.d:ro"));
    Map<String, Object> check = new LinkedHashMap<>();
    String ping = " ping --silent --host=127.0.0.1 --port=" + database.port();
    check.put("test", List.of("CMD-SHELL", "mysqladmin" + ping + " || mariadb-admin" + ping));
    check.put("interval", "2s");
    check.put("timeout", "2s");
    check.put("retries", 90);
    entries.put("healthcheck", check);
    Host host = application.host(LocalDatabase.NAME);
    entries.put("depends_on", Map.of(LocalApplication.VPC, Compose.condition("service_started")));
    entries.put("extra_hosts", application.namesFor(host));
    entries.put("networks", networksOf(application.topology, host));
    return entries;
  }

  /**
   * Copies to a volume of each service what it may read, readable for whatever user a container
   * has.
   */
  static Map<String, Object> secrets(Map<String, List<String>> filesByVolume) {
    StringBuilder script = new StringBuilder();
    List<String> volumes = new ArrayList<>();
    volumes.add("./secrets:/from:ro");
    filesByVolume.forEach(
        (volume, files) -> {
          volumes.add(volume + ":/to/" + volume);
          for (String file : files) {
            String to = "/to/" + volume + "/";
            script
                .append("cp /from/" + file + " " + to + "." + file)
                .append(" && chmod 0444 " + to + "." + file)
                .append(" && mv -f " + to + "." + file + " " + to + file)
                .append('\n');
          }
        });
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("image", HAPROXY);
    entries.put("user", "0");
    entries.put("network_mode", "none");
    entries.put("restart", "no");
    entries.put("entrypoint", List.of("sh", "-euc"));
    entries.put("command", List.of(script.toString()));
    entries.put("volumes", volumes);
    return entries;
  }
}
