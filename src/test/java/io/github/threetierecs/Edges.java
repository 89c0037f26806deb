package io.github.threetierecs;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPrefixList;
import software.amazon.awscdk.services.ec2.PrefixList;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;

/** Applications with a way in of their own. */
final class Edges {
  static final String CERTIFICATE =
      "arn:aws:acm:eu-central-1:111111111111:certificate/12345678-1234-1234-1234-123456789012";

  static final String WEB_ACL =
      "arn:aws:wafv2:eu-central-1:111111111111:regional/webacl/ours/12345678";

  static final Anatomy CERTIFIED =
      Templates.in(
          stack ->
              app(
                  stack,
                  EdgeProps.builder()
                      .certificate(certificate(stack, CERTIFICATE))
                      .sslPolicy(SslPolicy.TLS13_13)
                      .allowedCidrs(List.of("203.0.113.0/24", "198.51.100.7/32"))
                      .allowedPrefixLists(List.of(prefixList(stack)))
                      .webAclArn(WEB_ACL)));

  /** Every option of a web ACL set. */
  static final Anatomy GUARDED =
      Templates.in(
          stack ->
              app(
                  stack,
                  EdgeProps.builder()
                      .webAcl(
                          WebAclProps.builder()
                              .rateLimit(500)
                              .managedRules(List.of("AWSManagedRulesCommonRuleSet"))
                              .excludedRules(List.of("SizeRestrictions_BODY"))
                              .countOnly(true)
                              .build())));

  /** TLS, and nothing on port 80. */
  static final Anatomy ONE_PORT =
      Templates.in(
          stack ->
              app(
                  stack,
                  EdgeProps.builder()
                      .certificate(certificate(stack, CERTIFICATE))
                      .redirectHttp(false)));

  /** For a company network. */
  static final Anatomy INTERNAL =
      Templates.in(stack -> app(stack, EdgeProps.builder().internal(true)));

  static final Anatomy NAMED = Templates.in(stack -> app(stack, named(stack)));

  private Edges() {}

  /** A name in a zone, and nothing else. */
  static EdgeProps.Builder named(Stack stack) {
    return EdgeProps.builder()
        .hostedZone(zone(stack, "example.com"))
        .domainName("shop.example.com");
  }

  /** All that goes together. */
  static ThreeTierEcsApp everything(Stack stack) {
    LoadBalancerProps loadBalancer =
        LoadBalancerProps.builder()
            .connectionLogs(true)
            .stickiness(Duration.hours(1))
            .idleTimeout(Duration.minutes(5))
            .targetProtocol(ApplicationProtocol.HTTPS)
            .build();
    EdgeProps edge =
        named(stack)
            .allowedCidrs(List.of("203.0.113.0/24"))
            .allowedPrefixLists(List.of(prefixList(stack)))
            .webAcl(WebAclProps.builder().excludedRules(List.of("SizeRestrictions_BODY")).build())
            .build();
    return new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .frontend(Templates.frontend().loadBalancer(loadBalancer).edge(edge).build())
            .backend(Templates.backend().loadBalancer(loadBalancer).build())
            .build());
  }

  static ThreeTierEcsApp app(Stack stack, EdgeProps.Builder edge) {
    return new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props().frontend(Templates.frontend().edge(edge.build()).build()).build());
  }

  static ICertificate certificate(Stack stack, String arn) {
    return Certificate.fromCertificateArn(stack, "Certificate", arn);
  }

  static IPrefixList prefixList(Stack stack) {
    return PrefixList.fromPrefixListId(stack, "PrefixList", "pl-12345678");
  }

  static IHostedZone zone(Stack stack, String name) {
    return HostedZone.fromHostedZoneAttributes(
        stack,
        "Zone" + name,
        HostedZoneAttributes.builder().hostedZoneId("Z0123456789").zoneName(name).build());
  }
}
