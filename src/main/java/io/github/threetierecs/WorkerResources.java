package io.github.threetierecs;

import io.github.threetierecs.internal.service.Worker;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.logs.LogGroup;

/** What {@link ThreeTierEcsApp#addWorker} created for one worker. */
public final class WorkerResources {
  private final Worker worker;

  WorkerResources(Worker worker) {
    this.worker = worker;
  }

  /** {@return its service} */
  public Ec2Service getService() {
    return worker.service;
  }

  /** {@return what its tasks are started from} */
  public Ec2TaskDefinition getTaskDefinition() {
    return worker.task.definition;
  }

  /** {@return the role of its containers, for permissions of what they call} */
  public IRole getTaskRole() {
    return worker.task.role;
  }

  /** {@return the role in which ECS starts its tasks: it logs and reads secrets} */
  public IRole getExecutionRole() {
    return worker.task.definition.obtainExecutionRole();
  }

  /**
   * The security group of its tasks, which lets nobody in.
   *
   * @return the security group
   * @throws IllegalStateException with {@link TaskNetworking#BRIDGE}
   */
  public SecurityGroup getSecurityGroup() {
    if (worker.securityGroup == null) {
      throw new IllegalStateException(
          "Tasks have their own security group only with capacity.taskNetworking AWSVPC; call"
              + " getCapacity().getInstanceSecurityGroup(), which they share with the instances");
    }
    return worker.securityGroup;
  }

  /** {@return where its containers write to, to be given metric filters} */
  public LogGroup getLogGroup() {
    return worker.task.logGroup;
  }

  /**
   * What the number of its tasks follows, to add further metrics to.
   *
   * @return the scaling of the service
   * @throws IllegalStateException unless {@code autoScaling} is set
   */
  public ScalableTaskCount getScaling() {
    return worker.scaling.orThrow();
  }
}
