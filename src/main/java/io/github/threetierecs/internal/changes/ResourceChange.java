package io.github.threetierecs.internal.changes;

import java.util.List;
import java.util.Optional;

/**
 * What happens to a resource.
 *
 * @param id its stack and its logical id
 * @param type its type
 * @param kind what happens
 * @param known whether it is known what AWS does to its type
 * @param holds what it holds that nobody can make again, if anything
 * @param fate what becomes of the resource that is there now, if it is removed or replaced: {@code
 *     kept}, {@code kept as a snapshot}, {@code deleted}; empty if it stays
 * @param renamed the id of the same resource under another name, on the other side
 * @param properties what is different, what AWS replaces it for first; none of one that is added or
 *     removed
 */
public record ResourceChange(
    String id,
    String type,
    ChangeKind kind,
    boolean known,
    Optional<String> holds,
    String fate,
    Optional<String> renamed,
    List<PropertyChange> properties) {

  private static final String TASK_DEFINITION = "AWS::ECS::TaskDefinition";

  /** Copies the list, so that it never changes. */
  public ResourceChange {
    properties = List.copyOf(properties);
  }

  /** {@return whether something that nobody can make again is, or may be, lost or left behind} */
  public boolean isOfData() {
    return holds.isPresent()
        && (kind.isRemade()
            || kind == ChangeKind.REMOVED
            || properties.stream().anyMatch(it -> it.update() == Update.REGENERATED));
  }

  /** {@return what happens, in a few words} */
  public String words() {
    if (kind == ChangeKind.REPLACED && type.equals(TASK_DEFINITION)) {
      return "a new revision";
    }
    String old = kind == ChangeKind.REMOVED ? ", it is " : ", the old one is ";
    return kind.words()
        + (holds.isPresent() && !fate.isEmpty() ? old + fate : "")
        + (kind == ChangeKind.CHANGED && !known ? ", not known whether replaced" : "");
  }
}
