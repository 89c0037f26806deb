package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.capacity.EcsEc2Capacity;
import io.github.threetierecs.internal.capacity.LogDrivers;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.UniqueName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.AppProtocol;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.ServiceConnectProps;
import software.amazon.awscdk.services.ecs.ServiceConnectService;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.servicediscovery.HttpNamespace;
import software.constructs.Construct;

/**
 * Lets the frontend call the backend without a load balancer between them: ECS adds a proxy to each
 * task, and the frontend's proxy calls the backend's tasks itself.
 *
 * <p>The problem: the CDK's option on a service is only a part of it. ECS requires room for the
 * proxy in the task's own CPU and memory, for which the CDK has no option on EC2. The agent on the
 * instances needs a permission to fetch the configuration of the proxies. ECS gives up requests
 * after 15 seconds unless it is configured otherwise.
 *
 * <p>One object serves both tiers. Capacity, task and service each call the method for their part,
 * and with the option off each of these does nothing. The service whose port has a name is the
 * server; the other one is only a client. {@link ServiceConnectChecks} refuses the options with
 * which no proxy would work, so that nothing is checked here.
 *
 * <p>What is guaranteed: a task reserves what its containers have and a proxy's share, services
 * wait for the namespace, and a request has no other limit than the load balancer's idle timeout.
 * The load balancer and its rules stay as they are.
 */
public final class ServiceConnect {
  private static final String LOG_PREFIX = "service-connect";

  /** The namespace in which the backend's name is registered. Null without Service Connect. */
  public final @Nullable HttpNamespace namespace;

  public ServiceConnect(Construct scope, Values backend) {
    namespace =
        backend.get(BackendOptions.SERVICE_CONNECT)
            ? HttpNamespace.Builder.create(scope, "Namespace")
                .name(UniqueName.of(scope))
                .description("Where the frontend finds the backend")
                .build()
            : null;
  }

  boolean isOn() {
    return namespace != null;
  }

  /** The URL that the frontend gets, unless it has to call the load balancer. */
  static String url(Number port) {
    return "http://"
        + ServiceConnectChecks.BACKEND
        + ":"
        + (Tokens.isToken(port) ? Token.asString(port) : String.valueOf(port));
  }

  /** Lets the instances' ECS agent fetch the configuration of the proxies, as it fetches tasks. */
  public void allow(EcsEc2Capacity capacity) {
    if (isOn()) {
      String cluster = capacity.clusterName;
      AcceptedRisks.acknowledge(
          AcceptedRisks.SERVICE_CONNECT, capacity.instanceRole.getNode(), idOf(capacity.cluster));
      capacity.instanceRole.addToPolicy(
          PolicyStatement.Builder.create()
              .actions(List.of("ecs:Poll"))
              .resources(List.of(Arns.here("ecs", "task-set/" + cluster + "/*")))
              .build());
    }
  }

  static String idOf(Cluster cluster) {
    CfnElement element = (CfnElement) Objects.requireNonNull(cluster.getNode().getDefaultChild());
    return String.valueOf(Stack.of(cluster).resolve(element.getLogicalId()));
  }

  /**
   * The port mapping of the backend's own container, named so that Service Connect can refer to it.
   */
  PortMapping port(Number containerPort) {
    PortMapping.Builder port = PortMapping.builder().containerPort(containerPort);
    if (isOn()) {
      port.name(ServiceConnectChecks.BACKEND).appProtocol(AppProtocol.getHttp());
    }
    return port.build();
  }

  /**
   * A proxy lives on what the task has beyond its containers, and ECS requires that to be written
   * down. The CDK has no such option for tasks on EC2.
   */
  void makeRoom(Ec2TaskDefinition task, Values service) {
    if (isOn()) {
      CfnTaskDefinition definition =
          (CfnTaskDefinition) Objects.requireNonNull(task.getNode().getDefaultChild());
      int cpu = ServiceConnectChecks.PROXY_CPU + service.get(ServiceOptions.CPU).intValue();
      int memory =
          ServiceConnectChecks.PROXY_MEMORY_MIB + service.get(ServiceOptions.MEMORY_MIB).intValue();
      for (ContainerDefinitionOptions sidecar :
          ServiceOptions.furtherContainers(service).values()) {
        cpu += sidecar.getCpu() == null ? 0 : sidecar.getCpu().intValue();
        memory += Sidecars.memoryOf(sidecar).intValue();
      }
      definition.setCpu(String.valueOf(cpu));
      definition.setMemory(String.valueOf(memory));
    }
  }

  /**
   * Tells ECS of a service's proxies, if it is to have some.
   *
   * @param port the one that the service's own container listens on
   * @param logGroup where its proxies log to
   */
  void connect(
      ExplicitService created, Values service, @Nullable PortMapping port, LogGroup logGroup) {
    if (namespace == null) {
      return;
    }
    created.enableServiceConnect(
        ServiceConnectProps.builder()
            // The ARN makes the service wait for the namespace; given a name that does not exist,
            // ECS would create one.
            .namespace(namespace.getNamespaceArn())
            .services(
                port == null || port.getName() == null
                    ? null
                    : List.of(endpoint(service.get(ServiceOptions.LOAD_BALANCER))))
            .logDriver(LogDrivers.inGroup(logGroup, LOG_PREFIX))
            .build());
  }

  /**
   * The endpoint has the load balancer's timeout: ECS would give up a request after 15 seconds, and
   * the load balancer's own requests go through the proxy too.
   */
  private static ServiceConnectService endpoint(Values loadBalancer) {
    return ServiceConnectService.builder()
        .portMappingName(ServiceConnectChecks.BACKEND)
        .discoveryName(ServiceConnectChecks.BACKEND)
        .dnsName(ServiceConnectChecks.BACKEND)
        .perRequestTimeout(Duration.seconds(0))
        .idleTimeout(loadBalancer.get(LoadBalancerOptions.IDLE_TIMEOUT))
        .build();
  }
}
