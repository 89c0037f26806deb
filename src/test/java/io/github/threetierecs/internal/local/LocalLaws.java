package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds of the local project of any template, read from its files. */
public final class LocalLaws {
  private static final Pattern WAY =
      Pattern.compile(
          "bind (\\d+\\.\\d+\\.\\d+\\.\\d+):(\\d+)[^\\n"
              + "]*\\n"
              + "\\s*server \\S+ (\\d+\\.\\d+\\.\\d+\\.\\d+):(\\d+)");

  private final LocalApplication application;
  private final Map<String, String> files;
  private final Map<String, Map<String, Object>> services;
  private final List<String> wrong = new ArrayList<>();

  /** The address of {@code vpc} with its port, and where it leads. */
  private final Map<String, String> ways = new HashMap<>();

  /** Whose network an address is in, by its first three numbers and its block of eight. */
  private final Map<String, String> owners = new TreeMap<>();

  private final Set<String> vpcAddresses = new HashSet<>();
  private final Map<String, String> addresses = new TreeMap<>();

  private LocalLaws(LocalProject project) {
    application = project.application();
    files = Projects.filesOf(project);
    services = Projects.services(files);
  }

  /**
   * {@return what is wrong, one sentence each; empty if nothing is}
   *
   * @param template a stack that is called {@code Shop}
   * @param names the application, if there are several
   */
  public static List<String> violations(Map<String, Object> template, String... names) {
    LocalProject project = Projects.of(template, names);
    LocalLaws laws = new LocalLaws(project);
    laws.read();
    laws.everyContainerIsThere();
    laws.everyWayIsThatOfTheModel();
    laws.theTableAgrees();
    laws.everyVariableIsThere();
    laws.everyNameLeads();
    SortedMap<String, String> again = Projects.filesOf(Projects.of(template, names));
    if (!laws.files.equals(again)) {
      laws.wrong.add("the same template gives other files");
    }
    return laws.wrong;
  }

  private void read() {
    Matcher matcher = WAY.matcher(files.getOrDefault("security-groups.cfg", ""));
    while (matcher.find()) {
      if (!matcher.group(2).equals(matcher.group(4))) {
        wrong.add("a way changes its port: " + matcher.group());
      }
      if (ways.put(matcher.group(1) + ":" + matcher.group(2), matcher.group(3)) != null) {
        wrong.add("two ways begin at " + matcher.group(1) + ":" + matcher.group(2));
      }
    }
    services.forEach(
        (name, service) ->
            networksOf(service)
                .forEach(
                    (network, address) -> {
                      if (name.equals("vpc")) {
                        vpcAddresses.add(address);
                      } else {
                        owners.put(block(address), hostOf(name));
                        addresses.putIfAbsent(hostOf(name), address);
                      }
                    }));
  }

  private static String hostOf(String service) {
    return service.replaceFirst("-network$", "");
  }

  @SuppressWarnings("unchecked") // As the compose file has it.
  private static Map<String, String> networksOf(Map<String, Object> service) {
    Map<String, String> networks = new TreeMap<>();
    ((Map<String, Map<String, String>>) service.getOrDefault("networks", Map.of()))
        .forEach((name, it) -> networks.put(name, it.getOrDefault("ipv4_address", "")));
    return networks;
  }

  private static String block(String address) {
    String[] parts = address.split("\\.", -1);
    return parts[0] + "." + parts[1] + "." + parts[2] + "." + Integer.parseInt(parts[3]) / 8;
  }

  private void everyContainerIsThere() {
    long expected = 0;
    for (LocalService service : application.services) {
      int tasks = service.isJob() ? 1 : Math.min(9, tasks(service.starter()));
      long containers =
          service.definition().elements("ContainerDefinitions").toList().stream()
              .filter(it -> LeftOut.reason(service.definition(), it).isEmpty())
              .count();
      expected += tasks * containers;
    }
    long there =
        services.values().stream()
            .filter(it -> String.valueOf(it.get("network_mode")).startsWith("service:"))
            .count();
    if (there != expected) {
      wrong.add(there + " containers of tasks are there, not " + expected);
    }
    services.forEach(
        (name, service) -> {
          String network = String.valueOf(service.get("network_mode"));
          if (network.startsWith("service:") && !services.containsKey(network.substring(8))) {
            wrong.add(name + " is in a network that nobody owns");
          }
        });
  }

  private int tasks(Resource service) {
    return service
        .text("DesiredCount")
        .or(
            () ->
                application
                    .template
                    .resourcesOfType("AWS::ApplicationAutoScaling::ScalableTarget")
                    .stream()
                    .filter(it -> it.refersTo(service.logicalId()))
                    .flatMap(it -> it.text("MinCapacity").stream())
                    .findFirst())
        .map(Integer::parseInt)
        .orElse(1);
  }

