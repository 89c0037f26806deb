package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.template.Resource;
import java.util.OptionalInt;

/** Whole numbers of a template, which may be written as text, or not be known before deployment. */
final class Numbers {

  private Numbers() {}

  /** The number there; empty if there is none, or none that is known. */
  static OptionalInt at(Resource resource, String path) {
    return resource.text(path).filter(it -> it.matches("\\d{1,9}")).stream()
        .mapToInt(Integer::parseInt)
        .findFirst();
  }

  /** The same, but for a default where there is nothing at all. */
  static OptionalInt at(Resource resource, String path, int byDefault) {
    return resource.has(path) ? at(resource, path) : OptionalInt.of(byDefault);
  }
}
