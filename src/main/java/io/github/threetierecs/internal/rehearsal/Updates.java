package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.PropertyChange;
import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.changes.Update;
import io.github.threetierecs.internal.changes.UpdateRules;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What changes in place, and what AWS does because of it, property by property. */
final class Updates {
  private static final String FEWEST =
      "UpdatePolicy.AutoScalingRollingUpdate.MinInstancesInService";

  private static final Set<String> BESIDE_PROPERTIES =
      Ordered.set(
          "Condition",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "UpdatePolicy",
          "CreationPolicy",
          "Metadata");

  private final List<Effect> effects = new ArrayList<>();

  private Updates() {}

  static List<Effect> of(Differences differences) {
    Updates updates = new Updates();
    for (ResourceChange change : differences.inPlace()) {
      Resource old = differences.before().resource(change.id());
      Resource now = differences.after().resource(change.id());
      for (PropertyChange it : change.properties()) {
        updates.add(old, now, it);
      }
    }
    return updates.effects;
  }

  private void add(Resource old, Resource now, PropertyChange change) {
    String because = Because.of(now.logicalId(), List.of(change));
    Optional<Fact> refused = Knowledge.ofChange(Trait.REFUSED, old, now, change.path());
    if (refused.isPresent()) {
      effects.add(
          Effect.of(
              Kind.REFUSED,
              Verdict.FAILS,
              now.type(),
              "**fails**",
              refused.get().value() + ", and the deployment rolls back",
              because,
              refused.get().source()));
      return;
    }
    Knowledge.ofChange(Trait.REFUSED, now, old, change.path())
        .ifPresent(
            back ->
                effects.add(
                    Effect.of(
                        Kind.BESIDE,
                        Verdict.NO_WAY_BACK,
                        now.type(),
                        "",
                        "a deployment of the old template fails then: " + back.value(),
                        because,
                        back.source())));
    Optional<Fact> known = Knowledge.ofChange(Trait.UPDATE, old, now, change.path());
    if (known.isPresent()) {
      addKnown(now, known.get(), because);
    } else if (change.update() == Update.INTERRUPTION) {
      effects.add(
          unknown(
              now,
              change.path() + " changes in place, which may interrupt it",
              because,
              "replacement.tsv"));
    } else if (Knowledge.ofProperty(now.type(), Trait.LEFT_OUT, change.path()).isEmpty()
        && !isOutside(change.path())
        && change.update() != Update.REGENERATED) {
      String how =
          UpdateRules.knows(now.type())
              ? " changes in place by its schema, and whether that interrupts anything is not known"
              : " changes, and what AWS does to this type is not known";
      effects.add(unknown(now, change.path() + how, because, "replacement.tsv"));
    }
  }

  /** Beside the tags what is CloudFormation's own. */
  private static boolean isOutside(String path) {
    return PropertyPaths.isTags(path) || BESIDE_PROPERTIES.contains(path);
  }

  private static Effect unknown(Resource now, String words, String because, String source) {
    return Effect.of(Kind.BESIDE, Verdict.NOT_KNOWN, now.type(), "", words, because, source);
  }

  private void addKnown(Resource now, Fact fact, String because) {
    switch (fact.word()) {
      case "tasks" ->
          add(
              Kind.DEPLOYMENT,
              isZero(now.text("DeploymentConfiguration.MinimumHealthyPercent")),
              now,
              "new deployment of the " + Names.ofService(now.logicalId()),
              fact,
              because);
      case "instances" ->
          add(
              Kind.INSTANCES,
              isZero(now.attribute(FEWEST).map(Text::of)),
              now,
              "rolls instances",
              fact,
              because);
      case "outage" -> {
        String whose = Names.isReplica(now) ? "read replicas" : "database";
        effects.add(
            Effect.of(
                    Kind.OUTAGE,
                    Verdict.OUTAGE,
                    now.type(),
                    "outage of the database",
                    "outage of the " + whose,
                    because,
                    fact.source())
                .lasting(minutes(fact)));
      }
      case "later" ->
          effects.add(
              Effect.of(
                  Kind.LATER,
                  Verdict.SAFE,
                  now.type(),
                  "only for tasks that start later",
                  "only for tasks that start later: a new deployment that is forced replaces the"
                      + " others",
                  because,
                  fact.source()));
      case "is", "maybe" -> {
        String verdict = fact.part(0).split(" ", 3)[1];
        effects.add(
            Effect.of(
                Kind.BESIDE,
                Verdict.of(verdict).orElseThrow(),
                now.type(),
                "",
                (fact.word().equals("maybe") ? "perhaps " : "") + fact.part(1),
                because,
                fact.source()));
      }
      case "unknown" -> effects.add(unknown(now, fact.part(1), because, fact.source()));
      default -> {
        if (!fact.value().equals("in place")) {
          throw new IllegalStateException("knowledge.tsv has an update " + fact.value());
        }
      }
    }
  }

  private void add(
      Kind kind, boolean atOnce, Resource now, String brief, Fact fact, String because) {
    String words = atOnce ? brief + ", which may stop all of them at once" : brief;
    Verdict verdict = atOnce ? Verdict.OUTAGE : Verdict.DEPLOYMENT;
    effects.add(
        Effect.of(kind, verdict, now.type(), brief, words, because, fact.source())
            .lasting(minutes(fact)));
  }

  private static boolean isZero(Optional<String> least) {
    return least.filter("0"::equals).isPresent();
  }

  private static Minutes minutes(Fact fact) {
    return Minutes.of(fact.value().split(" ", 2)[1]);
  }
}
