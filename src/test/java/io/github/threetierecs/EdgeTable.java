package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.route53.HostedZone;

/** The way in from the internet. */
final class EdgeTable {
  private static final Stack OTHER = new Stack();

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("frontend.edge",                    "80",        "80",        "443",                         () -> Edges.CERTIFIED, app -> app.frontend().listener().text("Port").orElse("")),
              new Effect("frontend.edge.internal",           "internet-facing", "internet-facing", "internal", () -> Edges.INTERNAL, app -> app.frontend().loadBalancer().text("Scheme").orElse("")),
              new Effect("frontend.edge.certificate",        "not set",   "not set",   Edges.CERTIFICATE,                   () -> Edges.CERTIFIED, app -> app.frontend().listener().text("Certificates.0.CertificateArn").orElse("not set")),
              new Effect("frontend.edge.sslPolicy",          "not set",   "not set",   "ELBSecurityPolicy-TLS13-1-3-2021-06", () -> Edges.CERTIFIED, app -> app.frontend().listener().text("SslPolicy").orElse("not set")),
              new Effect("frontend.edge.redirectHttp",       "80",        "80",        "443",                         () -> Edges.ONE_PORT, EdgeTable::ports),
              new Effect("frontend.edge.allowedCidrs",       "0.0.0.0/0", "0.0.0.0/0", "198.51.100.7/32, 203.0.113.0/24, prefix list pl-12345678", () -> Edges.CERTIFIED, EdgeTable::peers),
              new Effect("frontend.edge.allowedPrefixLists", "0.0.0.0/0", "0.0.0.0/0", "198.51.100.7/32, 203.0.113.0/24, prefix list pl-12345678", () -> Edges.CERTIFIED, EdgeTable::peers),
              new Effect("frontend.edge.backendPaths",       "0",         "0",         "3",                           () -> BackendPathsTest.APP, app -> String.valueOf(app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::ListenerRule").size())),
              new Effect("frontend.edge.webAcl",             "0",         "0",         "1",                           () -> Edges.GUARDED, app -> String.valueOf(app.template.resourcesOfType("AWS::WAFv2::WebACL").size())),
              new Effect("frontend.edge.webAclArn",          "not set",   "not set",   Edges.WEB_ACL,                 () -> Edges.CERTIFIED, EdgeTable::association),
              new Effect("frontend.edge.hostedZone",         "0",         "0",         "2",                           () -> Edges.NAMED, app -> String.valueOf(app.template.resourcesOfType("AWS::Route53::RecordSet").size())),
              new Effect("frontend.edge.domainName",         "http",      "http",      "https://shop.example.com",    () -> Edges.NAMED, EdgeTable::url)),
          List.of(
              arguments("edge.domainName", "shop.example.com", "\"shop.example.com\" has neither a certificate nor a hosted zone to validate one in; set edge.hostedZone, or edge.certificate and create the DNS record yourself"),
              arguments("edge.hostedZone", Edges.zone(OTHER, "example.com"), "\"example.com\" has no effect without a name in it; set edge.domainName too, such as \"shop.example.com\""),
              arguments("edge.hostedZone", HostedZone.fromHostedZoneId(OTHER, "ById", "Z123"), "\"Z123\" was imported only by its id, and its name is needed; use HostedZone.fromHostedZoneAttributes or HostedZone.fromLookup"),
              arguments("edge.sslPolicy", SslPolicy.TLS13_13, "TLS13_13 has no effect without TLS; set edge.certificate, or edge.hostedZone and edge.domainName"),
              arguments("edge.redirectHttp", false, "false has no effect without TLS, where port 80 is the only port; set edge.certificate, or edge.hostedZone and edge.domainName"),
              arguments("edge.redirectHttp", true, "true has no effect without TLS, where port 80 is the only port; set edge.certificate, or edge.hostedZone and edge.domainName"),
              arguments("edge.allowedCidrs", List.of(), "[] lets nobody in; name a range, or leave the option out for its default"),
              arguments("edge.allowedCidrs", List.of("everybody"), "\"everybody\" is not an IPv4 range; write one such as \"203.0.113.0/24\""),
              arguments("edge.allowedCidrs", List.of("203.0.113.7"), "\"203.0.113.7\" is not an IPv4 range; write one such as \"203.0.113.0/24\""),
              arguments("edge.allowedCidrs", List.of("203.0.300.0/24"), "\"203.0.300.0/24\" has a number above 255; write one such as \"203.0.113.0/24\""),
              arguments("edge.allowedCidrs", List.of("203.0.113.0/33"), "\"203.0.113.0/33\" has a prefix above /32; write one such as \"203.0.113.0/24\""),
              arguments("edge.allowedCidrs", List.of("203.0.113.7/24"), "\"203.0.113.7/24\" does not begin at its network address; write \"203.0.113.0/24\""),
              arguments("edge.allowedCidrs", List.of("128.0.0.1/0"), "\"128.0.0.1/0\" does not begin at its network address; write \"0.0.0.0/0\""),
              arguments("edge.allowedCidrs", List.of("2001:db8::/32"), "\"2001:db8::/32\" is IPv6, and the load balancer has only IPv4 addresses; leave it out"),
              arguments("edge.backendPaths", List.of(), "[] leads nothing to the backend; name a path such as \"/api/*\", or leave the option out"),
              arguments("edge.webAclArn", "web-acl", "\"web-acl\" is not the ARN of a regional web ACL; use one such as \"arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>\""),
              arguments("edge.webAclArn", "arn:aws:wafv2:us-east-1:111111111111:global/webacl/a/b", "\"arn:aws:wafv2:us-east-1:111111111111:global/webacl/a/b\" is not the ARN of a regional web ACL; use one such as \"arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>\""),
              arguments("edge.allowedPrefixLists", List.of(), "[] lets nobody in; name a prefix list, or leave the option out for its default")),
          List.of("frontend.edge", "edge.certificate", "edge.internal", "edge.webAcl"));
  // spotless:on

  private EdgeTable() {}

  private static String association(Anatomy app) {
    return app.template.resourcesOfType("AWS::WAFv2::WebACLAssociation").stream()
        .flatMap(it -> it.text("WebACLArn").stream())
        .findFirst()
        .orElse("not set");
  }

  private static String ports(Anatomy app) {
    return app.balancing.listenersOf(app.frontend().loadBalancer().logicalId()).stream()
        .flatMap(it -> it.text("Port").stream())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String peers(Anatomy app) {
    Set<String> peers =
        app.reachability.ingressOf(app.frontend().loadBalancer().logicalId()).stream()
            .map(rule -> rule.peer().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    return String.join(", ", peers);
  }

  /** What the stack says of where it answers, without the load balancer's own name. */
  private static String url(Anatomy app) {
    String url = OutputsTest.outputs(app).getOrDefault("Url", "");
    return Arrays.stream(url.split("://[$]", -1)).findFirst().orElse("");
  }
}
