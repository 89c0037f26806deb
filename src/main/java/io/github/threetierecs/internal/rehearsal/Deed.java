package io.github.threetierecs.internal.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was done to a resource, by its events in one phase of a deployment.
 *
 * @param id the resource, as the rehearsal calls it
 * @param type its type
 * @param action what CloudFormation did
 * @param began when it began
 * @param ready when what refers to it could begin; nothing if that never came
 * @param done when it was done; nothing if it failed
 * @param status how it ended
 * @param reason what CloudFormation says of a failure; empty if it did not fail
 */
record Deed(
    String id,
    String type,
    Step.Action action,
    Instant began,
    Optional<Instant> ready,
    Optional<Instant> done,
    String status,
    String reason) {

  /** Reads the events of one resource, the oldest first. */
  static Deed of(String id, List<StackEvent> events) {
    StackEvent first = events.get(0);
    StackEvent last = events.get(events.size() - 1);
    Optional<Instant> done =
        Optional.of(last)
            .filter(it -> it.status().endsWith("_COMPLETE") || it.status().endsWith("_SKIPPED"))
            .map(StackEvent::at);
    return new Deed(
        id,
        first.type(),
        action(first, events),
        first.at(),
        events.stream()
            .filter(StackEvent::isConfigured)
            .map(StackEvent::at)
            .findFirst()
            .or(() -> done),
        done,
        last.status(),
        last.isFailure() ? last.reason() : "");
  }

  /** CloudFormation says it of what it replaces, and a custom resource says it by another id. */
  private static Step.Action action(StackEvent first, List<StackEvent> events) {
    if (first.status().startsWith("CREATE")) {
      return Step.Action.CREATE;
    }
    if (first.status().startsWith("DELETE")) {
      return Step.Action.DELETE;
    }
    StackEvent last = events.get(events.size() - 1);
    boolean isReplaced =
        events.stream().anyMatch(StackEvent::isReplacement)
            || (last.status().equals("UPDATE_COMPLETE")
                && !last.physicalId().equals(first.physicalId()));
    return isReplaced ? Step.Action.REPLACE : Step.Action.UPDATE;
  }

  Optional<Duration> lasted() {
    return done.map(it -> Duration.between(began, it));
  }
}
