package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.PropertyChange;
import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rollback changes a database back, which takes it away once more. What AWS does not take back is
 * not among it, and nothing is if there is nothing that could fail after it.
 */
final class SecondOutages {
  private final List<Play.Played> played;
  private final Dependencies dependencies;

  private SecondOutages(Differences differences, List<Play.Played> played) {
    this.played = played;
    this.dependencies =
        new Dependencies(
            differences.after(),
            played.stream().map(it -> it.step().id()).collect(Ordered.toSet()));
  }

  static List<Effect> of(Differences differences, List<Play.Played> played) {
    SecondOutages outages = new SecondOutages(differences, played);
    List<Effect> effects = new ArrayList<>();
    for (ResourceChange change : differences.inPlace()) {
      Resource old = differences.before().resource(change.id());
      Resource now = differences.after().resource(change.id());
      for (PropertyChange it : change.properties()) {
        Optional<Fact> back = outage(now, old, it.path());
        if (outage(old, now, it.path()).isPresent()
            && back.isPresent()
            && isTakenBack(old, now, it.path())
            && outages.mayFailAfter(change.id())) {
          effects.add(effect(now, back.get(), it));
        }
      }
    }
    return effects;
  }

  private static Optional<Fact> outage(Resource from, Resource to, String path) {
    return Knowledge.ofChange(Trait.UPDATE, from, to, path)
        .filter(it -> it.word().equals("outage"));
  }

  private static boolean isTakenBack(Resource old, Resource now, String path) {
    return PropertyPaths.at(old, path).isPresent()
        && Knowledge.ofProperty(now.type(), Trait.ROLLBACK, path).isEmpty()
        && Knowledge.ofChange(Trait.REFUSED, old, now, path).isEmpty()
        && Knowledge.ofChange(Trait.REFUSED, now, old, path).isEmpty();
  }

  /** What it does not wait for may fail at the same time, or later. */
  private boolean mayFailAfter(String id) {
    return played.stream()
        .map(Play.Played::step)
        .filter(it -> it.action() != Step.Action.DELETE && !it.id().equals(id))
        .filter(it -> Play.stackOf(it.id()).equals(Play.stackOf(id)))
        .anyMatch(it -> !dependencies.waits(id, it.id()));
  }

  private static Effect effect(Resource now, Fact back, PropertyChange change) {
    return Effect.of(
            Kind.BESIDE,
            Verdict.OUTAGE,
            now.type(),
            "",
            "if something else fails and it is rolled back, the "
                + (Names.isReplica(now) ? "read replicas are" : "database is")
                + " away a second time",
            Because.of(now.logicalId(), List.of(change)),
            back.source() + "; a rollback is the same change the other way round")
        .lasting(Minutes.of(back.value().split(" ", 2)[1]));
  }
}
