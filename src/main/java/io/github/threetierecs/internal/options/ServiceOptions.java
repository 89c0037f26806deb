package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.seconds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * What can be chosen of a service, whichever tier it is. The path of its values is the tier: {@code
 * frontend} or {@code backend}.
 */
public final class ServiceOptions {
  private static final Group SERVICE = new Group("service");

  private static final String SET_THE_SLOWEST =
      "set what the slowest start takes, such as Duration.seconds(120)";

  private static final int LONGEST_PATH = 1_024;
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_\\-.$/~\"'@:+&?=%!*(),;#]*");

  /** Required. */
  public static final Option<ContainerImage> IMAGE = SERVICE.option("image");

  public static final Option<Number> CPU =
      SERVICE
          .wholeNumber("cpu", 2, 196_608, "CPU units", "set 256 for a quarter of a vCPU")
          .byDefault(256);

  public static final Option<Number> MEMORY_MIB =
      SERVICE
          .wholeNumber("memoryMiB", 6, 25_165_824, "MiB", "set 512 for half a GiB")
          .byDefault(512);

  public static final Option<String> HEALTH_CHECK_PATH =
      SERVICE.<String>option("healthCheckPath").refusing(ServiceOptions::checkPath).byDefault("/");

  public static final Option<String> HEALTHY_HTTP_CODES =
      SERVICE.<String>option("healthyHttpCodes").refusing(HealthyCodes::check).byDefault("200");

  public static final Option<Duration> HEALTH_CHECK_GRACE_PERIOD =
      SERVICE
          .<Duration>option("healthCheckGracePeriod")
          .countedIn("seconds")
          .refusing(
              (problems, option, value) ->
                  problems.seconds(option, value, 0, Integer.MAX_VALUE, SET_THE_SLOWEST))
          .byDefaultMade(seconds(120));

  public static final Option<Number> DESIRED_COUNT =
      SERVICE
          .wholeNumber("desiredCount", 0, 5_000, "tasks", "set 2 to survive the loss of a zone")
          .byDefault(2, 1);

  public static final Option<Values> AUTO_SCALING = SERVICE.option("autoScaling");

  public static final Option<Values> DEPLOYMENT = SERVICE.part("deployment");

  public static final Option<RetentionDays> LOG_RETENTION =
      SERVICE
          .<RetentionDays>option("logRetention")
          .byDefault(RetentionDays.THREE_MONTHS, RetentionDays.ONE_WEEK);

  public static final Option<LogDriver> LOGGING = SERVICE.option("logging");

  public static final Option<Values> LOAD_BALANCER = SERVICE.part("loadBalancer");

  public static final Option<Map<String, String>> ENVIRONMENT =
      SERVICE.<Map<String, String>>option("environment").byDefault(Map.of());

  public static final Option<Map<String, Secret>> SECRETS =
      SERVICE.<Map<String, Secret>>option("secrets").byDefault(Map.of());

  public static final Option<Values> CONTAINER = SERVICE.part("container");

  /**
   * The sidecars that were given. {@link #furtherContainers} has the construct's containers too.
   */
  public static final Option<Map<String, ContainerDefinitionOptions>> SIDECARS =
      SERVICE.<Map<String, ContainerDefinitionOptions>>option("sidecars").byDefault(Map.of());

  /** The dependencies that were given. {@link #startAfter} has those of the construct too. */
  public static final Option<Map<String, ContainerDependencyCondition>> START_AFTER =
      SERVICE.option("startAfter");

  /** These containers are not chosen, but added by {@link #beginningWith}. */
  private static final Option<List<InitContainer>> INIT_CONTAINERS =
      SERVICE.<List<InitContainer>>option("initContainers").byDefault(List.of());

  /**
   * It is not chosen either: a service that is added has a path which is no name of a container.
   */
  private static final Option<String> OWN_CONTAINER = SERVICE.option("ownContainer");

  private ServiceOptions() {}

  /** {@return the name of the service's own container} */
  public static String ownContainer(Values service) {
    return service.has(OWN_CONTAINER) ? service.get(OWN_CONTAINER) : service.path();
  }

  /** {@return the same, with another name for the service's own container than its path} */
  public static Values withOwnContainer(Values service, String name) {
    return service.with(OWN_CONTAINER, name);
  }

  /** {@return whether sessions by ECS Exec are let into the service's own container} */
  public static boolean executesCommands(Values service) {
    return service.get(CONTAINER).get(ContainerOptions.EXECUTE_COMMAND);
  }

  /** {@return how many tasks there are while nothing asks for more, and the option that says so} */
  public static Problems.Setting leastTasks(Values service) {
    Values scaling = service.find(AUTO_SCALING);
    return scaling != null && scaling.has(AutoScalingOptions.MIN_TASKS)
        ? scaling.setting(AutoScalingOptions.MIN_TASKS)
        : service.setting(DESIRED_COUNT);
  }

  /**
   * {@return the same, and a container that has to end successfully before the service's own
   * starts}
   */
  public static Values beginningWith(Values service, InitContainer container) {
    List<InitContainer> all = new ArrayList<>(service.get(INIT_CONTAINERS));
    all.add(container);
    return service.with(INIT_CONTAINERS, List.copyOf(all));
  }

  /** {@return the containers that the construct adds, which end before the service's own starts} */
  public static List<InitContainer> initContainers(Values service) {
    return service.get(INIT_CONTAINERS);
  }

  /** {@return all containers of a task but the service's own, those of the construct last} */
  public static Map<String, ContainerDefinitionOptions> furtherContainers(Values service) {
    Map<String, ContainerDefinitionOptions> all = new LinkedHashMap<>(service.get(SIDECARS));
    initContainers(service).forEach(it -> all.put(it.name(), it.container()));
    return all;
  }

  /** {@return how far each container must have come before the service's own starts} */
  public static Map<String, ContainerDependencyCondition> startAfter(Values service) {
    Map<String, ContainerDependencyCondition> all =
        new LinkedHashMap<>(Problems.copyOf(service.find(START_AFTER)));
    initContainers(service).forEach(it -> all.put(it.name(), ContainerDependencyCondition.SUCCESS));
    return all;
  }

  /** The port that a service's own container listens on, for a group to give a default. */
  static Option<Number> port(Group group) {
    return group.wholeNumber(
        "containerPort", 1, 65_535, "", "set the port that the container listens on");
  }

  private static void checkPath(Problems problems, String option, String path) {
    if (Tokens.isToken(path)) {
      return;
    }
    if (!path.startsWith("/")) {
      problems.add(option, path, "does not begin with /", "write \"/" + path + "\"");
    } else if (path.length() > LONGEST_PATH) {
      problems.add(
          option,
          path,
          "has " + path.length() + " characters, and the load balancer allows 1 024",
          "use a shorter path");
    } else if (!PATH.matcher(path).matches()) {
      problems.add(
          option,
          path,
          "has characters that the load balancer does not allow in a path",
          "percent-encode them, a space as %20");
    }
  }
}
