package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may open a TCP connection to whom, by the security groups of a template.
 *
 * <p>A connection needs a rule that lets it out at its source and one that lets it in at its
 * destination. The ends of a connection are whatever carries security groups, and {@link
 * #INTERNET}: anybody with a public address.
 *
 * <p>What is assumed:
 *
 * <ul>
 *   <li>Everything is in one network, and network ACLs let everything pass.
 *   <li>A range within the network, or around it, admits ingress from and egress to everything in
 *       it.
 *   <li>A prefix list and a range that only the deployment will know let nobody through.
 *   <li>A security group to which the template gives no egress rule lets everything out.
 *   <li>Of a security group from outside the template nothing is known but the rules that the
 *       template adds to it.
 *   <li>From the internet one reaches an internet-facing load balancer, a publicly accessible
 *       database, and tasks and instances with public addresses; nothing else.
 *   <li>To the internet one gets by a NAT gateway, or from a public subnet with a public address.
 * </ul>
 */
public final class Reachability {

  /** Anybody with a public address, as an end of a connection. */
  public static final String INTERNET = "INTERNET";

  private final StackTemplate template;
  private final Endpoints endpoints;
  private final PublicAddresses addresses;
  private final VpcCidrBlocks network;
  private final SecurityGroupRules rules;

  private Reachability(StackTemplate template) {
    this.template = template;
    this.endpoints = new Endpoints(template);
    this.addresses = new PublicAddresses(template);
    this.network = new VpcCidrBlocks(template);
    this.rules = new SecurityGroupRules(template);
  }

  /**
   * Reads the security groups of a template.
   *
   * @param template the template
   * @return who may reach whom in it
   */
  public static Reachability of(StackTemplate template) {
    return new Reachability(template);
  }

  /**
   * The rules by which a TCP connection can be opened.
   *
   * @param from the logical id of what opens it, or {@link #INTERNET}
   * @param to the logical id of what accepts it, or {@link #INTERNET}
   * @param port the port at the accepting end
   * @return those that let it out, then those that let it in; empty if it cannot be opened
   * @throws IllegalArgumentException if an end is not in the template or carries no security group
   */
  public List<Rule> whyReachable(String from, String to, int port) {
    return whyReachable(from, to, Integer.toString(port));
  }

  /**
   * The rules by which a TCP connection can be opened to a port that only the deployment will know.
   *
   * @param from the logical id of what opens it, or {@link #INTERNET}
   * @param to the logical id of what accepts it, or {@link #INTERNET}
   * @param port the text of the port, such as {@code ${Db.Endpoint.Port}}
   * @return those that let it out, then those that let it in; empty if it cannot be opened
   * @throws IllegalArgumentException if an end is not in the template or carries no security group
   */
  public List<Rule> whyReachable(String from, String to, String port) {
    if (from.equals(INTERNET) && to.equals(INTERNET)) {
      throw new IllegalArgumentException("One end has to be in the template, not the internet.");
    }
    if (to.equals(INTERNET)) {
      return addresses.canLeave(endpoint(from)) ? passing(egressOf(from), to, port) : List.of();
    }
    if (from.equals(INTERNET)) {
      return addresses.has(endpoint(to)) ? passing(ingressOf(to), from, port) : List.of();
    }
    return met(passing(egressOf(from), to, port), passing(ingressOf(to), from, port));
  }

  /** Whether a TCP connection can be opened by way of one ingress rule of the accepting end. */
  boolean admits(Rule rule, String from, String to, String port) {
    List<Rule> in = passing(List.of(rule), from, port);
    return from.equals(INTERNET)
        ? addresses.has(endpoint(to)) && !in.isEmpty()
        : !met(passing(egressOf(from), to, port), in).isEmpty();
  }

  /**
   * What may connect to something.
   *
   * @param logicalId the logical id of a security group, or of something that carries some
   * @return the ingress rules
   * @throws IllegalArgumentException if it is not in the template or carries no security group
   */
  public List<Rule> ingressOf(String logicalId) {
    return rules(logicalId, Rule.Direction.INGRESS);
  }

  /**
   * Whom something may connect to.
   *
   * @param logicalId the logical id of a security group, or of something that carries some
   * @return the egress rules
   * @throws IllegalArgumentException if it is not in the template or carries no security group
   */
  public List<Rule> egressOf(String logicalId) {
    return rules(logicalId, Rule.Direction.EGRESS);
  }

  /**
   * All that can be an end of a connection.
   *
   * @return the logical ids of whatever carries security groups, in order
   */
  public List<String> endpoints() {
    return endpoints.ids();
  }

  /**
   * The security groups that something carries. A service without its own network carries those of
   * its instances.
   *
   * @param logicalId its logical id
   * @return the logical ids of the security groups, or the texts of those that are not in the
   *     template
   * @throws IllegalArgumentException if it is not in the template or carries no security group
   */
  public Set<String> securityGroupsOf(String logicalId) {
    return endpoints.groupsOf(logicalId);
  }

  private Resource endpoint(String logicalId) {
    endpoints.groupsOf(logicalId);
    return template.resource(logicalId);
  }

  private List<Rule> rules(String logicalId, Rule.Direction direction) {
    Set<String> groups =
        template.resource(logicalId).type().equals("AWS::EC2::SecurityGroup")
            ? Set.of(logicalId)
            : endpoints.groupsOf(logicalId);
    return groups.stream()
        .sorted()
        .flatMap(rules::of)
        .filter(rule -> rule.direction() == direction)
        .toList();
  }

  private List<Rule> passing(List<Rule> rules, String peer, String port) {
    return rules.stream()
        .filter(rule -> rule.allowsTcp(port) && covers(rule.peer(), peer))
        .toList();
  }

  private boolean covers(Peer peer, String endpoint) {
    if (peer.isWorld()) {
      return true;
    }
    if (endpoint.equals(INTERNET)) {
      return false;
    }
    return switch (peer.kind()) {
      case IPV4, IPV6 -> network.overlaps(peer.value());
      case PREFIX_LIST -> false;
      case SECURITY_GROUP -> endpoints.groupsOf(endpoint).contains(peer.value());
    };
  }

  /** The rules of either side that match at least one of the other side. */
  private static List<Rule> met(List<Rule> out, List<Rule> in) {
    return Stream.concat(
            out.stream().filter(one -> in.stream().anyMatch(it -> one.peer().mayMeet(it.peer()))),
            in.stream().filter(one -> out.stream().anyMatch(it -> one.peer().mayMeet(it.peer()))))
        .toList();
  }
}
