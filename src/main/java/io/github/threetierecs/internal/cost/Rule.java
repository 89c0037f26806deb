package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.template.Resource;

/** What a type of resource costs. */
@FunctionalInterface
interface Rule {
  void count(Resource resource, Bill bill);
}
