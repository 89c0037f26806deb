package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/** What HTTP/2 and gRPC between a load balancer and its tasks require of the options. */
public final class ProtocolVersionChecks {
  private ProtocolVersionChecks() {}

  /** Checks options of the backend alone. */
  public static void check(Problems problems, Values chosen) {
    String option = BackendOptions.PROTOCOL_VERSION.name();
    ApplicationProtocolVersion version = BackendOptions.versionOf(chosen);
    boolean grpc = BackendOptions.speaksGrpc(chosen);
    if (version != ApplicationProtocolVersion.HTTP1) {
      if (Boolean.TRUE.equals(chosen.find(BackendOptions.SERVICE_CONNECT))) {
        problems.add(
            option,
            version,
            "is what the load balancer speaks, and with serviceConnect the frontend's requests do"
                + " not pass through it",
            "leave one of the two out");
      } else if (!chosen.has(BackendOptions.TLS)) {
        problems.add(
            option,
            version,
            "needs an HTTPS listener, and the backend's load balancer listens with HTTP",
            "set tls too, or leave protocolVersion out");
      }
      ContainerImage image = chosen.find(ServiceOptions.IMAGE);
      if (image != null && Placeholder.is(image)) {
        problems.add(
            option,
            version,
            "is not a version that the placeholder supports",
            "leave it out until an image is pushed");
      }
    }
    if (grpc && chosen.has(ServiceOptions.HEALTHY_HTTP_CODES)) {
      problems.add(
          ServiceOptions.HEALTHY_HTTP_CODES.name(),
          chosen.find(ServiceOptions.HEALTHY_HTTP_CODES),
          "are codes of HTTP, and with protocolVersion GRPC health checks compare those of gRPC",
          "set healthyGrpcCodes instead");
    }
    if (!grpc && chosen.has(BackendOptions.HEALTHY_GRPC_CODES)) {
      problems.add(
          BackendOptions.HEALTHY_GRPC_CODES.name(),
          chosen.find(BackendOptions.HEALTHY_GRPC_CODES),
          "are codes of gRPC, and with protocolVersion "
              + version
              + " health checks compare those"
              + " of HTTP",
          "set healthyHttpCodes instead, or protocolVersion GRPC");
    }
  }
}
