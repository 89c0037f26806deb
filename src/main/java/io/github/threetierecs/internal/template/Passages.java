package io.github.threetierecs.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All TCP ports at which one end can open a connection to another. What {@link Reachability} says
 * of a port changes only where a rule begins or ends: so one port of each stretch in between is
 * asked for.
 */
public final class Passages {

  private static final int PORTS = 65_536;

  private final Reachability reachability;

  /**
   * @param reachability who may reach whom
   */
  public Passages(Reachability reachability) {
    this.reachability = reachability;
  }

  /**
   * All ports at which a TCP connection can be opened, each with the rules by which it can.
   *
   * @param from the logical id of what opens it, or {@link Reachability#INTERNET}
   * @param to the logical id of what accepts it, or {@link Reachability#INTERNET}
   * @return ports that the template knows in order, then those that only the deployment will know;
   *     empty if no connection can be opened
   * @throws IllegalArgumentException if an end is not in the template or carries no security group
   */
  public List<Passage> between(String from, String to) {
    List<PortRange> ranges = tcpRanges(from, to);
    Set<Integer> starts = new TreeSet<>(List.of(0));
    Set<String> texts = new TreeSet<>();
    for (PortRange range : ranges) {
      if (range.isNumeric()) {
        starts.add(range.first());
        starts.add(range.last() + 1);
      } else {
        texts.add(range.from());
        texts.add(range.to());
      }
    }
    starts.add(PORTS);
    List<Passage> passages = stretches(from, to, List.copyOf(starts));
    for (String port : texts) {
      List<Rule> rules = reachability.whyReachable(from, to, port);
      // Where the same rules open all ports, they open this one too.
      if (!rules.isEmpty() && passages.stream().noneMatch(it -> it.rules().containsAll(rules))) {
        passages.add(new Passage(new PortRange(port, port), rules));
      }
    }
    return List.copyOf(passages);
  }

  private List<PortRange> tcpRanges(String from, String to) {
    Stream<Rule> out =
        from.equals(Reachability.INTERNET) ? Stream.of() : reachability.egressOf(from).stream();
    Stream<Rule> in =
        to.equals(Reachability.INTERNET) ? Stream.of() : reachability.ingressOf(to).stream();
    return Stream.concat(out, in)
        .filter(rule -> rule.protocol().equals("tcp"))
        .map(Rule::ports)
        .toList();
  }

  private List<Passage> stretches(String from, String to, List<Integer> starts) {
    List<Passage> passages = new ArrayList<>();
    int first = 0;
    List<Rule> before = List.of();
    for (int start : starts) {
      List<Rule> rules =
          start < PORTS ? reachability.whyReachable(from, to, start) : List.<Rule>of();
      if (!rules.equals(before)) {
        if (!before.isEmpty()) {
          passages.add(
              new Passage(
                  new PortRange(Integer.toString(first), Integer.toString(start - 1)), before));
        }
        first = start;
        before = rules;
      }
    }
    return passages;
  }
}
