package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What runs tasks on the application's cluster beside its tiers, and where they find room. */
final class ClusterTasks {

  private static final String SERVICE = "AWS::ECS::Service";
  private static final String ASSOCIATIONS = "AWS::ECS::ClusterCapacityProviderAssociations";
  private static final Set<String> FARGATE = Ordered.set("FARGATE", "FARGATE_SPOT");

  private final StackTemplate template;
  private final Set<String> ours;
  private final boolean daemonCounted;
  private final Optional<String> cluster;
  private final List<Resource> associations;

  ClusterTasks(StackTemplate template, List<Tier> tiers, boolean daemonCounted) {
    this.template = template;
    this.daemonCounted = daemonCounted;
    ours = tiers.stream().map(Tier::service).collect(Ordered.toSet());
    cluster =
        tiers.stream()
            .flatMap(it -> template.resource(it.service()).property("Cluster").stream())
            .flatMap(it -> Reference.idOf(it).stream())
            .findFirst();
    associations =
        template.resourcesOfType(ASSOCIATIONS).stream()
            .filter(it -> isTheCluster(it.property("Cluster")))
            .toList();
  }

  Stream<Addition> wrong() {
    return cluster.isEmpty()
        ? Stream.of()
        : Stream.of(services(), taskSets(), events(), schedules(), pipes(), workflows())
            .flatMap(it -> it);
  }

  private Stream<Addition> services() {
    return template.resourcesOfType(SERVICE).stream()
        .filter(it -> !ours.contains(it.logicalId()) && isTheCluster(it.property("Cluster")))
        .flatMap(this::service);
  }

  private Stream<Addition> service(Resource service) {
    if (service.text("SchedulingStrategy").filter("DAEMON"::equals).isPresent()) {
      return daemonCounted
          ? Stream.of()
          : Stream.of(
              new Addition(
                  Kind.DAEMON,
                  service.logicalId(),
                  service + " runs a task on every instance, for which no room is reserved"));
    }
    if (service.text("DeploymentController.Type").filter("EXTERNAL"::equals).isPresent()) {
      return Stream.of();
    }
    if (needsAnInstance(service.properties())) {
      return Stream.of(launched(service, "its tasks"));
    }
    return Stream.concat(
        missingProviders(service),
        service.has("CapacityProviderStrategy") && !waits(service)
            ? Stream.of(
                new Addition(
                    Kind.CAPACITY_DEPENDENCY,
                    service.logicalId(),
                    service
                        + " does not wait for the cluster's capacity provider, so its creation or"
                        + " deletion can fail"))
            : Stream.of());
  }

  /** A service on Fargate gets its capacity providers from the cluster too. */
  private Stream<Addition> missingProviders(Resource service) {
    Set<String> there =
        associations.stream()
            .flatMap(it -> it.list("CapacityProviders").stream())
            .map(Text::of)
            .collect(Ordered.toSet());
    return service.list("CapacityProviderStrategy").stream()
        .flatMap(it -> Json.at(it, "CapacityProvider").map(Text::of).stream())
        .filter(it -> FARGATE.contains(it) && !there.contains(it))
        .map(
            it ->
                new Addition(
                    Kind.CAPACITY_PROVIDER,
                    service.logicalId(),
                    service
                        + " uses capacity provider "
                        + it
                        + ", which the cluster does not have"));
  }

  /** One stack waits for the other as a whole. */
  private boolean waits(Resource service) {
    return associations.isEmpty()
        || Neighbours.isOfOne(service.logicalId())
        || associations.stream().anyMatch(it -> service.dependsOn().contains(it.logicalId()));
  }

  /** Task sets, which belong to services whose deployments somebody else controls. */
  private Stream<Addition> taskSets() {
    return template.resourcesOfType("AWS::ECS::TaskSet").stream()
        .filter(it -> isTheCluster(it.property("Cluster")) && needsAnInstance(it.properties()))
        .map(it -> launched(it, "its tasks"));
  }

  private Stream<Addition> events() {
    return template.resourcesOfType("AWS::Events::Rule").stream()
        .filter(
            rule ->
                rule.list("Targets").stream()
                    .filter(it -> isTheCluster(Json.at(it, "Arn")))
                    .flatMap(it -> Json.at(it, "EcsParameters").stream())
                    .anyMatch(this::needsAnInstance))
        .map(it -> launched(it, "the task that it starts"));
  }

  private Stream<Addition> schedules() {
    return template.resourcesOfType("AWS::Scheduler::Schedule").stream()
        .filter(it -> isTheCluster(it.property("Target.Arn")))
        .filter(it -> it.property("Target.EcsParameters").filter(this::needsAnInstance).isPresent())
        .map(it -> launched(it, "the task that it starts"));
  }

  private Stream<Addition> pipes() {
    return template.resourcesOfType("AWS::Pipes::Pipe").stream()
        .filter(it -> isTheCluster(it.property("Target")))
        .filter(
            it ->
                it.property("TargetParameters.EcsTaskParameters")
                    .filter(this::needsAnInstance)
                    .isPresent())
        .map(it -> launched(it, "the task that it starts"));
  }

  private Stream<Addition> workflows() {
    return template.resourcesOfType("AWS::StepFunctions::StateMachine").stream()
        .filter(it -> it.refersTo(cluster.orElseThrow()))
        .filter(it -> TaskStates.of(it, cluster.orElseThrow()).anyMatch(this::needsAnInstance))
        .map(it -> launched(it, "the tasks that it starts"));
  }

  private Addition launched(Resource by, String what) {
    return new Addition(
        Kind.LAUNCH_TYPE,
        by.logicalId(),
        by
            + " uses launch type EC2, for which the cluster's capacity provider starts no instance:"
            + " where there is no room, "
            + what
            + " cannot run");
  }

  private boolean needsAnInstance(Object parameters) {
    boolean hasStrategy =
        Json.at(parameters, "CapacityProviderStrategy").map(Json::listOf).stream()
            .anyMatch(it -> !it.isEmpty());
    String launchType = Json.at(parameters, "LaunchType").map(Text::of).orElse("");
    boolean hasDefault =
        associations.stream().anyMatch(it -> !it.list("DefaultCapacityProviderStrategy").isEmpty());
    return !hasStrategy && (launchType.equals("EC2") || (launchType.isEmpty() && !hasDefault));
  }

  private boolean isTheCluster(Optional<Object> value) {
    return value
        .flatMap(Reference::idOf)
        .filter(it -> cluster.filter(it::equals).isPresent())
        .isPresent();
  }
}
