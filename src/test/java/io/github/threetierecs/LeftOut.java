package io.github.threetierecs;

import io.github.threetierecs.internal.rehearsal.Fact;
import io.github.threetierecs.internal.rehearsal.Knowledge;
import io.github.threetierecs.internal.rehearsal.Trait;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a property that a template had and has not any more. CloudFormation sends what is
 * in a template, and most services keep what they are not sent. So whatever an option sets is
 * written in every template; of what is not, {@code knowledge.tsv} says what becomes of it.
 */
final class LeftOut {
  /**
   * What CloudFormation or the service takes away with it, and what stays as it was and is not
   * written into every template. Of what is written, the table says what happened if it were not.
   */
  static final List<Fact> ALL =
      Knowledge.all().stream()
          .filter(it -> it.trait() == Trait.LEFT_OUT)
          .filter(it -> !it.isKept() || reason(it).isPresent())
          .toList();

  /** What stays as it was. */
  static final List<Fact> REMAINS = ALL.stream().filter(Fact::isKept).toList();

  private LeftOut() {}

  static Optional<Fact> of(String type, String property) {
    return ALL.stream().filter(it -> covers(it, type, property)).findFirst();
  }

  static boolean covers(Fact fact, String type, String property) {
    return fact.type().equals(type) && fact.covers(property);
  }

  /** Why it is not written into every template. */
  private static Optional<String> reason(Fact kept) {
    return Knowledge.all().stream()
        .filter(it -> it.trait() == Trait.NOT_WRITTEN)
        .filter(it -> it.type().equals(kept.type()) && it.property().equals(kept.property()))
        .map(Fact::value)
        .findFirst();
  }
}
