package io.github.threetierecs;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;

/** The security group of tasks, which only those with a network interface of their own have. */
final class TaskSecurityGroup {
  private TaskSecurityGroup() {}

  static SecurityGroup orThrow(@Nullable SecurityGroup group) {
    if (group == null) {
      throw new IllegalStateException(
          "Tasks have their own security group only with capacity.taskNetworking AWSVPC; call"
              + " getCapacity().getInstanceSecurityGroup(), which they share with the instances");
    }
    return group;
  }
}
