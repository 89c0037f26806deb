package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.blueprint.Application;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.DatabasePorts;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The database that stands for that of the template, and for its replicas and its proxy, or for an
 * existing one.
 */
final class LocalDatabase {
  static final String NAME = "database";

  private static final String DEFAULT_PORT = "3306";
  private static final String INSTANCE = "AWS::RDS::DBInstance";

  private static final Set<String> TYPES =
      Ordered.set(INSTANCE, "AWS::RDS::DBCluster", "AWS::RDS::DBProxy");

  private final StackTemplate template;
  private final Map<String, String> namesById = new LinkedHashMap<>();
  private final List<Host> hosts = new ArrayList<>();
  private final Optional<Resource> instance;

  LocalDatabase(StackTemplate template, Application application, List<LocalService> services) {
    this.template = template;
    this.instance = template.find(application.database()).flatMap(this::behind);
    List<Resource> called = new ArrayList<>(calledBy(services));
    instance.filter(it -> !called.contains(it)).ifPresent(called::add);
    if (called.isEmpty() || (instance.isEmpty() && !isCalledMain(called))) {
      hosts.add(host(NAME, "", DEFAULT_PORT));
    }
    for (Resource it : called) {
      String name = nameOf(it);
      namesById.put(it.logicalId(), name);
      hosts.add(
          host(name, it.logicalId(), new DatabasePorts(template).of(it).orElse(DEFAULT_PORT)));
    }
  }

  private boolean isCalledMain(List<Resource> called) {
    return called.stream().anyMatch(it -> !isProxy(it) && !isReplica(it));
  }

  /** What answers, first the one that has a container. */
  List<Host> hosts() {
    List<Host> ordered = new ArrayList<>(hosts);
    ordered.sort(Comparator.comparing(it -> !it.name().equals(NAME)));
    return ordered;
  }

  /** The name of a database or a proxy that an attribute belongs to. */
  Optional<String> nameOf(String logicalId) {
    return Optional.ofNullable(namesById.get(logicalId));
  }

  /** Whether the template creates it. */
  Optional<Resource> instance() {
    return instance;
  }

  /** Where the container listens. */
  int port() {
    return hosts.stream()
        .filter(it -> it.name().equals(NAME))
        .findFirst()
        .map(it -> it.ports().get(0).number())
        .orElse(Integer.parseInt(DEFAULT_PORT));
  }

  /** The parameters that the template sets, by name. */
  Map<String, Object> parameters() {
    Map<String, Object> sorted = new TreeMap<>();
    instance
        .flatMap(it -> it.property("DBParameterGroupName"))
        .flatMap(template::referent)
        .flatMap(it -> it.property("Parameters"))
        .ifPresent(
            it -> {
              if (it instanceof Map<?, ?> map) {
                map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
              }
            });
    return sorted;
  }

  /** Whether a parameter of RDS is an option of MySQL, whose value is known here. */
  static boolean isOption(String name, String value) {
    return name.matches("[a-z][a-z0-9_]*") && !name.startsWith("rds_") && !value.contains("{");
  }

  private Host host(String name, String endpoint, String port) {
    int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : Integer.parseInt(DEFAULT_PORT);
    return new Host(name, Host.Kind.DATABASE, endpoint, NAME, List.of(new Host.Port(number, port)));
  }

  /** What the services' containers are told the address of. */
  private List<Resource> calledBy(List<LocalService> services) {
    return services.stream()
        .flatMap(
            service ->
                service.containers().stream()
                    .flatMap(it -> service.definition().property(it + ".Environment").stream()))
        .flatMap(it -> Reference.idsIn(it).stream())
        .distinct()
        .sorted()
        .flatMap(it -> template.find(it).stream())
        .filter(it -> TYPES.contains(it.type()))
        .toList();
  }

  /** The database itself, where a proxy is in front of it. */
  private Optional<Resource> behind(Resource database) {
    if (!isProxy(database)) {
      return Optional.of(database);
    }
    return template.resourcesOfType("AWS::RDS::DBProxyTargetGroup").stream()
        .filter(it -> it.references().contains(database.logicalId()))
        .flatMap(it -> it.references().stream())
        .flatMap(it -> template.find(it).stream())
        .filter(it -> TYPES.contains(it.type()) && !isProxy(it))
        .findFirst();
  }

  private String nameOf(Resource database) {
    if (instance.filter(database::equals).isPresent()) {
      return NAME;
    }
    String number =
        Text.of(database.logicalId())
            .replaceFirst("[0-9A-F]{8}$", "")
            .replaceFirst("^.*?(\\d*)$", "$1");
    if (isProxy(database)) {
      return NAME + "-proxy";
    }
    if (isReplica(database)) {
      return NAME + "-replica" + (number.isEmpty() ? "" : "-" + number);
    }
    return instance.isEmpty() && hosts.stream().noneMatch(it -> it.name().equals(NAME))
        ? NAME
        : LocalNames.of(database);
  }

  private static boolean isProxy(Resource database) {
    return database.type().equals("AWS::RDS::DBProxy");
  }

  private static boolean isReplica(Resource database) {
    return database.has("SourceDBInstanceIdentifier");
  }
}
