package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.order.Ordered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A deployment of one stack that took place, by its events: first the changes, then either the
 * clean-up or a rollback.
 */
final class ActualDeployment {
  private static final Set<String> BEGINS =
      Ordered.set(
          "CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "IMPORT_IN_PROGRESS", "DELETE_IN_PROGRESS");

  private final List<StackEvent> events;
  private final String before;

  private ActualDeployment(String before, List<StackEvent> events) {
    this.before = before;
    this.events = events;
  }

  /**
   * The last deployment of a stack.
   *
   * @param before what the rehearsal has in front of the ids of this stack
   * @param events all events of the stack, the oldest first
   * @throws IllegalArgumentException if it is not over, is none, or if its beginning is missing
   */
  static ActualDeployment last(String before, List<StackEvent> events) {
    String stack = events.get(0).stackName();
    int begin = events.size() - 1;
    while (begin >= 0 && !isBegin(events.get(begin))) {
      begin--;
    }
    if (begin < 0) {
      throw new IllegalArgumentException(
          "The events of stack "
              + stack
              + " have no beginning of a deployment: they are one page of several. Fetch them all,"
              + " without --max-items and --no-paginate.");
    }
    String how = events.get(begin).status();
    if (how.startsWith("DELETE") || how.startsWith("IMPORT")) {
      throw new IllegalArgumentException(
          "What happened to stack "
              + stack
              + " last is "
              + how
              + ", which is no deployment. Fetch the events before it took place.");
    }
    ActualDeployment last =
        new ActualDeployment(before, List.copyOf(events.subList(begin, events.size())));
    if (last.status().endsWith("_IN_PROGRESS")) {
      throw new IllegalArgumentException(
          "The deployment of stack "
              + stack
              + " is not over, it is in "
              + last.status()
              + ". Fetch the events again when it is.");
    }
    return last;
  }

  /** The deployment of a nested stack that was a part of its parent's, if there was one. */
  static Optional<ActualDeployment> within(
      ActualDeployment parent, String before, List<StackEvent> events) {
    String token = parent.events.get(0).token();
    List<StackEvent> same =
        events.stream()
            .filter(it -> !it.at().isBefore(parent.began()))
            .filter(it -> it.token().equals(token))
            .toList();
    return same.stream().anyMatch(it -> isBegin(it) && !it.status().startsWith("DELETE"))
        ? Optional.of(last(before, same))
        : Optional.empty();
  }

  private static boolean isBegin(StackEvent event) {
    return event.isOfStack() && BEGINS.contains(event.status());
  }

  String before() {
    return before;
  }

  Instant began() {
    return events.get(0).at();
  }

  /** How the stack ended, such as {@code UPDATE_COMPLETE}. */
  String status() {
    return ofStack().get(ofStack().size() - 1).status();
  }

  /** Whether it went through. */
  boolean isComplete() {
    return status().equals("UPDATE_COMPLETE") || status().equals("CREATE_COMPLETE");
  }

  /** Whether its rollback failed, also if somebody led it out since. */
  boolean isStuck() {
    return ofStack().stream().anyMatch(it -> it.status().endsWith("ROLLBACK_FAILED"));
  }

  /** What was done to each resource before the clean-up or a rollback, by its id. */
  Map<String, Deed> changes() {
    return deeds(events.subList(0, turn()));
  }

  /** What was deleted once all else was done; nothing if it was rolled back. */
  Map<String, Deed> cleanUp() {
    return isComplete() ? deeds(events.subList(turn(), events.size())) : Map.of();
  }

  /** The stacks that are nested in it: what AWS calls each, by its id. */
  Map<String, String> nested() {
    Map<String, String> nested = new LinkedHashMap<>();
    events.stream()
        .filter(it -> it.isOfNested() && !it.physicalId().isEmpty())
        .forEach(it -> nested.put(id(it), it.physicalId()));
    return nested;
  }

  /** What failed by itself. */
  List<StackEvent> failures() {
    return failures(events.subList(0, turn()));
  }

  /** What failed by itself while it was rolled back. */
  List<StackEvent> failuresOfRollback() {
    return isComplete() ? List.of() : failures(events.subList(turn(), events.size()));
  }

  String id(StackEvent event) {
    return before + event.logicalId();
  }

  private static List<StackEvent> failures(List<StackEvent> events) {
    return events.stream()
        .filter(it -> !it.isOfStack() && it.isFailure() && !it.isCancelled())
        .toList();
  }

  /** Where the clean-up or the rollback begins, or the deployment ends. */
  private int turn() {
    for (int i = 0; i < events.size(); i++) {
      StackEvent it = events.get(i);
      if (it.isOfStack() && (it.status().contains("ROLLBACK") || it.status().contains("CLEANUP"))) {
        return i;
      }
    }
    return events.size();
  }

  private List<StackEvent> ofStack() {
    return events.stream().filter(StackEvent::isOfStack).toList();
  }

  private Map<String, Deed> deeds(List<StackEvent> some) {
    Map<String, List<StackEvent>> byId = new LinkedHashMap<>();
    some.stream()
        .filter(it -> !it.isOfStack())
        .forEach(it -> byId.computeIfAbsent(id(it), any -> new ArrayList<>()).add(it));
    Map<String, Deed> deeds = new LinkedHashMap<>();
    byId.forEach((id, all) -> deeds.put(id, Deed.of(id, all)));
    return deeds;
  }
}
