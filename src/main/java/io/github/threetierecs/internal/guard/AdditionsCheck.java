package io.github.threetierecs.internal.guard;

import static java.util.Map.entry;

import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.template.Addition;
import io.github.threetierecs.internal.template.Addition.Kind;
import io.github.threetierecs.internal.template.Additions;
import io.github.threetierecs.internal.template.Neighbours;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Tier;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How {@link Additions} are reported: the rule, the severity, and the remedy. */
public final class AdditionsCheck {
  /** A complaint about an addition. It is an error if AWS refuses the addition in every case. */
  record Complaint(String rule, boolean isError, String words, String remedy, Addition addition) {}

  private record Advice(String rule, boolean isError, String remedy) {}

  private static final String STRATEGY =
      "capacityProviderStrategies(List.of(CapacityProviderStrategy.builder().capacityProvider("
          + "app.getCapacityProvider().getCapacityProviderName()).weight(1).build()))";

  private static final String WAIT = "service.getNode().addDependency(app.getCluster())";

  private static final Map<Kind, Advice> ADVICE =
      new EnumMap<>(
          Ordered.mapOfEntries(
              entry(
                  Kind.SHARED_TARGET_GROUP,
                  error(
                      "SharedTargetGroup",
                      "give the listener its own target group, in which the same service"
                          + " registers: app.getFrontend().getListener().addTargets(\"Api\","
                          + " AddApplicationTargetsProps.builder()….targets(List.of(service))"
                          + ".build()), where service is app.getBackendService(), or what"
                          + " addBackend(…).getService() gives; for paths of the public name that"
                          + " the backend answers, frontend.edge.backendPaths creates it")),
              entry(
                  Kind.PROTOCOL_VERSION,
                  error(
                      "ProtocolVersion",
                      "leave ProtocolVersion out; in front of the frontend,"
                          + " frontend.edge.certificate creates an HTTPS listener, and in front of"
                          + " the backend backend.tls does, beside which backend.protocolVersion"
                          + " sets the version")),
              entry(
                  Kind.SHIFTED_TARGET_GROUP,
                  warning(
                      "ShiftedTargetGroup",
                      "leave the rule out, since ProductionRule already forwards what no other rule"
                          + " takes; or leave deployment.strategy out, with which the tasks stay in"
                          + " one target group")),
              entry(
                  Kind.TARGET_GROUPS,
                  error(
                      "TargetGroups",
                      "let several rules forward to one target group, or one rule have several path"
                          + " patterns, up to five in total")),
              entry(
                  Kind.RULE_PRIORITY,
                  error(
                      "RulePriority",
                      "give each rule of a listener its own priority, from 1 to 50000; with"
                          + " deployment.strategy up to 49999, since ProductionRule has the last"
                          + " one; rules of addBackend have one from 10000 to 39999 unless their"
                          + " priority is set, and those of frontend.edge.backendPaths from 49000"
                          + " on")),
              entry(
                  Kind.AUTHENTICATION,
                  error(
                      "Authentication",
                      "set frontend.edge.certificate, or frontend.edge.hostedZone and domainName,"
                          + " and add the action to app.getFrontend().getListener(), which is then"
                          + " an HTTPS listener; in front of the backend, backend.tls creates"
                          + " one")),
              entry(
                  Kind.LAUNCH_TYPE,
                  warning(
                      "LaunchType",
                      "let it use the capacity provider, a service by "
                          + STRATEGY
                          + " and "
                          + WAIT
                          + ", a rule or a schedule by EcsParameters.CapacityProviderStrategy in"
                          + " place of LaunchType (addPropertyOverride and"
                          + " addPropertyDeletionOverride on its CfnRule or CfnSchedule), a pipe by"
                          + " EcsTaskParameters.CapacityProviderStrategy, a state by the parameter"
                          + " CapacityProviderStrategy, and set"
                          + " capacity.maxInstances so that there is room for its tasks, which are"
                          + " not counted in what is checked")),
              entry(
                  Kind.CAPACITY_PROVIDER,
                  error(
                      "CapacityProvider",
                      "call app.getCluster().enableFargateCapacityProviders(), or leave the"
                          + " strategy out, with which Fargate needs no capacity provider")),
              entry(Kind.CAPACITY_DEPENDENCY, warning("CapacityDependency", "add " + WAIT)),
              entry(
                  Kind.TASK_COUNT,
                  warning(
                      "TaskCount",
                      "set autoScaling of this service, such as backend.autoScaling, with which"
                          + " the template has no number of tasks, and add to getScaling() of what"
                          + " it is, such as app.getBackend(), in place of"
                          + " autoScaleTaskCount(…)")),
              entry(
                  Kind.DAEMON,
                  warning(
                      "Daemon",
                      "set capacity.daemonCpu and capacity.daemonMemoryMiB to what its task"
                          + " takes")),
              entry(
                  Kind.LISTENER_PORT,
                  warning(
                      "ListenerPort",
                      "admit the clients that should connect, such as %s, Port.tcp(%s)), or leave"
                          + " the port of the construct's own listener as it is")),
              entry(
                  Kind.BACKEND_URL,
                  warning(
                      "BackendUrl",
                      "leave the listener's port and protocol as they are, and set backend.tls for"
                          + " TLS between the frontend and the backend's load balancer; or add a"
                          + " further listener, and give its URL to the frontend by"
                          + " app.getFrontendService().getTaskDefinition().getDefaultContainer()"
                          + ".addEnvironment(…), under another name")),
              entry(
                  Kind.SECURITY_GROUP,
                  warning(
                      "SecurityGroup",
                      "let what should admit it admit its own security group, as"
                          + " other.getConnections().allowFrom(app.getBackendService(), port)"
                          + " does"))));

  private final List<Tier> tiers;
  private final List<Tier> added;
  private final Map<String, String> counted;
  private final boolean daemonCounted;

  AdditionsCheck(
      List<Tier> tiers, List<Tier> added, Map<String, String> counted, boolean daemonCounted) {
    this.tiers = tiers;
    this.added = added;
    this.counted = counted;
    this.daemonCounted = daemonCounted;
  }

  public static List<String> rules() {
    return ADVICE.values().stream().map(Advice::rule).toList();
  }

  /**
   * What is wrong.
   *
   * @param all the template, with those of stacks that use it
   * @param groups the security groups of connections, by logical id of what has them
   */
  List<Complaint> complaints(Neighbours all, Map<String, List<Object>> groups) {
    StackTemplate template = all.together();
    return Additions.of(template, tiers, added, counted, groups, daemonCounted).stream()
        .map(
            it -> {
              Advice advice = ADVICE.getOrDefault(it.kind(), warning(it.kind().name(), ""));
              return new Complaint(advice.rule, advice.isError, it.words(), remedy(advice, it), it);
            })
        .toList();
  }

  private static String remedy(Advice advice, Addition addition) {
    if (addition.kind() != Kind.LISTENER_PORT) {
      return advice.remedy;
    }
    String who =
        addition.details().get(0).equals("frontend")
            ? "app.getFrontendLoadBalancer().getConnections().allowFrom(Peer.ipv4(\"203.0.113.0/24\")"
            : "app.getBackendLoadBalancer().getConnections().allowFrom(app.getFrontendService()";
    return advice.remedy.formatted(who, addition.details().get(1));
  }

  private static Advice error(String rule, String remedy) {
    return new Advice("ThreeTierEcsApp::" + rule, true, remedy);
  }

  private static Advice warning(String rule, String remedy) {
    return new Advice("ThreeTierEcsApp::" + rule, false, remedy);
  }
}
