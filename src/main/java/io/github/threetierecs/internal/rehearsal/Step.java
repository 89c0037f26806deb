package io.github.threetierecs.internal.rehearsal;

/**
 * A step of a deployment.
 *
 * @param id the logical id of the resource
 * @param type its type
 * @param action what CloudFormation does
 */
public record Step(String id, String type, Action action) {

  /** What CloudFormation does. */
  public enum Action {
    /** It creates the resource. */
    CREATE,
    /** It changes the resource in place. */
    UPDATE,
    /** It creates another one, and keeps the old one until the end. */
    REPLACE,
    /** It deletes what is replaced or removed, once all else is done. */
    DELETE
  }

  /** {@return such as {@code UPDATE AppFrontendService}} */
  public String words() {
    return action + " " + id;
  }
}
