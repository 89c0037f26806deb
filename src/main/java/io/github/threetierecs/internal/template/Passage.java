package io.github.threetierecs.internal.template;

import java.util.List;

/**
 * TCP ports at which one end can open a connection to another, all by the same rules.
 *
 * @param ports the ports
 * @param rules those that let it out, then those that let it in
 */
public record Passage(PortRange ports, List<Rule> rules) {

  /** Copies the list, so that it never changes. */
  public Passage {
    rules = List.copyOf(rules);
  }
}
