package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.Set;

/** Load balancers that speak TLS, and the names that records of Route 53 give them. */
final class TlsNames {

  private TlsNames() {}

  static boolean isTls(StackTemplate template, Resource balancer) {
    return LoadBalancing.of(template).listenersOf(balancer.logicalId()).stream()
        .anyMatch(it -> it.text("Protocol").filter("HTTPS"::equals).isPresent());
  }

  static Set<String> recordsOf(StackTemplate template, String balancer) {
    return template.resourcesOfType("AWS::Route53::RecordSet").stream()
        .filter(
            it ->
                it.property("AliasTarget")
                    .map(Reference::idsIn)
                    .filter(ids -> ids.contains(balancer))
                    .isPresent())
        .flatMap(it -> it.text("Name").stream())
        .map(it -> it.replaceFirst("\\.$", ""))
        .filter(it -> it.matches("[A-Za-z0-9.-]+"))
        .collect(Ordered.toSet());
  }
}
