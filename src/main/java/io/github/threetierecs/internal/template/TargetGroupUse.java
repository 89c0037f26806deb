package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which listeners forward to the target groups of the tiers, and whether AWS lets them. */
final class TargetGroupUse {

  private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";
  private static final String TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";

  /** AWS supports these protocols only behind an HTTPS listener (copilot-cli#4551). */
  private static final Set<String> OF_TLS = Ordered.set("GRPC", "HTTP2");

  /** A listener or a rule that forwards to a target group. */
  private record Use(String targetGroup, Resource by, String balancer, String protocol) {}

  private final StackTemplate template;
  private final List<Tier> tiers;
  private final List<Tier> added;
  private final List<Use> uses = new ArrayList<>();

  TargetGroupUse(StackTemplate template, List<Tier> tiers, List<Tier> added) {
    this.template = template;
    this.tiers = tiers;
    this.added = added;
    for (Resource listener : template.resourcesOfType(LISTENER)) {
      add(listener, listener, "DefaultActions");
    }
    for (Resource rule : template.resourcesOfType(RULE)) {
      Optional<Resource> listener = rule.property("ListenerArn").flatMap(template::referent);
      if (listener.isPresent()) {
        add(rule, listener.get(), "Actions");
      } else {
        String elsewhere = "the load balancer of listener " + rule.text("ListenerArn").orElse("");
        targetGroupsIn(rule.list("Actions"))
            .forEach(it -> uses.add(new Use(it, rule, elsewhere, "")));
      }
    }
  }

  private void add(Resource by, Resource listener, String actions) {
    String balancer = listener.property("LoadBalancerArn").map(Reference::keyOf).orElse("");
    String protocol = listener.text("Protocol").orElse("");
    targetGroupsIn(by.list(actions)).forEach(it -> uses.add(new Use(it, by, balancer, protocol)));
  }

  private static Stream<String> targetGroupsIn(List<Object> actions) {
    return actions.stream().flatMap(LoadBalancing::targetGroupsIn).distinct();
  }

  Stream<Addition> wrong() {
    return Stream.of(
            Stream.concat(tiers.stream(), added.stream()).flatMap(this::shared),
            tiers.stream().flatMap(this::shifted),
            withoutTls())
        .flatMap(it -> it);
  }

  /** ECS changes the weights only of the rules that the service names. */
  private Stream<Addition> shifted(Tier tier) {
    Resource service = template.resource(tier.service());
    Set<String> groups = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    for (Object entry : service.list("LoadBalancers")) {
      Json.at(entry, "AdvancedConfiguration")
          .ifPresent(
              advanced -> {
                for (Object group :
                    List.of(
                        Json.at(entry, "TargetGroupArn").orElse(""),
                        Json.at(advanced, "AlternateTargetGroupArn").orElse(""))) {
                  groups.add(Reference.keyOf(group));
                }
                for (String path : List.of("ProductionListenerRule", "TestListenerRule")) {
                  Json.at(advanced, path)
                      .flatMap(Reference::idOf)
                      .ifPresent(rule -> addWithItsListener(known, rule));
                }
              });
    }
    return uses.stream()
        .filter(it -> groups.contains(it.targetGroup) && !known.contains(it.by.logicalId()))
        .map(
            it ->
                new Addition(
                    Kind.SHIFTED_TARGET_GROUP,
                    it.by.logicalId(),
                    "%s forwards to target group %s of the %s, whose tasks are in another one after"
                            .formatted(it.by, it.targetGroup, tier.name())
                        + " every other deployment, and ECS does not change this rule then"));
  }

  /** The listener's own action is behind the rule, which takes every path. */
  private void addWithItsListener(Set<String> known, String rule) {
    known.add(rule);
    template
        .find(rule)
        .flatMap(it -> it.property("ListenerArn"))
        .flatMap(Reference::idOf)
        .ifPresent(known::add);
  }

  /** A target group serves one load balancer (aws-cdk#3737, #33253). */
  private Stream<Addition> shared(Tier tier) {
    Set<String> own =
        LoadBalancing.targetGroupsOfService(template.resource(tier.service()))
            .collect(Collectors.toCollection(TreeSet::new));
    List<Addition> found = new ArrayList<>();
    for (String group : own) {
      List<Use> ofGroup = uses.stream().filter(it -> it.targetGroup.equals(group)).toList();
      if (ofGroup.stream().map(Use::balancer).distinct().count() > 1) {
        ofGroup.stream()
            .filter(it -> !it.balancer.equals(tier.balancer()))
            .map(
                it ->
                    new Addition(
                        Kind.SHARED_TARGET_GROUP,
                        it.by.logicalId(),
                        "%s of %s forwards to target group %s, which the %s's load balancer uses, and a"
                                .formatted(it.by, nameOf(it.balancer), group, tier.name())
                            + " target group serves one load balancer only"))
            .forEach(found::add);
      }
    }
    return found.stream();
  }

  private Stream<Addition> withoutTls() {
    Set<String> ours = tiers.stream().map(Tier::balancer).collect(Ordered.toSet());
    return uses.stream()
        .filter(it -> it.protocol.equals("HTTP") && ours.contains(it.balancer))
        .flatMap(
            it ->
                template
                    .find(it.targetGroup)
                    .filter(group -> group.type().equals(TARGET_GROUP))
                    .flatMap(group -> group.text("ProtocolVersion"))
                    .filter(OF_TLS::contains)
                    .map(
                        version ->
                            new Addition(
                                Kind.PROTOCOL_VERSION,
                                it.targetGroup,
                                "target group %s has protocol version %s, and %s of %s forwards to it by"
                                        .formatted(
                                            it.targetGroup, version, it.by, nameOf(it.balancer))
                                    + " HTTP, where Elastic Load Balancing allows only HTTPS"))
                    .stream());
  }

  private String nameOf(String balancer) {
    return tiers.stream()
        .filter(it -> it.balancer().equals(balancer))
        .map(it -> "the " + it.name() + "'s load balancer")
        .findFirst()
        .orElseGet(() -> template.find(balancer).map(Resource::toString).orElse(balancer));
  }
}
