package io.github.threetierecs;

import java.util.List;

/** What is drawn of the application. Its effect is in no template: {@link BlueprintOptionTest}. */
final class BlueprintTable {
  static final OptionTable TABLE = new OptionTable(List.of(), List.of(), List.of("blueprint"));

  private BlueprintTable() {}
}
