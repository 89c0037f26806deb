package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.DatabasePorts;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Peer;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Rule;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which of the connections that an application may need security groups let through, in one state:
 * from clients and services to load balancers where they listen, on to the services behind them,
 * and to databases and their proxies.
 */
final class OpenConnections {
  static final String CLIENTS = "clients";

  private static final String OF_RANGE = CLIENTS + " of ";

  /** Where tasks without their own network listen: somewhere from here on. */
  private static final String FIRST_DYNAMIC_PORT = "32768";

  private static final String LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String PROXY = "AWS::RDS::DBProxy";
  private static final List<String> DATABASES =
      List.of("AWS::RDS::DBInstance", "AWS::RDS::DBCluster", PROXY);

  /** What a step has to be about to open or close a connection. */
  private static final Set<String> TYPES =
      Ordered.set(
          "AWS::EC2::SecurityGroup",
          "AWS::EC2::SecurityGroupIngress",
          "AWS::EC2::SecurityGroupEgress",
          "AWS::EC2::LaunchTemplate",
          "AWS::AutoScaling::AutoScalingGroup",
          "AWS::ElasticLoadBalancingV2::Listener",
          "AWS::ElasticLoadBalancingV2::ListenerRule",
          LOAD_BALANCER,
          SERVICE,
          "AWS::RDS::DBInstance",
          "AWS::RDS::DBCluster",
          PROXY);

  /**
   * A connection, whatever its port is by then. Both ends are called as before they are replaced.
   *
   * @param from who opens it
   * @param to who accepts it
   * @param by the listener; empty if there is none
   */
  record Connection(String from, String to, String by) implements Comparable<Connection> {
    private Connection from(String other) {
      return new Connection(other, to, by);
    }

    @Override
    public int compareTo(Connection other) {
      return toString().compareTo(other.toString());
    }
  }

  private final StackTemplate template;
  private final LoadBalancing loadBalancing;
  private final Reachability reachability;
  private final Set<String> endpoints;
  private final SortedMap<Connection, Boolean> isOpen = new TreeMap<>();

  private OpenConnections(StackTemplate template) {
    this.template = template;
    this.loadBalancing = LoadBalancing.of(template);
    this.reachability = Reachability.of(template);
    this.endpoints = Ordered.copyOf(reachability.endpoints());
  }

  static boolean areOf(String type) {
    return TYPES.contains(type);
  }

  /** Each connection, with whether it can be opened. */
  static Map<Connection, Boolean> in(StackTemplate template) {
    OpenConnections connections = new OpenConnections(template);
    connections.find();
    return connections.isOpen;
  }

  private void find() {
    List<Resource> services = template.resourcesOfType(SERVICE);
    for (Resource balancer : template.resourcesOfType(LOAD_BALANCER)) {
      Set<String> behind = loadBalancing.servicesBehind(balancer.logicalId());
      behind.forEach(it -> addBehind(balancer, it));
      for (Resource listener : loadBalancing.listenersOf(balancer.logicalId())) {
        String port = listener.text("Port").orElse("");
        if (isForClients(balancer)) {
          put(CLIENTS, balancer.logicalId(), listener.logicalId(), letsClientsIn(balancer, port));
          rangesLetIn(balancer, port)
              .forEach(it -> put(ofRange(it), balancer.logicalId(), listener.logicalId(), true));
        } else {
          services.stream()
              .filter(it -> !behind.contains(it.logicalId()))
              .forEach(it -> add(it, balancer, listener.logicalId(), port));
        }
      }
    }
    DatabasePorts ports = new DatabasePorts(template);
    for (String type : DATABASES) {
      for (Resource database : template.resourcesOfType(type)) {
        String port = ports.of(database).orElse("");
        services.forEach(it -> add(it, database, "", port));
        template.resourcesOfType(PROXY).forEach(it -> add(it, database, "", port));
      }
    }
  }

  /** Whoever is admitted by a range, which all of the internet is one of. */
  private boolean isForClients(Resource balancer) {
    return endpoints.contains(balancer.logicalId())
        && reachability.ingressOf(balancer.logicalId()).stream().anyMatch(it -> isOfRange(it));
  }

  private boolean letsClientsIn(Resource balancer, String port) {
    return rangesLetIn(balancer, port).findAny().isPresent();
  }

  private Stream<Peer> rangesLetIn(Resource balancer, String port) {
    return reachability.ingressOf(balancer.logicalId()).stream()
        .filter(it -> isOfRange(it) && it.allowsTcp(port))
        .map(Rule::peer);
  }

  private static String ofRange(Peer peer) {
    return OF_RANGE + peer;
  }

  /** Whether it is open in a state, as far as that has both ends of it. */
  static boolean isOpen(Map<Connection, Boolean> state, Connection connection) {
    Boolean own = state.get(connection);
    if (own != null || !connection.from().startsWith(OF_RANGE)) {
      return own == null || own;
    }
    String world = connection.from().contains(":") ? "::/0" : "0.0.0.0/0";
    // Of all clients it is said once.
    return !state.getOrDefault(connection.from(CLIENTS), false)
        || state.containsKey(connection.from(OF_RANGE + world));
  }

  /** Whether a state has both ends of it. */
  static boolean hasEnds(Map<Connection, Boolean> state, Connection connection) {
    return state.containsKey(connection)
        || (connection.from().startsWith(OF_RANGE) && state.containsKey(connection.from(CLIENTS)));
  }

  private static boolean isOfRange(Rule rule) {
    return rule.peer().kind() != Peer.Kind.SECURITY_GROUP;
  }

  private void addBehind(Resource balancer, String id) {
    Resource service = template.resource(id);
    boolean hasNetwork = service.has("NetworkConfiguration.AwsvpcConfiguration");
    service
        .elements("LoadBalancers")
        .map(it -> service.text(it + ".ContainerPort").orElse(""))
        .map(it -> hasNetwork ? it : FIRST_DYNAMIC_PORT)
        .forEach(port -> add(balancer, service, "", port));
  }

  private void add(Resource from, Resource to, String by, String port) {
    if (!from.logicalId().equals(to.logicalId())
        && endpoints.contains(from.logicalId())
        && endpoints.contains(to.logicalId())) {
      put(
          from.logicalId(),
          to.logicalId(),
          by,
          !reachability.whyReachable(from.logicalId(), to.logicalId(), port).isEmpty());
    }
  }

  /** While one of two ends is replaced, it is open if either of them gets through. */
  private void put(String from, String to, String by, boolean open) {
    isOpen.merge(
        new Connection(DeployedState.first(from), DeployedState.first(to), DeployedState.first(by)),
        open,
        Boolean::logicalOr);
  }
}
