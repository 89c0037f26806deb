package io.github.threetierecs;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;

/** Whose keys encrypt. */
final class KeyTable {
  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("keys", "1", "0", "4", () -> Templates.with(props -> props.keys(KeyStrategy.ONE_PER_USE)), KeyTable::count)),
          List.of(),
          List.of("keys"));
  // spotless:on

  private KeyTable() {}

  private static String count(Anatomy app) {
    return String.valueOf(app.template.resourcesOfType("AWS::KMS::Key").size());
  }
}
