package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.changes.Comparison;
import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A rehearsal held against what took place: which resources were touched and how, in which order,
 * how long each took, and how it ended.
 */
public final class EventComparison {

  /** What CloudFormation writes events of, and a comparison of templates leaves out. */
  private static final Set<String> BESIDE =
      Ordered.set("AWS::CloudFormation::Stack", "AWS::CDK::Metadata");

  /** Which effects last as long as the update of the resource that they come from. */
  private static final Set<Kind> TIMED = Ordered.set(Kind.DEPLOYMENT, Kind.INSTANCES, Kind.OUTAGE);

  private static final String SAID = ", where the rehearsal has ";

  private final Differences differences;
  private final List<Play.Played> played;
  private final List<Effect> effects;
  private final Set<String> unseen = new TreeSet<>();
  private final List<String> lines = new ArrayList<>();

  private EventComparison(Deployment before, Deployment after) {
    Deployment there = before.ofStacksIn(after);
    differences = new Differences(there.template(), after.template());
    played = Play.of(differences);
    effects = Rehearsed.of(before, after).effects();
    Comparison.between(differences.before(), differences.after()).stream()
        .filter(it -> it.kind() == ChangeKind.UNSEEN)
        .map(ResourceChange::id)
        .forEach(unseen::add);
  }

  /**
   * Compares the last deployment of each stack with its rehearsal.
   *
   * @param before what was deployed
   * @param after what was to be
   * @param events the files with the events
   * @return a line for each difference; empty if it went as rehearsed
   * @throws IllegalArgumentException if a file has no such events, or if they are of something else
   */
  public static List<String> of(Deployment before, Deployment after, List<Path> events) {
    List<ActualDeployment> actual = ActualDeployments.of(EventFile.read(events), after);
    EventComparison comparison = new EventComparison(before, after);
    comparison.compare(actual, after);
    return comparison.lines;
  }

  private void compare(List<ActualDeployment> actual, Deployment after) {
    after.stacks().keySet().forEach(it -> compareStacks(it, actual));
    Map<String, Deed> changes = new LinkedHashMap<>();
    Map<String, Deed> cleanUp = new LinkedHashMap<>();
    for (ActualDeployment it : actual) {
      compareEnd(it);
      compareChanges(it);
      compareCleanUp(it);
      changes.putAll(it.changes());
      cleanUp.putAll(it.cleanUp());
    }
    compareOrder(changes);
    compareOrderOfCleanUp(cleanUp);
    compareMinutes(changes);
  }

  private void compareStacks(String stack, List<ActualDeployment> actual) {
    long steps = played.stream().filter(it -> it.step().id().startsWith(stack + "/")).count();
    if (steps > 0 && actual.stream().noneMatch(it -> it.before().equals(stack + "/"))) {
      lines.add(stack + " has no events" + SAID + steps + " steps");
    }
  }

  /** How it ended, and what CloudFormation says of a failure beside what was said of it. */
  private void compareEnd(ActualDeployment actual) {
    List<Effect> foreseen = effects.stream().filter(it -> it.verdict() == Verdict.FAILS).toList();
    if (actual.isComplete()) {
      foreseen.stream()
          .filter(it -> isOf(actual, it))
          .forEach(it -> lines.add(name(actual) + "went through" + SAID + "\"" + it.line() + "\""));
      return;
    }
    for (StackEvent failure : actual.failures()) {
      if (!failure.isOfNested()) {
        String id = actual.id(failure);
        List<Effect> said =
            effects.stream().filter(it -> Rehearsed.idsIn(it).contains(id)).toList();
        if (said.stream().noneMatch(it -> it.verdict() == Verdict.FAILS)) {
          lines.add(failed(id, failure) + SAID + words(said));
        }
        compareRollback(actual, id);
      }
    }
    if (actual.failures().isEmpty() && foreseen.isEmpty()) {
      lines.add(name(actual) + "ended in " + actual.status() + SAID + "no failure");
    }
  }

  private void compareRollback(ActualDeployment actual, String failed) {
    Set<String> foreseen =
        new Rollbacks(differences, false)
            .of(played).stream()
                .filter(it -> it.failed().id().equals(failed))
                .flatMap(it -> it.stuck().stream())
                .map(Rollback.Stuck::id)
                .collect(Collectors.toCollection(TreeSet::new));
    if (!actual.isStuck()) {
      foreseen.forEach(
          it ->
              lines.add(
                  name(actual) + "was rolled back" + SAID + "UPDATE_ROLLBACK_FAILED at " + it));
      return;
    }
    actual.failuresOfRollback().stream()
        .filter(it -> !it.isOfNested() && !foreseen.contains(actual.id(it)))
        .forEach(
            it ->
                lines.add(
                    failed(actual.id(it), it)
                        + " in the rollback"
                        + SAID
                        + (foreseen.isEmpty()
                            ? "UPDATE_ROLLBACK_COMPLETE"
                            : "UPDATE_ROLLBACK_FAILED at " + String.join(", ", foreseen))));
  }

  private void compareChanges(ActualDeployment actual) {
    Map<String, Step.Action> steps = new LinkedHashMap<>();
    played.stream()
        .map(Play.Played::step)
        .filter(it -> it.action() != Step.Action.DELETE && isOf(actual, it.id()))
        .forEach(it -> steps.put(it.id(), it.action()));
    Map<String, Deed> deeds = actual.changes();
    deeds.forEach(
        (id, deed) -> {
          Step.Action said = steps.get(id);
          if (said == null ? !isBeside(deed) : !isAsSaid(said, deed)) {
            lines.add(
                id
                    + " ("
                    + deed.type()
                    + ") was "
                    + done(deed.action())
                    + SAID
                    + (said == null ? "nothing of it" : said));
          }
        });
    if (actual.isComplete()) {
      steps.forEach(
          (id, action) -> {
            if (!deeds.containsKey(id)) {
              lines.add(id + " was not touched" + SAID + action);
            }
          });
    }
  }

