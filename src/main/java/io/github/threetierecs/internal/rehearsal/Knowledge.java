package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is known of AWS beside what it replaces: {@code knowledge.tsv}. */
public final class Knowledge {
  private static final List<Fact> ALL = read();
  private static final Map<String, List<Fact>> BY_TYPE = byType();

  private Knowledge() {}

  /** {@return all facts, in the order of the file} */
  public static List<Fact> all() {
    return ALL;
  }

  /** Facts of a type, the most particular first. */
  static Stream<Fact> of(String type, Trait trait) {
    return BY_TYPE.getOrDefault(type, List.of()).stream().filter(it -> it.trait() == trait);
  }

  static Optional<Fact> ofType(String type, Trait trait) {
    return of(type, trait).findFirst();
  }

  /** What is known of a property, whatever its values are. */
  static Optional<Fact> ofProperty(String type, Trait trait, String path) {
    return of(type, trait).filter(it -> it.covers(path)).findFirst();
  }

  /** What is known of a change of a property. */
  static Optional<Fact> ofChange(Trait trait, Resource old, Resource now, String path) {
    return of(now.type(), trait)
        .filter(it -> it.covers(path) && Condition.holds(it, old, now))
        .findFirst();
  }

  /** {@return whether the table says what a type does, and not only of which names there is one} */
  static boolean knows(String type) {
    return BY_TYPE.getOrDefault(type, List.of()).stream()
        .anyMatch(it -> it.trait() != Trait.UNIQUE);
  }

  private static List<Fact> read() {
    return OwnFiles.table(Knowledge.class, "knowledge.tsv").stream()
        .map(
            cells ->
                new Fact(
                    cells.get(0),
                    cells.get(1),
                    Trait.of(cells.get(2)),
                    cells.get(3),
                    cells.get(4),
                    cells.get(5)))
        .toList();
  }

  private static Map<String, List<Fact>> byType() {
    Map<String, List<Fact>> byType = new TreeMap<>();
    ALL.forEach(it -> byType.computeIfAbsent(it.type(), type -> new ArrayList<>()).add(it));
    byType.values().forEach(it -> it.sort(Comparator.comparing(Fact::depth).reversed()));
    return Collections.unmodifiableMap(byType);
  }
}
