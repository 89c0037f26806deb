package io.github.threetierecs.internal.capacity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.services.ecs.AwsLogDriver;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.logs.LogGroup;

/**
 * The log drivers that Amazon ECS has on EC2 instances, and which of them the agent has to be
 * configured for.
 */
public final class LogDrivers {
  public static final String AWSLOGS = "awslogs";
  public static final String FIRELENS = "awsfirelens";

  /** The drivers in alphabetical order. The agent always accepts FireLens. */
  public static final Set<String> ALL =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  AWSLOGS,
                  FIRELENS,
                  "fluentd",
                  "gelf",
                  "journald",
                  "json-file",
                  "none",
                  "splunk",
                  "syslog")));

  private LogDrivers() {}

  /** {@return what writes to a log group, in streams whose names begin alike} */
  public static LogDriver inGroup(LogGroup logGroup, String streamPrefix) {
    return AwsLogDriver.Builder.create().logGroup(logGroup).streamPrefix(streamPrefix).build();
  }

  /**
   * What the agent has to be configured to accept, if anything: all drivers, those that it accepts
   * by itself included, since the setting replaces its own.
   *
   * @param used the drivers of all containers
   * @param byItself what the agent accepts without the setting
   */
  static List<String> toRegister(Set<String> used, List<String> byItself) {
    Set<String> further = new TreeSet<>(used);
    byItself.forEach(further::remove);
    // The agent does not start if this driver is named explicitly (amazon-ecs-agent#2736).
    further.remove(FIRELENS);
    List<String> all = new ArrayList<>();
    if (!further.isEmpty()) {
      all.addAll(byItself);
      all.addAll(further);
    }
    return all;
  }
}
