package io.github.threetierecs.internal.options;

import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.IHostedZone;

/** What can be chosen of TLS between the frontend and the backend's load balancer. */
public final class BackendTlsOptions {
  private static final Group TLS = new Group("tls");

  /** Required. */
  public static final Option<ICertificate> CERTIFICATE = TLS.option("certificate");

  /** Required. The name as it was written; {@link #domainName} is the normalized name. */
  public static final Option<String> DOMAIN_NAME =
      TLS.<String>option("domainName")
          .refusing(
              (problems, option, name) ->
                  DomainNames.check(problems, option, name, "backend.example.com"));

  /** It is checked together with {@link #DOMAIN_NAME}. */
  public static final Option<IHostedZone> HOSTED_ZONE = TLS.option("hostedZone");

  public static final Option<SslPolicy> SSL_POLICY =
      TLS.<SslPolicy>option("sslPolicy").byDefault(SslPolicy.TLS13_12_RES_PQ);

  private BackendTlsOptions() {}

  /** {@return the name that the frontend calls, as DNS compares names} */
  public static String domainName(Values options) {
    return DomainNames.withoutDot(options.get(DOMAIN_NAME));
  }
}
