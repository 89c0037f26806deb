package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.address.CidrBlock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.IPrefixList;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.IHostedZone;

/** What can be chosen of the ingress of clients. */
public final class EdgeOptions {
  private static final Group EDGE = new Group("edge");

  /**
   * EC2's limit on rules per group times groups per network interface; a single group can use all
   * of it.
   */
  public static final int MOST_RULES = 1_000;

  /** The form of ARNs of web ACLs that load balancers can have. */
  private static final Pattern WEB_ACL_OF_A_REGION =
      Pattern.compile("arn:[a-z-]+:wafv2:[a-z0-9-]+:\\d{12}:regional/webacl/[^/]+/[^/]+");

  public static final Option<Boolean> INTERNAL = EDGE.<Boolean>option("internal").byDefault(false);

  public static final Option<ICertificate> CERTIFICATE = EDGE.option("certificate");

  /** It is checked together with {@link #CERTIFICATE} and {@link #DOMAIN_NAME}, which it needs. */
  public static final Option<IHostedZone> HOSTED_ZONE = EDGE.option("hostedZone");

  /** The name as it was written; {@link #domainName} is the normalized name. */
  public static final Option<String> DOMAIN_NAME =
      EDGE.<String>option("domainName")
          .refusing(
              (problems, option, name) ->
                  DomainNames.check(problems, option, name, "shop.example.com"));

  public static final Option<SslPolicy> SSL_POLICY =
      EDGE.<SslPolicy>option("sslPolicy").byDefault(SslPolicy.TLS13_12_RES_PQ);

  public static final Option<Boolean> REDIRECT_HTTP =
      EDGE.<Boolean>option("redirectHttp").byDefault(true);

  public static final Option<List<String>> ALLOWED_CIDRS =
      EDGE.<List<String>>option("allowedCidrs")
          .refusing((problems, option, cidrs) -> checkAllowed(problems, option, "range", cidrs))
          .refusing(
              (problems, option, cidrs) ->
                  cidrs.forEach(cidr -> checkCidr(problems, option, cidr)));

  public static final Option<List<IPrefixList>> ALLOWED_PREFIX_LISTS =
      EDGE.<List<IPrefixList>>option("allowedPrefixLists")
          .refusing(
              (problems, option, lists) -> checkAllowed(problems, option, "prefix list", lists));

  /** The options of the web ACL; without them there is none. */
  public static final Option<Values> WEB_ACL = EDGE.option("webAcl");

  public static final Option<String> WEB_ACL_ARN =
      EDGE.<String>option("webAclArn").refusing(EdgeOptions::checkWebAclArn);

  public static final Option<List<String>> BACKEND_PATHS =
      EDGE.<List<String>>option("backendPaths").refusing(BackendPaths::check).byDefault(List.of());

  private EdgeOptions() {}

  /** {@return whether the frontend is reached by HTTPS} */
  public static boolean hasTls(Values options) {
    return options.has(CERTIFICATE) || options.has(HOSTED_ZONE);
  }

  /** {@return whether port 80 answers beside port 443, to send clients there} */
  public static boolean redirectsHttp(Values options) {
    return hasTls(options) && options.known(REDIRECT_HTTP);
  }

  /** {@return the name that clients use, as DNS compares names; null if there is none} */
  public static @Nullable String domainName(Values options) {
    String name = options.find(DOMAIN_NAME);
    return name == null ? null : DomainNames.withoutDot(name);
  }

  private static void checkAllowed(Problems problems, String option, String what, List<?> allowed) {
    if (allowed.isEmpty()) {
      problems.add(
          option,
          allowed,
          "lets nobody in",
          "name a " + what + ", or leave the option out for its default");
    }
    for (int place = 0; place < allowed.size(); place++) {
      if (allowed.get(place) == null) {
        problems.add(option + "[" + place + "]", null, "is not a " + what, "leave it out");
      }
    }
  }

  private static void checkCidr(Problems problems, String option, @Nullable String cidr) {
    if (cidr == null) {
      return;
    }
    if (cidr.contains(":") && !Tokens.isToken(cidr)) {
      problems.add(
          option, cidr, "is IPv6, and the load balancer has only IPv4 addresses", "leave it out");
      return;
    }
    CidrBlock range = Ipv4Blocks.read(problems, option, cidr, "203.0.113.0/24");
    if (range != null) {
      Ipv4Blocks.checkBeginning(problems, option, range);
    }
  }

  private static void checkWebAclArn(Problems problems, String option, String arn) {
    if (!Tokens.isToken(arn) && !WEB_ACL_OF_A_REGION.matcher(arn).matches()) {
      problems.add(
          option,
          arn,
          "is not the ARN of a regional web ACL",
          "use one such as \"arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>\"");
    }
  }
}
