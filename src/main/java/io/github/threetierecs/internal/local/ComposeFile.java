package io.github.threetierecs.internal.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The file {@code compose.yaml}. */
final class ComposeFile {
  private static final String HEAD =
      """
      # Written of the templates of an AWS CDK app, by io.github.threetierecs.local: it is written again,
      # so change compose.override.yaml or .env instead. ./local start makes the secrets that it needs.
      """;

  private ComposeFile() {}

  /**
   * @param configurations the files that load balancers and {@code vpc} have, by their names
   */
  static String of(
      LocalApplication application, Images images, Map<String, String> configurations) {
    Topology topology = application.topology;
    TaskEntries tasks = new TaskEntries(application, images);
    Map<String, Object> services = new LinkedHashMap<>();
    services.put(
        LocalApplication.VPC,
        StarEntries.vpc(
            application, configurations.getOrDefault(ConfigurationFiles.SECURITY_GROUPS, "")));
    Map<String, List<String>> secrets = SecretFiles.byVolume(application);
    if (!secrets.isEmpty()) {
      services.put(LocalApplication.SECRETS, StarEntries.secrets(secrets));
    }
    services.put(LocalDatabase.NAME, StarEntries.database(application));
    for (String name : application.balancers.byName().keySet()) {
      services.put(
          name,
          StarEntries.loadBalancer(
              application,
              name,
              configurations.getOrDefault(ConfigurationFiles.ofLoadBalancer(name), "")));
    }
    for (LocalService service : application.services) {
      for (String task : service.taskNames()) {
        services.putAll(tasks.of(service, task));
      }
    }
    Set<String> volumes = new TreeSet<>(tasks.volumes());
    volumes.addAll(secrets.keySet());
    volumes.add(LocalDatabase.NAME);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("name", application.project);
    file.put("services", services);
    file.put("networks", networks(topology));
    file.put("volumes", named(volumes));
    return HEAD + Yaml.of(file);
  }

  private static Map<String, Object> networks(Topology topology) {
    Map<String, Object> networks = new LinkedHashMap<>();
    for (Topology.Network it : topology.networks()) {
      Map<String, Object> network = new LinkedHashMap<>();
      if (!it.host().equals(LocalApplication.CLIENTS)) {
        network.put("internal", true);
      }
      network.put(
          "ipam",
          Map.of("config", List.of(Map.of("subnet", topology.addresses().network(it.number())))));
      networks.put(it.name(), network);
    }
    return networks;
  }

  private static Map<String, Object> named(Set<String> volumes) {
    Map<String, Object> named = new TreeMap<>();
    volumes.forEach(it -> named.put(it, Map.of()));
    return named;
  }
}
