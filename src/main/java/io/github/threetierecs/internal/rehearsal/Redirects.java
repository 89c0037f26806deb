package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A listener that answered by HTTP, and redirects to HTTPS from now on. */
final class Redirects {
  private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  private static final String ACTIONS = "DefaultActions";

  private Redirects() {}

  static List<Effect> of(Differences differences) {
    List<Effect> effects = new ArrayList<>();
    for (ResourceChange it : differences.inPlace()) {
      if (it.type().equals(LISTENER) && code(differences.before().resource(it.id())).isEmpty()) {
        Resource now = differences.after().resource(it.id());
        code(now).ifPresent(code -> effects.add(effect(now, code)));
      }
    }
    return effects;
  }

  /** With which status code a listener redirects to HTTPS; nothing if it does not. */
  private static Optional<String> code(Resource listener) {
    return listener
        .elements(ACTIONS)
        .filter(it -> listener.text(it + ".Type").filter("redirect"::equals).isPresent())
        .map(it -> it + ".RedirectConfig.")
        .filter(it -> listener.text(it + "Protocol").filter("HTTPS"::equals).isPresent())
        .findFirst()
        .map(it -> listener.text(it + "StatusCode").orElse("").replace("HTTP_", ""));
  }

  private static Effect effect(Resource now, String code) {
    boolean keepsHost =
        now.elements(ACTIONS)
            .map(it -> now.text(it + ".RedirectConfig.Host").orElse("#{host}"))
            .allMatch("#{host}"::equals);
    return Effect.of(
        Kind.BESIDE,
        Verdict.DEGRADED,
        LISTENER,
        "",
        (keepsHost
                ? "whoever calls the load balancer by its own name is sent to HTTPS, where no"
                    + " certificate matches that name; and at "
                : "at ")
            + code
            + " a client may turn POST into GET",
        now.logicalId() + ": " + ACTIONS + " redirects to HTTPS",
        "Elastic Load Balancing, redirect actions; RFC 9110, 15.4: the method may change");
  }
}
