package io.github.threetierecs.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.template.Passage;
import io.github.threetierecs.internal.template.PortRange;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The matrix of the page says of each pair of ends, and each port, what the model says. */
class ReachTableTest {

  static List<String> examples() {
    return Plans.EXAMPLES;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyCellIsWhatTheModelSays(String example) {
    Plan plan = Plans.ofExample(example);
    Reachability model = Reachability.of(plan.template());
    ReachTable table = new ReachTable(plan);
    List<String> ends =
        Stream.concat(Stream.of(Reachability.INTERNET), model.endpoints().stream()).toList();
    Set<String> ports = portsOf(model);

    assertThat(table.names().keySet()).containsExactlyInAnyOrderElementsOf(ends);
    assertThat(table.names().values()).doesNotHaveDuplicates();
    assertThat(ports).hasSizeGreaterThan(6);
    for (String from : ends) {
      for (String to : ends) {
        if (from.equals(to) && from.equals(Reachability.INTERNET)) {
          continue;
        }
        for (String port : ports) {
          assertThat(rulesAt(table, from, to, port))
              .as("from %s to %s at %s", from, to, port)
              .isEqualTo(model.whyReachable(from, to, port));
        }
      }
    }
  }

  /** Where rules begin and end, and their neighbours: between them nothing changes. */
  private static Set<String> portsOf(Reachability model) {
    Set<String> ports = new TreeSet<>(Set.of("0", "1", "22", "65535"));
    for (String end : model.endpoints()) {
      Stream.concat(model.ingressOf(end).stream(), model.egressOf(end).stream())
          .map(Rule::ports)
          .flatMap(it -> Stream.of(it.from(), it.to()))
          .forEach(
              it -> {
                ports.add(it);
                if (it.matches("[1-9]\\d{0,3}")) {
                  ports.add(Integer.toString(Integer.parseInt(it) - 1));
                  ports.add(Integer.toString(Integer.parseInt(it) + 1));
                }
              });
    }
    return ports;
  }

  private static List<Rule> rulesAt(ReachTable table, String from, String to, String port) {
    return table.between(from, to).map(ReachTable.Connection::passages).orElse(List.of()).stream()
        .filter(it -> it.ports().contains(port) || it.ports().equals(PortRange.ALL))
        .map(Passage::rules)
        .findFirst()
        .orElse(List.of());
  }
}
