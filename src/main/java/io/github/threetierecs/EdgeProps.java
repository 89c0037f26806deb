package io.github.threetierecs;

import io.github.threetierecs.internal.options.Ipv4Range;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPrefixList;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.IPrivateHostedZone;

/** The way in from the internet: TLS, a name, who may call, and what is kept out. */
public final class EdgeProps {
  final @Nullable ICertificate certificate;
  final @Nullable IHostedZone hostedZone;
  final @Nullable String domainName;
  final @Nullable SslPolicy sslPolicy;
  final @Nullable Boolean redirectHttp;
  final List<String> allowedCidrs;
  final List<IPrefixList> allowedPrefixLists;
  final @Nullable WebAclProps webAcl;
  final @Nullable String webAclArn;

  private EdgeProps(Builder builder) {
    webAcl = builder.webAcl;
    webAclArn = builder.webAclArn;
    certificate = builder.certificate;
    hostedZone = builder.hostedZone;
    domainName = builder.domainName == null ? null : withoutDot(builder.domainName);
    sslPolicy = builder.sslPolicy;
    redirectHttp = builder.redirectHttp;
    allowedCidrs = builder.allowedCidrs == null ? List.of() : List.copyOf(builder.allowedCidrs);
    allowedPrefixLists =
        builder.allowedPrefixLists == null ? List.of() : List.copyOf(builder.allowedPrefixLists);
  }

  /** {@return whether the frontend is reached by HTTPS} */
  boolean hasTls() {
    return certificate != null || hostedZone != null;
  }

  /**
   * Starts without TLS and without a name, open to everybody.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  /** DNS takes either case for the same, and a dot at the end for what is meant anyway. */
  private static String withoutDot(String name) {
    return Tokens.isToken(name)
        ? name
        : name.toLowerCase(Locale.ROOT).replaceFirst("(?<=[^.])\\.$", "");
  }

  /** Sets the options of the way in. Whatever is left out is not there. */
  public static final class Builder implements software.amazon.jsii.Builder<EdgeProps> {
    private static final int LONGEST_NAME = 253;

    /** Of the name that a certificate of ACM is made for. */
    private static final int LONGEST_COMMON_NAME = 64;

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    /** Of the web ACLs that load balancers can have. */
    private static final Pattern WEB_ACL =
        Pattern.compile("arn:[a-z-]+:wafv2:[a-z0-9-]+:\\d{12}:regional/webacl/[^/]+/[^/]+");

    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

    private final Problems problems = new Problems("edge");
    private @Nullable ICertificate certificate;
    private @Nullable IHostedZone hostedZone;
    private @Nullable String domainName;
    private @Nullable SslPolicy sslPolicy;
    private @Nullable Boolean redirectHttp;
    private @Nullable List<String> allowedCidrs;
    private @Nullable List<IPrefixList> allowedPrefixLists;
    private @Nullable WebAclProps webAcl;
    private @Nullable String webAclArn;

    private Builder() {}

    /**
     * The certificate for HTTPS, from AWS Certificate Manager in the stack's Region. Clients that
     * come by HTTP are then sent to HTTPS for good, unless {@link #redirectHttp} is false.
     *
     * <p>Default: none in both profiles; with {@link #hostedZone} and {@link #domainName} one is
     * made. It can be set, changed and taken away in place: port 80 sends nobody to port 443 before
     * that listens. While another {@code deployment.strategy} than {@code ROLLING} is deployed,
     * CloudFormation refuses to set it or to take it away.
     *
     * <p>Refused: a certificate of another Region or account, where its ARN and the stack tell.
     *
     * @param certificate the certificate
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html">Certificates</a>
     */
    public Builder certificate(@Nullable ICertificate certificate) {
      this.certificate = certificate;
      return this;
    }

    /**
     * The zone of Route 53 that gets the records of {@link #domainName}. Without a {@link
     * #certificate}, it also gets the record by which ACM makes and renews one. If a record of that
     * name and type is there already, the deployment fails; {@code docs/operations.md} has the two
     * ways around that.
     *
     * <p>Default: none in both profiles. It can be changed in place.
     *
     * <p>Refused: a zone without {@link #domainName}; one that was imported by its id alone,
     * because its name is needed; a private one without {@link #certificate}, because ACM looks up
     * public records; by the construct, one of another account, where the CDK knows it.
     *
     * @param hostedZone the zone
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html">Routing
     *     to a load balancer</a>
     */
    public Builder hostedZone(@Nullable IHostedZone hostedZone) {
      this.hostedZone = hostedZone;
      return this;
    }

