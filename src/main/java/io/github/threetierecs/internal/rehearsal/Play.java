package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A deployment, step by step, with what AWS has after each. What is replaced is created first and
 * used by what refers to it, and the old one is deleted at the end. Each stack of an assembly is
 * deployed by itself, to its end, and then the next one.
 */
final class Play {

  /** A step, and what AWS has after it. */
  record Played(Step step, DeployedState state) {}

  private final Differences differences;
  private final List<Played> played = new ArrayList<>();
  private DeployedState state;

  private Play(Differences differences, DeployedState state) {
    this.differences = differences;
    this.state = state;
  }

  /** The stack of an assembly that a resource is deployed with; empty for that of a file. */
  static String stackOf(String id) {
    return id.substring(0, Math.max(0, id.indexOf('/')));
  }

  static List<Played> of(Differences differences) {
    return of(differences, DeployedState.of(differences.before()));
  }

  /** Over what AWS has, which may be more than the old template says. */
  static List<Played> of(Differences differences, DeployedState state) {
    Play play = new Play(differences, state);
    for (String stack : stacks(differences)) {
      play.change(stack);
      play.cleanUp(stack);
    }
    return play.played;
  }

  /** The stacks, each behind those that it refers to: they are deployed one after the other. */
  private static Set<String> stacks(Differences differences) {
    StackTemplate after = differences.after();
    Map<String, Set<String>> needed = new TreeMap<>();
    Stream.of(after, differences.before())
        .flatMap(it -> it.resources().stream())
        .forEach(
            it -> {
              Set<String> others =
                  needed.computeIfAbsent(stackOf(it.logicalId()), any -> new TreeSet<>());
              if (after.find(it.logicalId()).filter(it::equals).isPresent()) {
                it.references().stream()
                    .filter(id -> after.find(id).isPresent())
                    .forEach(id -> others.add(stackOf(id)));
              }
            });
    Set<String> ordered = new LinkedHashSet<>();
    Set<String> entered = new LinkedHashSet<>();
    needed.keySet().forEach(it -> add(it, needed, entered, ordered));
    return ordered;
  }

  private static void add(
      String stack, Map<String, Set<String>> needed, Set<String> entered, Set<String> ordered) {
    if (entered.add(stack)) {
      needed.getOrDefault(stack, Set.of()).forEach(it -> add(it, needed, entered, ordered));
      ordered.add(stack);
    }
  }

  private void change(String stack) {
    StackTemplate after = differences.after();
    for (String id : Order.of(after)) {
      if (!stackOf(id).equals(stack)) {
        continue;
      }
      Resource now = after.resource(id);
      Optional<ChangeKind> kind = differences.of(id).map(it -> it.kind());
      if (kind.isEmpty()) {
        continue;
      }
      switch (kind.get()) {
        case ADDED -> add(now, Step.Action.CREATE, state.with(now));
        case CHANGED -> add(now, Step.Action.UPDATE, state.updated(now));
        case REPLACED, MAY_BE_REPLACED ->
            add(now, Step.Action.REPLACE, state.renamed(id, id + DeployedState.OLD).with(now));
        default -> throw new IllegalStateException(id + " is there, and " + kind.get());
      }
    }
  }

  /** What nothing refers to any more, first. */
  private void cleanUp(String stack) {
    List<String> ids = Order.of(differences.before());
    Collections.reverse(ids);
    for (String id : ids) {
      if (stackOf(id).equals(stack) && differences.isLost(id)) {
        boolean isRemade = differences.isRemade(id);
        String there = isRemade ? id + DeployedState.OLD : id;
        state = state.without(there);
        played.add(
            new Played(
                new Step(there, differences.before().resource(id).type(), Step.Action.DELETE),
                state));
      }
    }
  }

  private void add(Resource now, Step.Action action, DeployedState next) {
    state = next;
    played.add(new Played(new Step(now.logicalId(), now.type(), action), state));
  }
}
