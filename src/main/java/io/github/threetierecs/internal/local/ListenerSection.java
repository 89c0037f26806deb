package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A listener as a frontend of HAProxy, in three steps: what the request is, which rule it meets
 * first, and what that rule does with it.
 *
 * <p>The rule is chosen before anything is done, because HAProxy would answer or redirect by a
 * later rule before it forwards by an earlier one.
 */
final class ListenerSection {

  private static final String LOG =
      String.join(
          ",",
          "{\"time\":\"%[date,utime(%FT%TZ)]\"",
          "\"trace\":\"%[var(txn.trace),json(utf8s)]\"",
          "\"client\":\"%ci\"",
          "\"listener\":\"%[fe_name]\"",
          "\"rule\":\"%[var(txn.rule)]\"",
          "\"method\":\"%[capture.req.method,json(utf8s)]\"",
          "\"host\":\"%[var(txn.host),json(utf8s)]\"",
          "\"url\":\"%[capture.req.uri,json(utf8s)]\"",
          "\"status\":%ST",
          "\"target_group\":\"%[var(txn.group)]\"",
          "\"target\":\"%s\"",
          "\"milliseconds\":%Ta",
          "\"bytes\":%B",
          "\"ended\":\"%ts\"}");

  /** Response headers by the listener's attribute that sets them. */
  private static final Map<String, String> RESPONSE_HEADERS =
      new TreeMap<>(
          Ordered.mapOfEntries(
              Map.entry("strict_transport_security", "Strict-Transport-Security"),
              Map.entry("access_control_allow_origin", "Access-Control-Allow-Origin"),
              Map.entry("access_control_allow_methods", "Access-Control-Allow-Methods"),
              Map.entry("access_control_allow_headers", "Access-Control-Allow-Headers"),
              Map.entry("access_control_allow_credentials", "Access-Control-Allow-Credentials"),
              Map.entry("access_control_expose_headers", "Access-Control-Expose-Headers"),
              Map.entry("access_control_max_age", "Access-Control-Max-Age"),
              Map.entry("content_security_policy", "Content-Security-Policy"),
              Map.entry("x_content_type_options", "X-Content-Type-Options"),
              Map.entry("x_frame_options", "X-Frame-Options")));

  private final Resource listener;
  private final List<Resource> rules;
  private final Attributes balancer;
  private final boolean tls;
  private final String port;
  private final List<String> lines = new ArrayList<>();

  /**
   * Reads a listener.
   *
   * @param listener the listener
   * @param rules its rules, in any order
   * @param balancer the attributes of its load balancer
   */
  ListenerSection(Resource listener, List<Resource> rules, Attributes balancer) {
    this.listener = listener;
    this.rules = rules.stream().sorted(Comparator.comparingInt(ListenerSection::priority)).toList();
    this.balancer = balancer;
    tls = listener.text("Protocol").filter("HTTPS"::equals).isPresent();
    port = listener.text("Port").filter(it -> it.matches("\\d{1,5}")).orElse(tls ? "443" : "80");
  }

  /** Whether a listener is one of HTTP or HTTPS, and not of a Network Load Balancer. */
  static boolean isHere(Resource listener) {
    return List.of("HTTP", "HTTPS").contains(listener.text("Protocol").orElse("HTTP"));
  }

