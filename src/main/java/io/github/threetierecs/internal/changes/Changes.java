package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Planner;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a deployment changes.
 *
 * @param before the plan of what is deployed
 * @param after the plan of what will be
 * @param both the plan of what will be, with what is removed still in it
 * @param resources what happens to each resource that is not the same, by its id
 * @param moves the stacks that are deployed somewhere else, in order
 */
public record Changes(
    Plan before, Plan after, Plan both, List<ResourceChange> resources, List<StackMove> moves) {

  /** Copies the lists, so that it never changes. */
  public Changes {
    resources = List.copyOf(resources);
    moves = List.copyOf(moves);
  }

  /**
   * Compares two cloud assemblies.
   *
   * @param before what is deployed
   * @param after what will be
   * @return what changes
   */
  public static Changes between(Assembly before, Assembly after) {
    return between(
        Planner.plan(before),
        Planner.plan(after),
        StackMove.between(before.environments(), after.environments()));
  }

  /**
   * Compares two plans of stacks that are deployed where they were.
   *
   * @param before what is deployed
   * @param after what will be
   * @return what changes
   */
  public static Changes between(Plan before, Plan after) {
    return between(before, after, List.of());
  }

  private static Changes between(Plan before, Plan after, List<StackMove> moves) {
    return new Changes(
        before,
        after,
        both(before, after),
        Comparison.between(before.template(), after.template()),
        moves);
  }

  private static Plan both(Plan before, Plan after) {
    Map<String, Object> resources = new TreeMap<>();
    before.template().resources().forEach(it -> resources.put(it.logicalId(), it.body()));
    after.template().resources().forEach(it -> resources.put(it.logicalId(), it.body()));
    List<String> stacks = new ArrayList<>(after.stacks());
    before.stacks().stream().filter(it -> !stacks.contains(it)).forEach(stacks::add);
    stacks.sort(Comparator.naturalOrder());
    return Planner.plan(stacks, StackTemplate.of(Map.of("Resources", resources)));
  }

  /** {@return whether nothing is different} */
  public boolean isNothing() {
    return resources.isEmpty() && moves.isEmpty();
  }

  /** {@return the stacks that were not there before, in order} */
  public List<String> addedStacks() {
    return after.stacks().stream().filter(it -> !before.stacks().contains(it)).toList();
  }

  /** {@return the stacks that are there no more, in order} */
  public List<String> removedStacks() {
    return before.stacks().stream().filter(it -> !after.stacks().contains(it)).toList();
  }

  /** {@return the changes of resources of a stack} */
  List<ResourceChange> of(String stack) {
    return resources.stream().filter(it -> it.id().startsWith(stack + "/")).toList();
  }

  /** {@return what happens to each part, the worst first} */
  public List<PartChange> parts() {
    Map<String, List<ResourceChange>> byPart = new LinkedHashMap<>();
    for (ResourceChange it : resources) {
      byPart.computeIfAbsent(partOf(it).id(), id -> new ArrayList<>()).add(it);
    }
    List<PartChange> parts = new ArrayList<>();
    byPart.forEach(
        (id, changes) ->
            parts.add(
                new PartChange(
                    both.part(id),
                    changes.stream().filter(it -> it.id().equals(id)).findFirst(),
                    changes.stream().filter(it -> !it.id().equals(id)).toList())));
    parts.sort(
        Comparator.comparing((PartChange it) -> !it.isOfData())
            .thenComparing(PartChange::kind)
            .thenComparing(it -> it.part().layer())
            .thenComparing(it -> it.part().kind())
            .thenComparing(it -> it.part().id()));
    return parts;
  }

  private Part partOf(ResourceChange change) {
    Optional<Part> part = both.partFor(change.id());
    return part.orElseThrow(() -> new IllegalStateException(change.id() + " has no part"));
  }

  /** The resource that is there now, or will be. */
  Optional<Resource> resource(String id) {
    return both.template().find(id);
  }
}
