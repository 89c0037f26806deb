package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import io.github.threetierecs.internal.template.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;

/** What an added backend has that the backend has not. None is there unless it is added. */
final class AddedBackendTable {
  private static final String UNSET = "not set";
  private static final Anatomy CHOSEN = Templates.in(AddedBackendTable::everythingChosen);

  private static final String PATH_REMEDY =
      "use letters, digits and _-.$/~\"'@:+& with the wildcards * and ?; query strings are not"
          + " compared";
  private static final String HOST_REMEDY =
      "write a whole name, such as \"search.example.com\" or \"*.example.com\"";

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              rule("addedBackend.pathPatterns", "/search/*", "Conditions.0.PathPatternConfig.Values.0"),
              rule("addedBackend.hostHeaders", "search.example.com", "Conditions.1.HostHeaderConfig.Values.0"),
              rule("addedBackend.priority", "7", "Priority"),
              variable("addedBackend.database", "DB_HOST"),
              variable("addedBackend.callsBackend", "BACKEND_URL"),
              group("addedBackend.targetProtocol", "HTTPS", "Protocol"),
              group("addedBackend.stickiness", "3600", "TargetGroupAttributes")),
          List.of(
              arguments("addedBackend.pathPatterns", Arrays.asList("/a", null), "null is at index 1 and is not a pattern; leave it out"),
              arguments("addedBackend.pathPatterns", List.of(""), "\"\" is at index 0 and is not a pattern; leave it out"),
              arguments("addedBackend.pathPatterns", List.of("/a?b=c"), "\"/a?b=c\" has characters that Elastic Load Balancing does not allow in a path pattern; " + PATH_REMEDY),
              arguments("addedBackend.pathPatterns", List.of("search/*"), "\"search/*\" does not begin with /, and every path does; write \"/search/*\""),
              arguments("addedBackend.pathPatterns", List.of("/a", "/a"), "\"/a\" is there twice; leave one of them out"),
              arguments("addedBackend.pathPatterns", List.of("/" + "a".repeat(128)), "\"/" + "a".repeat(79) + "…\" has 129 characters, and Elastic Load Balancing allows 128; end it earlier, with *"),
              arguments("addedBackend.hostHeaders", List.of("a.example.com:80"), "\"a.example.com:80\" has characters that Elastic Load Balancing does not allow in a host; use letters, digits, - and . with the wildcards * and ?, and no port"),
              arguments("addedBackend.hostHeaders", List.of("search"), "\"search\" does not end with a dot and letters, which Elastic Load Balancing asks of a host; " + HOST_REMEDY),
              arguments("addedBackend.hostHeaders", List.of("a.example.*"), "\"a.example.*\" does not end with a dot and letters, which Elastic Load Balancing asks of a host; " + HOST_REMEDY),
              arguments("addedBackend.hostHeaders", List.of("a.example.com", "A.example.com"), "\"a.example.com\" is there twice; leave one of them out"),
              arguments("addedBackend.priority", 0, "0 is not a whole number from 1 to 49 999; set one that no other rule has, such as 100"),
              arguments("addedBackend.priority", 50_000, "50000 is not a whole number from 1 to 49 999; set one that no other rule has, such as 100"),
              arguments("addedBackend.stickiness", Duration.days(8), "691200 is not a whole number from 1 to 604 800 seconds; set how long a session lasts, such as Duration.hours(1)")),
          List.of("addedBackend.database", "addedBackend.callsBackend", "addedBackend.targetProtocol"));
  // spotless:on

  private AddedBackendTable() {}

  private static Effect rule(String option, String chosen, String path) {
    return effect(option, chosen, "AWS::ElasticLoadBalancingV2::ListenerRule", path);
  }

  private static Effect group(String option, String chosen, String path) {
    return effect(option, chosen, "AWS::ElasticLoadBalancingV2::TargetGroup", path);
  }

  private static Effect effect(String option, String chosen, String type, String path) {
    return new Effect(
        option,
        UNSET,
        UNSET,
        chosen,
        () -> CHOSEN,
        app ->
            ours(app, type)
                .flatMap(it -> it.property(path).stream())
                .map(String::valueOf)
                .map(it -> it.replaceAll(".*lb_cookie.duration_seconds, Value=(\\d+).*", "$1"))
                .findFirst()
                .orElse(UNSET));
  }

  /** The variable is there. */
  private static Effect variable(String option, String name) {
    return new Effect(
        option,
        UNSET,
        UNSET,
        name,
        () -> CHOSEN,
        app ->
            ours(app, "AWS::ECS::TaskDefinition")
                .filter(it -> it.properties().toString().contains(name))
                .map(it -> name)
                .findFirst()
                .orElse(UNSET));
  }

  private static Stream<Resource> ours(Anatomy app, String type) {
    return app.template.resourcesOfType(type).stream()
        .filter(it -> it.logicalId().startsWith("AppAddedBackends"));
  }

  private static void everythingChosen(Stack stack) {
    new ThreeTierEcsApp(stack, "App", Templates.props().build())
        .addBackend(
            "Search",
            AddedBackendProps.builder()
                .image(Options.IMAGE)
                .pathPatterns(List.of("/search/*"))
                .hostHeaders(List.of("search.example.com"))
                .priority(7)
                .database(true)
                .callsBackend(true)
                .targetProtocol(ApplicationProtocol.HTTPS)
                .stickiness(Duration.hours(1))
                .build());
  }
}
