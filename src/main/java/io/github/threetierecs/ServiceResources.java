package io.github.threetierecs;

import io.github.threetierecs.internal.service.SharedFolders;
import io.github.threetierecs.internal.service.TierBalancer;
import io.github.threetierecs.internal.service.TierScaling;
import io.github.threetierecs.internal.service.TierTask;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.efs.IAccessPoint;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;

/**
 * What a {@link ThreeTierEcsApp} created for one of its services, besides its service and load
 * balancer.
 */
public abstract sealed class ServiceResources permits FrontendResources, BackendResources {
  private final TierBalancer balancer;
  private final TierTask task;
  private final @Nullable SecurityGroup securityGroup;
  private final TierScaling scaling;
  private final SharedFolders folders;

  ServiceResources(
      TierBalancer balancer,
      TierTask task,
      @Nullable SecurityGroup securityGroup,
      TierScaling scaling,
      SharedFolders folders) {
    this.balancer = balancer;
    this.task = task;
    this.securityGroup = securityGroup;
    this.scaling = scaling;
    this.folders = folders;
  }

  /** {@return what its tasks are started from; it has their task role and execution role} */
  public Ec2TaskDefinition getTaskDefinition() {
    return task.definition;
  }

  /**
   * The security group of its tasks, which lets in its load balancer only.
   *
   * @return the security group
   * @throws IllegalStateException with {@link TaskNetworking#BRIDGE}
   */
  public SecurityGroup getSecurityGroup() {
    return TaskSecurityGroup.orThrow(securityGroup);
  }

  /**
   * The security group of its load balancer, by which others can let it in or be let in.
   *
   * @return the security group
   */
  public SecurityGroup getLoadBalancerSecurityGroup() {
    return balancer.securityGroup;
  }

  /** {@return the listener that routes to the service, to which rules can be added} */
  public ApplicationListener getListener() {
    return balancer.listener;
  }

  /**
   * Where its tasks register, for listeners of its load balancer; with {@code deployment.strategy}
   * ECS moves them to another one and back, and only its own rules follow: no further rule should
   * forward to this one then. Its health check is set by {@code healthCheckPath} and {@code
   * healthyHttpCodes}: {@code configureHealthCheck} replaces all settings at once.
   *
   * @return the target group
   */
  public ApplicationTargetGroup getTargetGroup() {
    return balancer.targetGroup;
  }

  /**
   * Where its tasks register in every other deployment.
   *
   * @return the target group
   * @throws IllegalStateException unless {@code deployment.strategy} shifts traffic
   */
  public ApplicationTargetGroup getAlternateTargetGroup() {
    return balancer.shiftOrThrow().alternate;
  }

  /**
   * The rule that sends requests to the service, with weights that ECS changes.
   *
   * @return the rule
   * @throws IllegalStateException unless {@code deployment.strategy} shifts traffic
   */
  public ApplicationListenerRule getProductionRule() {
    return balancer.shiftOrThrow().rule;
  }

  /**
   * The role in which ECS changes these weights.
   *
   * @return the role
   * @throws IllegalStateException unless {@code deployment.strategy} shifts traffic
   */
  public Role getShiftRole() {
    return balancer.shiftOrThrow().role;
  }

  /**
   * Where its new tasks can be called before the rest of the traffic goes to them.
   *
   * @return the listener for tests
   * @throws IllegalStateException unless {@code deployment.testPort} is set
   */
  public ApplicationListener getTestListener() {
    return balancer.testOrThrow().listener();
  }

  /**
   * The rule that sends requests of tests to the service, with weights that ECS changes.
   *
   * <p>A condition narrows who sees the new tasks, by address or by header; all others get status
   * 404: {@code addCondition(ListenerCondition.sourceIps(List.of("203.0.113.0/24")))}.
   *
   * @return the rule
   * @throws IllegalStateException unless {@code deployment.testPort} is set
   */
  public ApplicationListenerRule getTestRule() {
    return balancer.testOrThrow().rule();
  }

  /** {@return where its containers write to, to be given metric filters} */
  public LogGroup getLogGroup() {
    return task.logGroup;
  }

  /**
   * What the number of its tasks follows, to add further metrics to.
   *
   * @return the scaling of the service
   * @throws IllegalStateException unless {@code autoScaling} is set
   */
  public ScalableTaskCount getScaling() {
    return scaling.orThrow();
  }

  /**
   * Mounts a folder of Amazon EFS in the service's own container, and in the migration of the
   * backend, where it can be read and written: with TLS, by this access point only. The file
   * system's security groups admit the tasks on port 2049, or the instances with {@link
   * TaskNetworking#BRIDGE}, unless they were imported with {@code mutable(false)}. The tasks wait
   * for its mount targets. To add a folder or to take it away is a new deployment of the service.
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
    folders.mount(folder, containerPath);
  }
}
