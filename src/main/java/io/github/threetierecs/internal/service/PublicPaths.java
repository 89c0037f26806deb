package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.BackendPaths;
import java.util.List;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.constructs.Construct;

/**
 * Paths of the public name that lead to the backend's tasks. A target group serves one load
 * balancer only, so that the tasks register in another one too.
 *
 * <p>The order matters. ECS registers tasks only in a target group that some rule of a load
 * balancer leads to, and a rule that leads to a target group without tasks is an outage of its
 * paths: until then the frontend may have answered them. So the first rule is one that no request
 * meets; the service waits for it; and the rules of the paths wait for the service.
 */
public final class PublicPaths {
  /** Before it are 49 000 priorities for others, and behind it is {@link TrafficShift}'s. */
  private static final int FIRST = 49_000;

  /** No client uses it, and who does gets what the path leads to anyway. */
  private static final String NO_METHOD = "NO-METHOD";

  public final ApplicationTargetGroup targetGroup;

  PublicPaths(
      Construct scope,
      Platform platform,
      BackendTier backend,
      TierBalancer frontend,
      List<String> paths) {
    ExplicitService service = backend.service;
    targetGroup =
        TierBalancer.targetGroup(scope, "BackendTargetGroup", backend.options, platform).build();
    List<List<String>> rules = BackendPaths.inRules(paths);
    ApplicationListenerRule.Builder.create(scope, "BackendTargets")
        .listener(frontend.listener)
        .priority(FIRST)
        .conditions(
            List.of(
                ListenerCondition.pathPatterns(List.of(rules.get(0).get(0))),
                ListenerCondition.httpRequestMethods(List.of(NO_METHOD))))
        .action(ListenerAction.forward(List.of(targetGroup)))
        .build();
    targetGroup.addTarget(service);
    lead(scope, "BackendPaths", frontend.listener, rules, service);
    ApplicationListener test = frontend.testListener();
    if (test != null) {
      lead(scope, "TestBackendPaths", test, rules, service);
    }
  }

  private void lead(
      Construct scope,
      String id,
      ApplicationListener listener,
      List<List<String>> rules,
      ExplicitService service) {
    String listenerArn = listener.getListenerArn();
    String targetGroupArn = targetGroup.getTargetGroupArn();
    for (int i = 1; i <= rules.size(); i++) {
      CfnListenerRule rule =
          CfnListenerRule.Builder.create(scope, id + i)
              .listenerArn(listenerArn)
              .priority(FIRST + i)
              .conditions(
                  List.of(
                      CfnListenerRule.RuleConditionProperty.builder()
                          .field("path-pattern")
                          .pathPatternConfig(
                              CfnListenerRule.PathPatternConfigProperty.builder()
                                  .values(rules.get(i - 1))
                                  .build())
                          .build()))
              .actions(
                  List.of(
                      CfnListenerRule.ActionProperty.builder()
                          .type("forward")
                          .targetGroupArn(targetGroupArn)
                          .build()))
              .build();
      rule.getNode().addDependency(service.resource);
    }
  }
}
