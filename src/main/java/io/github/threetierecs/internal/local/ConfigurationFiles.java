package io.github.threetierecs.internal.local;

import java.util.Map;
import java.util.TreeMap;

/** The files that HAProxy reads, in {@code vpc} and in the load balancers. */
final class ConfigurationFiles {
  static final String SECURITY_GROUPS = "security-groups.cfg";

  private ConfigurationFiles() {}

  static String ofLoadBalancer(String name) {
    return "load-balancers/" + name + ".cfg";
  }

  static Map<String, String> of(LocalApplication application) {
    Map<String, String> files = new TreeMap<>();
    files.put(SECURITY_GROUPS, SecurityGroupsFile.of(application.topology.ways()));
    application
        .balancers
        .byName()
        .forEach(
            (name, balancer) ->
                files.put(
                    ofLoadBalancer(name),
                    LoadBalancerFile.of(
                        application.template,
                        balancer.logicalId(),
                        group ->
                            application.balancers.members(
                                group,
                                application.services,
                                application.host(name),
                                application.topology))));
    return files;
  }
}
