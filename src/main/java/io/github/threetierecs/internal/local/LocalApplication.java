package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.blueprint.Application;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.StackEnvironment;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An application as it runs here: what there is, and who may connect to whom. */
final class LocalApplication {
  /** Whoever uses the application: this machine. */
  static final String CLIENTS = "internet";

  static final String VPC = "vpc";
  static final String SECRETS = "secrets";

  /** The Region of templates that name none. */
  private static final String SOME_REGION = "us-east-1";

  private static final String SOME_ACCOUNT = "111111111111";

  final String project;
  final StackTemplate template;
  final List<LocalService> services;
  final LocalLoadBalancers balancers;
  final LocalDatabase database;
  final String databaseName;
  final LocalValues values;
  final LocalSecrets secrets;
  final Variables variables;
  final Topology topology;
  final List<String> servicesNotHere;

  LocalApplication(Assembly assembly, Plan plan, Application application, Addresses addresses) {
    template = plan.template();
    project = projectOf(application);
    LocalNames names = new LocalNames(Ordered.set(CLIENTS, VPC, SECRETS, LocalDatabase.NAME));
    LocalServices found = new LocalServices(template, application, names);
    services = found.all();
    servicesNotHere = found.notHere();
    balancers = new LocalLoadBalancers(template, application, services, names);
    database = new LocalDatabase(template, application, services);
    values =
        new LocalValues(template, pseudoParameters(assembly, application), balancers, database);
    databaseName = variable("DB_NAME").flatMap(values::of).orElse("app");
    secrets = new LocalSecrets(template, services, database, values, databaseName);
    variables = new Variables(values, secrets);
    topology =
        new Topology(
            hosts(),
            new Access(template, this::callsOutsideDatabase, balancers::isForClients),
            addresses);
  }

  /** The name of the compose project, which Compose allows few characters in. */
  static String projectOf(Application application) {
    return LocalNames.kebab(application.stack() + "-" + application.name());
  }

  private static Map<String, String> pseudoParameters(Assembly assembly, Application application) {
    String stack = application.stack();
    String outermost = stack.contains("/") ? stack.substring(0, stack.indexOf('/')) : stack;
    Optional<StackEnvironment> environment =
        Optional.ofNullable(assembly.environments().get(outermost));
    return Ordered.map(
        "AWS::Region",
        environment.flatMap(StackEnvironment::region).orElse(SOME_REGION),
        "AWS::AccountId",
        environment.flatMap(StackEnvironment::account).orElse(SOME_ACCOUNT),
        "AWS::Partition",
        "aws",
        "AWS::URLSuffix",
        "amazonaws.com",
        "AWS::StackName",
        assembly.nameOf(outermost));
  }

  private List<Host> hosts() {
    List<Host> hosts = new ArrayList<>();
    hosts.add(new Host(CLIENTS, Host.Kind.CLIENTS, "", CLIENTS, List.of()));
    hosts.addAll(balancers.hosts());
    for (LocalService service : services) {
      hosts.addAll(TaskHosts.of(service, balancers));
    }
    hosts.addAll(database.hosts());
    return hosts;
  }

  /** The value of a variable, of the first container that has it. */
  private Optional<Object> variable(String name) {
    return services.stream().flatMap(service -> variable(service, name).stream()).findFirst();
  }

  private static Optional<Object> variable(LocalService service, String name) {
    Resource definition = service.definition();
    return service.containers().stream()
        .flatMap(it -> definition.elements(it + ".Environment"))
        .filter(it -> definition.text(it + ".Name").filter(name::equals).isPresent())
        .flatMap(it -> definition.property(it + ".Value").stream())
        .findFirst();
  }

  private boolean callsOutsideDatabase(Host client) {
    return services.stream()
        .filter(it -> it.taskNames().contains(client.name()))
        .anyMatch(it -> variable(it, "DB_HOST").isPresent());
  }

  Host host(String name) {
    return topology.hosts().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Whether the tasks of a service may connect to the database or to what stands in front of it.
   */
  boolean callsDatabase(LocalService service) {
    return topology.ways().stream()
        .anyMatch(
            it ->
                service.taskNames().contains(it.client())
                    && host(it.server()).container().equals(LocalDatabase.NAME));
  }

  boolean hasTls(String balancer) {
    return TlsNames.isTls(
        template, Optional.ofNullable(balancers.byName().get(balancer)).orElseThrow());
  }

  /**
   * The names by which a host finds others, each with an address; two of one name are two tasks.
   */
  List<String> namesFor(Host client) {
    List<String> names = new ArrayList<>();
    for (Host server : topology.hosts()) {
      if (server.kind() == Host.Kind.CLIENTS || server.container().equals(client.name())) {
        continue;
      }
      String address = topology.addressFor(client, server);
      names.add(server.name() + ":" + address);
      otherNamesOf(server).forEach(it -> names.add(it + ":" + address));
    }
    return names;
  }

  private Set<String> otherNamesOf(Host server) {
    return switch (server.kind()) {
      case LOAD_BALANCER -> TlsNames.recordsOf(template, server.endpoint());
      case TASK -> serviceConnectNames(server);
      case DATABASE -> server.endpoint().isEmpty() ? outsideNames() : Set.of();
      case CLIENTS -> Set.of();
    };
  }

  private Set<String> serviceConnectNames(Host server) {
    Resource starter = template.resource(server.endpoint());
    return starter
        .elements("ServiceConnectConfiguration.Services")
        .flatMap(it -> starter.elements(it + ".ClientAliases"))
        .flatMap(it -> starter.text(it + ".DnsName").stream())
        .filter(it -> it.matches("[A-Za-z0-9.-]+"))
        .collect(Ordered.toSet());
  }

  private Set<String> outsideNames() {
    return services.stream()
        .flatMap(
            it ->
                Stream.concat(
                    variable(it, "DB_HOST").stream(), variable(it, "DB_READ_HOSTS").stream()))
        .flatMap(it -> values.of(it).stream())
        .flatMap(it -> Arrays.stream(it.split(",", -1)))
        .map(String::strip)
        .filter(it -> it.matches("[A-Za-z0-9.-]+") && !it.equals(LocalDatabase.NAME))
        .collect(Ordered.toSet());
  }
}
