package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.options.AddedBackendOptions;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.BackendTlsOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.Option;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.RoutePatterns;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether the rules of the services behind the internal load balancer can be there together, so
 * that each request has one service that answers it.
 *
 * <p>The problem: of two rules that match a request, the one with the lower priority number takes
 * it, and a listener refuses two rules with the same number. The numbers follow from the ids, so
 * that nothing moves when one is added or removed; but then nobody has decided which of two comes
 * first. So patterns that a request can match both of are refused, unless both numbers were chosen.
 *
 * <p>Patterns that only the deployment will know are not compared.
 */
final class AddedRoutes {
  /** A quota of Elastic Load Balancing for each load balancer, which cannot be raised. */
  private static final int MOST_TARGET_GROUPS = 100;

  /** Elastic Load Balancing names an internal load balancer like this, in every Region. */
  private static final List<String> OWN_NAMES =
      List.of("internal-*.elb.amazonaws.com", "internal-*.elb.amazonaws.com.cn");

  private final boolean connects;

  /** The target groups of the backend itself. */
  private final int own;

  /** The host that the frontend calls; null if it is the load balancer's own name. */
  private final @Nullable String called;

  private final List<Values> before = new ArrayList<>();

  AddedRoutes(Values app) {
    Values backend = app.get(AppOptions.BACKEND);
    connects = backend.get(BackendOptions.SERVICE_CONNECT);
    own = DeploymentOptions.shiftsTraffic(backend.get(ServiceOptions.DEPLOYMENT)) ? 2 : 1;
    called = backend.ifChosen(BackendOptions.TLS, BackendTlsOptions::domainName);
  }

  /** Checks one more, with all that were added before. */
  void check(Problems problems, Values route) {
    if (connects) {
      problems.add(
          route.path(firstOf(route)),
          route.get(firstOf(route)),
          "are for the internal load balancer, which BACKEND_URL leads past with"
              + " backend.serviceConnect",
          "leave backend.serviceConnect out");
    }
    if (own + before.size() >= MOST_TARGET_GROUPS) {
      problems.add(
          route.path(firstOf(route)),
          route.get(firstOf(route)),
          "need one more target group than the "
              + MOST_TARGET_GROUPS
              + " that Elastic Load Balancing allows for the internal load balancer",
          "let one service answer several paths");
    }
    checkHosts(problems, route);
    for (Values other : before) {
      checkPriorities(problems, route, other);
      checkPatterns(problems, route, other);
    }
  }

  /** Counts it from now on. */
  void add(Values route) {
    before.add(route);
  }

  private static Option<List<String>> firstOf(Values route) {
    return AddedBackendOptions.pathsOf(route).isEmpty()
        ? AddedBackendOptions.HOST_HEADERS
        : AddedBackendOptions.PATH_PATTERNS;
  }

  /** Whether anything is left for the backend of what the frontend calls by its name. */
  private void checkHosts(Problems problems, Values route) {
    List<String> paths = paths(route);
    List<String> names = called == null ? OWN_NAMES : List.of(called);
    if ((paths.isEmpty() || paths.stream().anyMatch(RoutePatterns::takesAny))
        && hosts(route).stream()
            .anyMatch(
                it ->
                    names.stream()
                        .anyMatch(name -> RoutePatterns.commonHost(it, name).isPresent()))) {
      problems.add(
          route.path(AddedBackendOptions.HOST_HEADERS),
          AddedBackendOptions.hostsOf(route),
          "take every request to "
              + (called == null
                  ? "the load balancer's own name, which BACKEND_URL has"
                  : "backend.tls.domainName \"" + called + "\"")
              + ", so that none of the frontend's is left for the backend",
          "name other hosts, or set pathPatterns too");
    }
  }

  private static void checkPriorities(Problems problems, Values route, Values other) {
    int priority = AddedBackendOptions.priorityOf(route);
    if (priority == AddedBackendOptions.priorityOf(other)) {
      problems.add(
          route.path(AddedBackendOptions.PRIORITY),
          new Problems.Setting("", priority, isChosen(route) ? "" : " (by its id)"),
          "is that of the rule of " + other.path() + " too, and a listener has each only once",
          "set priority of one of the two to another number");
    }
  }

  private static void checkPatterns(Problems problems, Values route, Values other) {
    Option<List<String>> option = firstOf(route);
    if (isSame(route, other)) {
      problems.add(
          route.path(option),
          route.get(option),
          "are the patterns of " + other.path() + " too, so that one of them would get no request",
          "give each its own");
    } else if (!isChosen(route) || !isChosen(other)) {
      common(route, other)
          .ifPresent(
              request ->
                  problems.add(
                      route.path(option),
                      route.get(option),
                      "take requests that "
                          + other.path()
                          + " takes too, such as "
                          + request
                          + ", and nothing says which of the two is asked first",
                      "change one of the patterns, or set priority of both: the lower one is asked"
                          + " first"));
    }
  }

  private static boolean isChosen(Values route) {
    return route.has(AddedBackendOptions.PRIORITY);
  }

  private static boolean isSame(Values one, Values other) {
    return new LinkedHashSet<>(paths(one)).equals(new LinkedHashSet<>(paths(other)))
        && new LinkedHashSet<>(hosts(one)).equals(new LinkedHashSet<>(hosts(other)));
  }

  /** A request that both take, such as {@code http://search.example.com/x}. */
  private static Optional<String> common(Values one, Values other) {
    return common(hosts(one), hosts(other), RoutePatterns::commonHost, "")
        .flatMap(
            host ->
                common(paths(one), paths(other), RoutePatterns::commonPath, "/")
                    .map(path -> host + path));
  }

  /**
   * What two lists of patterns have in common. An empty list takes all, so that whatever the other
   * one takes is in common.
   */
  private static Optional<String> common(
      List<String> one,
      List<String> other,
      BiFunction<String, String, Optional<String>> of,
      String whatever) {
    if (one.isEmpty() && other.isEmpty()) {
      return Optional.of(whatever);
    }
    List<String> first = one.isEmpty() ? List.of("*") : one;
    List<String> second = other.isEmpty() ? List.of("*") : other;
    return first.stream()
        .flatMap(it -> second.stream().flatMap(that -> of.apply(it, that).stream()))
        .findFirst();
  }

  private static List<String> paths(Values route) {
    return AddedBackendOptions.pathsOf(route);
  }

  private static List<String> hosts(Values route) {
    return RoutePatterns.lowered(AddedBackendOptions.hostsOf(route));
  }
}
