package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.blueprint.Application;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The load balancers in front of the services, and which tasks answer behind them. */
final class LocalLoadBalancers {
  private static final String TYPE = "AWS::ElasticLoadBalancingV2::LoadBalancer";
  private static final String SUFFIX = "load-balancer";

  private final StackTemplate template;
  private final LoadBalancing balancing;
  private final Map<String, Resource> byName = new LinkedHashMap<>();
  private final Set<String> publicNames = new LinkedHashSet<>();

  LocalLoadBalancers(
      StackTemplate template,
      Application application,
      List<LocalService> services,
      LocalNames names) {
    this.template = template;
    this.balancing = LoadBalancing.of(template);
    List<Resource> found = new ArrayList<>();
    for (Resource it : template.resourcesOfType(TYPE)) {
      Set<String> behind = balancing.servicesBehind(it.logicalId());
      if (services.stream().anyMatch(one -> behind.contains(one.starter().logicalId()))) {
        found.add(it);
      }
    }
    found.sort(Comparator.comparing(it -> !isInFrontOf(application.frontend(), it)));
    for (Resource it : found) {
      String unique = names.unique(nameOf(it, application));
      byName.put(unique, it);
      if (isInFrontOf(application.frontend(), it)
          || it.text("Scheme").filter("internet-facing"::equals).isPresent()) {
        publicNames.add(unique);
      }
    }
  }

  private String nameOf(Resource balancer, Application application) {
    if (isInFrontOf(application.frontend(), balancer)) {
      return "frontend-" + SUFFIX;
    }
    if (isInFrontOf(application.backend(), balancer)) {
      return "backend-" + SUFFIX;
    }
    String name = LocalNames.of(balancer);
    return name.endsWith(SUFFIX) ? name : name + "-" + SUFFIX;
  }

  private boolean isInFrontOf(String service, Resource balancer) {
    return balancing.servicesBehind(balancer.logicalId()).contains(service);
  }

  /** The load balancers by their names here. */
  Map<String, Resource> byName() {
    return byName;
  }

  /** Whether this machine is a client of it. */
  boolean isForClients(Host host) {
    return publicNames.contains(host.name());
  }

  /** The name of a load balancer. */
  Optional<String> nameOf(String logicalId) {
    return byName.entrySet().stream()
        .filter(it -> it.getValue().logicalId().equals(logicalId))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  List<Host> hosts() {
    return byName.entrySet().stream()
        .map(
            it ->
                new Host(
                    it.getKey(),
                    Host.Kind.LOAD_BALANCER,
                    it.getValue().logicalId(),
                    it.getKey(),
                    ports(it.getValue())))
        .toList();
  }

  private List<Host.Port> ports(Resource balancer) {
    return balancing.listenersOf(balancer.logicalId()).stream()
        .flatMap(it -> it.text("Port").stream())
        .filter(it -> it.matches("\\d{1,5}"))
        .map(it -> new Host.Port(Integer.parseInt(it), it))
        .distinct()
        .sorted(Comparator.comparing(Host.Port::number))
        .toList();
  }

  /**
   * The tasks that are in a target group. Of two between which ECS shifts traffic, the first
   * serves.
   */
  List<Member> members(
      String targetGroup, List<LocalService> services, Host balancer, Topology topology) {
    List<Member> members = new ArrayList<>();
    for (LocalService service : services) {
      registrations(service.starter())
          .filter(it -> it.group().equals(targetGroup))
          .forEach(
              it -> {
                for (String task : service.taskNames()) {
                  topology.hosts().stream()
                      .filter(host -> host.name().equals(task))
                      .map(host -> new Member(task, topology.addressFor(balancer, host), it.port()))
                      .forEach(members::add);
                }
              });
    }
    return members;
  }

  /** How many seconds a task has for its requests after it gets no new ones. */
  int deregistrationDelayOf(Resource service) {
    return registrations(service)
        .flatMap(it -> template.find(it.group()).stream())
        .flatMap(
            group ->
                group
                    .elements("TargetGroupAttributes")
                    .filter(
                        it ->
                            group
                                .text(it + ".Key")
                                .filter("deregistration_delay.timeout_seconds"::equals)
                                .isPresent())
                    .flatMap(it -> group.text(it + ".Value").stream()))
        .filter(it -> it.matches("\\d{1,4}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }

  /**
   * In which target group a service's tasks are, by which port.
   *
   * @param group the logical id of the target group
   * @param port the container's port
   */
  record Registration(String group, int port) {}

  Stream<Registration> registrations(Resource service) {
    return service
        .elements("LoadBalancers")
        .flatMap(
            it ->
                service.property(it + ".TargetGroupArn").flatMap(template::referent).stream()
                    .map(
                        group ->
                            new Registration(
                                group.logicalId(),
                                service
                                    .text(it + ".ContainerPort")
                                    .filter(port -> port.matches("\\d{1,5}"))
                                    .map(Integer::parseInt)
                                    .orElse(80))));
  }
}
