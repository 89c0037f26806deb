package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** In which order stacks can be deleted: a stack goes after all that use its resources. */
final class StackOrder {

  private final List<String> stacks;
  private final Map<String, Set<String>> usedBy = new TreeMap<>();

  StackOrder(Plan plan) {
    this.stacks = plan.stacks();
    for (Resource resource : plan.template().resources()) {
      String user = stackOf(resource.logicalId());
      for (String used : resource.references()) {
        String stack = stackOf(used);
        if (!stack.equals(user)) {
          usedBy.computeIfAbsent(stack, it -> new TreeSet<>()).add(user);
        }
      }
    }
  }

  List<String> ofDelete() {
    List<String> left = new ArrayList<>(stacks);
    List<String> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      String next =
          left.stream()
              .filter(
                  it -> usedBy.getOrDefault(it, Ordered.set()).stream().noneMatch(left::contains))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static String stackOf(String id) {
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }
}
