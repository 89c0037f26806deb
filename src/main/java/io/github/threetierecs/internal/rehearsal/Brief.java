package io.github.threetierecs.internal.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a change does, as docs/upgrades.md has it in a cell. */
public final class Brief {
  private final List<Effect> effects;

  private Brief(List<Effect> effects) {
    this.effects = effects;
  }

  /**
   * Writes a cell.
   *
   * @param effects what a change does
   * @return the cell, in Markdown
   */
  public static String of(List<Effect> effects) {
    return new Brief(effects).write();
  }

  private String write() {
    return (has(Kind.RULE) ? "**refused**: " : "") + happens();
  }

  private String happens() {
    if (has(Kind.BLOCKED)) {
      return of(Kind.BLOCKED).findFirst().orElseThrow().brief();
    }
    List<String> words = new ArrayList<>();
    sorted(Kind.LOSS).forEach(words::add);
    sorted(Kind.REMADE).forEach(words::add);
    sorted(Kind.ANSWERS).forEach(words::add);
    sorted(Kind.INSTANCES).forEach(words::add);
    List<String> deployed = sorted(Kind.DEPLOYMENT).toList();
    if (!deployed.isEmpty()) {
      words.add(deployed.size() == 1 ? deployed.get(0) : "new deployment");
    }
    sorted(has(Kind.REFUSED) ? Kind.REFUSED : Kind.OUTAGE).forEach(words::add);
    if (deployed.isEmpty()) {
      sorted(Kind.LATER).forEach(words::add);
    }
    if (words.isEmpty()) {
      words.add("in place");
    }
    if (has(Kind.LEAVES)) {
      words.add("leaves " + String.join(", ", leaves().toList()));
    }
    return String.join("; ", words);
  }

  /** In the order of the table of what remains. */
  private Stream<String> leaves() {
    List<String> order =
        Knowledge.all().stream().filter(Fact::isKept).map(it -> it.part(1)).toList();
    return of(Kind.LEAVES)
        .map(Effect::brief)
        .distinct()
        .sorted(Comparator.comparingInt(order::indexOf));
  }

  private Stream<String> sorted(Kind kind) {
    return of(kind)
        .sorted(Comparator.comparing(Effect::type).thenComparing(Effect::brief))
        .map(Effect::brief)
        .distinct();
  }

  private Stream<Effect> of(Kind kind) {
    return effects.stream().filter(it -> it.kind() == kind);
  }

  private boolean has(Kind kind) {
    return of(kind).findAny().isPresent();
  }
}
