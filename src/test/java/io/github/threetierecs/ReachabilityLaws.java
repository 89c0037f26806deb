package io.github.threetierecs;

import static io.github.threetierecs.Ends.BACKEND;
import static io.github.threetierecs.Ends.BACKEND_BALANCER;
import static io.github.threetierecs.Ends.DATABASE;
import static io.github.threetierecs.Ends.ENDPOINT;
import static io.github.threetierecs.Ends.FRONTEND;
import static io.github.threetierecs.Ends.FRONTEND_BALANCER;
import static io.github.threetierecs.Ends.INSTANCES;
import static io.github.threetierecs.Ends.INTERNET;
import static io.github.threetierecs.Ends.PROXY;
import static io.github.threetierecs.Ends.REPLICA;
import static io.github.threetierecs.Ends.ROTATION;
import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.servicesBehind;

import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Rule;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What holds of every template with one application in it, whatever its options: who may connect to
 * whom at the most, and who has to at the least.
 */
final class ReachabilityLaws {

  /** Who may connect to it, where each task has its own network interface. */
  private static final Map<String, Set<String>> CALLERS =
      Map.of(
          FRONTEND, Set.of(FRONTEND_BALANCER),
          BACKEND_BALANCER, Set.of(FRONTEND),
          BACKEND, Set.of(BACKEND_BALANCER),
          DATABASE, Set.of(BACKEND, PROXY, ROTATION),
          REPLICA, Set.of(BACKEND, PROXY, ROTATION),
          PROXY, Set.of(BACKEND),
          ROTATION, Set.of(),
          ENDPOINT, Set.of(FRONTEND, BACKEND, INSTANCES, ROTATION),
          INSTANCES, Set.of());

  /** The same where tasks have the network of their instance, and so the rules of all on it. */
  private static final Map<String, Set<String>> CALLERS_WITH_BRIDGE =
      Map.of(
          FRONTEND, Set.of(FRONTEND_BALANCER, BACKEND_BALANCER),
          BACKEND_BALANCER, Set.of(FRONTEND, BACKEND, INSTANCES),
          BACKEND, Set.of(FRONTEND_BALANCER, BACKEND_BALANCER),
          DATABASE, Set.of(FRONTEND, BACKEND, INSTANCES, PROXY, ROTATION),
          REPLICA, Set.of(FRONTEND, BACKEND, INSTANCES, PROXY, ROTATION),
          PROXY, Set.of(FRONTEND, BACKEND, INSTANCES),
          ROTATION, Set.of(),
          ENDPOINT, Set.of(FRONTEND, BACKEND, INSTANCES, ROTATION),
          INSTANCES, Set.of(FRONTEND_BALANCER, BACKEND_BALANCER));

  private static final List<String> WELL_KNOWN =
      List.of("1", "22", "80", "443", "3306", "8080", "32767", "32768", "65535");

  private final StackTemplate template;
  private final Reachability reachability;
  private final LoadBalancing balancing;
  private final Ends ends;
  private final List<String> violations = new ArrayList<>();

  private ReachabilityLaws(StackTemplate template) {
    this.template = template;
    reachability = Reachability.of(template);
    balancing = LoadBalancing.of(template);
    ends = new Ends(template);
  }

  /** {@return what is open or shut against the laws, one sentence each; empty if all is well} */
  static List<String> violations(StackTemplate template) {
    ReachabilityLaws laws = new ReachabilityLaws(template);
    if (laws.ends.has(FRONTEND)) {
      laws.nobodyElseGetsIn();
      laws.nobodyGetsInWhereNobodyListens();
      laws.theInternetReachesListenersOfTheFrontendAlone();
      laws.listenersForwardToTheirOwnTier();
      laws.eachTierReachesTheNext();
      laws.whatWasAddedReachesWhomItIsToldAbout();
      laws.nobodyReachesWorkers();
      laws.onlyTheBackendsLoadBalancerReachesAddedBackends();
      laws.whatHoldsDataHasNoWayOut();
    }
    return List.copyOf(laws.violations);
  }

  private void nobodyElseGetsIn() {
    Map<String, Set<String>> callers = ends.isBridge() ? CALLERS_WITH_BRIDGE : CALLERS;
    for (String to : ends.names()) {
      if (callers.containsKey(to)) {
        for (String from : reachability.endpoints()) {
          if (!callers.get(to).contains(role(from))
              && !connects(role(from), to)
              && !works(from, to)) {
            ends.idsOf(to).forEach(id -> shut(from, id));
          }
        }
      }
    }
  }

