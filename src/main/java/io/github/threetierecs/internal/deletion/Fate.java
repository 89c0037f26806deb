package io.github.threetierecs.internal.deletion;

/** What becomes of a resource when its stack is deleted. */
public enum Fate {
  /** CloudFormation leaves it out: its deletion policy is {@code Retain}. */
  KEPT("kept"),
  /** It is deleted, after a last snapshot of it. */
  SNAPSHOT("deleted after a last snapshot"),
  /** It is deleted. */
  DELETED("deleted"),
  /** The delete of the stack fails or hangs at it until something is done about it. */
  BLOCKED("stops the delete");

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  /** {@return what a reader is told, such as {@code kept}} */
  public String words() {
    return words;
  }
}
