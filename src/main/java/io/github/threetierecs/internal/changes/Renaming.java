package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which resources only have another logical id: those of the same type and the same properties but
 * for their tags, in which the CDK writes names, and for the ids of others that were renamed.
 */
final class Renaming {

  private Renaming() {}

  /** The new id by the old one. */
  static Map<String, String> between(StackTemplate before, StackTemplate after) {
    List<Resource> gone = new ArrayList<>(without(before, after));
    List<Resource> come = new ArrayList<>(without(after, before));
    Map<String, String> renamed = new TreeMap<>();
    boolean isMore = true;
    while (isMore) {
      isMore = false;
      for (Resource old : List.copyOf(gone)) {
        String was = textOf(old, renamed);
        for (Resource now : List.copyOf(come)) {
          if (!renamed.containsKey(old.logicalId())
              && now.type().equals(old.type())
              && textOf(now, Map.of()).equals(was)) {
            renamed.put(old.logicalId(), now.logicalId());
            gone.remove(old);
            come.remove(now);
            isMore = true;
          }
        }
      }
    }
    return renamed;
  }

  private static List<Resource> without(StackTemplate one, StackTemplate other) {
    return one.resources().stream().filter(it -> other.find(it.logicalId()).isEmpty()).toList();
  }

  private static String textOf(Resource resource, Map<String, String> renamed) {
    Map<String, Object> properties = new LinkedHashMap<>(resource.properties());
    properties.remove("Tags");
    String text = Text.of(properties);
    for (Map.Entry<String, String> it : renamed.entrySet()) {
      text =
          text.replace("${" + it.getKey() + "}", "${" + it.getValue() + "}")
              .replace("${" + it.getKey() + ".", "${" + it.getValue() + ".");
    }
    return text;
  }
}