    /**
     * The name that clients use. It becomes the URL. With {@link #hostedZone} its alias records are
     * made; without one, and with a {@link #certificate}, the record is yours to make.
     *
     * <p>Default: none in both profiles; the load balancer's own name. Changing it makes a new
     * certificate and new records, and deletes the old ones: the old name is gone at once.
     *
     * <p>Refused: what is no name in DNS; a name outside the zone; one above 64 characters if a
     * certificate has to be made; a name with neither {@link #hostedZone} nor {@link #certificate}.
     *
     * @param domainName such as {@code shop.example.com}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html">DNS
     *     domain name format</a>
     */
    public Builder domainName(@Nullable String domainName) {
      this.domainName = domainName;
      return this;
    }

    /**
     * Which versions and ciphers of TLS clients may use.
     *
     * <p>Default: {@link SslPolicy#TLS13_12_RES_PQ} in both profiles, which AWS recommends: TLS 1.3
     * and 1.2 with authenticated ciphers (GCM) alone, and a key exchange that withstands quantum
     * computers where the client knows it. Clients of before 2015 or so, which know TLS 1.2 with
     * CBC alone, are turned away; {@link SslPolicy#TLS13_12_PQ} admits them. It can be changed in
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
      this.sslPolicy = sslPolicy;
      return this;
    }

    /**
     * Whether port 80 answers too, to send clients that come by HTTP to HTTPS. Without it the load
     * balancer listens on port 443 alone, and its security group has no rules for port 80: where
     * CloudFront or another proxy calls by HTTPS, nobody needs them.
     *
     * <p>Default: true in both profiles. It can be changed in place: switched off, the listener
     * goes, and clients that come by HTTP get no answer at once.
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
      this.redirectHttp = redirectHttp;
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
      this.allowedCidrs = allowedCidrs == null ? null : new ArrayList<>(allowedCidrs);
      return this;
    }

    /**
     * The prefix lists that may call, beside {@link #allowedCidrs}: your own, or AWS's, such as
     * that of CloudFront.
     *
     * <p>Default: everybody in both profiles. It can be changed in place. For each port a prefix
     * list counts as the most entries that it may have; that of CloudFront counts 55, so that with
     * TLS, on two ports, it does not fit into the quota of 60 rules: set {@link #redirectHttp} to
     * false, or have the quota raised first. The warning {@code
     * ThreeTierEcsApp::SecurityGroupRules} says so. Lists of which nothing is known count as one
     * rule.
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
      this.allowedPrefixLists =
          allowedPrefixLists == null ? null : new ArrayList<>(allowedPrefixLists);
      return this;
    }

    /**
     * A web ACL of AWS WAF in front of the load balancer, with a log of what it keeps out.
     *
     * <p>Default: none in both profiles. It can be set, changed and taken away in place. Begin with
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
      this.webAcl = webAcl;
      return this;
    }

    /**
     * A web ACL that was made elsewhere, such as by another team, in the stack's Region.
     *
     * <p>Default: none in both profiles. It can be changed in place.
     *
     * <p>Refused: together with {@link #webAcl}; what is not the ARN of a regional web ACL; one of
     * another Region, where the stack tells.
     *
     * @param webAclArn its ARN
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html">Associating
     *     a web ACL</a>
     */
    public Builder webAclArn(@Nullable String webAclArn) {
      this.webAclArn = webAclArn;
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
      checkName();
      checkZone();
      if (sslPolicy != null && certificate == null && hostedZone == null) {
        problems.add(
            "sslPolicy",
            sslPolicy,
            "has no effect without TLS",
            "set edge.certificate, or edge.hostedZone and edge.domainName");
      }
      if (redirectHttp != null && certificate == null && hostedZone == null) {
        problems.add(
            "redirectHttp",
            redirectHttp,
            "has no effect without TLS, where port 80 is the only one",
            "set edge.certificate, or edge.hostedZone and edge.domainName");
      }
      checkAllowed("allowedCidrs", "range", allowedCidrs);
      checkRules();
      checkAllowed("allowedPrefixLists", "prefix list", allowedPrefixLists);
      if (allowedCidrs != null) {
        allowedCidrs.forEach(this::checkCidr);
      }
      checkWebAcl();
      problems.refuse();
      return new EdgeProps(this);
    }

