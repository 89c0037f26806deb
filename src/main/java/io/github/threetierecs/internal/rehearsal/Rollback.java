package io.github.threetierecs.internal.rehearsal;

import java.util.List;

/**
 * What a deployment ends in that fails at a step.
 *
 * @param failed the step that fails
 * @param stuck why CloudFormation cannot roll back either, with the resource that it stops at; none
 *     if it can
 * @param remains what is left of the change afterwards, as a reader calls it; nothing if all is as
 *     before
 * @param state what AWS has then
 */
record Rollback(Step failed, List<Stuck> stuck, List<String> remains, DeployedState state) {

  /**
   * Where a rollback ends in {@code UPDATE_ROLLBACK_FAILED}.
   *
   * @param id the resource
   * @param why what AWS refuses
   * @param source where it is said
   */
  record Stuck(String id, String why, String source) {}

  /** Copies the lists, so that it never changes. */
  Rollback {
    stuck = List.copyOf(stuck);
    remains = List.copyOf(remains);
  }

  boolean isComplete() {
    return stuck.isEmpty();
  }
}
