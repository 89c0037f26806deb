package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is open in a template that should be closed: security group rules that let others than its
 * callers connect to something guarded, and listeners that forward to it.
 *
 * <p>The problem: rules come from getters, escape hatches, aspects and other constructs, and a list
 * of rules does not say who can use them. A rule may be useless because nobody has a matching rule
 * for egress, or may admit somebody who is not in the template at all.
 *
 * <p>For each guarded resource and each rule that admits somebody, {@link Reachability} says which
 * endpoints of the template pass by that rule; whoever is neither a caller nor shares its security
 * groups is a stranger. What runs on a caller, or on what a caller runs on, shares its security
 * groups and counts as that caller. Peers outside the template, such as ranges of addresses, are
 * put into words.
 *
 * <p>A rule counts if it covers a TCP port that is listened on: those of a load balancer's
 * listeners, that of a database or its proxy, and any port of anything else. It counts too if
 * nobody in the template can make use of it, as long as somebody outside might.
 *
 * <p>What is guaranteed, under the assumptions of {@link Reachability}: one opening for each
 * guarded resource and rule, with all strangers. A listener that forwards is an opening only if no
 * rule already has the same load balancer as a stranger.
 */
public final class Openings {

  private static final String SERVICE = "AWS::ECS::Service";
  private static final String BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";

  private static final Set<String> BLUEPRINTS =
      Ordered.set("AWS::EC2::LaunchTemplate", "AWS::AutoScaling::LaunchConfiguration");

  private final StackTemplate template;
  private final Reachability reachability;
  private final LoadBalancing balancing;
  private final AutoScalingCapacity capacity;

  private Openings(StackTemplate template) {
    this.template = template;
    reachability = Reachability.of(template);
    balancing = LoadBalancing.of(template);
    capacity = new AutoScalingCapacity(template);
  }

  /**
   * Looks for what is open.
   *
   * @param template the template
   * @param guarded what only some may connect to; what carries no security group of the template is
   *     passed over
   * @return the ways that others have, in the order of what is guarded
   */
  public static List<Opening> of(StackTemplate template, List<Guarded> guarded) {
    Openings openings = new Openings(template);
    return guarded.stream().flatMap(it -> openings.to(it).stream()).toList();
  }

  /** A forward is reported only if no open rule already names the same load balancer. */
  private List<Opening> to(Guarded guarded) {
    List<Opening> rules = rules(guarded).toList();
    return Stream.concat(
            rules.stream(),
            forwards(guarded)
                .filter(
                    forward ->
                        rules.stream()
                            .noneMatch(it -> it.strangers().containsAll(forward.strangers()))))
        .toList();
  }

  private Stream<Opening> rules(Guarded guarded) {
    if (!reachability.endpoints().contains(guarded.logicalId())) {
      return Stream.of();
    }
    Set<String> friends = sharing(guarded);
    List<String> others =
        Stream.concat(Stream.of(Reachability.INTERNET), reachability.endpoints().stream())
            .filter(from -> !friends.contains(from) && !isBlueprint(from))
            .toList();
    return reachability.ingressOf(guarded.logicalId()).stream()
        .flatMap(rule -> opening(guarded, rule, others).stream());
  }

  private Optional<Opening> opening(Guarded guarded, Rule rule, List<String> others) {
    List<String> ports = portsOf(guarded, rule).filter(rule::allowsTcp).toList();
    SortedSet<String> strangers = new TreeSet<>();
    for (String from : others) {
      if (ports.stream()
          .anyMatch(port -> reachability.admits(rule, from, guarded.logicalId(), port))) {
        strangers.add(from);
      }
    }
    String outsiders = ports.isEmpty() ? "" : outsiders(guarded, rule.peer());
    return strangers.isEmpty() && outsiders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Opening(
                guarded,
                guarded.callers(),
                strangers,
                outsiders,
                rule.definedBy(),
                rule.toString()));
  }

  /** Whether it is a template for instances, which connects to nobody itself. */
  private boolean isBlueprint(String id) {
    return template.find(id).filter(it -> BLUEPRINTS.contains(it.type())).isPresent();
  }

  /** The listened-on ports that the rule may be about. */
  private Stream<String> portsOf(Guarded guarded, Rule rule) {
    Resource resource = template.resource(guarded.logicalId());
    return switch (resource.type()) {
      case BALANCER ->
          balancing.listenersOf(resource.logicalId()).stream()
              .flatMap(it -> it.text("Port").stream());
      case "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::RDS::DBProxy" ->
          Stream.of(new DatabasePorts(template).of(resource).orElse(rule.ports().from()));
      default -> Stream.of(rule.ports().from());
    };
  }

  /** The guarded resource, its callers, what they run on, and what else runs there. */
  private Set<String> sharing(Guarded guarded) {
    Set<String> sharing = new TreeSet<>(guarded.callers());
    sharing.add(guarded.logicalId());
    Deque<String> open = new ArrayDeque<>(sharing);
    while (!open.isEmpty()) {
      template.find(open.pop()).stream()
          .flatMap(it -> capacity.of(it).stream())
          .map(Resource::logicalId)
          .filter(sharing::add)
          .forEach(open::add);
    }
    Set<String> hosting = Ordered.copyOf(sharing);
    template.resources().stream()
        .filter(it -> capacity.of(it).stream().anyMatch(host -> hosting.contains(host.logicalId())))
        .forEach(it -> sharing.add(it.logicalId()));
    return sharing;
  }

  /** Those whom a rule admits although they are not in the template, in words. */
  private String outsiders(Guarded guarded, Peer peer) {
    if (peer.isWorld()) {
      return "every address that has a route there";
    }
    return switch (peer.kind()) {
      case IPV4, IPV6 -> "every address in " + peer.value();
      case PREFIX_LIST -> "every address in " + peer;
      case SECURITY_GROUP ->
          guarded.callers().contains(peer.value())
                  || reachability.endpoints().stream()
                      .anyMatch(it -> reachability.securityGroupsOf(it).contains(peer.value()))
              ? ""
              : "whatever carries " + peer;
    };
  }

  private Stream<Opening> forwards(Guarded guarded) {
    if (template.find(guarded.logicalId()).filter(it -> it.type().equals(SERVICE)).isEmpty()) {
      return Stream.of();
    }
    List<Opening> found = new ArrayList<>();
    for (Resource balancer : template.resourcesOfType(BALANCER)) {
      if (!guarded.balancers().contains(balancer.logicalId())) {
        for (Resource listener : balancing.listenersOf(balancer.logicalId())) {
          if (forwards(listener, guarded.logicalId())) {
            found.add(
                new Opening(
                    guarded,
                    guarded.balancers(),
                    new TreeSet<>(Set.of(balancer.logicalId())),
                    "",
                    listener.logicalId(),
                    "listener "
                        + listener.logicalId()
                        + " of "
                        + balancer.logicalId()
                        + " forwards to it"));
          }
        }
      }
    }
    return found.stream();
  }

  private boolean forwards(Resource listener, String service) {
    return balancing.targetGroupsOf(listener.logicalId()).stream()
        .filter(it -> template.find(it).isPresent())
        .flatMap(it -> balancing.servicesIn(it).stream())
        .collect(Ordered.toSet())
        .contains(service);
  }
}
