package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two options that refuse each other with the values that {@link OptionChanges} gives them.
 *
 * @param one an option
 * @param other an option that cannot be set beside it
 * @param named the option that the refusal names
 */
record Contradiction(String one, String other, String named) {
  // spotless:off
  static final List<Contradiction> ALL =
      Stream.of(
              with("network.vpc", "network.cidr", "network.maxAzs", "network.nat", "network.flowLogs", "network.restrictDefaultSecurityGroup"),
              with("capacity.eniTrunking", "capacity.taskNetworking", "capacity.operatingSystem"),
              with("container.executeCommand", "container.readonlyRootFilesystem"),
              with("deployment.strategy", "autoScaling.requestsPerTarget", "loadBalancer.stickiness"),
              with("autoScaling.cpuUtilizationPercent", "autoScaling.scaleOnCpu"),
              with("edge.webAcl", "edge.webAclArn"),
              with("backend.serviceConnect", "autoScaling.requestsPerTarget", "loadBalancer.stickiness", "loadBalancer.targetProtocol"),
              with("capacity.taskNetworking", "backend.serviceConnect"),
              with("capacity.operatingSystem", "backend.serviceConnect"),
              with("database.iamAuthentication", "database.proxy"),
              with("rotation.alternatingUsers", "database.proxy"),
              with("database.existing", Options.all().filter(it -> it.startsWith("database.")).filter(it -> !List.of("database.existing", "database.existingSecret", "database.databaseName", "database.portForward").contains(it)).toArray(String[]::new)),
              with("database.existing", "network.databaseSubnets"))
          .flatMap(it -> it)
          .toList();
  // spotless:on

  private static Stream<Contradiction> with(String one, String... others) {
    return Stream.of(others).map(other -> new Contradiction(one, other, other));
  }

  boolean isMetBy(Map<String, ?> settings) {
    return isSet(one, settings) && isSet(other, settings);
  }

  /** An option of a group sets the group. */
  private static boolean isSet(String option, Map<String, ?> settings) {
    return settings.keySet().stream()
        .map(Contradiction::withItsGroup)
        .anyMatch(set -> set.contains(option));
  }

  static List<String> withItsGroup(String option) {
    return switch (option.substring(0, Math.max(0, option.indexOf('.')))) {
      case "webAcl" -> List.of(option, "edge.webAcl");
      case "rotation" -> List.of(option, "database.rotation");
      case "databaseMonitoring" -> List.of(option, "database.monitoring");
      default -> List.of(option);
    };
  }
}
