package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.seconds;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/** What can be chosen of the backend beside {@link ServiceOptions}. */
public final class BackendOptions {
  private static final Group BACKEND = new Group("backend");

  public static final Option<Number> CONTAINER_PORT = ServiceOptions.port(BACKEND).byDefault(8080);

  public static final Option<Boolean> SERVICE_CONNECT =
      BACKEND.<Boolean>option("serviceConnect").byDefault(false);

  /** The options of TLS; without them the load balancer listens on HTTP. */
  public static final Option<Values> TLS = BACKEND.option("tls");

  /** It is read by {@link #versionOf}: without it, HTTP/1.1, as with every other service. */
  public static final Option<ApplicationProtocolVersion> PROTOCOL_VERSION =
      BACKEND.option("protocolVersion");

  public static final Option<String> HEALTHY_GRPC_CODES =
      BACKEND.<String>option("healthyGrpcCodes").refusing(HealthyCodes::checkGrpc).byDefault("12");

  /** What a method that is there answers. */
  private static final String OK = "0";

  /** The command; without it there is no migration. */
  public static final Option<List<String>> MIGRATION =
      BACKEND
          .<List<String>>option("migration")
          .refusing(
              (problems, option, words) ->
                  new ContainerChecks(problems, "")
                      .words(
                          option,
                          words,
                          "starts nothing",
                          "leave the option out, or write a command such as"
                              + " List.of(\"migrate\")"));

  public static final Option<ContainerImage> MIGRATION_IMAGE = BACKEND.option("migrationImage");

  public static final Option<Map<String, Secret>> MIGRATION_SECRETS =
      BACKEND.<Map<String, Secret>>option("migrationSecrets").byDefault(Map.of());

  /** Longer than the longest, neither the agent nor CloudFormation waits. */
  public static final Option<Duration> MIGRATION_TIMEOUT =
      BACKEND
          .<Duration>option("migrationTimeout")
          .countedIn("seconds")
          .refusing(
              (problems, option, value) ->
                  problems.seconds(
                      option,
                      value,
                      2,
                      10_800,
                      "set one that is longer than the slowest migration, such as"
                          + " Duration.minutes(30), and run what takes hours outside of a"
                          + " deployment"))
          .byDefaultMade(seconds(1_800));

  private BackendOptions() {}

  /** {@return what the load balancer speaks to the tasks of a service} */
  public static ApplicationProtocolVersion versionOf(Values options) {
    ApplicationProtocolVersion chosen = options.find(PROTOCOL_VERSION);
    return chosen == null ? ApplicationProtocolVersion.HTTP1 : chosen;
  }

  /** {@return the codes that were chosen, or those that the method of the health check answers} */
  public static String healthyGrpcCodes(Values options) {
    return options.has(ServiceOptions.HEALTH_CHECK_PATH) && !options.has(HEALTHY_GRPC_CODES)
        ? OK
        : options.get(HEALTHY_GRPC_CODES);
  }

  /** {@return whether the load balancer speaks gRPC to the tasks} */
  public static boolean speaksGrpc(Values options) {
    return versionOf(options) == ApplicationProtocolVersion.GRPC;
  }
}