  /** Whether a client gets to a server at a port, by way of its own networks. */
  private boolean gets(String client, String server, int port) {
    String target = addresses.getOrDefault(application.host(server).container(), "nowhere");
    return namesFor(client).stream()
        .filter(it -> it.startsWith(server + ":"))
        .map(it -> ways.getOrDefault(it.substring(server.length() + 1) + ":" + port, ""))
        .anyMatch(target::equals);
  }

  @SuppressWarnings("unchecked") // As the compose file has it.
  private List<String> namesFor(String client) {
    return (List<String>)
        services
            .getOrDefault(client + "-network", services.getOrDefault(client, Map.of()))
            .getOrDefault("extra_hosts", List.of());
  }

  private void everyWayIsThatOfTheModel() {
    StackTemplate template = application.template;
    Reachability model = Reachability.of(template);
    Set<String> ends = new HashSet<>(model.endpoints());
    int counted = 0;
    for (Host from : application.topology.hosts()) {
      for (Host to : application.topology.hosts()) {
        if (from.kind() == Host.Kind.CLIENTS
            || !from.hasNetwork()
            || to.kind() == Host.Kind.CLIENTS
            || to.container().equals(from.name())) {
          continue;
        }
        for (Host.Port port : to.ports()) {
          boolean isOpen = gets(from.name(), to.name(), port.number());
          counted += isOpen ? 1 : 0;
          if (ends.contains(from.endpoint())
              && ends.contains(to.endpoint())
              && isOpen
                  == model
                      .whyReachable(from.endpoint(), to.endpoint(), port.inTemplate())
                      .isEmpty()) {
            wrong.add(
                "%s -> %s:%d is %s here, and not by the model"
                    .formatted(from.name(), to.name(), port.number(), isOpen ? "open" : "shut"));
          }
        }
      }
    }
    long ofClients =
        application.topology.ways().stream().filter(it -> it.client().equals("internet")).count();
    if (counted + ofClients != ways.size()) {
      wrong.add(
          ways.size() + " ways are written, and " + (counted + ofClients) + " lead somewhere");
    }
  }

  private void theTableAgrees() {
    files
        .getOrDefault("reachable.tsv", "")
        .lines()
        .filter(it -> !it.startsWith("#"))
        .map(it -> it.split("\t", -1))
        .filter(it -> !it[0].equals("internet"))
        .forEach(
            row -> {
              boolean isOpen = gets(row[0], row[1], Integer.parseInt(row[2]));
              if (row[3].equals("yes") != isOpen) {
                wrong.add("reachable.tsv says " + String.join(" ", row));
              }
            });
  }

  private void everyVariableIsThere() {
    List<String> secrets = Projects.rows(files, "VARIABLES");
    for (LocalService service : application.services) {
      Resource definition = service.definition();
      for (String container : service.containers()) {
        if (LeftOut.reason(definition, container).isPresent()) {
          continue;
        }
        String name = definition.text(container + ".Name").orElse("");
        for (String task : service.taskNames()) {
          Map<String, Object> entries =
              Objects.requireNonNull(services.get(service.composeName(task, name)));
          Map<?, ?> environment = (Map<?, ?>) entries.getOrDefault("environment", Map.of());
          definition
              .elements(container + ".Environment")
              .flatMap(it -> definition.text(it + ".Name").stream())
              .filter(it -> !environment.containsKey(it))
              .forEach(it -> wrong.add(task + " lacks variable " + it));
          definition
              .elements(container + ".Secrets")
              .flatMap(it -> definition.text(it + ".Name").stream())
              .forEach(
                  it -> {
                    String file = service.composeName(service.name(), name) + ".env";
                    if (!entries
                            .getOrDefault("env_file", List.of())
                            .equals(List.of("secrets/" + file))
                        || secrets.stream()
                            .noneMatch(row -> row.startsWith(file + " " + it + " "))) {
                      wrong.add(task + " lacks secret variable " + it);
                    }
                    if (environment.containsKey(it)) {
                      wrong.add(task + " has secret variable " + it + " in the compose file");
                    }
                  });
        }
      }
    }
    if (files.getOrDefault("compose.yaml", "").contains("{{resolve:")) {
      wrong.add("a secret is resolved in the compose file");
    }
  }

  /**
   * A name leads to an address in one of the client's networks: that of {@code vpc}, or nobody's.
   */
  private void everyNameLeads() {
    for (Host client : application.topology.hosts()) {
      if (!client.hasNetwork() || client.kind() == Host.Kind.CLIENTS) {
        continue;
      }
      for (String name : namesFor(client.name())) {
        String address = name.substring(name.indexOf(':') + 1);
        if (!client.name().equals(owners.get(block(address)))) {
          wrong.add(
              client.name() + ": " + name + " is in the network of " + owners.get(block(address)));
        }
        boolean isOpen = ways.keySet().stream().anyMatch(it -> it.startsWith(address + ":"));
        if (isOpen != vpcAddresses.contains(address)) {
          wrong.add(
              client.name() + ": " + name + " is an address without a way, or a way without one");
        }
      }
    }
  }
}
