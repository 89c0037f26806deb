package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.blueprint.Mark;
import io.github.threetierecs.internal.blueprint.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The marks of changed parts in pictures. What AWS does not see has none. */
public final class ChangeMarks {

  private ChangeMarks() {}

  /**
   * The marks of what changes.
   *
   * @param changes the changes
   * @return a mark for each part that is not the same for AWS
   */
  public static Marks of(Changes changes) {
    SortedMap<String, Mark> marks = new TreeMap<>();
    for (PartChange it : changes.parts()) {
      if (isSeen(it)) {
        marks.put(it.part().id(), mark(it));
      }
    }
    return Marks.of(marks);
  }

  private static Mark mark(PartChange change) {
    return new Mark(
        kindOf(change), change.kind() == ChangeKind.REMOVED, words(change), whole(change));
  }

  /**
   * The sign of what happens to a part.
   *
   * @param change what happens
   * @return the sign; empty if AWS sees nothing of it
   */
  public static String signOf(PartChange change) {
    return isSeen(change) ? kindOf(change).sign() : "";
  }

  private static boolean isSeen(PartChange change) {
    return change.isOfData() || change.kind() != ChangeKind.UNSEEN;
  }

  private static Mark.Kind kindOf(PartChange change) {
    if (change.isOfData()) {
      return Mark.Kind.DATA;
    }
    return switch (change.kind()) {
      case REPLACED -> Mark.Kind.REPLACED;
      case MAY_BE_REPLACED -> Mark.Kind.MAY_BE_REPLACED;
      case REMOVED -> Mark.Kind.REMOVED;
      case ADDED -> Mark.Kind.ADDED;
      case CHANGED, UNSEEN -> Mark.Kind.CHANGED;
    };
  }

  private static String words(PartChange change) {
    Optional<ResourceChange> own = change.own().filter(it -> it.kind() != ChangeKind.UNSEEN);
    String inside = change.countInside() == 0 ? "" : change.countInside() + " inside";
    if (own.isEmpty()) {
      return inside + " changed";
    }
    String words = own.get().kind().words();
    if (own.get().isOfData() && !own.get().fate().isEmpty()) {
      words += " (" + shortly(own.get()) + ")";
    }
    return inside.isEmpty() ? words : words + ", " + inside;
  }

  private static String shortly(ResourceChange change) {
    String fate = change.fate().endsWith("snapshot") ? "snapshot" : change.fate().split(",", 2)[0];
    return (change.kind() == ChangeKind.REMOVED ? "" : "old one ") + fate;
  }

  private static String whole(PartChange change) {
    List<String> lines = new ArrayList<>();
    for (ResourceChange it : change.all()) {
      lines.add(it.id() + " (" + it.type() + "): " + it.words());
      lines.addAll(ChangeWords.of(it, UnaryOperator.identity()));
    }
    return String.join("\n", lines);
  }
}
