package io.github.threetierecs.internal.template;

import java.util.List;

/**
 * Something in a template that was added to an application, or changed in it, and that will not
 * work, or not as it was meant.
 *
 * @param kind what is wrong with it
 * @param definedBy the logical id of the resource that says so
 * @param words what is wrong, for a reader
 * @param details what a remedy has to name beside it, such as a port; empty for most
 */
public record Addition(Kind kind, String definedBy, String words, List<String> details) {

  Addition(Kind kind, String definedBy, String words) {
    this(kind, definedBy, words, List.of());
  }

  /** What can be wrong. */
  public enum Kind {
    /** Two load balancers forward to one target group. */
    SHARED_TARGET_GROUP,
    /** A target group of gRPC or HTTP/2 behind a listener without TLS. */
    PROTOCOL_VERSION,
    /** A rule that forwards to one of two target groups that ECS moves the tasks between. */
    SHIFTED_TARGET_GROUP,
    /** A service that registers in more target groups than ECS takes. */
    TARGET_GROUPS,
    /** Two rules of a listener with the same priority. */
    RULE_PRIORITY,
    /** A listener without TLS that has clients sign in. */
    AUTHENTICATION,
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
