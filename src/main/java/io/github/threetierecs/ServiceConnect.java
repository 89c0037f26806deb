package io.github.threetierecs;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
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
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.ServiceConnectProps;
import software.amazon.awscdk.services.ecs.ServiceConnectService;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.servicediscovery.HttpNamespace;
import software.constructs.Construct;

/**
 * The way from the frontend to the backend that leads through no load balancer: ECS adds a proxy to
 * each task, and the frontend's proxy calls the backend's tasks itself.
 */
final class ServiceConnect {
  /** What the frontend calls the backend. */
  static final String BACKEND = "backend";

  private static final String OPTION = "backend.serviceConnect";

  private static final String LOG_PREFIX = "service-connect";

  /** What AWS advises for a proxy, beyond what the containers have. */
  static final int PROXY_CPU = 256;

  static final int PROXY_MEMORY_MIB = 64;

  /** Where the backend's name is registered. Null where there is no Service Connect. */
  final @Nullable HttpNamespace namespace;

  ServiceConnect(Construct scope, Values backend) {
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

  /** What the frontend is told, unless it has to call the load balancer. */
  static String url(Number port) {
    return "http://"
        + BACKEND
        + ":"
        + (Tokens.isToken(port) ? Token.asString(port) : String.valueOf(port));
  }

  /** ECS's agent fetches what its proxies are to do as it fetches tasks. */
  void allow(EcsEc2Capacity capacity) {
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

  private static String idOf(Cluster cluster) {
    CfnElement element = (CfnElement) Objects.requireNonNull(cluster.getNode().getDefaultChild());
    return String.valueOf(Stack.of(cluster).resolve(element.getLogicalId()));
  }

  /** The port of the backend's own container, which has a name where it can be called by one. */
  PortMapping port(Number containerPort) {
    PortMapping.Builder port = PortMapping.builder().containerPort(containerPort);
    if (isOn()) {
      port.name(BACKEND).appProtocol(AppProtocol.getHttp());
    }
    return port.build();
  }

  /**
   * A proxy lives on what the task has beyond its containers, and ECS requires that to be written
   * down. The CDK has no such option for tasks on EC2.
   */
  void makeRoom(TierTask task, Values service) {
    if (isOn()) {
      CfnTaskDefinition definition =
          (CfnTaskDefinition) Objects.requireNonNull(task.definition.getNode().getDefaultChild());
      int cpu = PROXY_CPU + service.get(ServiceOptions.CPU).intValue();
      int memory = PROXY_MEMORY_MIB + service.get(ServiceOptions.MEMORY_MIB).intValue();
      for (ContainerDefinitionOptions sidecar :
          ServiceOptions.furtherContainers(service).values()) {
        cpu += sidecar.getCpu() == null ? 0 : sidecar.getCpu().intValue();
        memory += Sidecars.memoryOf(sidecar).intValue();
      }
      definition.setCpu(String.valueOf(cpu));
      definition.setMemory(String.valueOf(memory));
    }
  }

  /** Tells ECS of a service's proxies, if it is to have some. */
  void connect(ExplicitService created, Values service, TierTask task) {
    if (namespace == null) {
      return;
    }
    created.enableServiceConnect(
        ServiceConnectProps.builder()
            // Its ARN makes the service wait for it; of a name that is not there, ECS would make
            // one.
            .namespace(namespace.getNamespaceArn())
            .services(
                task.port.getName() == null
                    ? null
                    : List.of(endpoint(service.get(ServiceOptions.LOAD_BALANCER))))
            .logDriver(task.logging(LOG_PREFIX))
            .build());
  }

  /**
   * As patient as the load balancer is: ECS would give up a request after 15 seconds, and the load
   * balancer's own requests go through the proxy too.
   */
  private static ServiceConnectService endpoint(Values loadBalancer) {
    return ServiceConnectService.builder()
        .portMappingName(BACKEND)
        .discoveryName(BACKEND)
        .dnsName(BACKEND)
        .perRequestTimeout(Duration.seconds(0))
        .idleTimeout(loadBalancer.get(LoadBalancerOptions.IDLE_TIMEOUT))
        .build();
  }

  /** What counts on the load balancer, or on TLS, which the calls then do without. */
  static void checkBackend(Problems problems, Values chosen) {
    Values scaling = chosen.find(ServiceOptions.AUTO_SCALING);
    Number requests = scaling == null ? null : scaling.find(AutoScalingOptions.REQUESTS_PER_TARGET);
    if (requests != null) {
      problems.add(
          "autoScaling.requestsPerTarget",
          requests,
          "is counted at the load balancer, and with serviceConnect the frontend's requests do not"
              + " come by it",
          "scale on CPU or memory, or leave serviceConnect out");
    }
    Values balancer = chosen.find(ServiceOptions.LOAD_BALANCER);
    if (balancer != null) {
      checkBalancer(problems, balancer);
    }
  }

  private static void checkBalancer(Problems problems, Values balancer) {
    Duration stickiness = balancer.find(LoadBalancerOptions.STICKINESS);
    if (stickiness != null) {
      problems.add(
          "loadBalancer.stickiness",
          Problems.secondsOf(stickiness),
          "seconds are a promise of the load balancer, and with serviceConnect the frontend's"
              + " requests do not come by it",
          "leave one of the two out");
    }
    if (balancer.find(LoadBalancerOptions.TARGET_PROTOCOL) == ApplicationProtocol.HTTPS) {
      problems.add(
          "loadBalancer.targetProtocol",
          ApplicationProtocol.HTTPS,
          "is what the container would expect of the proxy too, which speaks HTTP with it",
          "leave one of targetProtocol and serviceConnect out");
    }
  }

  /** What no proxy can be run on. */
  static void checkSurroundings(Problems problems, Values capacity, Values network) {
    TaskNetworking networking = capacity.get(CapacityOptions.TASK_NETWORKING);
    if (!networking.givesInterfaces()) {
      problems.add(
          OPTION,
          true,
          "would open every dynamic port of the instances to one another, since"
              + " capacity.taskNetworking is "
              + networking,
          "leave taskNetworking out, or serviceConnect");
    }
    InstanceOs os = capacity.get(CapacityOptions.OPERATING_SYSTEM);
    if (!os.runsServiceConnect()) {
      problems.add(
          OPTION,
          true,
          "needs an agent that capacity.operatingSystem " + os + " does not have",
          "leave operatingSystem out, or serviceConnect");
    }
    if (!network.get(NetworkOptions.NAT).reachesInternet()) {
      problems.add(
          OPTION,
          true,
          "needs a service of AWS that has no VPC endpoint, and with network.nat NONE nothing else"
              + " is within reach",
          "set network.nat to SINGLE or ONE_PER_AZ, or leave serviceConnect out");
    }
  }

  /** What the proxy's share of the backend's task is added to, and the name of its port. */
  static void checkBackendTask(Problems problems, Values backend) {
    checkTask(problems, backend, BACKEND);
  }

  /** What the proxy's share of the frontend's task is added to. */
  static void checkFrontendTask(Problems problems, Values frontend) {
    checkTask(problems, frontend, null);
  }

  private static void checkTask(Problems problems, Values service, @Nullable String portName) {
    concrete(problems, service.path(ServiceOptions.CPU), service.get(ServiceOptions.CPU));
    concrete(
        problems, service.path(ServiceOptions.MEMORY_MIB), service.get(ServiceOptions.MEMORY_MIB));
    ServiceOptions.furtherContainers(service)
        .forEach(
            (name, sidecar) -> {
              String option = service.path(ServiceOptions.SIDECARS) + "." + name;
              concrete(problems, option + ".cpu", sidecar.getCpu());
              concrete(
                  problems,
                  option
                      + (sidecar.getMemoryLimitMiB() != null
                          ? ".memoryLimitMiB"
                          : ".memoryReservationMiB"),
                  Sidecars.memoryOf(sidecar));
              if (portName != null && Sidecars.hasPortNamed(portName, sidecar)) {
                problems.add(
                    option + ".portMappings",
                    portName,
                    "is the name of the port that the frontend calls",
                    "use another, or leave backend.serviceConnect out");
              }
            });
  }

  private static void concrete(Problems problems, String option, @Nullable Number value) {
    problems.concrete(
        option,
        value,
        "with backend.serviceConnect the task's total is written out",
        "write the number, or leave serviceConnect out");
  }
}
