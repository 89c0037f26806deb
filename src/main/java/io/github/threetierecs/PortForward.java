package io.github.threetierecs;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.service.BackendTier;
import software.amazon.awscdk.Aws;

/**
 * How a person gets at the database: the command that lets a port of their machine lead to it, by
 * Session Manager into a task of the backend, which may already reach the database or its proxy. No
 * security group admits more than before.
 */
final class PortForward {
  /** The port is not privileged, and seldom in use. */
  static final String LOCAL_PORT = "13306";

  /**
   * The command for bash, zsh and dash. It runs in a subshell, so that its variables disappear
   * afterwards. Without {@code --no-paginate} the query would answer for every page of tasks.
   */
  private static final String COMMAND =
      "(task=$(aws ecs list-tasks --region %1$s --cluster %2$s --service-name %3$s"
          + " --desired-status RUNNING --no-paginate --query 'taskArns[0]' --output text)"
          + " && container=$(aws ecs describe-tasks --region %1$s --cluster %2$s --tasks \"$task\""
          + " --query \"tasks[0].containers[?name=='%4$s'].runtimeId | [0]\" --output text)"
          + " && aws ssm start-session --region %1$s"
          + " --target \"ecs:%2$s_${task##*/}_$container\""
          + " --document-name AWS-StartPortForwardingSessionToRemoteHost"
          + " --parameters '{\"host\":[\"%5$s\"],\"portNumber\":[\"%6$s\"],"
          + "\"localPortNumber\":[\"%7$s\"]}')";

  private PortForward() {}

  static String command(EcsEc2Capacity capacity, BackendTier backend, MySqlDataTier data) {
    return COMMAND.formatted(
        Aws.REGION,
        capacity.clusterName,
        backend.service.getServiceName(),
        backend.task.container.getContainerName(),
        data.address.host(),
        data.address.port(),
        LOCAL_PORT);
  }
}
