package io.github.threetierecs.internal.options;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;

/**
 * What can be chosen of a further service behind the internal load balancer, beside {@link
 * ServiceOptions}.
 */
public final class AddedBackendOptions {
  private static final Group ADDED = new Group("addedBackend");

  /** The last priority is that of the rule with which ECS shifts the backend's traffic. */
  private static final int LAST = 49_999;

  /** Below these numbers, and above them, there is room for rules of users. */
  private static final int FIRST_DERIVED = 10_000;

  private static final int DERIVED = 30_000;

  public static final Option<Number> CONTAINER_PORT = ServiceOptions.port(ADDED).byDefault(8080);

  public static final Option<List<String>> PATH_PATTERNS =
      ADDED.<List<String>>option("pathPatterns").refusing(RoutePatterns::checkPaths);

  public static final Option<List<String>> HOST_HEADERS =
      ADDED.<List<String>>option("hostHeaders").refusing(RoutePatterns::checkHosts);

  /** It is read by {@link #priorityOf}: without one, the id decides. */
  public static final Option<Number> PRIORITY =
      ADDED
          .wholeNumber("priority", 1, LAST, "", "set one that no other rule has, such as 100")
          .literal(
              "it is compared with those of other rules at synthesis",
              "set one that no other rule has, such as 100");

  public static final Option<Boolean> DATABASE = ADDED.<Boolean>option("database").byDefault(false);

  public static final Option<Boolean> CALLS_BACKEND =
      ADDED.<Boolean>option("callsBackend").byDefault(false);

  public static final Option<Duration> STICKINESS = LoadBalancerOptions.stickiness(ADDED);

  public static final Option<ApplicationProtocol> TARGET_PROTOCOL =
      LoadBalancerOptions.targetProtocol(ADDED);

  /** It is not chosen, but follows from the id. */
  private static final Option<Number> DERIVED_PRIORITY = ADDED.option("derivedPriority");

  private AddedBackendOptions() {}

  /** Whether these are the options of such a service: others have no patterns. */
  public static boolean isOne(Values service) {
    return service.has(PATH_PATTERNS) || service.has(HOST_HEADERS);
  }

  /** {@return the paths that lead to it; none if only hosts do} */
  public static List<String> pathsOf(Values service) {
    return Problems.copyOf(service.find(PATH_PATTERNS));
  }

  /** {@return the hosts that lead to it; none if only paths do} */
  public static List<String> hostsOf(Values service) {
    return Problems.copyOf(service.find(HOST_HEADERS));
  }

  /** {@return the port of such a service; null for any other} */
  public static @Nullable Number portOf(Values service) {
    return isOne(service) ? service.get(CONTAINER_PORT) : null;
  }

  /**
   * {@return the same, with the priority that follows from the id: it stays the same whatever else
   * is added}
   */
  public static Values withId(Values service, String id) {
    CRC32 hash = new CRC32();
    hash.update(id.getBytes(StandardCharsets.UTF_8));
    return service.with(DERIVED_PRIORITY, FIRST_DERIVED + (int) (hash.getValue() % DERIVED));
  }

  /** {@return the priority of its rule} */
  public static int priorityOf(Values service) {
    return (service.has(PRIORITY) ? service.get(PRIORITY) : service.get(DERIVED_PRIORITY))
        .intValue();
  }

  /** {@return the same, with what its target group has as the load balancer of a tier has it} */
  public static Values withTargets(Values service) {
    Values balancer =
        service
            .get(ServiceOptions.LOAD_BALANCER)
            .with(LoadBalancerOptions.TARGET_PROTOCOL, service.get(TARGET_PROTOCOL));
    Duration stickiness = service.find(STICKINESS);
    return service.with(
        ServiceOptions.LOAD_BALANCER,
        stickiness == null ? balancer : balancer.with(LoadBalancerOptions.STICKINESS, stickiness));
  }

  /** Refuses what does not go together, whatever the rest of the application is. */
  public static void check(Problems problems, Values chosen) {
    List<String> values = new ArrayList<>(pathsOf(chosen));
    List<String> hosts = hostsOf(chosen);
    if (hosts.isEmpty()
        && values.stream().anyMatch(it -> it != null && RoutePatterns.takesAny(it))) {
      problems.add(
          PATH_PATTERNS.name(),
          values,
          "take every request, so that none is left for the backend",
          "name the paths, such as \"/search/*\", or set hostHeaders too");
    }
    values.addAll(hosts);
    if (values.isEmpty()) {
      problems.missing(
          PATH_PATTERNS.name(),
          null,
          "set it, or hostHeaders, or both, such as List.of(\"/search/*\")");
    }
    if (values.size() > RoutePatterns.MOST_VALUES) {
      problems.add(
          PATH_PATTERNS.name(),
          new Problems.Words(values.size() + " values"),
          "with those of hostHeaders are more than the "
              + RoutePatterns.MOST_VALUES
              + " that a rule of Elastic Load Balancing can have",
          "name a common beginning, such as \"/search/*\", or add two services");
    }
    long wildcards = values.stream().mapToLong(RoutePatterns::wildcards).sum();
    if (wildcards > RoutePatterns.MOST_WILDCARDS) {
      problems.add(
          PATH_PATTERNS.name(),
          new Problems.Words(wildcards + " wildcards"),
          "with those of hostHeaders are more than the "
              + RoutePatterns.MOST_WILDCARDS
              + " that a rule of Elastic Load Balancing can have",
          "use fewer * and ?");
    }
    checkStrategy(problems, chosen);
  }

  private static void checkStrategy(Problems problems, Values chosen) {
    Values deployment = chosen.known(ServiceOptions.DEPLOYMENT);
    DeploymentStrategy strategy = deployment.known(DeploymentOptions.STRATEGY);
    if (strategy != DeploymentStrategy.ROLLING) {
      problems.add(
          "deployment.strategy",
          strategy,
          "shifts traffic by weights in the rule, which a change of its patterns or its priority"
              + " would set back",
          "leave it out; only the frontend and the backend have other strategies than ROLLING");
    }
  }
}
