package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.HostedZone;

/** TLS between the frontend and the backend's load balancer. */
final class BackendTlsTable {
  private static final Stack OTHER = new Stack();
  private static final String RECORD = "AWS::Route53::RecordSet";

  private static final Anatomy IN_ITS_ZONE =
      BackendTlsTest.app((stack, tls) -> tls.sslPolicy(SslPolicy.TLS13_13));

  private static final Anatomy IN_A_ZONE =
      BackendTlsTest.app((stack, tls) -> tls.hostedZone(Edges.zone(stack, "example.com")));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("backend.tls",     "80",      "80",      "443",                                () -> IN_ITS_ZONE, app -> app.backend().listener().text("Port").orElse("")),
              new Effect("tls.certificate", "not set", "not set", Edges.CERTIFICATE,                    () -> IN_ITS_ZONE, app -> app.backend().listener().text("Certificates.0.CertificateArn").orElse("not set")),
              new Effect("tls.sslPolicy",   "not set", "not set", "ELBSecurityPolicy-TLS13-1-3-2021-06", () -> IN_ITS_ZONE, app -> app.backend().listener().text("SslPolicy").orElse("not set")),
              new Effect("tls.domainName",  "no name", "no name", "backend.example.com.",               () -> IN_ITS_ZONE, app -> ofRecord(app, "Name")),
              new Effect("tls.hostedZone",  "no name", "no name", "Z0123456789",                        () -> IN_A_ZONE,   app -> ofRecord(app, "HostedZoneId"))),
          List.of(
              arguments("tls.domainName", "backend", "\"backend\" is not the full name of a host in DNS; write one such as \"backend.example.com\""),
              arguments("tls.hostedZone", HostedZone.fromHostedZoneId(OTHER, "ById", "Z123"), "\"Z123\" was imported only by its id, and its name is needed; use HostedZone.fromHostedZoneAttributes or HostedZone.fromLookup")),
          List.of("backend.tls", "tls.certificate", "tls.sslPolicy"));
  // spotless:on

  private BackendTlsTable() {}

  private static String ofRecord(Anatomy app, String property) {
    return app.template.resourcesOfType(RECORD).stream()
        .flatMap(it -> it.text(property).stream())
        .findFirst()
        .orElse("no name");
  }
}
