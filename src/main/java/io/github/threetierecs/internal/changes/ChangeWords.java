package io.github.threetierecs.internal.changes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is different in a resource, in words. */
public final class ChangeWords {
  private static final int MOST_PROPERTIES = 4;

  private ChangeWords() {}

  /**
   * What is different.
   *
   * @param change what happens to the resource
   * @param code how names and values are written
   * @return a piece of a sentence for each, what AWS replaces it for first
   */
  public static List<String> of(ResourceChange change, UnaryOperator<String> code) {
    List<String> words = new ArrayList<>();
    change
        .renamed()
        .ifPresent(
            other ->
                words.add(
                    change.kind() == ChangeKind.REMOVED
                        ? "renamed to "
                            + code.apply(other)
                            + ": AWS makes a new one and deletes the old one"
                        : "renamed from " + code.apply(other)));
    List<List<PropertyChange>> alike = alike(change.properties());
    alike.stream().limit(MOST_PROPERTIES).map(it -> words(it, code)).forEach(words::add);
    if (alike.size() > MOST_PROPERTIES) {
      words.add(alike.size() - MOST_PROPERTIES + " more");
    }
    return words;
  }

  /** Together what only refers to the same replaced resource. */
  private static List<List<PropertyChange>> alike(List<PropertyChange> properties) {
    Map<String, List<PropertyChange>> alike = new LinkedHashMap<>();
    for (PropertyChange it : properties) {
      String key = it.because().map(id -> it.update() + " " + id).orElse("path " + it.path());
      alike.computeIfAbsent(key, any -> new ArrayList<>()).add(it);
    }
    return List.copyOf(alike.values());
  }

  private static String words(List<PropertyChange> alike, UnaryOperator<String> code) {
    PropertyChange change = alike.get(0);
    String others = alike.size() == 1 ? "" : " and " + (alike.size() - 1) + " more";
    String name = code.apply(change.path()) + others + ": ";
    String update = change.update().words().isEmpty() ? "" : " (" + change.update().words() + ")";
    if (change.path().equals("Type")) {
      update = " (CloudFormation refuses another type for the same logical id)";
    }
    return name + values(change, code) + update;
  }

  private static String values(PropertyChange change, UnaryOperator<String> code) {
    if (change.because().isPresent()) {
      return "by reference to "
          + code.apply(change.because().get())
          + ", which is replaced, or may be";
    }
    String before = change.before().map(code).orElse("");
    String after = change.after().map(code).orElse("");
    if (before.isEmpty()) {
      return "set to " + after;
    }
    return after.isEmpty() ? before + " is left out" : before + " → " + after;
  }
}
