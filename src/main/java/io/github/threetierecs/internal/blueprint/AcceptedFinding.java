package io.github.threetierecs.internal.blueprint;

import java.util.List;

/**
 * Findings that somebody has accepted for the same reason.
 *
 * @param reason why, in the words of whoever accepted them; empty if they said nothing
 * @param rules the rules, as their engine names them, such as {@code AwsSolutions-EC23}, in order
 * @param where where they are accepted: the paths of constructs, such as {@code Shop/App/Data}, or,
 *     of templates without paths, stacks and logical ids, in order
 */
public record AcceptedFinding(String reason, List<String> rules, List<String> where) {

  /** Copies the lists, so that it never changes. */
  public AcceptedFinding {
    rules = List.copyOf(rules);
    where = List.copyOf(where);
  }
}
