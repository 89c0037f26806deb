package io.github.threetierecs;

import io.github.threetierecs.internal.options.BackendTlsOptions;
import io.github.threetierecs.internal.options.HostedZones;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.IHostedZone;

/** TLS between the frontend and the backend's load balancer: a certificate, and a name for it. */
public final class BackendTlsProps {
  final Values values;

  private BackendTlsProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option but the certificate and the name.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the certificate and the name. */
  public static final class Builder implements software.amazon.jsii.Builder<BackendTlsProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * The certificate of the backend's load balancer, from AWS Certificate Manager in the stack's
     * Region. It has to be valid for {@link #domainName}, which cannot be checked here, and the
     * frontend has to trust its issuer: every image with up-to-date root certificates trusts a
     * public certificate of ACM, none that of a private authority, unless its root is in the image.
     * For a public one ACM asks for a record in the public zone of the domain, although the name
     * itself need not be known there.
     *
     * <p>Required. It can be changed in place.
     *
     * <p>Refused: a certificate of another Region or account, if its ARN and the stack's
     * environment show that.
     *
     * @param certificate the certificate
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html">Certificates</a>
     */
    public Builder certificate(@Nullable ICertificate certificate) {
      values.set(BackendTlsOptions.CERTIFICATE, certificate);
      return this;
    }

    /**
     * The name by which the frontend calls the backend; only the VPC has to know it.
     *
     * <p>Required. Changing it deploys the frontend again: the new name is there before, and the
     * old one stays until no task calls it any more. The certificate has to be valid for both
     * meanwhile, so change it before, or together with the name if it is valid for both.
     *
     * <p>Refused: what is no full name in DNS; a name outside {@link #hostedZone}; with {@code
     * frontend.edge}, the name of the frontend.
     *
     * @param domainName such as {@code backend.example.com}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">DNS
     *     domain name format</a>
     */
    public Builder domainName(@Nullable String domainName) {
      values.set(BackendTlsOptions.DOMAIN_NAME, domainName);
      return this;
    }

    /**
     * A zone of Route 53 that gets the record of {@link #domainName}: a private one that is
     * associated with the VPC, such as your company's. If the zone has a record of that name
     * already, the deployment fails.
     *
     * <p>Default: none in both profiles; the construct then creates a private zone in the VPC,
     * whose name is exactly {@link #domainName}, so that it hides no other name of the domain. A
     * VPC of your own then needs {@code enableDnsSupport} and {@code enableDnsHostnames}, which
     * cannot be checked here, and two applications in it need two names. Changing it replaces the
     * record of the name: the new one is there before the old one is deleted.
     *
     * <p>Refused: one that was imported by its id only, because its name is needed; by the
     * construct, one of another account, where the CDK knows it.
     *
     * @param hostedZone the zone
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html">Private
     *     hosted zones</a>
     */
    public Builder hostedZone(@Nullable IHostedZone hostedZone) {
      values.set(BackendTlsOptions.HOSTED_ZONE, hostedZone);
      return this;
    }

    /**
     * Which versions and ciphers of TLS the frontend may use.
     *
     * <p>Default: {@link SslPolicy#TLS13_12_RES_PQ} in both profiles, as for {@code
     * frontend.edge.sslPolicy}. It can be changed in place.
     *
     * @param sslPolicy the policy
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html">Security
     *     policies</a>
     */
    public Builder sslPolicy(@Nullable SslPolicy sslPolicy) {
      values.set(BackendTlsOptions.SSL_POLICY, sslPolicy);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is missing or refused; the message lists every
     *     problem
     */
    @Override
    public BackendTlsProps build() {
      return new BackendTlsProps(values.checked("tls", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      String written = chosen.find(BackendTlsOptions.DOMAIN_NAME);
      problems.missing(
          BackendTlsOptions.CERTIFICATE.name(),
          chosen.find(BackendTlsOptions.CERTIFICATE),
          "set a certificate of the stack's Region, such as Certificate.fromCertificateArn(…)");
      problems.missing(
          BackendTlsOptions.DOMAIN_NAME.name(),
          written,
          "set a name that the certificate is valid for, such as \"backend.example.com\"");
      IHostedZone hostedZone = chosen.find(BackendTlsOptions.HOSTED_ZONE);
      if (hostedZone == null) {
        return;
      }
      String zone = HostedZones.nameOf(problems, BackendTlsOptions.HOSTED_ZONE.name(), hostedZone);
      if (zone != null && written != null) {
        HostedZones.checkIn(
            problems, BackendTlsOptions.DOMAIN_NAME.name(), written, "tls.hostedZone", zone);
      }
    }
  }
}
