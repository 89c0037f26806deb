package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a template says of a load balancer that HAProxy does not do, in sentences. */
final class LoadBalancerGaps {

  private final StackTemplate template;
  private final Resource balancer;
  private final List<Resource> listeners;
  private final LoadBalancing balancing;
  private final List<String> sentences = new ArrayList<>();

  LoadBalancerGaps(StackTemplate template, String loadBalancer) {
    this.template = template;
    balancing = LoadBalancing.of(template);
    listeners = balancing.listenersOf(loadBalancer);
    balancer = template.resource(loadBalancer);
  }

  List<String> sentences() {
    ofTheLoadBalancer();
    Set<String> groups = new TreeSet<>();
    Attributes attributes = new Attributes(balancer, "LoadBalancerAttributes");
    for (Resource listener : listeners) {
      List<Resource> rules = balancing.rulesOf(listener.logicalId());
      ofListener(listener);
      actions(listener, "DefaultActions");
      rules.forEach(this::ofRule);
      groups.addAll(new ListenerSection(listener, rules, attributes).targetGroups());
    }
    groups.forEach(this::ofTargetGroup);
    return List.copyOf(sentences);
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }

  private void ofTheLoadBalancer() {
    String id = balancer.logicalId();
    balancer
        .text("Type")
        .filter(it -> !it.equals("application"))
        .ifPresent(
            it ->
                say(
                    ("%s is a load balancer of type %s: only its HTTP and HTTPS listeners"
                            + " are here.")
                        .formatted(id, it)));
    Attributes attributes = new Attributes(balancer, "LoadBalancerAttributes");
    attributes
        .text("routing.http.desync_mitigation_mode")
        .ifPresent(
            it ->
                say(
                    ("%s has the desync mitigation mode %s: HAProxy refuses ambiguous requests by"
                            + " rules of its own.")
                        .formatted(id, it)));
    if (attributes.isTrue("access_logs.s3.enabled")) {
      say(
          "%s writes access logs to S3: here they are on the standard output, as JSON."
              .formatted(id));
    }
    if (attributes.isTrue("connection_logs.s3.enabled")) {
      say("%s writes connection logs to S3: there are none here.".formatted(id));
    }
    attributes
        .text("client_keep_alive.seconds")
        .filter(it -> !it.equals("3600"))
        .ifPresent(
            it ->
                say(
                    ("%s closes clients' connections after %s seconds: here only those that are"
                            + " idle are closed.")
                        .formatted(id, it)));
    if (template.resourcesOfType("AWS::WAFv2::WebACLAssociation").stream()
        .anyMatch(it -> refers(it, "ResourceArn", id))) {
      say("%s has a web ACL: no request is inspected here.".formatted(id));
    }
  }

  private static boolean refers(Resource from, String property, String id) {
    return from.property(property).flatMap(Reference::idOf).filter(id::equals).isPresent();
  }

  private void ofListener(Resource listener) {
    String protocol = listener.text("Protocol").orElse("HTTP");
    if (protocol.equals("HTTPS")) {
      say(
          ("%s has a certificate of a trusted authority, with the ciphers of its security policy:"
                  + " here it has a self-signed one, with the policy's lowest version of TLS.")
              .formatted(listener.logicalId()));
    } else if (!ListenerSection.isHere(listener)) {
      say("%s has the protocol %s: it is not here.".formatted(listener.logicalId(), protocol));
    }
    listener
        .text("MutualAuthentication.Mode")
        .filter(it -> !it.equals("off"))
        .ifPresent(
            it ->
                say(
                    "%s has mutual TLS in mode %s: no client is asked for a certificate here."
                        .formatted(listener.logicalId(), it)));
  }

  private void ofRule(Resource rule) {
    actions(rule, "Actions");
    new RuleConditions(rule)
        .unknown()
        .forEach(
            it ->
                say(
                    ("%s has the condition %s, which is known only when the stack is deployed: it"
                            + " matches no request here.")
                        .formatted(rule.logicalId(), it)));
    if (rule.elements("Transforms").findAny().isPresent()) {
      say(
          "%s rewrites requests by transforms: they are forwarded as they are here."
              .formatted(rule.logicalId()));
    }
  }

  private void actions(Resource by, String actions) {
    by.elements(actions)
        .flatMap(it -> by.text(it + ".Type").stream())
        .filter(it -> !List.of("forward", "redirect", "fixed-response").contains(it))
        .forEach(
            it ->
                say(
                    "%s has an action %s: everybody is let through here."
                        .formatted(by.logicalId(), it)));
  }

  private void ofTargetGroup(String id) {
    Optional<Resource> found = template.find(id);
    if (found.isEmpty()) {
      say(
          ("The target group %s is not in the template: it has Elastic Load Balancing's defaults"
                  + " here.")
              .formatted(id));
      return;
    }
    Resource group = found.get();
    if (group.text("TargetType").filter("lambda"::equals).isPresent()) {
      say(
          "The target group %s has a Lambda function as its target: it has none here."
              .formatted(id));
    }
    if (group.text("ProtocolVersion").filter("GRPC"::equals).isPresent()) {
      say(
          ("The health check of the target group %s sends no message, and of code 0 it sees the"
                  + " status 200 only, because HAProxy reads no trailers.")
              .formatted(id));
    }
    Attributes attributes = new Attributes(group, "TargetGroupAttributes");
    if (attributes.is("load_balancing.algorithm.anomaly_mitigation", "on")) {
      say("The target group %s has anomaly mitigation: it is not here.".formatted(id));
    }
    for (String threshold : List.of("count", "percentage")) {
      attributes
          .text("target_group_health.unhealthy_state_routing.minimum_healthy_targets." + threshold)
          .filter(it -> !List.of("1", "off").contains(it))
          .ifPresent(
              it ->
                  say(
                      ("The target group %s gives requests to unhealthy targets too where fewer"
                              + " than %s (%s) are healthy: here only where none is.")
                          .formatted(id, it, threshold)));
    }
  }
}
