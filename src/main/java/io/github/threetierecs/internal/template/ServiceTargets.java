package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How many target groups the services on the application's cluster register their tasks in. */
final class ServiceTargets {

  /** A quota of Amazon ECS that cannot be raised. */
  private static final int MOST = 5;

  private final StackTemplate template;
  private final Set<String> clusters;

  ServiceTargets(StackTemplate template, List<Tier> tiers) {
    this.template = template;
    clusters =
        tiers.stream()
            .map(it -> clusterOf(template.resource(it.service())))
            .collect(Ordered.toSet());
  }

  Stream<Addition> wrong() {
    return template.resourcesOfType("AWS::ECS::Service").stream()
        .filter(it -> clusters.contains(clusterOf(it)))
        .flatMap(
            service -> {
              long groups =
                  service.list("LoadBalancers").stream()
                      .flatMap(it -> Json.at(it, "TargetGroupArn").stream())
                      .distinct()
                      .count();
              return groups <= MOST
                  ? Stream.of()
                  : Stream.of(
                      new Addition(
                          Kind.TARGET_GROUPS,
                          service.logicalId(),
                          "%s registers its tasks in %s target groups, and Amazon ECS allows %s for"
                                  .formatted(service, groups, MOST)
                              + " a service"));
            });
  }

  private static String clusterOf(Resource service) {
    return service.property("Cluster").map(Reference::keyOf).orElse("");
  }
}
