package io.github.threetierecs;

import io.github.threetierecs.internal.options.DomainNames;
import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.HostedZones;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPrefixList;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.IPrivateHostedZone;

/** The ingress of clients: from where, TLS, a name, who may call, and what is kept out. */
public final class EdgeProps {
  final Values values;

  private EdgeProps(Values values) {
    this.values = values;
  }

  /**
   * Starts without TLS and without a name, open to everybody.
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

  /** Sets the options of the ingress. Whatever is left out is not created. */
  public static final class Builder implements software.amazon.jsii.Builder<EdgeProps> {
    /** The longest name for which ACM issues a certificate. */
    private static final int LONGEST_COMMON_NAME = 64;

    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * Whether the application is for a company network and not for the internet: the frontend's
     * load balancer then has private addresses only, in the private subnets, and clients reach it
     * by a VPN, AWS Direct Connect, a transit gateway or VPC peering. A VPC of your own needs no
     * public subnets for it.
     *
     * <p>Default: false in both profiles. If it is true, {@link #allowedCidrs} and {@link
     * #allowedPrefixLists} say who may call, and without them the private ranges of RFC 1918:
     * {@code 10.0.0.0/8}, {@code 172.16.0.0/12} and {@code 192.168.0.0/16}. Changing it creates
     * another load balancer with another name, to which a name of {@link #hostedZone} follows, and
     * deletes the old one after the tasks have been deployed to the new one.
     *
     * <p>Refused: true together with {@code network.publicSubnets}, which nothing would use; and a
     * change of it while another {@code deployment.strategy} than {@code ROLLING} is deployed.
     *
     * @param internal whether no client comes from the internet
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#load-balancer-scheme">Load
     *     balancer scheme</a>
     */
    public Builder internal(@Nullable Boolean internal) {
      values.set(EdgeOptions.INTERNAL, internal);
      return this;
    }

    /**
     * The certificate for HTTPS, from AWS Certificate Manager in the stack's Region. Clients that
     * use HTTP are then redirected to HTTPS permanently, unless {@link #redirectHttp} is false.
     *
     * <p>Default: none in both profiles; with {@link #hostedZone} and {@link #domainName} one is
     * created. It can be set, changed and removed in place: port 80 redirects nobody to port 443
     * before that listens, and then whoever still uses HTTP, with status 301: {@code
     * docs/guides/name-and-tls.md#an-application-that-is-in-use-already}. While another {@code
     * deployment.strategy} than {@code ROLLING} is deployed, CloudFormation refuses to set or
     * remove it.
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
      values.set(EdgeOptions.CERTIFICATE, certificate);
      return this;
    }

    /**
     * The zone of Route 53 that gets the records of {@link #domainName}, and without a {@link
     * #certificate} that by which ACM issues and renews one. If a record of that name and type
     * already exists, the deployment fails: {@code
     * docs/symptoms/requests.md#a-name-that-is-in-use}.
     *
     * <p>Default: none in both profiles. It can be changed in place; without a {@link #certificate}
     * it brings TLS, and with that the redirect of HTTP.
     *
     * <p>Refused: a zone without {@link #domainName}; one that was imported by its id only, because
     * its name is needed; a private one without {@link #certificate}, because ACM looks up public
     * records; by the construct, one of another account, where the CDK knows it.
     *
     * @param hostedZone the zone
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html">Routing
     *     to a load balancer</a>
     */
    public Builder hostedZone(@Nullable IHostedZone hostedZone) {
      values.set(EdgeOptions.HOSTED_ZONE, hostedZone);
      return this;
    }

    /**
     * The name that clients use. It becomes the URL. With {@link #hostedZone} its alias records are
     * created; otherwise you have to create the record.
     *
     * <p>Default: none in both profiles; the load balancer's own name. Changing it creates a new
     * certificate and new records, and deletes the old ones: the old name stops working at once.
     *
     * <p>Refused: what is no name in DNS; a name outside the zone; one above 64 characters if a
     * certificate has to be created; a name with neither {@link #hostedZone} nor {@link
     * #certificate}.
     *
     * @param domainName such as {@code shop.example.com}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">DNS
     *     domain name format</a>
     */
    public Builder domainName(@Nullable String domainName) {
      values.set(EdgeOptions.DOMAIN_NAME, domainName);
      return this;
    }

    /**
     * Which versions and ciphers of TLS clients may use.
     *
     * <p>Default: {@link SslPolicy#TLS13_12_RES_PQ} in both profiles, which AWS recommends: TLS 1.3
     * and 1.2 with authenticated ciphers (GCM) only, and a key exchange that withstands quantum
     * computers if the client supports it. Clients from before about 2015, which support TLS 1.2
     * with CBC only, are rejected; {@link SslPolicy#TLS13_12_PQ} admits them. It can be changed in
     * place.
     *
     * <p>Refused: a policy without TLS.
     *
     * @param sslPolicy the policy
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html">Security
     *     policies</a>
     */
    public Builder sslPolicy(@Nullable SslPolicy sslPolicy) {
      values.set(EdgeOptions.SSL_POLICY, sslPolicy);
      return this;
    }

    /**
     * Whether port 80 answers too, to redirect clients from HTTP to HTTPS. It is not needed, nor
     * are its rules in the security group, if CloudFront or another proxy calls by HTTPS.
     *
     * <p>Default: true in both profiles. It can be changed in place: when it is switched off,
     * clients that use HTTP get no answer from then on.
     *
     * <p>Refused: without TLS, where port 80 is the only one.
     *
     * @param redirectHttp false to leave port 80 out
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions">Redirect
     *     actions</a>
     */
    public Builder redirectHttp(@Nullable Boolean redirectHttp) {
      values.set(EdgeOptions.REDIRECT_HTTP, redirectHttp);
      return this;
    }

    /**
     * The addresses that may call, on every port that the load balancer listens on.
     *
     * <p>Default: everybody in both profiles. It can be changed in place. Each range is a rule for
     * each port, and EC2 takes 60 rules in a security group unless the account's quota L-0EA8095F
     * is raised: more is the warning {@code ThreeTierEcsApp::SecurityGroupRules}. {@link
     * #redirectHttp} false saves the rules of port 80.
     *
     * <p>Refused: an empty list; anything but IPv4 ranges that begin at their network address; more
     * than 1 000 rules, which no quota allows. The load balancer has no IPv6 address.
     *
     * @param allowedCidrs such as {@code List.of("203.0.113.0/24")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html">Security
     *     groups</a>
     */
    public Builder allowedCidrs(@Nullable List<String> allowedCidrs) {
      values.set(
          EdgeOptions.ALLOWED_CIDRS, allowedCidrs == null ? null : Problems.copyOf(allowedCidrs));
      return this;
    }

    /**
     * The prefix lists that may call, in addition to {@link #allowedCidrs}: your own, or AWS's,
     * such as that of CloudFront.
     *
     * <p>Default: everybody in both profiles. It can be changed in place. For each port a prefix
     * list counts as the most entries that it may have, an unknown one as one: that of CloudFront
     * counts 55, so that with TLS, on two ports, it exceeds the quota of {@link #allowedCidrs}. Set
     * {@link #redirectHttp} to false, or have the quota raised first.
     *
     * <p>Refused: an empty list.
     *
     * @param allowedPrefixLists the lists
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html">Managed
     *     prefix lists</a>
     */
    public Builder allowedPrefixLists(@Nullable List<IPrefixList> allowedPrefixLists) {
      values.set(
          EdgeOptions.ALLOWED_PREFIX_LISTS,
          allowedPrefixLists == null ? null : Problems.copyOf(allowedPrefixLists));
      return this;
    }

    /**
     * A web ACL of AWS WAF in front of the load balancer, with a log of what it keeps out.
     *
     * <p>Default: none in both profiles. It can be set, changed and removed in place. Begin with
     * {@link WebAclProps.Builder#countOnly}, and read the log before it is switched off.
     *
     * <p>Refused: together with {@link #webAclArn}.
     *
     * @param webAcl its rules
     * @return this builder
     * @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html">Web
     *     ACLs</a>
     */
    public Builder webAcl(@Nullable WebAclProps webAcl) {
      values.set(EdgeOptions.WEB_ACL, webAcl == null ? null : webAcl.values);
      return this;
    }

    /**
     * A web ACL that was created elsewhere, such as by another team, in the stack's Region.
     *
     * <p>Default: none in both profiles. It can be changed in place.
     *
     * <p>Refused: together with {@link #webAcl}; what is not the ARN of a regional web ACL; one of
     * another Region, if the stack's Region is known.
     *
     * @param webAclArn its ARN
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html">Associating
     *     a web ACL</a>
     */
    public Builder webAclArn(@Nullable String webAclArn) {
      values.set(EdgeOptions.WEB_ACL_ARN, webAclArn);
      return this;
    }

    /**
     * The paths of the public name that lead to the backend's tasks, without the frontend in
     * between: for single-page applications, whose frontend serves files and has to pass nothing
     * on. The backend answers whoever may call the frontend: it has to check who they are itself.
     * The web ACL, TLS and the access logs of the edge apply to these requests, and the frontend
     * can still call {@code BACKEND_URL}.
     *
     * <p>Paths are compared with their case, {@code *} stands for any characters and {@code ?} for
     * one: {@code /api/*} does not contain {@code /api}. They lead to a target group of their own,
     * in which the backend's tasks register too, with the backend's health check, draining,
     * stickiness and protocol; the listener for tests leads there too. {@code
     * docs/adding.md#a-path-of-the-public-name-that-leads-to-the-backend} has the priorities of the
     * rules.
     *
     * <p>Default: none in both profiles. It can be set and changed in place, with a new deployment
     * of the backend when the first path comes: a path leads to the backend once tasks have
     * registered. When the last path goes, requests to it get errors from the load balancer until
     * the end of the deployment.
     *
     * <p>Refused: an empty list; a path that does not begin with {@code /}, is named twice, has
     * more than 128 characters, other ones than letters, digits and {@code _-.$/~"'@:+&*?}, or more
     * than 5 wildcards; {@code /*}; more than 40 rules, each of which has up to 5 paths and up to 5
     * wildcards; together with another {@code backend.deployment.strategy} than {@code ROLLING},
     * with {@code backend.autoScaling.requestsPerTarget}, and, without TLS here, with another
     * {@code backend.protocolVersion} than {@code HTTP1}.
     *
     * @param backendPaths such as {@code List.of("/api/*")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions">Path
     *     conditions</a>
     */
    public Builder backendPaths(@Nullable List<String> backendPaths) {
      values.set(
          EdgeOptions.BACKEND_PATHS, backendPaths == null ? null : Problems.copyOf(backendPaths));
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public EdgeProps build() {
      return new EdgeProps(values.checked("edge", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      checkName(problems, chosen);
      checkZone(problems, chosen);
      if (!EdgeOptions.hasTls(chosen)) {
        checkWithoutTls(problems, chosen);
      }
      checkRules(problems, chosen);
      String webAclArn = chosen.find(EdgeOptions.WEB_ACL_ARN);
      if (webAclArn != null && chosen.has(EdgeOptions.WEB_ACL)) {
        problems.add(
            EdgeOptions.WEB_ACL_ARN.name(),
            webAclArn,
            "is set together with edge.webAcl, and a load balancer can have only one web ACL",
            "keep one of the two");
      }
    }

    private static void checkName(Problems problems, Values chosen) {
      String written = chosen.find(EdgeOptions.DOMAIN_NAME);
      String name = EdgeOptions.domainName(chosen);
      if (written == null || name == null) {
        return;
      }
      if (!EdgeOptions.hasTls(chosen)) {
        problems.add(
            EdgeOptions.DOMAIN_NAME.name(),
            written,
            "has neither a certificate nor a hosted zone to validate one in",
            "set edge.hostedZone, or edge.certificate and create the DNS record yourself");
      }
      if (!Tokens.isToken(name)
          && DomainNames.isValid(name)
          && !chosen.has(EdgeOptions.CERTIFICATE)
          && name.length() > LONGEST_COMMON_NAME) {
        problems.add(
            EdgeOptions.DOMAIN_NAME.name(),
            written,
            "has " + name.length() + " characters, and ACM allows 64 in a certificate's first name",
            "use a shorter name, or set edge.certificate");
      }
    }

    private static void checkZone(Problems problems, Values chosen) {
      IHostedZone hostedZone = chosen.find(EdgeOptions.HOSTED_ZONE);
      if (hostedZone == null) {
        return;
      }
      String zone = HostedZones.nameOf(problems, EdgeOptions.HOSTED_ZONE.name(), hostedZone);
      if (zone == null) {
        return;
      }
      if (!chosen.has(EdgeOptions.CERTIFICATE) && hostedZone instanceof IPrivateHostedZone) {
        problems.add(
            EdgeOptions.HOSTED_ZONE.name(),
            zone,
            "is private, and ACM looks up public records",
            "set edge.certificate too, or a public zone");
      }
      String written = chosen.find(EdgeOptions.DOMAIN_NAME);
      if (written == null) {
        problems.add(
            EdgeOptions.HOSTED_ZONE.name(),
            zone,
            "has no effect without a name in it",
            "set edge.domainName too, such as \"shop.example.com\"");
      } else {
        HostedZones.checkIn(
            problems, EdgeOptions.DOMAIN_NAME.name(), written, "edge.hostedZone", zone);
      }
    }

    private static void checkWithoutTls(Problems problems, Values chosen) {
      String remedy = "set edge.certificate, or edge.hostedZone and edge.domainName";
      if (chosen.has(EdgeOptions.SSL_POLICY)) {
        problems.add(
            EdgeOptions.SSL_POLICY.name(),
            chosen.find(EdgeOptions.SSL_POLICY),
            "has no effect without TLS",
            remedy);
      }
      if (chosen.has(EdgeOptions.REDIRECT_HTTP)) {
        problems.add(
            EdgeOptions.REDIRECT_HTTP.name(),
            chosen.find(EdgeOptions.REDIRECT_HTTP),
            "has no effect without TLS, where port 80 is the only port",
            remedy);
      }
    }

    /** What is certain: the account's quota is not. */
    private static void checkRules(Problems problems, Values chosen) {
      List<String> allowed = chosen.find(EdgeOptions.ALLOWED_CIDRS);
      boolean twoPorts = EdgeOptions.redirectsHttp(chosen);
      int ranges = new LinkedHashSet<>(Problems.copyOf(allowed)).size();
      int rules = ranges * (twoPorts ? 2 : 1);
      if (rules > EdgeOptions.MOST_RULES) {
        problems.add(
            EdgeOptions.ALLOWED_CIDRS.name(),
            new Problems.Words(Problems.grouped(ranges) + " ranges"),
            "are "
                + Problems.grouped(rules)
                + " rules of a security group"
                + (twoPorts ? ", for ports 80 and 443," : "")
                + " and EC2 allows "
                + Problems.grouped(EdgeOptions.MOST_RULES)
                + " at most, whatever the account's quota",
            "name wider ranges, or allow all and set edge.webAcl");
      }
    }
  }
}
