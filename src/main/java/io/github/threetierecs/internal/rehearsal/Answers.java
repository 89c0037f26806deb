package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests that tasks answered, and that a redirect, the load balancer itself or somebody else's
 * tasks answer from now on: for each rule of a listener, and for what no rule matches.
 */
final class Answers {
  private static final String LISTENER = "AWS::ElasticLoadBalancingV2::Listener";
  private static final String RULE = "AWS::ElasticLoadBalancingV2::ListenerRule";
  private static final String ACTIONS = "Actions";
  private static final String DEFAULT_ACTIONS = "DefaultActions";
  private static final List<String> EVERY_PATH = List.of("*", "/*");

  /**
   * What answers some requests.
   *
   * @param resource the rule, or the listener with its default actions
   * @param actions the property with the actions
   * @param services whose tasks answer; none if the load balancer does by itself
   */
  private record Answer(Resource resource, String actions, Set<String> services) {

    boolean takes(Optional<String> conditions) {
      return takesAll() || conditions.filter(conditions()::equals).isPresent();
    }

    boolean takesAll() {
      return actions.equals(DEFAULT_ACTIONS)
          || (resource.list("Conditions").size() == 1
              && Stream.of("Values", "PathPatternConfig.Values")
                  .flatMap(it -> resource.elements("Conditions.0." + it))
                  .flatMap(it -> resource.text(it).stream())
                  .anyMatch(EVERY_PATH::contains)
              && resource.text("Conditions.0.Field").filter("path-pattern"::equals).isPresent());
    }

    String conditions() {
      return resource.list("Conditions").stream()
          .map(Text::of)
          .sorted()
          .collect(Collectors.joining(" "));
    }

    /** With which status code it redirects to HTTPS; nothing if it does not. */
    Optional<String> redirect() {
      return resource
          .elements(actions)
          .filter(it -> resource.text(it + ".Type").filter("redirect"::equals).isPresent())
          .map(it -> it + ".RedirectConfig.")
          .filter(it -> resource.text(it + "Protocol").filter("HTTPS"::equals).isPresent())
          .findFirst()
          .map(it -> resource.text(it + "StatusCode").orElse("").replace("HTTP_", ""));
    }

    boolean isOfTheLoadBalancer() {
      return resource
          .elements(actions)
          .flatMap(it -> resource.text(it + ".Type").stream())
          .anyMatch(it -> it.equals("redirect") || it.equals("fixed-response"));
    }

    boolean keepsHost() {
      return resource
          .elements(actions)
          .map(it -> resource.text(it + ".RedirectConfig.Host").orElse("#{host}"))
          .allMatch("#{host}"::equals);
    }
  }

  private final Differences differences;
  private final List<Effect> effects = new ArrayList<>();

  private Answers(Differences differences) {
    this.differences = differences;
  }

  static List<Effect> of(Differences differences) {
    Answers answers = new Answers(differences);
    for (Resource listener : differences.before().resourcesOfType(LISTENER)) {
      if (differences.stays(listener.logicalId())) {
        answers.compare(listener.logicalId());
      }
    }
    return answers.effects;
  }

  private void compare(String listener) {
    List<Answer> before = answers(differences.before(), listener);
    List<Answer> after = answers(differences.after(), listener);
    for (Answer it : before) {
      Optional<String> conditions = it.takesAll() ? Optional.empty() : Optional.of(it.conditions());
      Answer now = first(after, conditions);
      if (first(before, conditions).equals(it)
          && (isRedirected(it, now) || isAnsweredElsewhere(it, now))) {
        effects.add(effect(it, now));
      }
    }
  }

  private static boolean isRedirected(Answer before, Answer now) {
    return before.redirect().isEmpty() && now.redirect().isPresent();
  }

  /** Of a service that is gone, and of a target group without tasks, others say it. */
  private boolean isAnsweredElsewhere(Answer before, Answer now) {
    return before.services.stream().anyMatch(differences::stays)
        && !before.services.equals(now.services)
        && (now.isOfTheLoadBalancer() || now.services.stream().anyMatch(differences::stays));
  }

  /** What takes requests of these conditions, or those that no condition is known of. */
  private static Answer first(List<Answer> answers, Optional<String> conditions) {
    return answers.stream().filter(it -> it.takes(conditions)).findFirst().orElseThrow();
  }

  /** The rules of a listener in the order of their priorities, and what it does by default. */
  private static List<Answer> answers(StackTemplate template, String listener) {
    Forwards forwards = new Forwards(template);
    return Stream.concat(
            template.resourcesOfType(RULE).stream()
                .filter(
                    it ->
                        it.property("ListenerArn")
                            .flatMap(Reference::idOf)
                            .filter(listener::equals)
                            .isPresent())
                .sorted(Comparator.comparingInt(Traffic::priority))
                .map(it -> new Answer(it, ACTIONS, forwards.services(it, ACTIONS))),
            Stream.of(template.resource(listener))
                .map(it -> new Answer(it, DEFAULT_ACTIONS, forwards.services(it, DEFAULT_ACTIONS))))
        .toList();
  }

  private Effect effect(Answer before, Answer now) {
    String id = before.resource.logicalId();
    String cause =
        now.resource.logicalId().equals(id)
            ? id + ": " + now.actions
            : id
                + (differences.after().find(id).isPresent() ? " does not answer; " : " is gone; ")
                + now.resource.logicalId()
                + ": "
                + now.actions;
    return now.redirect()
        .map(code -> redirected(now, code, cause + " redirects to HTTPS"))
        .orElseGet(() -> answeredElsewhere(before, now, cause + " answers"));
  }

  private static Effect redirected(Answer now, String code, String because) {
    return Effect.of(
        Kind.ANSWERS,
        Verdict.DEGRADED,
        LISTENER,
        "redirects HTTP to HTTPS",
        (now.keepsHost()
                ? "whoever calls the load balancer by its own name is sent to HTTPS, where no"
                    + " certificate matches that name; and at "
                : "at ")
            + code
            + " a client may turn POST into GET",
        because,
        "Elastic Load Balancing, redirect actions; RFC 9110, 15.4: the method may change");
  }

  private static Effect answeredElsewhere(Answer before, Answer now, String because) {
    String others = names(now.services);
    return Effect.of(
        Kind.ANSWERS,
        Verdict.DEGRADED,
        LISTENER,
        "other tasks answer",
        "requests that the "
            + names(before.services)
            + " answered are answered by "
            + (others.isEmpty() ? "the load balancer itself" : "the " + others),
        because,
        "played from the templates: the rules of a listener by their priorities");
  }

  private static String names(Set<String> services) {
    return services.stream().map(Names::ofService).distinct().collect(Collectors.joining(" and "));
  }
}
