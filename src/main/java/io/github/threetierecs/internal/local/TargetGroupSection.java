package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A target group as a backend of HAProxy. */
final class TargetGroupSection {

  private static final Map<String, String> ALGORITHMS =
      Ordered.map(
          "round_robin", "roundrobin",
          "least_outstanding_requests", "leastconn",
          "weighted_random", "random");

  /** By the protocol version of a target group, the path and codes of its health check. */
  private static final String GRPC_PATH = "/AWS.ALB/healthcheck";

  private final String logicalId;
  private final Resource group;
  private final Attributes attributes;
  private final List<Member> members;

  /**
   * Reads a target group.
   *
   * @param logicalId its logical id, or what names one that is not in the template
   * @param group the target group, if it is in the template
   * @param members its targets
   */
  TargetGroupSection(String logicalId, Optional<Resource> group, List<Member> members) {
    this.logicalId = logicalId;
    this.group =
        group.orElseGet(
            () -> new Resource(logicalId, "AWS::ElasticLoadBalancingV2::TargetGroup", Map.of()));
    attributes = new Attributes(this.group, "TargetGroupAttributes");
    this.members = members;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "# A target that is deregistered has %s seconds to finish its requests."
            .formatted(attributes.number("deregistration_delay.timeout_seconds", 300)));
    lines.add("backend " + HaproxyText.name(logicalId));
    lines.add(
        "    balance "
            + attributes
                .text("load_balancing.algorithm.type")
                .map(ALGORITHMS::get)
                .orElse("roundrobin"));
    lines.addAll(stickiness());
    lines.addAll(healthCheck());
    // ALB sends requests to all targets of a group that has no healthy one.
    lines.add("    option allbackups");
    for (Member member : members) {
      String server = HaproxyText.name(member.name());
      String address = member.address() + ":" + member.port();
      lines.add("    server %s %s%s".formatted(server, address, cookie(server)));
      lines.add(
          "    server %s-unhealthy %s no-check observe none backup".formatted(server, address));
    }
    return lines;
  }

  private boolean isGrpc() {
    return group.text("ProtocolVersion").filter("GRPC"::equals).isPresent();
  }

  private boolean isHttp2() {
    return isGrpc() || group.text("ProtocolVersion").filter("HTTP2"::equals).isPresent();
  }

  private List<String> stickiness() {
    if (!attributes.isTrue("stickiness.enabled")) {
      return List.of();
    }
    if (attributes.is("stickiness.type", "app_cookie")) {
      String cookie =
          HaproxyText.name(attributes.text("stickiness.app_cookie.cookie_name").orElse(""));
      return List.of(
          "    stick-table type string len 1024 size 100k expire %ss"
              .formatted(attributes.number("stickiness.app_cookie.duration_seconds", 86400)),
          "    stick match req.cook(%s)".formatted(cookie),
          "    stick store-response res.cook(%s)".formatted(cookie));
    }
    int seconds = attributes.number("stickiness.lb_cookie.duration_seconds", 86400);
    return List.of("    cookie AWSALB insert maxidle %1$ss attr Max-Age=%1$s".formatted(seconds));
  }

  private String cookie(String server) {
    return attributes.isTrue("stickiness.enabled")
            && !attributes.is("stickiness.type", "app_cookie")
        ? " cookie " + server
        : "";
  }

  private List<String> healthCheck() {
    List<String> lines = new ArrayList<>();
    lines.add("    option httpchk");
    lines.add(
        "    http-check send meth %s uri %s ver %s hdr Host %s hdr User-Agent ELB-HealthChecker/2.0%s"
            .formatted(
                isGrpc() ? "POST" : "GET",
                HaproxyText.quoted(
                    group.text("HealthCheckPath").orElse(isGrpc() ? GRPC_PATH : "/")),
                isHttp2() ? "HTTP/2" : "HTTP/1.1",
                host(),
                isGrpc() ? " hdr Content-Type application/grpc hdr TE trailers" : ""));
    lines.add("    http-check expect " + expected());
    lines.add("    timeout check " + number("HealthCheckTimeoutSeconds", 5) + "s");
    // After a failed request the next checks come at once. This stands for Amazon ECS, which
    // deregisters a task that stopped. The checks decide, not the request: HAProxy counts an
    // application's own answer of 5xx as a failure too.
    lines.add(
        ("    default-server%s check%s inter %ss fastinter 300ms fall %s rise %s observe layer7"
                + " error-limit 1 on-error fastinter%s")
            .formatted(
                connection(),
                checkConnection(),
                number("HealthCheckIntervalSeconds", 30),
                number("UnhealthyThresholdCount", 2),
                number("HealthyThresholdCount", 5),
                slowStart()));
    return lines;
  }

  /** The address of the target, by its name: a health check has no other way to know it. */
  private String host() {
    Map<String, String> addresses = new LinkedHashMap<>();
    members.forEach(
        it -> addresses.put(HaproxyText.name(it.name()), it.address() + ":" + checkPort(it)));
    StringBuilder host = new StringBuilder("%[srv_name");
    addresses.forEach(
        (name, address) ->
            host.append(",regsub(^")
                .append(name.replace(".", "[.]"))
                .append("$,")
                .append(address)
                .append(")"));
    return HaproxyText.quoted(host + "]");
  }

  private String checkPort(Member member) {
    return ownCheckPort().orElse(Integer.toString(member.port()));
  }

  private Optional<String> ownCheckPort() {
    return group.text("HealthCheckPort").filter(it -> it.matches("\\d{1,5}"));
  }

  /** Of gRPC, whose status comes after the body where there is one, codes other than OK. */
  private String expected() {
    if (!isGrpc()) {
      return "status " + group.text("Matcher.HttpCode").orElse("200");
    }
    GrpcCodes codes = new GrpcCodes(group.text("Matcher.GrpcCode").orElse("12"));
    return codes.withOk()
        ? "status 200"
        : "fhdr name grpc-status value -m reg " + HaproxyText.quoted(codes.expression());
  }

  private String connection() {
    boolean tls = group.text("Protocol").filter("HTTPS"::equals).isPresent();
    if (tls) {
      return " ssl verify none" + (isHttp2() ? " alpn h2" : "");
    }
    return isHttp2() ? " proto h2" : "";
  }

  private String checkConnection() {
    boolean tls = group.text("Protocol").filter("HTTPS"::equals).isPresent();
    boolean checkedByTls = group.text("HealthCheckProtocol").map("HTTPS"::equals).orElse(tls);
    return (checkedByTls ? " check-ssl" + (tls ? "" : " verify none") : "")
        + (!checkedByTls && tls ? " no-check-ssl" : "")
        + (checkedByTls && isHttp2() ? " check-alpn h2" : "")
        + (!checkedByTls && isHttp2() ? " check-proto h2" : "")
        + ownCheckPort().map(it -> " port " + it).orElse("");
  }

  private String slowStart() {
    int seconds = attributes.number("slow_start.duration_seconds", 0);
    return seconds == 0 ? "" : " slowstart " + seconds + "s";
  }

  private int number(String property, int otherwise) {
    return group
        .text(property)
        .filter(it -> it.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }
}
