package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.files.OwnFiles;

/**
 * A row of {@code knowledge.tsv}.
 *
 * @param type the type of the resource
 * @param property the property, with all that is below it; {@code -} for the type as a whole
 * @param trait what it is about
 * @param onlyIf on which condition; {@code -} for none
 * @param value what is known
 * @param source where it is said
 */
public record Fact(
    String type, String property, Trait trait, String onlyIf, String value, String source) {

  /** {@return whether it is about a property} */
  public boolean covers(String path) {
    return property.equals(OwnFiles.NONE)
        || path.equals(property)
        || path.startsWith(property + ".");
  }

  /** {@return whether a property that the template has no more is kept by AWS} */
  public boolean isKept() {
    return trait == Trait.LEFT_OUT && value.startsWith("kept: ");
  }

  /** {@return the word before the first colon or space} */
  String word() {
    return value.split("[: ]", 2)[0];
  }

  /** {@return a part of the value between colons; empty if there is none} */
  public String part(int index) {
    String[] parts = value.split(": ", 3);
    return index < parts.length ? parts[index] : "";
  }

  /** {@return how particular it is: the steps of its path} */
  int depth() {
    return property.equals(OwnFiles.NONE) ? 0 : property.split("\\.", -1).length;
  }
}
