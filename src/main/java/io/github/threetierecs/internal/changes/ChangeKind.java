package io.github.threetierecs.internal.changes;

/** What happens to a resource, the worst first. */
public enum ChangeKind {
  /** AWS makes a new one and deletes the old one. */
  REPLACED("replaced"),
  /** AWS makes a new one on conditions that the templates do not tell. */
  MAY_BE_REPLACED("may be replaced"),
  /** The template has it no more. */
  REMOVED("removed"),
  /** It is changed in place. */
  CHANGED("changed"),
  /** The template did not have it. */
  ADDED("added"),
  /** The template says something else of it, but nothing that AWS sees. */
  UNSEEN("nothing that AWS sees");

  private final String words;

  ChangeKind(String words) {
    this.words = words;
  }

  /** {@return the words for it} */
  public String words() {
    return words;
  }

  /** {@return whether there is, or may be, another resource in its place} */
  public boolean isRemade() {
    return this == REPLACED || this == MAY_BE_REPLACED;
  }
}
