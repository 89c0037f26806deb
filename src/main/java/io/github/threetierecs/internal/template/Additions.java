package io.github.threetierecs.internal.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was added to an application through its getters, or changed in it, and will not work, or not
 * as it was meant. It is looked for in the template, where it stands by whatever means it came.
 */
public final class Additions {

  private Additions() {}

  /**
   * Looks for what is wrong.
   *
   * @param template the template of the application, with what {@link Neighbours} have added
   * @param tiers the tiers of the application
   * @param added further services behind their load balancers, each with the name of that tier
   * @param counted whose tasks each service runs, such as {@code the backend's}, by its logical id
   * @param groups the security groups that others take a resource to carry, by its logical id
   * @param daemonCounted whether room is kept for a task on every instance
   * @return what is wrong, in a fixed order
   */
  public static List<Addition> of(
      StackTemplate template,
      List<Tier> tiers,
      List<Tier> added,
      Map<String, String> counted,
      Map<String, List<Object>> groups,
      boolean daemonCounted) {
    return Stream.of(
            new TargetGroupUse(template, tiers, added).wrong(),
            new ServiceTargets(template, tiers).wrong(),
            new ListenerRules(template, tiers, added).wrong(),
            new ClusterTasks(template, tiers, daemonCounted).wrong(),
            new TaskCounts(template, counted).wrong(),
            new ListenerPorts(template, tiers).wrong(),
            new LooseSecurityGroups(template, groups).wrong())
        .flatMap(it -> it)
        .distinct()
        .toList();
  }
}
