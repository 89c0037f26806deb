package io.github.threetierecs.internal.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last deployments of the stacks of a change, and of those that are nested in them. */
final class ActualDeployments {
  private final Map<String, List<StackEvent>> byStack = new LinkedHashMap<>();
  private final Deployment planned;
  private final List<ActualDeployment> all = new ArrayList<>();

  private ActualDeployments(Deployment planned) {
    this.planned = planned;
  }

  /**
   * Finds the deployments.
   *
   * @param events the events of all stacks, the oldest first
   * @param planned what was rehearsed
   * @return a deployment for each stack that has events, nested ones behind their parents
   * @throws IllegalArgumentException if the events are of other stacks; says which
   */
  static List<ActualDeployment> of(List<StackEvent> events, Deployment planned) {
    ActualDeployments deployments = new ActualDeployments(planned);
    events.forEach(
        it -> deployments.byStack.computeIfAbsent(it.stackId(), any -> new ArrayList<>()).add(it));
    deployments.find();
    return deployments.all;
  }

  private void find() {
    List<String> roots = roots();
    if (planned.isOfFile()) {
      if (roots.size() != 1) {
        throw new IllegalArgumentException(
            "The events are of the stacks "
                + String.join(", ", names(roots))
                + ", and the template is of one. Name the events of that one.");
      }
      add("", roots.get(0));
      return;
    }
    Map<String, String> idsByName = new TreeMap<>();
    planned.names().forEach((id, name) -> idsByName.put(name, id));
    for (String root : roots) {
      String name = byStack.getOrDefault(root, List.of()).get(0).stackName();
      String id =
          Optional.ofNullable(idsByName.get(name))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "There are events of stack "
                              + name
                              + ", and the assembly has "
                              + String.join(", ", idsByName.keySet())
                              + ". Name the events of those."));
      add(id + "/", root);
    }
  }

  /** Stacks that are nested in none of the others. */
  private List<String> roots() {
    List<String> roots = new ArrayList<>(byStack.keySet());
    byStack
        .values()
        .forEach(
            events ->
                events.stream()
                    .filter(StackEvent::isOfNested)
                    .forEach(it -> roots.remove(it.physicalId())));
    return roots;
  }

  private List<String> names(List<String> stacks) {
    return stacks.stream()
        .map(it -> byStack.getOrDefault(it, List.of()).get(0).stackName())
        .toList();
  }

  private void add(String before, String stack) {
    ActualDeployment parent = ActualDeployment.last(before, byStack.getOrDefault(stack, List.of()));
    all.add(parent);
    addNested(parent);
  }

  private void addNested(ActualDeployment parent) {
    parent
        .nested()
        .forEach(
            (id, stack) ->
                Optional.ofNullable(byStack.get(stack))
                    .flatMap(events -> ActualDeployment.within(parent, id + "/", events))
                    .ifPresent(
                        it -> {
                          all.add(it);
                          addNested(it);
                        }));
  }
}
