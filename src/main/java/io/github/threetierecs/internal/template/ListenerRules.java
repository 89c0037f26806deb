package io.github.threetierecs.internal.template;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Addition.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the rules of the load balancers' listeners can be there together, and do what they do.
 */
final class ListenerRules {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final List<Tier> tiers;
  private final LoadBalancing balancing;

  /** The target groups of services that the application has behind rules. */
  private final Set<String> ours;

  ListenerRules(StackTemplate template, List<Tier> tiers, List<Tier> added) {
    this.tiers = tiers;
    balancing = LoadBalancing.of(template);
    ours =
        added.stream()
            .flatMap(it -> LoadBalancing.targetGroupsOfService(template.resource(it.service())))
            .collect(Ordered.toSet());
  }

  Stream<Addition> wrong() {
    return tiers.stream()
        .flatMap(it -> balancing.listenersOf(it.balancer()).stream())
        .flatMap(it -> Stream.concat(samePriority(it), signInWithoutTls(it)));
  }

  /** Of two with the same priority, it is the user's that is reported. */
  private Stream<Addition> samePriority(Resource listener) {
    Map<String, Resource> first = new LinkedHashMap<>();
    return balancing.rulesOf(listener.logicalId()).stream()
        .sorted(Comparator.comparing(it -> !isOurs(it)))
        .flatMap(
            rule -> {
              Optional<String> priority =
                  rule.text("Priority").filter(it -> NUMBER.matcher(it).matches());
              Resource other = priority.map(it -> first.putIfAbsent(it, rule)).orElse(null);
              return other == null
                  ? Stream.of()
                  : Stream.of(
                      new Addition(
                          Kind.RULE_PRIORITY,
                          rule.logicalId(),
                          "%s and %s have the same priority %s, which a listener can have only once"
                              .formatted(other, rule, priority.orElseThrow())));
            });
  }

  private boolean isOurs(Resource rule) {
    return rule.list("Actions").stream()
        .flatMap(LoadBalancing::targetGroupsIn)
        .anyMatch(ours::contains);
  }

  /** AWS supports sign-in by OpenID Connect or Amazon Cognito only on HTTPS listeners. */
  private Stream<Addition> signInWithoutTls(Resource listener) {
    if (listener.text("Protocol").filter("HTTP"::equals).isEmpty()) {
      return Stream.of();
    }
    return Stream.concat(Stream.of(listener), balancing.rulesOf(listener.logicalId()).stream())
        .flatMap(
            by ->
                Stream.concat(by.list("Actions").stream(), by.list("DefaultActions").stream())
                    .flatMap(it -> Json.at(it, "Type").map(Text::of).stream())
                    .filter(it -> it.startsWith("authenticate-"))
                    .map(
                        type ->
                            new Addition(
                                Kind.AUTHENTICATION,
                                by.logicalId(),
                                "%s has an action %s, which Elastic Load Balancing allows only in"
                                        .formatted(by, type)
                                    + " an HTTPS listener, and %s is an HTTP listener"
                                        .formatted(listener))));
  }
}
