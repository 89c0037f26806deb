package io.github.threetierecs.internal.cost;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import java.util.Map;
import java.util.Optional;

/** NAT gateways, addresses, load balancers, endpoints, DNS names and web ACLs. */
final class NetworkCosts {

  private static final String ADDRESSES = "public IPv4 addresses";

  private NetworkCosts() {}

  static Map<String, Rule> rules() {
    return Ordered.mapOfEntries(
        Map.entry("AWS::EC2::NatGateway", NetworkCosts::nat),
        Map.entry(
            "AWS::EC2::EIP",
            (resource, bill) -> bill.hourly(resource, ADDRESSES, "public-ipv4", Amount.ONE)),
        Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", NetworkCosts::loadBalancer),
        Map.entry("AWS::EC2::VPCEndpoint", NetworkCosts::endpoint),
        Map.entry("AWS::CertificateManager::Certificate", NetworkCosts::certificate),
        Map.entry(
            "AWS::Route53::HostedZone",
            (resource, bill) -> bill.monthly(resource, "hosted zones", "hosted-zone", Amount.ONE)),
        Map.entry("AWS::WAFv2::WebACL", NetworkCosts::webAcl));
  }

  private static void nat(Resource resource, Bill bill) {
    bill.hourly(resource, "NAT gateways", "nat-gateway", Amount.ONE);
    bill.used(resource, "data through NAT gateways", "nat-gateway-data", "nat");
  }

  private static void loadBalancer(Resource resource, Bill bill) {
    if (resource.text("Type").filter(it -> !it.equals("application")).isPresent()) {
      bill.missing(resource, "load balancer", "only Application Load Balancers have prices here");
      return;
    }
    bill.hourly(resource, "load balancers", "load-balancer", Amount.ONE);
    bill.usedByEach(resource, "capacity of load balancers", "load-balancer-lcu", "lcu");
    if (resource.text("Scheme").filter("internal"::equals).isPresent()) {
      return;
    }
    bill.used(resource, "data to the internet", "data-out", "data-out");
    if (resource
        .text("IpAddressType")
        .filter("dualstack-without-public-ipv4"::equals)
        .isPresent()) {
      return;
    }
    Optional<Amount> zones =
        countOf(resource, resource.has("Subnets") ? "Subnets" : "SubnetMappings");
    if (zones.isPresent()) {
      bill.hourly(resource, ADDRESSES, "public-ipv4", zones.orElseThrow());
    } else {
      bill.missing(resource, ADDRESSES, "the template does not say how many subnets there are");
    }
  }

  private static void endpoint(Resource resource, Bill bill) {
    String type = resource.text("VpcEndpointType").orElse("Gateway");
    if (type.equals("Gateway")) {
      bill.free(resource, "gateway endpoints are free");
      return;
    }
    Optional<Amount> zones = countOf(resource, "SubnetIds");
    if (!type.equals("Interface") || zones.isEmpty()) {
      bill.missing(
          resource,
          "VPC endpoint",
          type.equals("Interface")
              ? "the template does not say how many subnets there are"
              : "no price of the type " + type + " is known");
      return;
    }
    bill.hourly(resource, "interface endpoints", "interface-endpoint", zones.orElseThrow());
    bill.used(resource, "data through interface endpoints", "interface-endpoint-data", "endpoints");
  }

  private static void certificate(Resource resource, Bill bill) {
    if (resource.text("CertificateExport").filter("ENABLED"::equals).isPresent()) {
      bill.missing(resource, "exportable certificate", "no price of it is known");
    } else {
      bill.free(resource, "certificates that load balancers use are free");
    }
  }

  private static void webAcl(Resource resource, Bill bill) {
    bill.monthly(resource, "web ACL", "web-acl", Amount.ONE);
    int rules = resource.list("Rules").size();
    if (rules > 0) {
      bill.monthly(resource, "rules of the web ACL", "web-acl-rule", Amount.of(rules));
    }
    bill.used(resource, "requests that the web ACL checks", "web-acl-request", "requests");
  }

  /** How many elements a list has, unless it is one value that stands for a list. */
  private static Optional<Amount> countOf(Resource resource, String list) {
    boolean isList = resource.has(list + ".0");
    return isList ? Optional.of(Amount.of(resource.list(list).size())) : Optional.empty();
  }
}
