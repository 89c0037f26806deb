package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.AaaaRecord;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.LoadBalancerTarget;
import software.constructs.Construct;

/** The way in from the internet: the certificate, the name, and who may call. */
final class Edge {
  /** Null without TLS. */
  final @Nullable ICertificate certificate;

  final @Nullable ListenerCertificate listenerCertificate;
  final @Nullable SslPolicy sslPolicy;

  private final Construct scope;
  private final EdgeProps props;
  private final List<IPeer> allowed;

  Edge(Construct scope, EdgeProps props) {
    this.scope = scope;
    this.props = props;
    certificate = props.certificate != null ? checked(props.certificate) : made();
    listenerCertificate =
        certificate == null ? null : ListenerCertificate.fromCertificateManager(certificate);
    sslPolicy = props.sslPolicy;
    allowed =
        Stream.concat(
                props.allowedCidrs.stream().map(Peer::ipv4), props.allowedPrefixLists.stream())
            .toList();
  }

  boolean isOpenToAll() {
    return allowed.isEmpty();
  }

  /** Whether port 80 answers, to send clients to port 443. */
  boolean redirectsHttp(Profile profile) {
    return Defaults.REDIRECT_HTTP.unless(props.redirectHttp, profile);
  }

  /** Lets those in that may call, unless all may. */
  void admit(ApplicationListener listener) {
    for (IPeer peer : allowed) {
      listener.getConnections().allowDefaultPortFrom(peer, "Clients that may call");
    }
  }

  /** Makes the name known, and returns where the load balancer answers. */
  String publish(ApplicationLoadBalancer loadBalancer) {
    if (props.hostedZone != null && props.domainName != null) {
      Problems problems = new Problems("frontend.edge");
      new Places(problems, Stack.of(scope))
          .sameAccount(
              "hostedZone",
              props.hostedZone,
              null,
              "delegate a subdomain to a zone of the stack's account, or set certificate and"
                  + " domainName alone and create the record there");
      problems.refuse();
      RecordTarget target = RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer));
      // With the dot, so that the CDK does not look for the zone's name at the end of a token.
      String name = props.domainName + ".";
      ARecord.Builder.create(scope, "Alias")
          .zone(props.hostedZone)
          .recordName(name)
          .target(target)
          .build();
      AaaaRecord.Builder.create(scope, "AliasIpv6")
          .zone(props.hostedZone)
          .recordName(name)
          .target(target)
          .build();
    }
    String name =
        props.domainName != null ? props.domainName : loadBalancer.getLoadBalancerDnsName();
    return (certificate == null ? "http://" : "https://") + name;
  }

  private @Nullable ICertificate made() {
    return props.hostedZone == null || props.domainName == null
        ? null
        : Certificate.Builder.create(scope, "Certificate")
            .domainName(props.domainName)
            .validation(CertificateValidation.fromDns(props.hostedZone))
            .build();
  }

  /** A load balancer finds certificates in its own Region alone. */
  private ICertificate checked(ICertificate given) {
    Problems problems = new Problems("frontend.edge");
    Arns.checkRegion(
        problems,
        "certificate",
        given.getCertificateArn(),
        Stack.of(scope).getRegion(),
        "request one in the stack's Region");
    new Places(problems, Stack.of(scope))
        .sameAccount(
            "certificate",
            given,
            given.getCertificateArn(),
            "request or import one in the stack's account");
    problems.refuse();
    return given;
  }
}
