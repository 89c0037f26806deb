package io.github.threetierecs;

import io.github.threetierecs.internal.service.ScheduledTask;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.sqs.IQueue;

/** What {@link ThreeTierEcsApp#addScheduledTask} created for one scheduled task. */
public final class ScheduledTaskResources {
  private final ScheduledTask task;

  ScheduledTaskResources(ScheduledTask task) {
    this.task = task;
  }

  /** {@return the schedule of EventBridge Scheduler} */
  public CfnSchedule getSchedule() {
    return task.schedule;
  }

  /** {@return what a run is started from} */
  public Ec2TaskDefinition getTaskDefinition() {
    return task.task.definition;
  }

  /** {@return the role of its containers, for permissions of what they call} */
  public IRole getTaskRole() {
    return task.task.role;
  }

  /** {@return the role in which ECS starts it: it logs and reads secrets} */
  public IRole getExecutionRole() {
    return task.task.definition.obtainExecutionRole();
  }

  /** {@return the role in which EventBridge Scheduler asks ECS to start it} */
  public Role getSchedulerRole() {
    return task.schedulerRole;
  }

  /**
   * The security group of its tasks, which lets nobody in.
   *
   * @return the security group
   * @throws IllegalStateException with {@link TaskNetworking#BRIDGE}
   */
  public SecurityGroup getSecurityGroup() {
    return TaskSecurityGroup.orThrow(task.securityGroup);
  }

  /** {@return where its containers write to, to be given metric filters} */
  public LogGroup getLogGroup() {
    return task.task.logGroup;
  }

  /**
   * Where EventBridge Scheduler puts what it could not start: the queue that was given, or the one
   * that was created.
   *
   * @return the queue
   */
  public IQueue getDeadLetterQueue() {
    return task.deadLetterQueue;
  }
}
