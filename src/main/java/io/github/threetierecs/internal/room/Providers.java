package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which capacity providers a service uses, and which Auto Scaling groups are behind them. */
final class Providers {
  private static final String STRATEGY = "CapacityProviderStrategy";

  /** Where a schedule of EventBridge Scheduler says what it starts. */
  static final String OF_SCHEDULE = "Target.EcsParameters.";

  private final StackTemplate template;
  private final List<Resource> providers;

  Providers(StackTemplate template) {
    this.template = template;
    providers = template.resourcesOfType("AWS::ECS::CapacityProvider");
  }

  /** The providers of a group. */
  List<Resource> of(Resource group) {
    return providers.stream()
        .filter(
            it ->
                it.property("AutoScalingGroupProvider.AutoScalingGroupArn")
                    .map(Reference::idsIn)
                    .filter(ids -> ids.contains(group.logicalId()))
                    .isPresent())
        .toList();
  }

  /** What a service names: logical ids of providers, or what they are called elsewhere. */
  List<String> namedBy(Resource service) {
    List<String> own = named(service, STRATEGY);
    if (!own.isEmpty()) {
      return own;
    }
    Optional<String> launchType = service.text("LaunchType");
    if (launchType.isPresent() && !launchType.orElseThrow().equals("EC2")) {
      return List.of(launchType.orElseThrow());
    }
    List<String> byDefault =
        associations(service).flatMap(it -> named(it, "Default" + STRATEGY).stream()).toList();
    // Launch type EC2 uses any instance of the cluster, for which it starts none.
    return launchType.isPresent() || byDefault.isEmpty()
        ? associations(service)
            .flatMap(it -> it.list("CapacityProviders").stream())
            .map(this::key)
            .filter(it -> !it.startsWith("FARGATE"))
            .distinct()
            .toList()
        : byDefault;
  }

  /** What a schedule names; nothing if it uses a launch type, or the cluster's default. */
  List<String> namedBySchedule(Resource schedule) {
    return named(schedule, OF_SCHEDULE + STRATEGY);
  }

  /** Whether ECS starts no instance for its tasks. */
  boolean isLaunched(Resource service) {
    return service.list(STRATEGY).isEmpty()
        && (service.has("LaunchType")
            || associations(service).allMatch(it -> it.list("Default" + STRATEGY).isEmpty()));
  }

  /** The clusters that have a provider. */
  List<String> clustersOf(Resource provider) {
    return template.resourcesOfType("AWS::ECS::ClusterCapacityProviderAssociations").stream()
        .filter(
            it ->
                it.list("CapacityProviders").stream()
                    .anyMatch(name -> key(name).equals(provider.logicalId())))
        .flatMap(it -> it.property("Cluster").flatMap(Reference::idOf).stream())
        .distinct()
        .toList();
  }

  private Stream<Resource> associations(Resource service) {
    Optional<String> cluster = service.property("Cluster").map(Reference::keyOf);
    return template.resourcesOfType("AWS::ECS::ClusterCapacityProviderAssociations").stream()
        .filter(it -> it.property("Cluster").map(Reference::keyOf).equals(cluster));
  }

  private List<String> named(Resource resource, String strategy) {
    return resource
        .elements(strategy)
        .flatMap(it -> resource.property(it + ".CapacityProvider").stream())
        .map(this::key)
        .distinct()
        .toList();
  }

  /** The logical id of a provider that is named by its own name, too. */
  private String key(Object name) {
    String text = Text.of(name);
    return providers.stream()
        .filter(it -> it.text("Name").filter(text::equals).isPresent())
        .map(Resource::logicalId)
        .findFirst()
        .orElseGet(() -> Reference.keyOf(name));
  }
}
