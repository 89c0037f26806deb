package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/** The version of HTTP between the backend's load balancer and its tasks. */
final class ProtocolVersionTable {
  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("backend.protocolVersion",  "not set", "not set", "GRPC", () -> ProtocolVersionTest.GRPC, app -> app.backend().targetGroup().text("ProtocolVersion").orElse("not set")),
              new Effect("backend.healthyGrpcCodes", "not set", "not set", "0,12", () -> ProtocolVersionTest.GRPC, app -> app.backend().targetGroup().text("Matcher.GrpcCode").orElse("not set"))),
          List.of(
              arguments("backend.protocolVersion", ApplicationProtocolVersion.HTTP2, "HTTP2 needs an HTTPS listener, and the backend's load balancer listens with HTTP; set tls too, or leave protocolVersion out"),
              arguments("backend.healthyGrpcCodes", "0", "\"0\" are codes of gRPC, and with protocolVersion HTTP1 health checks compare those of HTTP; set healthyHttpCodes instead, or protocolVersion GRPC")),
          List.of());
  // spotless:on

  private ProtocolVersionTable() {}
}
