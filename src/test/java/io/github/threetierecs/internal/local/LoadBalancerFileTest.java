package io.github.threetierecs.internal.local;

import static io.github.threetierecs.internal.local.Balancers.FORWARD;
import static io.github.threetierecs.internal.local.Balancers.attribute;
import static io.github.threetierecs.internal.local.Balancers.condition;
import static io.github.threetierecs.internal.local.Balancers.forward;
import static io.github.threetierecs.internal.local.Balancers.group;
import static io.github.threetierecs.internal.local.Balancers.listener;
import static io.github.threetierecs.internal.local.Balancers.path;
import static io.github.threetierecs.internal.local.Balancers.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.threetierecs.internal.blueprint.Plans;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoadBalancerFileTest {

  private static final List<Member> MEMBERS =
      List.of(new Member("web-1", "10.213.0.18", 8080), new Member("web-2", "10.213.0.26", 8080));

  /**
   * What a load balancer of a template becomes.
   *
   * @param what what the template says
   * @param template the template
   * @param lines lines of the file, without what they are indented by
   */
  private record Row(String what, StackTemplate template, List<String> lines) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Row> rows() {
    return List.of(
        row(
            "an idle timeout",
            of(attribute("idle_timeout.timeout_seconds", "90")),
            "timeout client 90s",
            "timeout server 90s"),
        row("no idle timeout", of(""), "timeout client 60s"),
        row(
            "X-Forwarded-For that is kept",
            of(attribute("routing.http.xff_header_processing.mode", "preserve")),
            "http-request set-header X-Forwarded-Proto http"),
        row(
            "X-Forwarded-For that is removed",
            of(attribute("routing.http.xff_header_processing.mode", "remove")),
            "http-request del-header X-Forwarded-For"),
        row(
            "clients' ports",
            of(attribute("routing.http.xff_client_port.enabled", "true")),
            "http-request set-header X-Forwarded-For \"%[var(txn.forwarded)]%[src]:%[src_port]\""),
        row(
            "HTTPS",
            Balancers.with("", listener("Listener", "HTTPS", 443, FORWARD), group("Blue", "")),
            "bind *:443 accept-proxy ssl crt /run/certificates/self-signed.pem alpn h2,http/1.1"
                + " ssl-min-ver TLSv1.0"),
        row(
            "HTTPS without HTTP/2, with headers of TLS",
            Balancers.with(
                attribute("routing.http2.enabled", "false")
                    + ","
                    + attribute("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true"),
                listener("Listener", "HTTPS", 8443, FORWARD)
                    .replace(
                        "\"Port\"",
                        "\"SslPolicy\": \"ELBSecurityPolicy-TLS13-1-2-2021-06\", \"Port\""),
                group("Blue", "")),
            "bind *:8443 accept-proxy ssl crt /run/certificates/self-signed.pem alpn http/1.1"
                + " ssl-min-ver TLSv1.2",
            "http-request set-header X-Amzn-Tls-Version %[ssl_fc_protocol]",
            "http-request set-header Host %[req.hdr(host)]:8443 if !{ req.hdr(host) -m sub : }"),
        row(
            "headers of responses",
            Balancers.with(
                "",
                listener(80, FORWARD)
                    .replace(
                        "\"Port\"",
                        "\"ListenerAttributes\": [%s], \"Port\""
                            .formatted(
                                attribute(
                                    "routing.http.response.strict_transport_security.header_value",
                                    "max-age=63072000; a=100%"))),
                group("Blue", "")),
            "http-after-response set-header Strict-Transport-Security 'max-age=63072000; a=100%%'"),
        row(
            "defaults of target groups",
            Balancers.with(
                "",
                listener(80, FORWARD),
                """
                "Blue": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {}}
                """),
            "backend Blue",
            "# A target that is deregistered has 300 seconds to finish its requests.",
            "balance roundrobin",
            "http-check send meth GET uri '/' ver HTTP/1.1 hdr Host"
                + " '%[srv_name,regsub(^web-1$,10.213.0.18:8080),regsub(^web-2$,10.213.0.26:8080)]'"
                + " hdr User-Agent ELB-HealthChecker/2.0",
            "http-check expect status 200",
            "timeout check 5s",
            "default-server check inter 30s fastinter 300ms fall 2 rise 5 observe layer7"
                + " error-limit 1 on-error fastinter",
            "server web-1 10.213.0.18:8080",
            "server web-1-unhealthy 10.213.0.18:8080 no-check observe none backup"),
        row(
            "a health check by TLS at another port",
            ofGroup(
                "\"HealthCheckProtocol\": \"HTTPS\", \"HealthCheckPort\": \"9000\", \"Matcher\":"
                    + " {\"HttpCode\": \"200-299,302\"},"),
            "http-check expect status 200-299,302",
            "default-server check check-ssl verify none port 9000 inter 1s fastinter 300ms fall 2"
                + " rise 2 observe layer7 error-limit 1 on-error fastinter"),
        row(
            "targets by TLS, checked without",
            ofGroup("\"Protocol\": \"HTTPS\", \"HealthCheckProtocol\": \"HTTP\","),
            "default-server ssl verify none check no-check-ssl inter 1s fastinter 300ms fall 2 rise"
                + " 2 observe layer7 error-limit 1 on-error fastinter"),
        row(
            "HTTP/2",
            ofGroup("\"ProtocolVersion\": \"HTTP2\","),
            "default-server proto h2 check check-proto h2 inter 1s fastinter 300ms fall 2 rise 2"
                + " observe layer7 error-limit 1 on-error fastinter"),
        row(
            "HTTP/2 by TLS",
            ofGroup("\"Protocol\": \"HTTPS\", \"ProtocolVersion\": \"HTTP2\","),
            "default-server ssl verify none alpn h2 check check-ssl check-alpn h2 inter 1s"
                + " fastinter 300ms fall 2 rise 2 observe layer7 error-limit 1 on-error"
                + " fastinter"),
        row(
            "gRPC",
            ofGroup(
                "\"ProtocolVersion\": \"GRPC\", \"HealthCheckPath\": \"/a.B/c\", \"Matcher\":"
                    + " {\"GrpcCode\": \"12,14-16\"},"),
            "http-check expect fhdr name grpc-status value -m reg '^(?:12|14|15|16)$'"),
        row(
            "gRPC with OK",
            ofGroup("\"ProtocolVersion\": \"GRPC\", \"Matcher\": {\"GrpcCode\": \"0-99\"},"),
            "http-check expect status 200"),
        row(
            "a slow start, fewest requests first",
            ofGroup(
                "",
                attribute("slow_start.duration_seconds", "45"),
                attribute("deregistration_delay.timeout_seconds", "7"),
                attribute("load_balancing.algorithm.type", "least_outstanding_requests")),
            "# A target that is deregistered has 7 seconds to finish its requests.",
            "balance leastconn",
            "default-server check inter 1s fastinter 300ms fall 2 rise 2 observe layer7 error-limit"
                + " 1 on-error fastinter slowstart 45s"),
        row(
            "targets by chance",
            ofGroup("", attribute("load_balancing.algorithm.type", "weighted_random")),
            "balance random"),
        row(
            "the two oldest conditions as they may still be written",
            Balancers.with(
                "",
                listener(80, FORWARD),
                rule(
                    "A",
                    1,
                    "{\"Field\": \"path-pattern\", \"Values\": [\"/a/*\"]}",
                    forward("Blue")),
                group("Blue", "")),
            "http-request set-var(txn.rule) str(A) if !{ var(txn.rule) -m found } { path -m reg"
                + " '^/a/.*$' }"),
        row(
            "an action before which clients sign in",
            Balancers.with(
                "",
                listener(80, "{\"Type\": \"authenticate-oidc\", \"Order\": 1}," + FORWARD),
                group("Blue", "")),
            "http-request set-var(txn.group) str(Blue) if { var(txn.rule) -m str Listener }"),
        row(
            "a target group from elsewhere",
            Balancers.with(
                "",
                listener(
                    80,
                    "{\"Type\": \"forward\", \"TargetGroupArn\":"
                        + " \"arn:aws:elasticloadbalancing:a/b\"}")),
            "backend arn_aws_elasticloadbalancing_a_b"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aTemplateBecomesAFile(Row row) {
    assertThat(file(row.template, "Web").lines().map(String::strip)).containsAll(row.lines);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void haproxyAcceptsIt(Row row, @TempDir Path directory) throws Exception {
    assumeTrue(Haproxy.installed().isPresent(), "HAProxy is not installed on this machine");
    assertThat(Haproxy.complaints(file(row.template, "Web"), directory)).isEmpty();
  }

  static Stream<Row> examples() {
    return Plans.EXAMPLES.stream()
        .flatMap(it -> Plans.templatesOf(it).entrySet().stream())
        .map(it -> row(it.getKey(), StackTemplate.of(it.getValue())))
        .filter(it -> !balancers(it.template).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void haproxyAcceptsTheExamples(Row example, @TempDir Path directory) throws Exception {
    assumeTrue(Haproxy.installed().isPresent(), "HAProxy is not installed on this machine");
    for (String balancer : balancers(example.template)) {
      assertThat(Haproxy.complaints(file(example.template, balancer), directory))
          .as(balancer)
          .isEmpty();
    }
  }

  @Test
  void xForwardedForIsKeptAsItIs() {
    assertThat(file(of(attribute("routing.http.xff_header_processing.mode", "preserve")), "Web"))
        .doesNotContain("X-Forwarded-For");
  }

  @Test
  void hostsArePassedOnAsTheyAreIfTheAttributeSaysSo() {
    String attribute = attribute("routing.http.preserve_host_header.enabled", "true");
    assertThat(file(Balancers.with(attribute, listener(8080, FORWARD), group("Blue", "")), "Web"))
        .doesNotContain("set-header Host");
  }

  @Test
  void aListenerOfAnotherProtocolIsNotThereAndSaid() {
    StackTemplate template =
        Balancers.with("", listener("Listener", "TCP", 5000, FORWARD), group("Blue", ""));

    assertThat(file(template, "Web")).doesNotContain("bind ");
    assertThat(LoadBalancerFile.notHere(template, "Web"))
        .containsExactly("Listener has the protocol TCP: it is not here.");
  }

  @Test
  void aTargetGroupWithoutTargetsHasNoServers() {
    assertThat(LoadBalancerFile.of(of(""), "Web", it -> List.of())).doesNotContain("    server ");
  }

  @Test
  void theSameTemplateIsTheSameFile() {
    assertThat(file(of(""), "Web")).isEqualTo(file(of(""), "Web")).endsWith("\n");
  }

  @Test
  void aLoadBalancerThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> file(of(""), "Missing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no resource Missing");
  }

  @Test
  void whatIsNotHereIsSaid() {
    StackTemplate template =
        Balancers.with(
            String.join(
                ",",
                attribute("routing.http.desync_mitigation_mode", "strictest"),
                attribute("access_logs.s3.enabled", "true"),
                attribute("connection_logs.s3.enabled", "true"),
                attribute("client_keep_alive.seconds", "600")),
            listener("Listener", "HTTPS", 443, "{\"Type\": \"authenticate-cognito\"}," + FORWARD)
                .replace("\"Port\"", "\"MutualAuthentication\": {\"Mode\": \"verify\"}, \"Port\""),
            rule(
                "Named",
                1,
                condition(
                    "host-header",
                    "HostHeaderConfig",
                    "\"Values\": [{\"Fn::Sub\": \"api.${Domain}\"}]"),
                forward("Away")),
            rule("Rewritten", 2, path("/a"), forward("Blue"))
                .replace(
                    "\"Priority\"", "\"Transforms\": [{\"Type\": \"url-rewrite\"}], \"Priority\""),
            group(
                "Blue",
                "\"ProtocolVersion\": \"GRPC\",",
                attribute("load_balancing.algorithm.anomaly_mitigation", "on"),
                attribute(
                    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
                    "2")),
            """
            "Acl": {"Type": "AWS::WAFv2::WebACLAssociation",
              "Properties": {"ResourceArn": {"Ref": "Web"}, "WebACLArn": "arn"}}
            """);

    assertThat(LoadBalancerFile.notHere(template, "Web"))
        .containsExactly(
            "Web has the desync mitigation mode strictest: HAProxy refuses ambiguous requests by"
                + " rules of its own.",
            "Web writes access logs to S3: here they are on the standard output, as JSON.",
            "Web writes connection logs to S3: there are none here.",
            "Web closes clients' connections after 600 seconds: here only those that are idle are"
                + " closed.",
            "Web has a web ACL: no request is inspected here.",
            "Listener has a certificate of a trusted authority, with the ciphers of its security"
                + " policy: here it has a self-signed one, with the policy's lowest version of"
                + " TLS.",
            "Listener has mutual TLS in mode verify: no client is asked for a certificate here.",
            "Listener has an action authenticate-cognito: everybody is let through here.",
            "Named has the condition api.${Domain}, which is known only when the stack is deployed:"
                + " it matches no request here.",
            "Rewritten rewrites requests by transforms: they are forwarded as they are here.",
            "The target group Away is not in the template: it has Elastic Load Balancing's defaults"
                + " here.",
            "The health check of the target group Blue sends no message, and of code 0 it sees the"
                + " status 200 only, because HAProxy reads no trailers.",
            "The target group Blue has anomaly mitigation: it is not here.",
            "The target group Blue gives requests to unhealthy targets too where fewer than 2"
                + " (count) are healthy: here only where none is.");
    assertThat(LoadBalancerFile.notHere(of(""), "Web")).isEmpty();
  }

  private static Row row(String what, StackTemplate template, String... lines) {
    return new Row(what, template, List.of(lines));
  }

  private static StackTemplate of(String attributes) {
    return Balancers.with(attributes, listener(80, FORWARD), group("Blue", ""));
  }

  private static StackTemplate ofGroup(String properties, String... attributes) {
    return Balancers.with("", listener(80, FORWARD), group("Blue", properties, attributes));
  }

  private static String file(StackTemplate template, String balancer) {
    return LoadBalancerFile.of(template, balancer, it -> MEMBERS);
  }

  private static List<String> balancers(StackTemplate template) {
    return template.resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer").stream()
        .map(Resource::logicalId)
        .toList();
  }
}
