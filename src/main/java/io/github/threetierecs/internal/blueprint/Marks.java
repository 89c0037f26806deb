package io.github.threetierecs.internal.blueprint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is different, in a picture of what changes: each mark has a sign and words, beside its
 * color.
 *
 * @param shown whether the picture is one of what changes; no other has marks
 * @param byPart the marks by the ids of their parts
 */
public record Marks(boolean shown, SortedMap<String, Mark> byPart) {

  /** Of a picture of what there is. */
  static final Marks NONE = new Marks(false, new TreeMap<>());

  /** Copies the map, so that it never changes. */
  public Marks {
    byPart = Collections.unmodifiableSortedMap(new TreeMap<>(byPart));
  }

  /**
   * The marks of a picture of what changes.
   *
   * @param byPart the marks by the ids of their parts; none if nothing changes
   * @return the marks
   */
  public static Marks of(Map<String, Mark> byPart) {
    return new Marks(true, new TreeMap<>(byPart));
  }

  /** The mark of a node: that of its part, or the worst one of several parts, with their number. */
  Optional<Mark> of(List<String> parts) {
    List<Mark> marks = new ArrayList<>();
    for (String part : parts) {
      if (byPart.containsKey(part)) {
        marks.add(byPart.get(part));
      }
    }
    if (parts.size() < 2) {
      return marks.stream().findFirst();
    }
    Optional<Mark> worst = marks.stream().min(Comparator.comparing(Mark::kind));
    return worst.map(
        it ->
            new Mark(
                it.kind(),
                marks.size() == parts.size() && marks.stream().allMatch(Mark::gone),
                marks.size() + " of " + parts.size() + " " + together(it, marks),
                marks.stream().map(Mark::whole).collect(Collectors.joining("\n"))));
  }

  private static String together(Mark worst, List<Mark> marks) {
    boolean alike = marks.stream().map(Mark::kind).distinct().count() == 1;
    if (worst.kind() == Mark.Kind.CHANGED) {
      return "changed";
    }
    return alike ? worst.words() : "changed, also " + worst.words();
  }

  /** The lines of a node with its mark in front of what is below its name. */
  List<String> lines(List<String> parts, List<String> lines) {
    return of(parts)
        .map(
            it -> {
              List<String> marked = new ArrayList<>(lines);
              if (lines.size() > 1) {
                marked.set(1, it.text() + " · " + lines.get(1));
              } else {
                marked.add(it.text());
              }
              return marked;
            })
        .orElse(lines);
  }

  /** The title of a picture. */
  String title(String of) {
    return shown ? "What changes: " + Names.lowered(of) : of;
  }

  /** What happens to whom, for those who cannot see the picture. */
  String description(String of) {
    return shown
        ? (byPart.isEmpty()
            ? "Nothing changes."
            : byPart.size() + (byPart.size() == 1 ? " part changes." : " parts change."))
        : of;
  }

  /** What the marks of these parts mean, and how many are not among them. */
  List<String> notes(Collection<String> drawn) {
    if (!shown) {
      return List.of();
    }
    if (byPart.isEmpty()) {
      return List.of("Nothing changes.");
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        "Changes: "
            + byPart.values().stream()
                .map(Mark::kind)
                .distinct()
                .sorted()
                .map(Mark.Kind::legend)
                .collect(Collectors.joining(", "))
            + ".");
    long missing = byPart.keySet().stream().filter(it -> !drawn.contains(it)).count();
    if (missing > 0) {
      notes.add(
          missing
              + (missing == 1 ? " part that changes is" : " parts that change are")
              + " not in this picture, but in that of everything.");
    }
    return notes;
  }
}
