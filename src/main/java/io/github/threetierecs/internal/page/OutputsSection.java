package io.github.threetierecs.internal.page;

import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;

/** The outputs of the stacks, with what each will be. */
final class OutputsSection {

  private OutputsSection() {}

  static String of(Plan plan) {
    List<List<String>> rows = new ArrayList<>();
    plan.template()
        .outputs()
        .forEach((name, value) -> rows.add(List.of(Html.code(name), Html.code(Text.of(value)))));
    return Html.section(
        "outputs",
        "Outputs",
        rows.isEmpty()
            ? Html.paragraph("The stacks have no outputs.")
            : Html.table("The outputs of the stacks", List.of("Output", "Value"), rows));
  }
}
