package io.github.threetierecs.internal.edge;

import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.AaaaRecord;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.LoadBalancerTarget;
import software.constructs.Construct;

/** The ingress of clients: the certificate, the name, and who may call. */
public final class Edge {
  /** Where clients of a company network have their addresses: RFC 1918. */
  private static final List<String> PRIVATE_RANGES =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

  /** The certificate; null without TLS. */
  public final @Nullable ICertificate certificate;

  public final Ingress ingress;

  private final Construct scope;
  private final String path;
  private final @Nullable IHostedZone hostedZone;
  private final @Nullable String domainName;

  public Edge(Construct scope, Values options) {
    this.scope = scope;
    path = options.path();
    hostedZone = options.find(EdgeOptions.HOSTED_ZONE);
    domainName = EdgeOptions.domainName(options);
    ICertificate given = options.find(EdgeOptions.CERTIFICATE);
    certificate =
        given != null
            ? UsableHere.certificate(scope, path, EdgeOptions.CERTIFICATE.name(), given)
            : made();
    ingress = new Ingress(!options.get(EdgeOptions.INTERNAL), tls(options), clients(options));
  }

  private Ingress.@Nullable Tls tls(Values options) {
    return certificate == null
        ? null
        : new Ingress.Tls(
            ListenerCertificate.fromCertificateManager(certificate),
            options.get(EdgeOptions.SSL_POLICY),
            EdgeOptions.redirectsHttp(options));
  }

  private static List<IPeer> clients(Values options) {
    List<String> chosen = Problems.copyOf(options.find(EdgeOptions.ALLOWED_CIDRS));
    boolean byDefault =
        options.get(EdgeOptions.INTERNAL)
            && chosen.isEmpty()
            && !options.has(EdgeOptions.ALLOWED_PREFIX_LISTS);
    Stream<IPeer> ranges = (byDefault ? PRIVATE_RANGES : chosen).stream().map(Peer::ipv4);
    return Stream.concat(
            ranges, Problems.copyOf(options.find(EdgeOptions.ALLOWED_PREFIX_LISTS)).stream())
        .toList();
  }

  /** Makes the name known, and returns where the load balancer answers. */
  public String publish(ApplicationLoadBalancer loadBalancer) {
    if (hostedZone != null && domainName != null) {
      UsableHere.zone(
          scope,
          path,
          EdgeOptions.HOSTED_ZONE.name(),
          hostedZone,
          "delegate a subdomain to a zone of the stack's account, or set only certificate and"
              + " domainName, and create the record there");
      RecordTarget target = RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer));
      // The name ends with a dot; otherwise the CDK would look for the zone's name at the end of a
      // token.
      String name = domainName + ".";
      ARecord.Builder.create(scope, "Alias")
          .zone(hostedZone)
          .recordName(name)
          .target(target)
          .build();
      AaaaRecord.Builder.create(scope, "AliasIpv6")
          .zone(hostedZone)
          .recordName(name)
          .target(target)
          .build();
    }
    String name = domainName != null ? domainName : loadBalancer.getLoadBalancerDnsName();
    return (certificate == null ? "http://" : "https://") + name;
  }

  private @Nullable ICertificate made() {
    return hostedZone == null || domainName == null
        ? null
        : Certificate.Builder.create(scope, "Certificate")
            .domainName(domainName)
            .validation(CertificateValidation.fromDns(hostedZone))
            .build();
  }
}