  /** Whom a service is told about, it may call; on a bridge it has the rules of the instances. */
  private boolean works(String from, String to) {
    if (!ends.added().contains(from)) {
      return false;
    }
    return switch (to) {
      case ENDPOINT -> true;
      case DATABASE, REPLICA, PROXY -> ends.isBridge() || ends.isTold(from, "DB_HOST");
      case BACKEND_BALANCER -> ends.isBridge() || ends.isTold(from, "BACKEND_URL");
      case BACKEND -> connects(FRONTEND, BACKEND) && ends.isTold(from, "BACKEND_URL");
      default -> false;
    };
  }

  private void whatWasAddedReachesWhomItIsToldAbout() {
    for (String added : ends.added()) {
      for (String database : ends.idsOf(ends.has(PROXY) ? PROXY : DATABASE)) {
        if (ends.isTold(added, "DB_HOST") && !canReach(reachability, added, database, "3306")) {
          say("an added service cannot reach the database");
        }
      }
      for (String balancer : ends.idsOf(BACKEND_BALANCER)) {
        if (ends.isTold(added, "BACKEND_URL")
            && listenerPorts(balancer).stream()
                .noneMatch(it -> canReach(reachability, added, balancer, it))) {
          say("an added service cannot reach the backend");
        }
      }
    }
  }

  private void nobodyReachesWorkers() {
    if (!ends.isBridge()) {
      for (String worker : ends.workers()) {
        reachability.endpoints().forEach(from -> shut(from, worker));
      }
    }
  }

  private void onlyTheBackendsLoadBalancerReachesAddedBackends() {
    for (String added : ends.addedBackends()) {
      for (String balancer : ends.idsOf(BACKEND_BALANCER)) {
        // On a bridge tasks listen wherever Docker chooses.
        List<String> ports =
            added.contains("BridgeService") ? List.of("32768") : ends.portsOf(added);
        if (ports.stream().noneMatch(it -> canReach(reachability, balancer, added, it))) {
          say("the backend's load balancer cannot reach an added backend");
        }
      }
      if (!ends.isBridge()) {
        reachability.endpoints().stream()
            .filter(from -> !ends.idsOf(BACKEND_BALANCER).contains(from))
            .forEach(from -> shut(from, added));
      }
    }
  }

  /**
   * With Service Connect the frontend's tasks call the backend's, and with paths of the public name
   * the frontend's load balancer does.
   */
  private boolean connects(String from, String to) {
    return (from.equals(FRONTEND_BALANCER) && to.equals(BACKEND) && ends.hasPublicPaths())
        || callsByServiceConnect(from, to);
  }

  private boolean callsByServiceConnect(String from, String to) {
    return from.equals(FRONTEND)
        && to.equals(BACKEND)
        && ends.idsOf(BACKEND).stream()
            .anyMatch(it -> template.resource(it).isTrue("ServiceConnectConfiguration.Enabled"));
  }

  /** On a bridge tasks listen wherever Docker chooses. */
  private void nobodyGetsInWhereNobodyListens() {
    Map<String, Set<String>> listening = new LinkedHashMap<>();
    if (!ends.isBridge()) {
      listening.put(FRONTEND, Set.of(ends.portOf(FRONTEND)));
      listening.put(BACKEND, Set.of(ends.portOf(BACKEND)));
    }
    ends.idsOf(BACKEND_BALANCER).forEach(it -> listening.put(BACKEND_BALANCER, listenerPorts(it)));
    List.of(DATABASE, REPLICA, PROXY).forEach(it -> listening.put(it, Set.of("3306")));
    listening.put(ENDPOINT, Set.of("443"));
    for (String from : reachability.endpoints()) {
      listening.forEach(
          (to, open) ->
              ports().stream()
                  .filter(port -> !open.contains(port))
                  .forEach(port -> ends.idsOf(to).forEach(id -> shut(from, id, port))));
    }
  }

  private void theInternetReachesListenersOfTheFrontendAlone() {
    for (String to : reachability.endpoints()) {
      Set<String> open = role(to).equals(FRONTEND_BALANCER) ? listenerPorts(to) : Set.<String>of();
      for (String port : ports()) {
        if (!open.contains(port)) {
          shut(Reachability.INTERNET, to, port);
        }
      }
    }
  }

  private void listenersForwardToTheirOwnTier() {
    Map.of(FRONTEND_BALANCER, FRONTEND, BACKEND_BALANCER, BACKEND)
        .forEach(
            (balancer, tier) ->
                ends.idsOf(balancer).stream()
                    .flatMap(it -> servicesBehind(template, it).stream())
                    .filter(it -> !role(it).equals(tier) && !connects(balancer, role(it)))
                    .filter(it -> !balancer.equals(BACKEND_BALANCER) || !isAddedBackend(it))
                    .forEach(it -> say("the %s forwards to %s".formatted(balancer, role(it)))));
  }

