package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.AutoScalingOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.BackendTlsOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.OperatingSystem;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;

/** What Service Connect requires of the options, and what its proxies take from a task. */
public final class ServiceConnectChecks {
  /** The name by which the frontend calls the backend. */
  static final String BACKEND = "backend";

  /** AWS's recommendation for a proxy, in addition to what the containers have. */
  static final int PROXY_CPU = 256;

  static final int PROXY_MEMORY_MIB = 64;

  private static final String OPTION = "backend.serviceConnect";

  private ServiceConnectChecks() {}

  /**
   * Refuses options of the backend that depend on the load balancer or on TLS, which these calls do
   * not use.
   */
  public static void checkBackend(Problems problems, Values chosen) {
    AutoScalingOptions.refuseRequests(
        problems,
        chosen.find(ServiceOptions.AUTO_SCALING),
        "is counted at the load balancer, and with serviceConnect the frontend's requests do not"
            + " pass through it",
        "scale on CPU or memory, or leave serviceConnect out");
    Values tls = chosen.find(BackendOptions.TLS);
    if (tls != null) {
      problems.add(
          BackendOptions.TLS.name(),
          tls.find(BackendTlsOptions.DOMAIN_NAME),
          "is the name of the load balancer, and with serviceConnect the frontend's requests do not"
              + " pass through it",
          "leave one of the two out");
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
          "seconds apply at the load balancer, and with serviceConnect the frontend's requests do"
              + " not pass through it",
          "leave one of the two out");
    }
    if (balancer.find(LoadBalancerOptions.TARGET_PROTOCOL) == ApplicationProtocol.HTTPS) {
      problems.add(
          "loadBalancer.targetProtocol",
          ApplicationProtocol.HTTPS,
          "is what the container would expect from the proxy too, which speaks HTTP to it",
          "leave one of targetProtocol and serviceConnect out");
    }
  }

  /** Refuses instances and networks in which no proxy can run. */
  public static void checkSurroundings(Problems problems, Values capacity, Values network) {
    if (!CapacityOptions.givesInterfaces(capacity)) {
      problems.add(
          OPTION,
          true,
          "would open every dynamic port of the instances to one another, since"
              + " capacity.taskNetworking is "
              + capacity.get(CapacityOptions.TASK_NETWORKING),
          "leave taskNetworking out, or serviceConnect");
    }
    OperatingSystem os = OperatingSystem.of(capacity);
    if (!os.runsServiceConnect()) {
      problems.add(
          OPTION,
          true,
          "needs an agent that capacity.operatingSystem " + os + " does not have",
          "leave operatingSystem out, or serviceConnect");
    }
    if (!NetworkOptions.reachesInternet(network)) {
      problems.add(
          OPTION,
          true,
          "needs an AWS service that has no VPC endpoint, and with network.nat NONE nothing else"
              + " can be reached",
          "set network.nat to SINGLE or ONE_PER_AZ, or leave serviceConnect out");
    }
  }

  /**
   * Checks the backend's task, whose total has to include the proxy's share, and the name of its
   * port.
   */
  public static void checkBackendTask(Problems problems, Values backend) {
    checkTask(problems, backend, BACKEND);
  }

  /** Checks a task that only calls, whose total has to include the proxy's share. */
  public static void checkClientTask(Problems problems, Values client) {
    checkTask(problems, client, null);
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
