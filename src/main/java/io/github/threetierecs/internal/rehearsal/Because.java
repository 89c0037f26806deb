package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.changes.PropertyChange;
import io.github.threetierecs.internal.changes.ResourceChange;
import java.util.List;
import java.util.stream.Collectors;

/** What an effect comes from, in a few words. */
final class Because {
  private static final int MOST_PROPERTIES = 3;

  private Because() {}

  static String of(ResourceChange change) {
    if (change.kind() == ChangeKind.REMOVED) {
      return change.id() + " is removed";
    }
    return of(
        change.id(),
        change.properties().stream()
            .filter(it -> change.kind() == ChangeKind.CHANGED || !it.update().words().isEmpty())
            .toList());
  }

  static String of(String id, List<PropertyChange> properties) {
    List<String> paths = properties.stream().map(Because::words).distinct().toList();
    String more =
        paths.size() > MOST_PROPERTIES ? " and " + (paths.size() - MOST_PROPERTIES) + " more" : "";
    return id
        + (paths.isEmpty()
            ? ""
            : ": " + paths.stream().limit(MOST_PROPERTIES).collect(Collectors.joining(", ")))
        + more;
  }

  private static String words(PropertyChange change) {
    if (change.because().isPresent()) {
      return change.path() + " by reference to " + change.because().get();
    }
    String from = change.before().orElse("nothing");
    return change.path() + " " + from + " → " + change.after().orElse("left out");
  }
}