    private void checkWebAcl() {
      if (webAclArn == null) {
        return;
      }
      if (webAcl != null) {
        problems.add(
            "webAclArn",
            webAclArn,
            "is beside edge.webAcl, and a load balancer has one web ACL",
            "keep one of the two");
      }
      if (!Tokens.isToken(webAclArn) && !WEB_ACL.matcher(webAclArn).matches()) {
        problems.add(
            "webAclArn",
            webAclArn,
            "is not the ARN of a regional web ACL",
            "use one such as \"arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>\"");
      }
    }

    private void checkName() {
      if (domainName == null) {
        return;
      }
      if (certificate == null && hostedZone == null) {
        problems.add(
            "domainName",
            domainName,
            "has neither a certificate nor a zone to make one in",
            "set edge.hostedZone, or edge.certificate and make the DNS record yourself");
      }
      if (Tokens.isToken(domainName)) {
        return;
      }
      String name = withoutDot(domainName);
      if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
        problems.add(
            "domainName",
            domainName,
            "is not the full name of a host in DNS",
            "write one such as \"shop.example.com\"");
      } else if (certificate == null && name.length() > LONGEST_COMMON_NAME) {
        problems.add(
            "domainName",
            domainName,
            "has " + name.length() + " characters, and ACM takes 64 in a certificate's first name",
            "use a shorter name, or set edge.certificate");
      }
    }

    private void checkZone() {
      if (hostedZone == null) {
        return;
      }
      String zone;
      try {
        zone = withoutDot(hostedZone.getZoneName());
      } catch (RuntimeException importedById) {
        problems.add(
            "hostedZone",
            hostedZone.getHostedZoneId(),
            "was imported by its id alone, and its name is needed",
            "use HostedZone.fromHostedZoneAttributes or HostedZone.fromLookup");
        return;
      }
      if (certificate == null && hostedZone instanceof IPrivateHostedZone) {
        problems.add(
            "hostedZone",
            zone,
            "is private, and ACM looks up public records",
            "set edge.certificate too, or a public zone");
      }
      if (domainName == null) {
        problems.add(
            "hostedZone",
            zone,
            "has no use without a name in it",
            "set edge.domainName too, such as \"shop.example.com\"");
      } else if (!isIn(zone, withoutDot(domainName))) {
        problems.add(
            "domainName",
            domainName,
            "is not in edge.hostedZone \"" + zone + "\"",
            "write a name that ends in \"." + zone + "\", or set the zone that the name is in");
      }
    }

    private static boolean isIn(String zone, String name) {
      return Tokens.isToken(zone)
          || Tokens.isToken(name)
          || name.equals(zone)
          || name.endsWith("." + zone);
    }

    private void checkAllowed(String option, String what, @Nullable List<?> allowed) {
      if (allowed == null) {
        return;
      }
      if (allowed.isEmpty()) {
        problems.add(
            option,
            allowed,
            "lets nobody in",
            "name a " + what + ", or leave the option out to let everybody in");
      }
      for (int place = 0; place < allowed.size(); place++) {
        if (allowed.get(place) == null) {
          problems.add(option + "[" + place + "]", null, "is not a " + what, "leave it out");
        }
      }
    }

    /** What is certain: the account's quota is not. */
    private void checkRules() {
      if (allowedCidrs == null) {
        return;
      }
      boolean twoPorts =
          (certificate != null || hostedZone != null) && !Boolean.FALSE.equals(redirectHttp);
      int ranges = new LinkedHashSet<>(allowedCidrs).size();
      int rules = ranges * (twoPorts ? 2 : 1);
      if (rules > RuleQuota.MOST) {
        problems.add(
            "allowedCidrs",
            new Problems.Words(Problems.grouped(ranges) + " ranges"),
            "are "
                + Problems.grouped(rules)
                + " rules of a security group"
                + (twoPorts ? ", for ports 80 and 443," : "")
                + " and EC2 allows "
                + Problems.grouped(RuleQuota.MOST)
                + " at the most, whatever the account's quota",
            "name wider ranges, or allow all and set edge.webAcl");
      }
    }

    private void checkCidr(@Nullable String cidr) {
      if (cidr == null) {
        return;
      }
      if (cidr.contains(":") && !Tokens.isToken(cidr)) {
        problems.add(
            "allowedCidrs",
            cidr,
            "is IPv6, and the load balancer has IPv4 addresses alone",
            "leave it out");
        return;
      }
      Ipv4Range range = Ipv4Range.read(problems, "allowedCidrs", cidr, "203.0.113.0/24");
      if (range != null) {
        range.checkBeginning(problems, "allowedCidrs");
      }
    }
  }
}
