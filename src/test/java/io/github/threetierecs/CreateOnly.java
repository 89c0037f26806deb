package io.github.threetierecs;

import io.github.threetierecs.internal.changes.Update;
import io.github.threetierecs.internal.changes.UpdateRule;
import io.github.threetierecs.internal.changes.UpdateRules;
import java.util.List;

/**
 * Which properties CloudFormation cannot change in place, by type of resource. What it replaces on
 * a condition that is known counts as changed in place: the construct never fulfils it.
 */
final class CreateOnly {
  private CreateOnly() {}

  static List<String> of(String type) {
    if (!UpdateRules.knows(type)) {
      throw new AssertionError(
          "replacement.tsv does not know %s: run .ci/replacement.py with this type"
              .formatted(type));
    }
    return UpdateRules.of(type).stream()
        .filter(
            it ->
                it.update() == Update.REPLACEMENT
                    || (it.update() == Update.CONDITIONAL && it.onlyIf().equals("-")))
        .map(UpdateRule::property)
        .toList();
  }
}
