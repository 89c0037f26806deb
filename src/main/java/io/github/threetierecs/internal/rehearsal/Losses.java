package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.changes.StatefulTypes;
import io.github.threetierecs.internal.changes.Update;
import io.github.threetierecs.internal.deletion.DeletePolicy;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is replaced or removed: what holds something, and what else is noticed. */
final class Losses {
  private final Differences differences;
  private final OldCallers oldCallers;

  Losses(Differences differences, List<Play.Played> played) {
    this.differences = differences;
    this.oldCallers = new OldCallers(differences, played);
  }

  List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    for (ResourceChange it : differences.all().values()) {
      differences.before().find(it.id()).ifPresent(old -> add(old, it, effects));
    }
    return effects;
  }

  private void add(Resource old, ResourceChange change, List<Effect> effects) {
    if (Names.held(old).isPresent()) {
      addHeld(old, Names.held(old).get(), change, effects);
    } else if (change.kind().isRemade()) {
      if (Knowledge.ofType(old.type(), Trait.UNNOTICED).isEmpty()) {
        effects.add(noticed(old, change, "replaces "));
      }
    } else if (change.kind() == ChangeKind.REMOVED && !isOfCdk(old)) {
      addRemoved(old, change, effects);
    }
  }

  private void addRemoved(Resource old, ResourceChange change, List<Effect> effects) {
    boolean isAnother = isAnother(old.type());
    Optional<Fact> removed = Knowledge.ofType(old.type(), Trait.REMOVED).filter(it -> !isAnother);
    if (removed.isPresent()) {
      boolean isNoticed = Knowledge.ofType(old.type(), Trait.NOTICED).isPresent();
      effects.add(
          Effect.of(
              isNoticed ? Kind.REMADE : Kind.BESIDE,
              Verdict.of(removed.get().word()).orElseThrow(),
              old.type(),
              isNoticed ? "removes " + Names.of(old) : "",
              "removes " + Names.of(old) + ": " + removed.get().part(1),
              Because.of(change),
              removed.get().source()));
    } else if (Knowledge.ofType(old.type(), Trait.NOTICED).isPresent()) {
      effects.add(noticed(old, change, isAnother ? "replaces " : "removes "));
    } else if (!Knowledge.knows(old.type())) {
      effects.add(
          Effect.of(
              Kind.BESIDE,
              Verdict.NOT_KNOWN,
              old.type(),
              "",
              "removes `" + old.type() + "`, and who used it is not known",
              Because.of(change),
              "knowledge.tsv has nothing of this type"));
    }
  }

  /** What the CDK adds and takes away by itself. */
  private static boolean isOfCdk(Resource old) {
    String id = old.logicalId().substring(old.logicalId().indexOf('/') + 1);
    return old.type().startsWith("Custom::")
        || old.type().equals("AWS::CDK::Metadata")
        || (old.type().equals("AWS::Lambda::Function") && id.startsWith("Custom"));
  }

  private void addHeld(Resource old, String name, ResourceChange change, List<Effect> effects) {
    if (change.kind().isRemade()) {
      String fate = fate(old, policy(differences, old));
      effects.add(
          loss(
              old,
              "**replaces " + name + "**, the old " + fate,
              "replaces " + name + " by an empty one (the old: " + fate + ")",
              change));
    } else if (change.kind() == ChangeKind.REMOVED) {
      String fate = fate(old, policy(differences, old));
      effects.add(
          loss(
              old, "removes " + name + ", " + fate, "removes " + name + " (" + fate + ")", change));
    } else if (change.properties().stream().anyMatch(it -> it.update() == Update.REGENERATED)) {
      effects.add(
          loss(
              old,
              "**new password** in " + name,
              "generates another value in " + name + ", and what it opens still has the old one",
              change));
    }
  }

  private static Effect loss(Resource old, String brief, String words, ResourceChange change) {
    return Effect.of(
        Kind.LOSS,
        verdict(old, change),
        old.type(),
        brief,
        words,
        Because.of(change),
        "replacement.tsv and stateful.tsv");
  }

  /** A network and copies hold nothing that would be lost. */
  private static Verdict verdict(Resource old, ResourceChange change) {
    if (StatefulTypes.heldBy(old).isPresent()) {
      return Verdict.DATA;
    }
    return change.kind() == ChangeKind.REMOVED ? Verdict.DEGRADED : Verdict.OUTAGE;
  }

  private Effect noticed(Resource old, ResourceChange change, String verb) {
    String name = Names.of(old);
    List<String> moved = oldCallers.movedFrom(old);
    if (!moved.isEmpty()) {
      return Effect.of(
          Kind.REMADE,
          Verdict.DEPLOYMENT,
          old.type(),
          verb + name,
          verb
              + name
              + ": the new tasks of the "
              + String.join(" and ", moved)
              + " call another port before the old one is closed",
          Because.of(change),
          OldCallers.SOURCE);
    }
    return Knowledge.ofType(old.type(), Trait.GONE)
        .map(
            gone ->
                Effect.of(
                    Kind.REMADE,
                    Verdict.of(gone.word()).orElseThrow(),
                    old.type(),
                    verb + name,
                    verb + name + ", " + gone.part(1),
                    Because.of(change),
                    gone.source()))
        .orElseGet(
            () ->
                Effect.of(
                    Kind.REMADE,
                    Verdict.NOT_KNOWN,
                    old.type(),
                    verb + name,
                    verb + name + ", and who notices is not known",
                    Because.of(change),
                    "replacement.tsv"));
  }

  /** Whether there is another of a type, so that one with another id takes its place. */
  private boolean isAnother(String type) {
    return differences.after().resourcesOfType(type).stream()
        .anyMatch(
            it ->
                differences.isRemade(it.logicalId())
                    || differences.before().find(it.logicalId()).isEmpty());
  }

  /** What CloudFormation does with what is replaced or removed. */
  static String policy(Differences differences, Resource old) {
    return differences
        .after()
        .find(old.logicalId())
        .map(now -> policyOf(now, "UpdateReplacePolicy"))
        .orElseGet(() -> policyOf(old, "DeletionPolicy"));
  }

  private static String policyOf(Resource resource, String name) {
    return resource.attribute(name).map(Text::of).orElse("Delete");
  }

  private static String fate(Resource old, String policy) {
    if (DeletePolicy.isProtected(old)) {
      return "kept, since protected";
    }
    return switch (policy) {
      case "Retain", "RetainExceptOnCreate" -> "kept";
      case "Snapshot" -> "kept as a snapshot";
      default -> "deleted";
    };
  }
}
