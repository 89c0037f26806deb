package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.template.Resource;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers of a template, which may be written as text, or not be known before deployment. */
final class Numbers {

  private Numbers() {}

  static Optional<BigDecimal> at(Resource resource, String path) {
    return resource
        .text(path)
        .filter(text -> text.matches("\\d{1,9}(\\.\\d{1,9})?"))
        .map(BigDecimal::new);
  }
}
