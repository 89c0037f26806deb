package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.deletion.DeletePolicy;
import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What holds something that nobody can make again: {@code stateful.tsv}. */
public final class StatefulTypes {

  private record Row(String holds, List<String> notIf) {}

  private static final Map<String, Row> BY_TYPE = read();

  private StatefulTypes() {}

  /** {@return the types, in order} */
  public static List<String> all() {
    return List.copyOf(BY_TYPE.keySet());
  }

  /**
   * What a resource holds.
   *
   * @param resource the resource
   * @return what nobody can make again, such as {@code databases}; nothing if it holds none
   */
  public static Optional<String> heldBy(Resource resource) {
    return rowOf(resource).map(Row::holds);
  }

  private static Optional<Row> rowOf(Resource resource) {
    return Optional.ofNullable(BY_TYPE.get(resource.type()))
        .filter(it -> it.notIf.stream().noneMatch(resource::has));
  }

  /** What becomes of a resource that the template has no more. */
  static String fateOfRemoved(Resource old) {
    return fate(old, DeletePolicy.of(old));
  }

  /** What becomes of the old resource when a new one takes its place. */
  static String fateOfReplaced(Resource old, Resource now) {
    return fate(old, now.attribute("UpdateReplacePolicy").map(Text::of).orElse(""));
  }

  private static String fate(Resource old, String policy) {
    return switch (policy) {
      case "Retain", "RetainExceptOnCreate" -> "kept";
      case "Snapshot" ->
          DeletePolicy.isProtected(old) ? "kept, since protected" : "kept as a snapshot";
      default -> DeletePolicy.isProtected(old) ? "kept, since protected" : "deleted";
    };
  }

  private static Map<String, Row> read() {
    Map<String, Row> byType = new TreeMap<>();
    for (List<String> cells : OwnFiles.table(StatefulTypes.class, "stateful.tsv")) {
      byType.put(cells.get(0), new Row(cells.get(1), List.of(cells.get(2).split(" ", -1))));
    }
    return Collections.unmodifiableMap(byType);
  }
}
