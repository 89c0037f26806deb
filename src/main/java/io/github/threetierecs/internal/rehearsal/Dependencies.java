package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.Set;
import java.util.TreeSet;

/** What CloudFormation waits for. */
final class Dependencies {
  private final StackTemplate template;
  private final Set<String> touched;

  /**
   * Dependencies among what is touched.
   *
   * @param template whose references count
   * @param touched the ids of what a deployment touches
   */
  Dependencies(StackTemplate template, Set<String> touched) {
    this.template = template;
    this.touched = touched;
  }

  /** Which of them a resource waits for itself, also by way of what is not touched. */
  Set<String> of(String id) {
    Set<String> found = new TreeSet<>();
    collect(id, false, new TreeSet<>(), found);
    found.remove(id);
    return found;
  }

  /** Whether one waits for another, also by way of a third. */
  boolean waits(String id, String other) {
    Set<String> found = new TreeSet<>();
    collect(id, true, new TreeSet<>(), found);
    return found.contains(other);
  }

  private void collect(String id, boolean isOn, Set<String> seen, Set<String> found) {
    for (String next : template.find(id).map(Resource::references).orElse(Set.of())) {
      if (seen.add(next)) {
        boolean isTouched = touched.contains(next);
        if (isTouched) {
          found.add(next);
        }
        if (isOn || !isTouched) {
          collect(next, isOn, seen, found);
        }
      }
    }
  }
}
