package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.changes.Comparison;
import io.github.threetierecs.internal.changes.PropertyChange;
import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.changes.Update;
import io.github.threetierecs.internal.changes.UpdateRules;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What CloudFormation touches between two templates. Beside what is different in them, that is what
 * refers to an attribute that is another one after a change in place, such as the version of a
 * launch template.
 */
final class Differences {
  private final StackTemplate before;
  private final StackTemplate after;
  private final SortedMap<String, ResourceChange> changes = new TreeMap<>();

  Differences(StackTemplate before, StackTemplate after) {
    this.before = before;
    this.after = after;
    Comparison.between(before, after).stream()
        .filter(it -> it.kind() != ChangeKind.UNSEEN)
        .forEach(it -> changes.put(it.id(), it));
    List.copyOf(changes.values()).forEach(this::ripple);
  }

  StackTemplate before() {
    return before;
  }

  StackTemplate after() {
    return after;
  }

  /** What happens to each resource that is touched, by its id. */
  SortedMap<String, ResourceChange> all() {
    return changes;
  }

  Optional<ResourceChange> of(String id) {
    return Optional.ofNullable(changes.get(id));
  }

  boolean isRemade(String id) {
    return of(id).filter(it -> it.kind().isRemade()).isPresent();
  }

  /** Whether it is in both templates, and the same resource. */
  boolean stays(String id) {
    return before.find(id).isPresent() && after.find(id).isPresent() && !isRemade(id);
  }

  /** Whether the resource that is there is replaced or removed. */
  boolean isLost(String id) {
    return before.find(id).isPresent() && !stays(id);
  }

  /** What changes in place. */
  List<ResourceChange> inPlace() {
    return changes.values().stream().filter(it -> it.kind() == ChangeKind.CHANGED).toList();
  }

  private void ripple(ResourceChange change) {
    if (change.kind() != ChangeKind.CHANGED) {
      return;
    }
    Knowledge.of(change.type(), Trait.ATTRIBUTE)
        .filter(fact -> change.properties().stream().anyMatch(it -> fact.covers(it.path())))
        .forEach(fact -> ripple(change.id(), "${" + change.id() + "." + fact.value() + "}"));
  }

  private void ripple(String from, String attribute) {
    for (Resource now : after.resources()) {
      if (before.find(now.logicalId()).isEmpty() || isRemade(now.logicalId())) {
        continue;
      }
      for (Map.Entry<String, Object> property : now.properties().entrySet()) {
        if (Text.of(property.getValue()).contains(attribute)) {
          add(
              now,
              new PropertyChange(
                  property.getKey(),
                  Optional.of(attribute),
                  Optional.of(attribute),
                  Update.NONE,
                  Optional.of(from)));
        }
      }
    }
  }

  private void add(Resource now, PropertyChange property) {
    List<PropertyChange> properties =
        new ArrayList<>(of(now.logicalId()).map(ResourceChange::properties).orElse(List.of()));
    properties.add(property);
    changes.put(
        now.logicalId(),
        new ResourceChange(
            now.logicalId(),
            now.type(),
            ChangeKind.CHANGED,
            UpdateRules.knows(now.type()),
            Optional.empty(),
            "",
            Optional.empty(),
            properties));
  }
}
