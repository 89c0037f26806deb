package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every security group rule of a template, within the groups and as separate resources. */
final class SecurityGroupRules {

  private static final String GROUP = "AWS::EC2::SecurityGroup";

  /** IANA's numbers of the protocols that have names in a template. */
  private static final Map<String, String> PROTOCOLS =
      Ordered.map("-1", "all", "1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6");

  /** For any other protocol EC2 allows all ports, whatever the rule says. */
  private static final Set<String> WITH_PORTS = Ordered.set("tcp", "udp", "icmp", "icmpv6");

  /**
   * The rule that the CDK writes if no egress is allowed, since an empty list would allow
   * everything.
   */
  private static final String NOBODY = "255.255.255.255/32";

  private final DatabasePorts ports;
  private final List<Rule> written = new ArrayList<>();
  private final Set<String> groupsWithEgress = new LinkedHashSet<>();

  SecurityGroupRules(StackTemplate template) {
    ports = new DatabasePorts(template);
    for (Resource group : template.resourcesOfType(GROUP)) {
      String id = group.logicalId();
      group.list("SecurityGroupIngress").forEach(it -> add(id, Rule.Direction.INGRESS, it, id));
      group.list("SecurityGroupEgress").forEach(it -> add(id, Rule.Direction.EGRESS, it, id));
    }
    addStandalone(template, "AWS::EC2::SecurityGroupIngress", Rule.Direction.INGRESS);
    addStandalone(template, "AWS::EC2::SecurityGroupEgress", Rule.Direction.EGRESS);
  }

  /** The rules that the template writes down. */
  List<Rule> written() {
    return List.copyOf(written);
  }

  /**
   * The rules of a security group, those included that EC2 gives it while it has no egress rule.
   * The first that is added takes them away, even one that is a separate resource (aws-cdk#998,
   * #3355).
   */
  Stream<Rule> of(String group) {
    Stream<Rule> own = written.stream().filter(rule -> rule.securityGroup().equals(group));
    return groupsWithEgress.contains(group) ? own : Stream.concat(own, everythingOutOf(group));
  }

  private static Stream<Rule> everythingOutOf(String group) {
    return Stream.of(new Peer(Peer.Kind.IPV4, "0.0.0.0/0"), new Peer(Peer.Kind.IPV6, "::/0"))
        .map(
            peer ->
                new Rule(
                    group,
                    Rule.Direction.EGRESS,
                    "all",
                    PortRange.ALL,
                    peer,
                    "default of a security group without egress rules",
                    group));
  }

  private void addStandalone(StackTemplate template, String type, Rule.Direction direction) {
    for (Resource rule : template.resourcesOfType(type)) {
      String group = rule.property("GroupId").map(Reference::keyOf).orElse("");
      add(group, direction, rule.properties(), rule.logicalId());
    }
  }

  /** A rule that names no peer is no rule: EC2 does not add it. */
  private void add(String group, Rule.Direction direction, Object rule, String definedBy) {
    if (direction == Rule.Direction.EGRESS) {
      groupsWithEgress.add(group);
    }
    String protocol = protocolOf(rule);
    peerOf(rule)
        .filter(peer -> !peer.value().equals(NOBODY))
        .ifPresent(
            peer ->
                written.add(
                    new Rule(
                        group,
                        direction,
                        protocol,
                        portsOf(rule, protocol),
                        peer,
                        Json.at(rule, "Description").map(Text::of).orElse(""),
                        definedBy)));
  }

  private static String protocolOf(Object rule) {
    String protocol = Json.at(rule, "IpProtocol").map(Text::of).orElse("-1");
    return PROTOCOLS.getOrDefault(protocol, protocol);
  }

  private PortRange portsOf(Object rule, String protocol) {
    Optional<String> from = Json.at(rule, "FromPort").map(ports::resolve);
    Optional<String> to = Json.at(rule, "ToPort").map(ports::resolve);
    return WITH_PORTS.contains(protocol) && from.isPresent()
        ? new PortRange(from.get(), to.orElse(from.get()))
        : PortRange.ALL;
  }

  private static Optional<Peer> peerOf(Object rule) {
    return peer(rule, "CidrIp", Peer.Kind.IPV4)
        .or(() -> peer(rule, "CidrIpv6", Peer.Kind.IPV6))
        .or(() -> peer(rule, "SourceSecurityGroupId", Peer.Kind.SECURITY_GROUP))
        .or(() -> peer(rule, "DestinationSecurityGroupId", Peer.Kind.SECURITY_GROUP))
        .or(() -> peer(rule, "SourcePrefixListId", Peer.Kind.PREFIX_LIST))
        .or(() -> peer(rule, "DestinationPrefixListId", Peer.Kind.PREFIX_LIST));
  }

  private static Optional<Peer> peer(Object rule, String property, Peer.Kind kind) {
    boolean range = kind == Peer.Kind.IPV4 || kind == Peer.Kind.IPV6;
    return Json.at(rule, property)
        .map(value -> new Peer(kind, range ? Text.of(value) : Reference.keyOf(value)));
  }
}
