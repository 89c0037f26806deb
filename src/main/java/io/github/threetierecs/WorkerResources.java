package io.github.threetierecs;

import io.github.threetierecs.internal.service.Worker;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.efs.IAccessPoint;
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
    return TaskSecurityGroup.orThrow(worker.securityGroup);
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

  /**
   * Mounts a folder of Amazon EFS in the service's own container, where it can be read and written:
   * with TLS, by this access point only. The file system's security groups admit the tasks on port
   * 2049, or the instances with {@link TaskNetworking#BRIDGE}, unless they were imported with
   * {@code mutable(false)}. The tasks wait for its mount targets. To add a folder or to take it
   * away is a new deployment of the service.
   *
   * <p>A file system that takes nobody but those who may, and with TLS, needs a policy of its own:
   * without one everybody who reaches a mount target may mount it.
   *
   * @param folder an access point, of which the file system is known
   * @param containerPath such as {@code /files}
   * @throws IllegalArgumentException if an argument is null, if the path is not an absolute one, or
   *     is mounted already, {@code container.writablePaths} among them, if the access point was
   *     imported without its file system, is of another account or Region or of a stack that uses
   *     this one, or with {@code capacity.operatingSystem} {@code BOTTLEROCKET}
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html">Amazon
   *     EFS volumes</a>
   */
  public void mount(IAccessPoint folder, String containerPath) {
    worker.folders.mount(folder, containerPath);
  }
}
