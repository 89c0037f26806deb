package io.github.threetierecs;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.capacity.ExecSessions;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;

/** What a {@link ThreeTierEcsApp} created for its EC2 instances, besides the cluster. */
public final class CapacityResources {
  private final EcsEc2Capacity capacity;

  CapacityResources(EcsEc2Capacity capacity) {
    this.capacity = capacity;
  }

  /** {@return the role of the EC2 instances} */
  public Role getInstanceRole() {
    return capacity.instanceRole;
  }

  /** {@return what the instances are started from} */
  public LaunchTemplate getLaunchTemplate() {
    return capacity.launchTemplate;
  }

  /** {@return the security group of the instances, which has no ingress unless tasks share it} */
  public SecurityGroup getInstanceSecurityGroup() {
    return capacity.instanceSecurityGroup;
  }

  /**
   * Where what is typed and shown in containers is written down.
   *
   * @return the log group
   * @throws IllegalStateException if neither service has {@code container.executeCommand}
   */
  public LogGroup getExecuteCommandLogGroup() {
    ExecSessions sessions = capacity.sessions.orNull();
    if (sessions == null) {
      throw new IllegalStateException(
          "There is a log group for sessions only with container.executeCommand; set"
              + " frontend.container or backend.container to"
              + " ContainerProps.builder().executeCommand(true).build()");
    }
    return sessions.logGroup;
  }
}
