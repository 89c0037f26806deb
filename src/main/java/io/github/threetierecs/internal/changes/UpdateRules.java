package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.files.OwnFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What AWS can change in place and what it replaces, by type: {@code replacement.tsv}. */
public final class UpdateRules {
  private static final String CUSTOM = "Custom::";
  private static final String ANY_CUSTOM = "Custom::*";
  private static final Map<String, List<UpdateRule>> BY_TYPE = read();

  private UpdateRules() {}

  /**
   * Whether it is known what AWS does to a type.
   *
   * @param type the type
   * @return whether the table has it
   */
  public static boolean knows(String type) {
    return BY_TYPE.containsKey(key(type));
  }

  /**
   * The properties of a type that AWS does not simply change in place.
   *
   * @param type the type
   * @return a rule a property, in order; none if all change in place, or if the type is not known
   */
  public static List<UpdateRule> of(String type) {
    return BY_TYPE.getOrDefault(key(type), List.of());
  }

  private static String key(String type) {
    return type.startsWith(CUSTOM) ? ANY_CUSTOM : type;
  }

  private static Map<String, List<UpdateRule>> read() {
    Map<String, List<UpdateRule>> byType = new TreeMap<>();
    for (List<String> cells : OwnFiles.table(UpdateRules.class, "replacement.tsv")) {
      byType
          .computeIfAbsent(cells.get(0), type -> new ArrayList<>())
          .add(
              new UpdateRule(
                  cells.get(0), cells.get(1), Update.of(cells.get(2)), cells.get(3), cells.get(4)));
    }
    return Collections.unmodifiableMap(byType);
  }
}
