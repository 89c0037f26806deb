package io.github.threetierecs;

import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Rule;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who can connect to whom in each configuration: {@code src/test/resources/reachability/
 * expected.txt}, where it is written by hand.
 */
final class ReachabilityMatrix {
  private static final Path EXPECTED = Path.of("src/test/resources/reachability/expected.txt");
  static final List<String> PORTS = List.of("22", "80", "443", "3306", "8080", "8443", "32768");

  private ReachabilityMatrix() {}

  /** {@return the names of the configurations that there is a matrix of} */
  static Set<String> configurations() {
    return all().keySet();
  }

  /** {@return what a template opens too much or too little, one sentence each} */
  static List<String> differences(String configuration, StackTemplate template) {
    Set<String> expected = all().getOrDefault(configuration, Set.of());
    Map<String, List<Rule>> actual = actual(template);
    List<String> differences = new ArrayList<>();
    actual.forEach(
        (connection, why) -> {
          if (!expected.contains(connection)) {
            differences.add(connection + " is open and should be shut: " + why);
          }
        });
    for (String connection : expected) {
      if (!actual.containsKey(connection)) {
        differences.add(connection + " is shut and should be open");
      }
    }
    return differences;
  }

  /** Every pair of ends and every port that can be connected, and by which rules. */
  private static Map<String, List<Rule>> actual(StackTemplate template) {
    Reachability reachability = Reachability.of(template);
    Ends ends = new Ends(template);
    Map<String, List<Rule>> actual = new LinkedHashMap<>();
    for (String from : ends.names()) {
      for (String to : ends.names()) {
        if (!from.equals(to)) {
          for (String port : PORTS) {
            ends.idsOf(from).stream()
                .flatMap(
                    source ->
                        ends.idsOf(to).stream()
                            .map(target -> reachability.whyReachable(source, target, port)))
                .filter(why -> !why.isEmpty())
                .findFirst()
                .ifPresent(why -> actual.put(connection(from, to, port), why));
          }
        }
      }
    }
    return actual;
  }

  private static String connection(String from, String to, String port) {
    return "%s -> %s: %s".formatted(from, to, port);
  }

  private static Map<String, Set<String>> all() {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    Set<String> base = Set.of();
    Set<String> current = new TreeSet<>();
    for (String line : lines()) {
      if (line.startsWith("= ")) {
        current = new TreeSet<>(base);
        if (base.isEmpty()) {
          base = current;
        }
        all.put(line.substring(2), current);
      } else if (line.startsWith("-")) {
        current.removeAll(connections(line.substring(1)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        current.addAll(connections(line.substring(1)));
      }
    }
    return all;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(EXPECTED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> connections(String line) {
    String[] ends = line.split("->|:", -1);
    if (ends.length != 3) {
      throw new IllegalArgumentException("Not of the form 'from -> to: ports': " + line);
    }
    List<String> ports = ends[2].strip().equals("any") ? PORTS : list(ends[2]).toList();
    return list(ends[0])
        .flatMap(
            from ->
                list(ends[1]).flatMap(to -> ports.stream().map(port -> connection(from, to, port))))
        .toList();
  }

  private static Stream<String> list(String names) {
    return Arrays.stream(names.split(",", -1)).map(String::strip);
  }
}
