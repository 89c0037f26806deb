package io.github.threetierecs.internal.room;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tasks find room on which instances, by a template alone.
 *
 * <p>What is guaranteed: the numbers are those of the check at synthesis, since the same engine
 * makes them. What the template does not say is empty and said in words, and no number is put in
 * its place but that of the zones, which is said too.
 *
 * <p>The limits: of a schedule of EventBridge Scheduler one run is counted, and other tasks that no
 * service starts are named and not counted; of the daemons' ports nothing is counted. Instances are
 * evenly over the zones, and tasks are spread over them.
 *
 * @param groups the Auto Scaling groups that have a capacity provider, in order of their ids
 * @param elsewhere the services that run on none of them, in order of their ids
 */
public record Rooms(List<GroupRoom> groups, List<Elsewhere> elsewhere) {

  /** Copies the lists, so that it never changes. */
  public Rooms {
    groups = List.copyOf(groups);
    elsewhere = List.copyOf(elsewhere);
  }

  /**
   * Reads a template.
   *
   * @param template of one stack, or of several that are joined
   * @return what it says of the room for tasks
   */
  public static Rooms of(StackTemplate template) {
    Providers providers = new Providers(template);
    List<GroupRoom> groups = new ArrayList<>();
    Set<String> placed = new TreeSet<>();
    for (Resource group : template.resourcesOfType("AWS::AutoScaling::AutoScalingGroup")) {
      List<Resource> own = providers.of(group);
      if (!own.isEmpty()) {
        GroupRoom room = new GroupReader(template, providers, group, own).read();
        groups.add(room);
        room.services().forEach(it -> placed.add(it.id()));
      }
    }
    List<Elsewhere> elsewhere =
        template.resourcesOfType("AWS::ECS::Service").stream()
            .filter(it -> !placed.contains(it.logicalId()))
            .map(it -> new Elsewhere(it.logicalId(), reason(providers.namedBy(it))))
            .toList();
    return new Rooms(groups, elsewhere);
  }

  private static String reason(List<String> named) {
    if (named.isEmpty()) {
      return "The template does not say which instances it runs on.";
    }
    if (named.stream().allMatch(it -> it.startsWith("FARGATE"))) {
      return "It runs on AWS Fargate, where each task has room of its own.";
    }
    return named.contains("EXTERNAL")
        ? "It runs on instances outside AWS, of which the template says nothing."
        : "Its capacity provider has no Auto Scaling group in the template.";
  }
}