  private boolean isAddedBackend(String id) {
    return ends.addedBackends().contains(id);
  }

  private void eachTierReachesTheNext() {
    boolean bridge = ends.isBridge();
    open(FRONTEND_BALANCER, FRONTEND, Set.of(bridge ? "32768" : ends.portOf(FRONTEND)));
    open(BACKEND_BALANCER, BACKEND, Set.of(bridge ? "32768" : ends.portOf(BACKEND)));
    ends.idsOf(BACKEND_BALANCER)
        .forEach(balancer -> open(FRONTEND, BACKEND_BALANCER, listenerPorts(balancer)));
    if (ends.hasPublicPaths()) {
      open(FRONTEND_BALANCER, BACKEND, Set.of(bridge ? "32768" : ends.portOf(BACKEND)));
    }
    if (connects(FRONTEND, BACKEND)) {
      open(FRONTEND, BACKEND, Set.of(ends.portOf(BACKEND)));
    }
    if (ends.has(PROXY)) {
      open(BACKEND, PROXY, Set.of("3306"));
      open(PROXY, DATABASE, Set.of("3306"));
    } else {
      open(BACKEND, DATABASE, Set.of("3306"));
    }
    open(BACKEND, REPLICA, Set.of("3306"));
    open(ROTATION, DATABASE, Set.of("3306"));
    for (String client : List.of(FRONTEND, BACKEND, INSTANCES, ROTATION)) {
      open(client, ENDPOINT, Set.of("443"));
    }
    ends.idsOf(FRONTEND_BALANCER)
        .forEach(
            balancer ->
                listenerPorts(balancer).stream()
                    .filter(
                        port ->
                            reachability.ingressOf(balancer).stream()
                                .noneMatch(
                                    rule ->
                                        rule.protocol().equals("tcp")
                                            && rule.ports().contains(port)))
                    .forEach(
                        port ->
                            say(
                                "nobody may call the %s on %s"
                                    .formatted(FRONTEND_BALANCER, port))));
  }

  private void whatHoldsDataHasNoWayOut() {
    for (String name : List.of(DATABASE, REPLICA)) {
      for (String id : ends.idsOf(name)) {
        for (String port : ports()) {
          shut(id, Reachability.INTERNET, port);
        }
      }
    }
  }

  private void open(String from, String to, Set<String> ports) {
    for (String source : ends.idsOf(from)) {
      for (String target : ends.idsOf(to)) {
        for (String port : ports) {
          if (!canReach(reachability, source, target, port)) {
            say("the %s cannot reach the %s on %s".formatted(from, to, port));
          }
        }
      }
    }
  }

  private void shut(String from, String to) {
    ports().forEach(port -> shut(from, to, port));
  }

  private void shut(String from, String to, String port) {
    if (from.equals(to)) {
      return;
    }
    List<Rule> why = reachability.whyReachable(from, to, port);
    if (!why.isEmpty()) {
      say("the %s can reach the %s on %s, since %s".formatted(role(from), role(to), port, why));
    }
  }

  private void say(String words) {
    violations.add(words);
  }

  /** What starts instances is as good as they are. */
  private String role(String id) {
    if (id.equals(Reachability.INTERNET)) {
      return INTERNET;
    }
    return template.resource(id).type().equals("AWS::EC2::LaunchTemplate")
        ? INSTANCES
        : ends.nameOf(id);
  }

  private Set<String> listenerPorts(String balancer) {
    Set<String> ports = new TreeSet<>();
    balancing.listenersOf(balancer).forEach(it -> it.text("Port").ifPresent(ports::add));
    return ports;
  }

  /** Every port that a rule begins or ends at, or something listens on, and a few more. */
  private Set<String> ports() {
    Set<String> ports = new HashSet<>(WELL_KNOWN);
    Stream.concat(ends.idsOf(FRONTEND_BALANCER).stream(), ends.idsOf(BACKEND_BALANCER).stream())
        .forEach(it -> ports.addAll(listenerPorts(it)));
    Stream.concat(ends.idsOf(FRONTEND).stream(), ends.idsOf(BACKEND).stream())
        .forEach(it -> ports.addAll(ends.portsOf(it)));
    for (Resource group : template.resourcesOfType("AWS::EC2::SecurityGroup")) {
      for (Rule rule : reachability.ingressOf(group.logicalId())) {
        ports.add(rule.ports().from());
        ports.add(rule.ports().to());
      }
    }
    return ports;
  }
}