  private static int priority(Resource rule) {
    return rule.text("Priority")
        .filter(it -> it.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(Integer.MAX_VALUE);
  }

  /** The target groups to which any of its rules forwards. */
  Set<String> targetGroups() {
    Set<String> groups = new TreeSet<>();
    rules.forEach(it -> groups.addAll(new RuleAction(it, "Actions").targetGroups()));
    groups.addAll(new RuleAction(listener, "DefaultActions").targetGroups());
    return groups;
  }

  List<String> lines() {
    lines.add("");
    lines.add("frontend " + HaproxyText.name(listener.logicalId()));
    bind();
    add("log global");
    add("log-format " + HaproxyText.quoted(LOG));
    request();
    choice();
    lines.addAll(actions().stream().map(it -> "    " + it).toList());
    headers();
    response();
    for (String group : targetGroups()) {
      String name = HaproxyText.name(group);
      add("use_backend %1$s if { var(txn.group) -m str %1$s }".formatted(name));
    }
    return lines;
  }

  private void add(String line) {
    lines.add("    " + line);
  }

  private void bind() {
    if (tls) {
      boolean http2 = !balancer.is("routing.http2.enabled", "false");
      add(
          "bind *:%s accept-proxy ssl crt /run/certificates/self-signed.pem alpn %shttp/1.1 ssl-min-ver %s"
              .formatted(port, http2 ? "h2," : "", TlsVersion.lowest(listener.text("SslPolicy"))));
    } else {
      add("bind *:" + port + " accept-proxy");
      // ALB speaks HTTP/2 by TLS only.
      add("option disable-h2-upgrade");
    }
  }

  private void request() {
    if (balancer.isTrue("routing.http.drop_invalid_header_fields.enabled")) {
      add("http-request del-header '[^-A-Za-z0-9]' -m reg");
    }
    add("http-request set-var(txn.host) req.hdr(host),host_only,lower");
    add("http-request set-var-fmt(txn.query) \"?%[query]\" if { query -m len gt 0 }");
    add("http-request set-var(txn.uuid) uuid()");
    add(
        "http-request set-var-fmt(txn.id)"
            + " \"1-%[date,bytes(4,4),hex,lower]-%[var(txn.uuid),field(1,-)]"
            + "%[var(txn.uuid),field(2,-)]%[var(txn.uuid),field(5,-)]\"");
    add("http-request set-var-fmt(txn.trace) \"Root=%[var(txn.id)]\"");
    add(
        "http-request set-var-fmt(txn.trace) \"Root=%[var(txn.id)];%[req.fhdr(x-amzn-trace-id)]\""
            + " if { req.fhdr(x-amzn-trace-id) -m found }");
    add(
        "http-request set-var-fmt(txn.trace)"
            + " \"Self=%[var(txn.id)];%[req.fhdr(x-amzn-trace-id),regsub('Self=[^;]*;?','')]\" if {"
            + " req.fhdr(x-amzn-trace-id) -m sub Root= }");
  }

  private void choice() {
    for (Resource rule : rules) {
      String conditions = String.join(" ", new RuleConditions(rule).written());
      add(
          "http-request set-var(txn.rule) str(%s) if !{ var(txn.rule) -m found } %s"
              .formatted(HaproxyText.name(rule.logicalId()), conditions)
              .trim());
    }
    add(
        "http-request set-var(txn.rule) str(%s) if !{ var(txn.rule) -m found }"
            .formatted(HaproxyText.name(listener.logicalId())));
  }

  private List<String> actions() {
    String protocol = tls ? "https" : "http";
    List<String> actions = new ArrayList<>();
    rules.forEach(it -> actions.addAll(new RuleAction(it, "Actions").written(protocol, port)));
    actions.addAll(new RuleAction(listener, "DefaultActions").written(protocol, port));
    return actions;
  }

  /** What ALB adds to requests that it forwards. */
  private void headers() {
    String client =
        balancer.isTrue("routing.http.xff_client_port.enabled") ? "%[src]:%[src_port]" : "%[src]";
    switch (balancer.text("routing.http.xff_header_processing.mode").orElse("append")) {
      case "preserve" -> {}
      case "remove" -> add("http-request del-header X-Forwarded-For");
      default -> {
        add(
            "http-request set-var-fmt(txn.forwarded) \"%[req.fhdr(x-forwarded-for)], \" if {"
                + " req.fhdr(x-forwarded-for) -m found }");
        add("http-request set-header X-Forwarded-For \"%[var(txn.forwarded)]" + client + "\"");
      }
    }
    add("http-request set-header X-Forwarded-Proto " + (tls ? "https" : "http"));
    add("http-request set-header X-Forwarded-Port " + port);
    add("http-request set-header X-Amzn-Trace-Id %[var(txn.trace)]");
    if (tls && balancer.isTrue("routing.http.x_amzn_tls_version_and_cipher_suite.enabled")) {
      add("http-request set-header X-Amzn-Tls-Version %[ssl_fc_protocol]");
      add("http-request set-header X-Amzn-Tls-Cipher-Suite %[ssl_fc_cipher]");
    }
    if (!balancer.isTrue("routing.http.preserve_host_header.enabled")
        && !port.equals(tls ? "443" : "80")) {
      add(
          "http-request set-header Host %[req.hdr(host)]:"
              + port
              + " if !{ req.hdr(host) -m sub : }");
    }
  }

  private void response() {
    // HAProxy says 503 of a target that refuses connections, and ALB 502.
    add("http-response set-var(txn.answered) bool(true)");
    add(
        "http-after-response set-status 502 if { status 503 } !{ var(txn.answered) -m found } {"
            + " srv_name -m found }");
    Attributes own = new Attributes(listener, "ListenerAttributes");
    RESPONSE_HEADERS.forEach(
        (attribute, header) ->
            own.text("routing.http.response." + attribute + ".header_value")
                .filter(it -> !it.isEmpty())
                .ifPresent(
                    value ->
                        add(
                            "http-after-response set-header "
                                + header
                                + " "
                                + HaproxyText.quoted(HaproxyText.literal(value)))));
  }
}
