package io.github.threetierecs.internal.edge;

import io.github.threetierecs.internal.options.BackendTlsOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.PrivateHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.LoadBalancerTarget;
import software.constructs.Construct;

/**
 * TLS between the frontend and the backend's load balancer. Who calls by HTTPS compares the name in
 * the certificate with the one that it has called, and nobody gets a certificate for the load
 * balancer's own name: so the load balancer gets another name, which only the VPC has to know.
 */
public final class BackendTls {
  public final Ingress ingress;
  private final String domainName;
  private final IHostedZone zone;

  /** Null if the record is in a zone that was given. */
  public final @Nullable PrivateHostedZone ownZone;

  public BackendTls(Construct scope, Values options, IVpc vpc) {
    ICertificate certificate =
        UsableHere.certificate(
            scope,
            options.path(),
            BackendTlsOptions.CERTIFICATE.name(),
            options.get(BackendTlsOptions.CERTIFICATE));
    ingress =
        new Ingress(
            false,
            new Ingress.Tls(
                ListenerCertificate.fromCertificateManager(certificate),
                options.get(BackendTlsOptions.SSL_POLICY),
                false),
            List.of());
    domainName = BackendTlsOptions.domainName(options);
    IHostedZone given = options.find(BackendTlsOptions.HOSTED_ZONE);
    if (given == null) {
      ownZone = zone(scope, domainName, vpc);
      zone = ownZone;
    } else {
      ownZone = null;
      zone =
          UsableHere.zone(
              scope,
              options.path(),
              BackendTlsOptions.HOSTED_ZONE.name(),
              given,
              "leave it out, so that the construct creates a private zone");
    }
  }

  /** It has this one name, so that the VPC resolves every other name as before. */
  private static PrivateHostedZone zone(Construct scope, String domainName, IVpc vpc) {
    return PrivateHostedZone.Builder.create(scope, "Zone")
        .zoneName(domainName)
        .vpc(vpc)
        .comment("Where the frontend finds the backend")
        .build();
  }

  /** {@return the record by which the name leads to a load balancer} */
  public ARecord publish(Construct scope, ApplicationLoadBalancer loadBalancer) {
    return ARecord.Builder.create(scope, "Alias")
        .zone(zone)
        // The dot at the end says that it is the whole name, which the CDK cannot see of a token.
        .recordName(domainName + ".")
        .target(RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)))
        .build();
  }

  /** {@return where the frontend calls the backend} */
  public String url() {
    return "https://" + domainName;
  }
}
