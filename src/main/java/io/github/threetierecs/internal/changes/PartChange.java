package io.github.threetierecs.internal.changes;

import io.github.threetierecs.internal.blueprint.Part;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happens to a part.
 *
 * @param part the part
 * @param own what happens to its own resource, if anything
 * @param folded what happens to resources that are folded into it
 */
public record PartChange(Part part, Optional<ResourceChange> own, List<ResourceChange> folded) {

  /** Copies the list, so that it never changes. */
  public PartChange {
    folded = List.copyOf(folded);
  }

  /** {@return all of it, its own first, and the worst of the others first} */
  public List<ResourceChange> all() {
    return Stream.concat(
            own.stream(),
            folded.stream()
                .sorted(
                    Comparator.comparing((ResourceChange it) -> !it.isOfData())
                        .thenComparing(ResourceChange::kind)))
        .toList();
  }

  /** {@return whether something that nobody can make again is, or may be, lost or left behind} */
  public boolean isOfData() {
    return all().stream().anyMatch(ResourceChange::isOfData);
  }

  /** {@return what happens to it: what happens to its own resource, if that is seen} */
  public ChangeKind kind() {
    ChangeKind kind = own.map(ResourceChange::kind).orElse(ChangeKind.UNSEEN);
    boolean inside = folded.stream().anyMatch(it -> it.kind() != ChangeKind.UNSEEN);
    return kind == ChangeKind.UNSEEN && inside ? ChangeKind.CHANGED : kind;
  }

  /** {@return how many of the folded resources AWS changes} */
  public long countInside() {
    return folded.stream().filter(it -> it.kind() != ChangeKind.UNSEEN).count();
  }
}
