package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which actions of listeners lead to tasks, and at which steps they do not. */
final class Traffic {
  private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";
  private static final String SERVICE = "AWS::ECS::Service";

  /**
   * An action of a listener or of its rule.
   *
   * @param services whose tasks it leads to; none if it leads to none
   */
  private record Route(Set<String> services) {}

  private Traffic() {}

  static List<Effect> of(DeployedState before, List<Play.Played> played) {
    Map<String, Route> first = routes(before.template());
    if (played.isEmpty()) {
      return List.of();
    }
    Map<String, Route> last = routes(played.get(played.size() - 1).state().template());
    Map<String, String> takers = takers(before.template(), played.get(played.size() - 1).state());
    Map<String, List<String>> away = new LinkedHashMap<>();
    for (Play.Played it : played) {
      if (isOfTraffic(it.step().type())) {
        Map<String, Route> now = routes(it.state().template());
        first.forEach(
            (id, route) -> {
              String taker = takers.getOrDefault(id, id);
              if (serves(first, id)
                  && serves(last, taker)
                  && now.containsKey(taker)
                  && !serves(now, taker)) {
                away.computeIfAbsent(id, any -> new ArrayList<>()).add(it.step().words());
              }
            });
      }
    }
    List<Effect> effects = new ArrayList<>();
    first.forEach(
        (id, route) -> {
          List<String> steps = away.getOrDefault(id, List.of());
          if (!steps.isEmpty()) {
            effects.add(effect(id, route, steps));
          }
        });
    effects.addAll(newcomers(before.template(), played, takers.values(), last));
    return effects;
  }

  /** New rules, of which no template tells whether somebody sends what they take already. */
  private static List<Effect> newcomers(
      StackTemplate before,
      List<Play.Played> played,
      Collection<String> takers,
      Map<String, Route> last) {
    List<Effect> effects = new ArrayList<>();
    for (Play.Played it : played) {
      String id = it.step().id();
      if (it.step().type().equals(RULE)
          && it.step().action() == Step.Action.CREATE
          && !takers.contains(id)
          && isOfAListenerInUse(before, it.state().template().resource(id))
          && serves(last, id)
          && !serves(routes(it.state().template()), id)) {
        effects.add(
            Effect.of(
                    Kind.BESIDE,
                    Verdict.NOT_KNOWN,
                    RULE,
                    "",
                    "whoever sends requests that this rule takes already gets errors 503 until"
                        + " tasks are in its target group",
                    id,
                    "docs/adding.md: the rule is there before the tasks are")
                .lasting(Minutes.OF_A_DEPLOYMENT));
      }
    }
    return effects;
  }

  private static boolean isOfAListenerInUse(StackTemplate before, Resource rule) {
    return rule.property("ListenerArn").flatMap(Reference::idOf).flatMap(before::find).isPresent();
  }

  private static Effect effect(String id, Route route, List<String> steps) {
    String services =
        String.join(" and ", route.services.stream().map(Names::ofService).distinct().toList());
    return Effect.of(
            Kind.BESIDE,
            Verdict.OUTAGE,
            LISTENER,
            "",
            "errors 503 for callers of the "
                + services
                + ", since "
                + id
                + " leads to a target group before tasks are in it",
            "from " + steps.get(0) + " on",
            "played from the templates: CloudFormation changes the listener before the service")
        .lasting(Minutes.OF_A_DEPLOYMENT);
  }

  /** New rules that take the requests of old ones, by these: before them, and for the same. */
  private static Map<String, String> takers(StackTemplate before, DeployedState last) {
    Map<String, String> takers = new LinkedHashMap<>();
    for (Resource rule : last.template().resourcesOfType(RULE)) {
      if (before.find(rule.logicalId()).isEmpty()) {
        before.resourcesOfType(RULE).stream()
            .filter(it -> takes(it).equals(takes(rule)) && priority(rule) < priority(it))
            .forEach(it -> takers.put(it.logicalId(), rule.logicalId()));
      }
    }
    return takers;
  }

  private static String takes(Resource rule) {
    return Text.of(rule.property("ListenerArn").orElse(""))
        + rule.list("Conditions").stream().map(Text::of).sorted().toList();
  }

  /** One that only the deployment knows is taken for the last. */
  static int priority(Resource rule) {
    return rule.text("Priority")
        .filter(it -> it.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .orElse(Integer.MAX_VALUE);
  }

  private static boolean isOfTraffic(String type) {
    return type.equals(LISTENER) || type.equals(RULE) || type.equals(SERVICE);
  }

  private static boolean serves(Map<String, Route> routes, String id) {
    return Optional.ofNullable(routes.get(id)).filter(it -> !it.services.isEmpty()).isPresent();
  }

  private static Map<String, Route> routes(StackTemplate template) {
    Forwards forwards = new Forwards(template);
    Map<String, Route> routes = new LinkedHashMap<>();
    template
        .resourcesOfType(LISTENER)
        .forEach(
            it -> routes.put(it.logicalId(), new Route(forwards.services(it, "DefaultActions"))));
    template
        .resourcesOfType(RULE)
        .forEach(it -> routes.put(it.logicalId(), new Route(forwards.services(it, "Actions"))));
    return routes;
  }
}
