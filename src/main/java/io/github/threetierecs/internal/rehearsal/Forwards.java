package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** To whose tasks the actions of listeners and rules lead. */
final class Forwards {
  private final Map<String, Set<String>> servicesByGroup = new LinkedHashMap<>();

  Forwards(StackTemplate template) {
    for (Resource service : template.resourcesOfType("AWS::ECS::Service")) {
      for (Object entry : service.list("LoadBalancers")) {
        Reference.idsIn(entry)
            .forEach(
                id ->
                    servicesByGroup
                        .computeIfAbsent(id, any -> new TreeSet<>())
                        .add(service.logicalId()));
      }
    }
  }

  /**
   * {@return the services whose tasks some actions lead to} An action leads to tasks if a service
   * registers in one of its target groups; one whose weight is 0 does not count.
   */
  Set<String> services(Resource resource, String actions) {
    Set<String> services = new TreeSet<>();
    resource
        .elements(actions)
        .forEach(
            action -> {
              resource
                  .property(action + ".TargetGroupArn")
                  .ifPresent(it -> addServices(it, services));
              resource
                  .elements(action + ".ForwardConfig.TargetGroups")
                  .filter(it -> !resource.text(it + ".Weight").filter("0"::equals).isPresent())
                  .forEach(
                      it ->
                          resource
                              .property(it + ".TargetGroupArn")
                              .ifPresent(arn -> addServices(arn, services)));
            });
    return services;
  }

  private void addServices(Object group, Set<String> services) {
    Reference.idOf(group)
        .flatMap(id -> Optional.ofNullable(servicesByGroup.get(id)))
        .ifPresent(services::addAll);
  }
}
