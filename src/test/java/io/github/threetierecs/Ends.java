package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.servicesBehind;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ends of connections in a template with one application, by what they are. They are found by
 * what they do, never by their logical id.
 */
final class Ends {
  static final String INTERNET = "internet";
  static final String FRONTEND_BALANCER = "frontend load balancer";
  static final String FRONTEND = "frontend";
  static final String BACKEND_BALANCER = "backend load balancer";
  static final String BACKEND = "backend";
  static final String DATABASE = "database";
  static final String REPLICA = "replica";
  static final String PROXY = "proxy";
  static final String ROTATION = "rotation";
  static final String ENDPOINT = "endpoint";
  static final String INSTANCES = "instances";

  private final StackTemplate template;

  /** Of any that there are several of, such as endpoints, all. */
  private final Map<String, List<String>> ids = new LinkedHashMap<>();

  Ends(StackTemplate template) {
    this.template = template;
    ids.put(INTERNET, List.of(Reachability.INTERNET));
    List<String> frontend = services("BACKEND_URL");
    List<String> backend = services("DB_HOST");
    ids.put(FRONTEND_BALANCER, balancersOf(frontend));
    ids.put(FRONTEND, frontend);
    ids.put(
        BACKEND_BALANCER,
        balancersOf(backend).stream().filter(it -> !balancersOf(frontend).contains(it)).toList());
    ids.put(BACKEND, backend);
    ids.put(DATABASE, databases(false));
    ids.put(REPLICA, databases(true));
    ids.put(PROXY, of("AWS::RDS::DBProxy", "VpcSecurityGroupIds"));
    ids.put(
        ROTATION,
        of("AWS::SecretsManager::RotationSchedule", "HostedRotationLambda.VpcSecurityGroupIds"));
    ids.put(ENDPOINT, of("AWS::EC2::VPCEndpoint", "SecurityGroupIds"));
    ids.put(INSTANCES, of("AWS::AutoScaling::AutoScalingGroup", "VPCZoneIdentifier"));
    ids.values().removeIf(List::isEmpty);
  }

  /** What there is, in the order of a request. */
  List<String> names() {
    return List.copyOf(ids.keySet());
  }

  boolean has(String name) {
    return ids.containsKey(name);
  }

  List<String> idsOf(String name) {
    return ids.getOrDefault(name, List.of());
  }

  /** What an end is; its logical id if it is nothing of the application's. */
  String nameOf(String id) {
    return ids.entrySet().stream()
        .filter(it -> it.getValue().contains(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(id);
  }

  /** Whether tasks share the network of their instance. */
  boolean isBridge() {
    return idsOf(BACKEND).stream()
        .noneMatch(it -> template.resource(it).has("NetworkConfiguration"));
  }

  /** The ports that a service's containers listen on. */
  List<String> portsOf(String service) {
    return containersOf(template.resource(service))
        .flatMap(container -> listAt(container, "PortMappings").stream())
        .map(mapping -> textAt(mapping, "ContainerPort"))
        .toList();
  }

  /** The port of the container that the load balancer calls. */
  String portOf(String name) {
    return template.resource(idsOf(name).get(0)).text("LoadBalancers.0.ContainerPort").orElse("");
  }

  /** What nobody calls, though it may be told the same as a tier. */
  List<String> workers() {
    return Stream.of("AWS::ECS::Service", "AWS::Scheduler::Schedule")
        .flatMap(it -> template.resourcesOfType(it).stream())
        .map(Resource::logicalId)
        .filter(Ends::isWorker)
        .toList();
  }

  /** Whether paths of the public name lead to the backend's tasks. */
  boolean hasPublicPaths() {
    return idsOf(BACKEND).stream()
        .flatMap(it -> Reference.idsIn(template.resource(it).list("LoadBalancers")).stream())
        .anyMatch(it -> it.contains("BackendTargetGroup") && it.contains("Frontend"));
  }

  boolean isTold(String service, String variable) {
    return containersOf(template.resource(service))
        .flatMap(container -> listAt(container, "Environment").stream())
        .anyMatch(it -> textAt(it, "Name").equals(variable));
  }

  /** What answers behind the backend's load balancer beside the backend. */
  List<String> addedBackends() {
    return template.resourcesOfType("AWS::ECS::Service").stream()
        .map(Resource::logicalId)
        .filter(Ends::isAddedBackend)
        .toList();
  }

  List<String> added() {
    return Stream.concat(workers().stream(), addedBackends().stream()).toList();
  }

  private static boolean isAddedBackend(String id) {
    return id.contains("AddedBackends");
  }

  private static boolean isWorker(String id) {
    return id.contains("Workers") || id.contains("ScheduledTasks");
  }

  private List<String> services(String variable) {
    return template.resourcesOfType("AWS::ECS::Service").stream()
        .map(Resource::logicalId)
        .filter(it -> !isWorker(it) && !isAddedBackend(it) && isTold(it, variable))
        .toList();
  }

  private Stream<Object> containersOf(Resource service) {
    return service
        .property("TaskDefinition")
        .or(() -> service.property("Target.EcsParameters.TaskDefinitionArn"))
        .flatMap(template::referent)
        .stream()
        .flatMap(it -> it.list("ContainerDefinitions").stream());
  }

  private List<String> balancersOf(List<String> services) {
    return template.resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer").stream()
        .map(Resource::logicalId)
        .filter(it -> servicesBehind(template, it).stream().anyMatch(services::contains))
        .toList();
  }

  private List<String> databases(boolean replicas) {
    return template.resourcesOfType("AWS::RDS::DBInstance").stream()
        .filter(it -> it.has("SourceDBInstanceIdentifier") == replicas)
        .map(Resource::logicalId)
        .toList();
  }

  private List<String> of(String type, String having) {
    return template.resourcesOfType(type).stream()
        .filter(it -> it.has(having))
        .map(Resource::logicalId)
        .toList();
  }

  private static List<?> listAt(Object holder, String key) {
    return holder instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
        ? new ArrayList<>(list)
        : List.of();
  }

  private static String textAt(Object holder, String key) {
    Object value = holder instanceof Map<?, ?> map ? map.get(key) : null;
    return value == null ? "" : Text.of(value);
  }
}
