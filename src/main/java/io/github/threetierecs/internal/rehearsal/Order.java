package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The order of CloudFormation: what a resource refers to comes before it. What does not depend on
 * each other is done at the same time; here it is in the order of the ids.
 */
final class Order {
  private final StackTemplate template;
  private final Set<String> ordered = new LinkedHashSet<>();
  private final Set<String> entered = new LinkedHashSet<>();

  private Order(StackTemplate template) {
    this.template = template;
  }

  static List<String> of(StackTemplate template) {
    Order order = new Order(template);
    template.resources().forEach(order::add);
    return new ArrayList<>(order.ordered);
  }

  private void add(Resource resource) {
    if (entered.add(resource.logicalId())) {
      resource.references().forEach(id -> template.find(id).ifPresent(this::add));
      ordered.add(resource.logicalId());
    }
  }
}
