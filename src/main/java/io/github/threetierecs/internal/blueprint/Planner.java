package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Map;

/** Makes a plan of an assembly. */
public final class Planner {

  private Planner() {}

  /**
   * Makes a plan.
   *
   * @param assembly the templates
   * @return the plan of all of them
   */
  public static Plan plan(Assembly assembly) {
    return new Plan(
        List.copyOf(assembly.stacks().keySet()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        StackTemplate.of(Map.of()));
  }
}