  private boolean isBeside(Deed deed) {
    return BESIDE.contains(deed.type()) || unseen.contains(deed.id());
  }

  /** Of what may be replaced, either is said. */
  private boolean isAsSaid(Step.Action said, Deed deed) {
    return said == deed.action()
        || (deed.action() == Step.Action.UPDATE
            && differences
                .of(deed.id())
                .filter(it -> it.kind() == ChangeKind.MAY_BE_REPLACED)
                .isPresent());
  }

  private void compareCleanUp(ActualDeployment actual) {
    Map<String, Deed> deeds = actual.cleanUp();
    Map<String, Deed> changes = actual.changes();
    deeds.forEach(
        (id, deed) -> {
          if (deed.status().equals("DELETE_FAILED")) {
            lines.add(
                id
                    + " could not be deleted, and stays beside the stack: \""
                    + deed.reason()
                    + "\""
                    + SAID
                    + "DELETE");
          } else if (!differences.isLost(id) && !changes.containsKey(id)) {
            lines.add(id + " (" + deed.type() + ") was deleted" + SAID + "nothing of it");
          }
        });
    if (!actual.isComplete()) {
      return;
    }
    for (Resource old : differences.before().resources()) {
      String id = old.logicalId();
      if (isOf(actual, id) && isGone(id, changes)) {
        Optional<Deed> deed = Optional.ofNullable(deeds.get(id));
        if (deed.isEmpty()) {
          lines.add(id + " was not deleted" + SAID + "DELETE");
        } else if (isKept(old) != deed.get().status().equals("DELETE_SKIPPED")) {
          lines.add(
              id
                  + " ended in "
                  + deed.get().status()
                  + SAID
                  + (isKept(old) ? "that it is kept" : "DELETE"));
        }
      }
    }
  }

  private boolean isGone(String id, Map<String, Deed> changes) {
    return differences.isRemade(id)
        ? Optional.ofNullable(changes.get(id))
            .filter(it -> it.action() == Step.Action.REPLACE)
            .isPresent()
        : differences.isLost(id);
  }

  private boolean isKept(Resource old) {
    return Losses.policy(differences, old).startsWith("Retain");
  }

  /** What one refers to has to be ready before it begins, also by way of what is not touched. */
  private void compareOrder(Map<String, Deed> deeds) {
    Dependencies dependencies = new Dependencies(differences.after(), deeds.keySet());
    deeds.forEach(
        (id, deed) ->
            dependencies.of(id).stream()
                .map(deeds::get)
                .filter(it -> it.ready().filter(ready -> deed.began().isBefore(ready)).isPresent())
                .forEach(
                    it ->
                        lines.add(
                            id
                                + " began before "
                                + it.id()
                                + " was done"
                                + SAID
                                + "it after that, since it depends on it")));
  }

  private void compareOrderOfCleanUp(Map<String, Deed> deeds) {
    Dependencies dependencies = new Dependencies(differences.before(), deeds.keySet());
    deeds.forEach(
        (id, deed) ->
            dependencies.of(id).stream()
                .map(deeds::get)
                .filter(it -> deed.done().filter(done -> it.began().isBefore(done)).isPresent())
                .forEach(
                    it ->
                        lines.add(
                            it.id()
                                + " began to be deleted before "
                                + id
                                + " was gone"
                                + SAID
                                + "it after that, since "
                                + id
                                + " depends on it")));
  }

  private void compareMinutes(Map<String, Deed> deeds) {
    for (Effect effect : effects) {
      if (!TIMED.contains(effect.kind()) || effect.lasts().isEmpty()) {
        continue;
      }
      Minutes said = effect.lasts().get();
      for (String id : Rehearsed.idsIn(effect)) {
        Optional.ofNullable(deeds.get(id))
            .flatMap(Deed::lasted)
            .filter(it -> !said.contains(it))
            .ifPresent(
                it ->
                    lines.add(
                        id
                            + " took "
                            + words(it)
                            + SAID
                            + said.words()
                            + (effect.kind() == Kind.OUTAGE
                                ? " of an outage; how much of it was one, no event tells"
                                : "")));
      }
    }
  }

  private static String words(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 120 ? seconds + " seconds" : seconds / 60 + " minutes";
  }

  private static String words(List<Effect> said) {
    return said.isEmpty()
        ? "nothing of it"
        : said.stream().map(it -> "\"" + it.line() + "\"").collect(Collectors.joining(" and "));
  }

  private static String failed(String id, StackEvent failure) {
    return id + " failed (" + failure.status() + "): \"" + failure.reason() + "\"";
  }

  private static String done(Step.Action action) {
    return switch (action) {
      case CREATE -> "created";
      case UPDATE -> "updated in place";
      case REPLACE -> "replaced";
      case DELETE -> "deleted before the clean-up";
    };
  }

  /** Nothing of a template by itself, whose stack may have any name. */
  private static String name(ActualDeployment actual) {
    return actual.before().isEmpty()
        ? "the stack "
        : actual.before().substring(0, actual.before().length() - 1) + " ";
  }

  private static boolean isOf(ActualDeployment actual, Effect effect) {
    List<String> ids = Rehearsed.idsIn(effect);
    return ids.isEmpty() || ids.stream().anyMatch(it -> isOf(actual, it));
  }

  /** Whether a resource is of this stack, and of none that is nested in it. */
  private static boolean isOf(ActualDeployment actual, String id) {
    return id.startsWith(actual.before()) && id.indexOf('/', actual.before().length()) < 0;
  }
}
