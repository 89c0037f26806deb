package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.days;
import static io.github.threetierecs.internal.options.Durations.seconds;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;

/** What can be chosen of a service's load balancer. */
public final class LoadBalancerOptions {
  private static final Group LOAD_BALANCER = new Group("loadBalancer");

  /** Seven days, in seconds. */
  private static final int LONGEST_STICKINESS = 604_800;

  public static final Option<Boolean> DELETION_PROTECTION =
      LOAD_BALANCER.<Boolean>option("deletionProtection").byDefault(true, false);

  public static final Option<Boolean> ACCESS_LOGS =
      LOAD_BALANCER.<Boolean>option("accessLogs").byDefault(true, false);

  public static final Option<Boolean> CONNECTION_LOGS =
      LOAD_BALANCER.<Boolean>option("connectionLogs").byDefault(false);

  public static final Option<Duration> LOG_RETENTION =
      LOAD_BALANCER
          .days("logRetention", 1, Integer.MAX_VALUE, "set one such as Duration.days(90)")
          .byDefaultMade(days(90), days(7));

  public static final Option<DesyncMitigationMode> DESYNC_MITIGATION_MODE =
      LOAD_BALANCER
          .<DesyncMitigationMode>option("desyncMitigationMode")
          .byDefault(DesyncMitigationMode.DEFENSIVE);

  public static final Option<Duration> IDLE_TIMEOUT =
      LOAD_BALANCER
          .literalSeconds(
              "idleTimeout",
              1,
              4_000,
              "set what the slowest answer takes, such as Duration.seconds(60)")
          .byDefaultMade(seconds(60));

  public static final Option<Duration> STICKINESS = stickiness(LOAD_BALANCER);

  public static final Option<ApplicationProtocol> TARGET_PROTOCOL = targetProtocol(LOAD_BALANCER);

  private LoadBalancerOptions() {}

  /** How long a client stays with a target, for a group. */
  static Option<Duration> stickiness(Group group) {
    return group.literalSeconds(
        "stickiness",
        1,
        LONGEST_STICKINESS,
        "set how long a session lasts, such as Duration.hours(1)");
  }

  /** How targets are called, for a group. */
  static Option<ApplicationProtocol> targetProtocol(Group group) {
    return group.<ApplicationProtocol>option("targetProtocol").byDefault(ApplicationProtocol.HTTP);
  }

  /** {@return whether the load balancer writes anything to the bucket of logs} */
  public static boolean writesLogs(Values options) {
    return options.get(ACCESS_LOGS) || options.get(CONNECTION_LOGS);
  }
}
