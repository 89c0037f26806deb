package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of a request through a template: from a load balancer by its listeners and their rules to
 * target groups, and on to the services that register in them.
 */
public final class LoadBalancing {
  private static final Set<String> BY_HOST_OR_PATH = Ordered.set("host-header", "path-pattern");

  private final StackTemplate template;

  private LoadBalancing(StackTemplate template) {
    this.template = template;
  }

  /**
   * Reads the load balancers of a template.
   *
   * @param template the template
   * @return what is behind them
   */
  public static LoadBalancing of(StackTemplate template) {
    return new LoadBalancing(template);
  }

  /**
   * The listeners of a load balancer.
   *
   * @param loadBalancer the logical id of the load balancer
   * @return its listeners, in logical-id order
   * @throws IllegalArgumentException if there is no such load balancer
   */
  public List<Resource> listenersOf(String loadBalancer) {
    require(loadBalancer, "AWS::ElasticLoadBalancingV2::LoadBalancer");
    return pointingTo(loadBalancer, "AWS::ElasticLoadBalancingV2::Listener", "LoadBalancerArn");
  }

  /**
   * The rules of a listener, without its default actions.
   *
   * @param listener the logical id of the listener
   * @return its rules, in logical-id order, which is not the order of their priorities
   */
  public List<Resource> rulesOf(String listener) {
    return pointingTo(listener, "AWS::ElasticLoadBalancingV2::ListenerRule", "ListenerArn");
  }

  /**
   * The target groups that a listener forwards to, by default or by one of its rules.
   *
   * @param listener the logical id of the listener
   * @return the sorted logical ids of the target groups
   * @throws IllegalArgumentException if there is no such listener
   */
  public Set<String> targetGroupsOf(String listener) {
    Resource resource = require(listener, "AWS::ElasticLoadBalancingV2::Listener");
    Stream<Object> ruled =
        rulesOf(listener).stream().flatMap(rule -> rule.list("Actions").stream());
    return Stream.concat(resource.list("DefaultActions").stream(), ruled)
        .flatMap(LoadBalancing::targetGroupsIn)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The services that register their tasks in a target group, or in turn in it and another one.
   *
   * @param targetGroup the logical id of the target group
   * @return the sorted logical ids of the services
   * @throws IllegalArgumentException if there is no such target group
   */
  public Set<String> servicesIn(String targetGroup) {
    require(targetGroup, "AWS::ElasticLoadBalancingV2::TargetGroup");
    return template.resourcesOfType("AWS::ECS::Service").stream()
        .filter(service -> targetGroupsOfService(service).anyMatch(targetGroup::equals))
        .map(Resource::logicalId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The services that answer behind a load balancer.
   *
   * @param loadBalancer the logical id of the load balancer
   * @return the sorted logical ids of the services
   * @throws IllegalArgumentException if there is no such load balancer
   */
  public Set<String> servicesBehind(String loadBalancer) {
    return listenersOf(loadBalancer).stream()
        .flatMap(listener -> targetGroupsOf(listener.logicalId()).stream())
        .filter(targetGroup -> template.find(targetGroup).isPresent())
        .flatMap(targetGroup -> servicesIn(targetGroup).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Which requests rules send to a service, as far as they are by host or path only: a rule with
   * further conditions sends some of those, or none.
   *
   * @param service the service
   * @return for each such rule its hosts, or its paths, or both in one text; nothing of a rule that
   *     takes every path
   */
  public List<String> requestsFor(Resource service) {
    Set<String> groups = targetGroupsOfService(service).collect(Ordered.toSet());
    return template.resourcesOfType("AWS::ElasticLoadBalancingV2::ListenerRule").stream()
        .filter(
            rule ->
                rule.list("Actions").stream()
                    .flatMap(LoadBalancing::targetGroupsIn)
                    .anyMatch(groups::contains))
        .filter(LoadBalancing::isByHostOrPath)
        .map(
            rule ->
                Stream.of(
                        values(rule, "HostHeaderConfig").collect(Collectors.joining(", ")),
                        values(rule, "PathPatternConfig")
                            .filter(it -> !it.equals("/*"))
                            .collect(Collectors.joining(", ")))
                    .filter(it -> !it.isEmpty())
                    .collect(Collectors.joining(" with ")))
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private static boolean isByHostOrPath(Resource rule) {
    return rule.list("Conditions").stream()
        .flatMap(it -> Json.at(it, "Field").map(Text::of).stream())
        .allMatch(BY_HOST_OR_PATH::contains);
  }

  private static Stream<String> values(Resource rule, String config) {
    return rule.list("Conditions").stream()
        .flatMap(it -> Json.at(it, config + ".Values").map(Json::listOf).stream())
        .flatMap(List::stream)
        .map(Text::of);
  }

  /** The target groups that a service registers its tasks in, or in turn in two of them. */
  static Stream<String> targetGroupsOfService(Resource service) {
    return service.list("LoadBalancers").stream()
        .flatMap(
            entry ->
                Stream.of("TargetGroupArn", "AdvancedConfiguration.AlternateTargetGroupArn")
                    .flatMap(path -> referent(entry, path).stream()));
  }

  private Resource require(String logicalId, String type) {
    Resource resource = template.resource(logicalId);
    if (resource.type().equals(type)) {
      return resource;
    }
    throw new IllegalArgumentException(
        resource
            + " is not of type "
            + type
            + ". Of that type are: "
            + template.resourcesOfType(type).stream()
                .map(Resource::logicalId)
                .collect(Collectors.joining(", "))
            + ".");
  }

  private List<Resource> pointingTo(String logicalId, String type, String property) {
    return template.resourcesOfType(type).stream()
        .filter(it -> referent(it.properties(), property).filter(logicalId::equals).isPresent())
        .toList();
  }

  /** An action names one target group directly, or several with weights. */
  static Stream<String> targetGroupsIn(Object action) {
    Stream<Object> weighted =
        Json.at(action, "ForwardConfig.TargetGroups").map(Json::listOf).stream()
            .flatMap(List::stream);
    return Stream.concat(Stream.of(action), weighted)
        .flatMap(it -> referent(it, "TargetGroupArn").stream());
  }

  private static Optional<String> referent(Object holder, String path) {
    return Json.at(holder, path).flatMap(Reference::idOf);
  }
}
