package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import java.util.Set;

/**
 * Something that only some may connect to.
 *
 * @param logicalId what it is
 * @param name what a reader calls it, such as {@code the database}
 * @param callers the logical ids of what may connect to it, of any that carries security groups;
 *     and the security groups of what may that is not in the template
 * @param balancers the logical ids of the load balancers that may forward to it, which matters for
 *     a service only
 */
public record Guarded(String logicalId, String name, Set<String> callers, Set<String> balancers) {

  /**
   * Copies the sets, so that it never changes.
   *
   * @param logicalId what it is
   * @param name what a reader calls it
   * @param callers what may connect to it
   * @param balancers which load balancers may forward to it
   */
  public Guarded {
    callers = Ordered.copyOf(callers);
    balancers = Ordered.copyOf(balancers);
  }
}
