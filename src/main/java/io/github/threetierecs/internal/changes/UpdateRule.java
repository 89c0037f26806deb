package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;

/**
 * What AWS does to a resource when a property of it changes.
 *
 * @param type the type of the resource
 * @param property the property, with all that is below it; {@code -} for all that are not named
 * @param update what AWS does
 * @param onlyIf on which condition, as {@code replacement.tsv} explains; {@code -} for none that is
 *     known
 * @param source where it is said
 */
public record UpdateRule(
    String type, String property, Update update, String onlyIf, String source) {

  private static final String ATTRIBUTE = "attribute:";

  /** Whether it is about a property, or about what is below or above it. */
  boolean covers(String path) {
    return path.equals(property)
        || path.startsWith(property + ".")
        || property.startsWith(path + ".");
  }

  /** Whether its condition holds. */
  boolean holds(Resource before, Resource after) {
    if (onlyIf.equals(OwnFiles.NONE)) {
      return true;
    }
    if (onlyIf.startsWith(ATTRIBUTE)) {
      return after
          .attribute(onlyIf.substring(ATTRIBUTE.length()))
          .filter(it -> String.valueOf(it).equals("true"))
          .isPresent();
    }
    return before.text(property).filter(onlyIf::equals).isPresent()
        || after.text(property).filter(onlyIf::equals).isPresent();
  }
}
