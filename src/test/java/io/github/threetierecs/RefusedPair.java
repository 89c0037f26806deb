package io.github.threetierecs;

import java.util.List;
import java.util.stream.Stream;

/**
 * Two options that refuse each other with the values that {@link OptionChanges} gives them: who
 * sets both is told which two they are.
 *
 * @param one an option; {@code service} stands for either tier
 * @param other an option that cannot be set beside it, of the same tier, and is refused
 */
record RefusedPair(String one, String other) {
  // spotless:off
  static final List<RefusedPair> ALL =
      Stream.of(
              with("network.vpc", "network.cidr", "network.maxAzs", "network.availabilityZones", "network.nat", "network.flowLogs", "network.restrictDefaultSecurityGroup"),
              with("network.availabilityZones", "network.maxAzs"),
              with("service.container.readonlyRootFilesystem", "service.container.executeCommand"),
              with("service.deployment.strategy", "service.autoScaling.requestsPerTarget", "service.loadBalancer.stickiness"),
              with("service.autoScaling.cpuUtilizationPercent", "service.autoScaling.scaleOnCpu"),
              with("edge.webAcl", "edge.webAclArn"),
              with("edge.backendPaths", "backend.deployment.strategy", "backend.autoScaling.requestsPerTarget"),
              with("edge.internal", "network.publicSubnets"),
              with("backend.serviceConnect", "backend.autoScaling.requestsPerTarget", "backend.loadBalancer.stickiness", "backend.loadBalancer.targetProtocol", "backend.tls", "backend.protocolVersion"),
              with("capacity.taskNetworking", "capacity.eniTrunking", "backend.serviceConnect"),
              with("capacity.operatingSystem", "capacity.eniTrunking", "backend.serviceConnect"),
              with("database.iamAuthentication", "database.proxy"),
              with("database.applicationUser", "database.iamUser"),
              with("rotation.alternatingUsers", "database.proxy", "database.applicationUser"),
              with("database.existing", Options.all().filter(it -> it.startsWith("database.")).filter(it -> !List.of("database.existing", "database.existingSecret", "database.databaseName", "database.portForward", "database.rotation", "database.existingCluster").contains(it)).toArray(String[]::new)),
              with("database.existingCluster", Options.all().filter(it -> it.startsWith("database.")).filter(it -> !List.of("database.existing", "database.existingCluster", "database.existingSecret", "database.databaseName", "database.portForward", "database.rotation").contains(it)).toArray(String[]::new)),
              with("database.existing", "database.existingCluster"),
              with("database.existingCluster", "network.databaseSubnets", "observability.freeStorageGiB"),
              with("database.existing", "network.databaseSubnets"))
          .flatMap(it -> it)
          .toList();
  // spotless:on

  private static Stream<RefusedPair> with(String one, String... others) {
    return Stream.of(others).map(other -> new RefusedPair(one, other));
  }

  /** The option that is refused in the backend: a group that refuses it alone knows no tier. */
  String refused() {
    boolean inOneGroup =
        one.startsWith("service.") && other.startsWith(one.substring(0, one.lastIndexOf('.') + 1));
    return other.replace("service.", inOneGroup ? "" : "backend.");
  }

  /** What the refusal is said to come from, in the same tier. */
  String beside() {
    return one.replaceFirst("^(service|backend)\\.", "");
  }
}
