package io.github.threetierecs.template;

/**
 * Something in a template that was added to an application, or changed in it, and that will not
 * work, or not as it was meant.
 *
 * @param kind what is wrong with it
 * @param definedBy the logical id of the resource that says so
 * @param words what is wrong, for a reader
 */
public record Addition(Kind kind, String definedBy, String words) {

  /** What can be wrong. */
  public enum Kind {
    /** Two load balancers forward to one target group. */
    SHARED_TARGET_GROUP,
    /** A target group of gRPC or HTTP/2 behind a listener without TLS. */
    PROTOCOL_VERSION,
    /** Tasks for which no capacity provider starts an instance. */
    LAUNCH_TYPE,
    /** A capacity provider that the cluster does not have. */
    CAPACITY_PROVIDER,
    /** A service that does not wait for the cluster's capacity provider. */
    CAPACITY_DEPENDENCY,
    /** A scaling of tasks that each deployment undoes. */
    TASK_COUNT,
    /** A task on every instance that nobody has counted. */
    DAEMON,
    /** A listener on a port that no security group lets in. */
    LISTENER_PORT,
    /** A URL that leads to a port where nobody listens. */
    BACKEND_URL,
    /** A security group that others admit, and that is attached to nothing. */
    SECURITY_GROUP
  }
}
