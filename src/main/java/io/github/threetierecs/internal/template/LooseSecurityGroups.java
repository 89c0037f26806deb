package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Security groups that the CDK takes for those of a resource, and admits where that is admitted,
 * but that the resource does not carry (aws-cdk#17269).
 */
final class LooseSecurityGroups {

  private final StackTemplate template;
  private final Map<String, List<Object>> groups;

  LooseSecurityGroups(StackTemplate template, Map<String, List<Object>> groups) {
    this.template = template;
    this.groups = groups;
  }

  Stream<Addition> wrong() {
    Endpoints endpoints = new Endpoints(template);
    List<Addition> found = new ArrayList<>();
    groups.forEach(
        (id, taken) -> {
          Resource resource = template.resource(id);
          Set<String> carried = endpoints.ids().contains(id) ? endpoints.groupsOf(id) : Set.of();
          taken.stream()
              .map(it -> Reference.keyOf(Json.copyOf(it)))
              .filter(it -> !carried.contains(it))
              .distinct()
              .map(
                  it ->
                      new Addition(
                          Kind.SECURITY_GROUP,
                          id,
                          "security group %s was added to the connections of %s, which does not carry"
                                  .formatted(it, resource)
                              + " it: whatever admits it also admits everything else that has it"))
              .forEach(found::add);
        });
    return found.stream();
  }
}
