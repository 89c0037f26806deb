package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ChangeKind;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a change does to traffic that ECS has shifted. Which of a service's two target groups has
 * the tasks, no template says.
 */
final class Shifts {
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String STRATEGY = "DeploymentConfiguration.Strategy";

  private Shifts() {}

  static List<Effect> of(Differences differences) {
    List<Effect> effects = new ArrayList<>();
    for (Resource service : differences.before().resourcesOfType(SERVICE)) {
      if (isShifted(service)) {
        add(service, differences, effects);
      }
    }
    return effects;
  }

  private static void add(Resource service, Differences differences, List<Effect> effects) {
    String name = Names.ofService(service.logicalId());
    boolean back =
        differences.after().find(service.logicalId()).filter(it -> !isShifted(it)).isPresent();
    if (back) {
      effects.add(
          effect(
              Verdict.OUTAGE,
              "perhaps errors 503 for callers of the "
                  + name
                  + " while its tasks move to the first target group: if the last deployment has"
                  + " left them in the other one, until the rule is removed",
              service.logicalId() + ": " + STRATEGY,
              "docs/deployments.md, by shifting traffic"));
      return;
    }
    for (String id : shiftedBy(service)) {
      differences
          .of(id)
          .filter(it -> it.kind() != ChangeKind.REMOVED || !isTestRule(service, id))
          .filter(it -> it.type().startsWith("AWS::ElasticLoadBalancingV2::"))
          .ifPresent(
              it -> {
                boolean remade = it.kind() != ChangeKind.CHANGED;
                if (remade || Knowledge.ofType(it.type(), Trait.SHIFTED).isPresent()) {
                  effects.add(
                      effect(
                          Verdict.MAY_GET_STUCK,
                          "errors 503 for callers of the "
                              + name
                              + " that last, if ECS has shifted its traffic: "
                              + (remade
                                  ? "what replaces this begins with the first weights, and the"
                                      + " role no longer covers the old target groups"
                                  : "CloudFormation writes back the weights of the template")
                              + ". Go through ROLLING first",
                          Because.of(it),
                          remade
                              ? "inferred from the order of the steps"
                              : "aws-cdk#36649, containers-roadmap#2853"));
                }
              });
    }
  }

  /** Its target groups and the rules whose weights ECS moves. */
  private static Set<String> shiftedBy(Resource service) {
    Set<String> ids = new TreeSet<>();
    service.list("LoadBalancers").forEach(it -> ids.addAll(Reference.idsIn(it)));
    return ids;
  }

  /** Without which the service has nothing to test with, and all else as before. */
  private static boolean isTestRule(Resource service, String id) {
    return service
        .elements("LoadBalancers")
        .flatMap(it -> service.property(it + ".AdvancedConfiguration.TestListenerRule").stream())
        .anyMatch(it -> Reference.idsIn(it).contains(id));
  }

  static boolean isShifted(Resource service) {
    return service
        .text(STRATEGY)
        .filter(it -> !it.equals("ROLLING"))
        .filter(it -> !service.list("LoadBalancers").isEmpty())
        .isPresent();
  }

  private static Effect effect(Verdict verdict, String words, String because, String source) {
    return Effect.of(
        Kind.BESIDE,
        verdict,
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        "",
        words,
        because,
        source);
  }
}
