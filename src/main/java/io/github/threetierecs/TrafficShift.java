package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.AlternateTarget;
import software.amazon.awscdk.services.ecs.AlternateTargetProps;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.ListenerRuleConfiguration;
import software.amazon.awscdk.services.ecs.LoadBalancerTargetOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.IApplicationLoadBalancerTarget;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.WeightedTargetGroup;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * What ECS moves traffic from the old tasks to the new ones with: a second target group, a rule
 * whose weights it changes, and the role that it does so in.
 */
final class TrafficShift {
  /** The last there is, so that whatever rule a consumer adds comes first. */
  private static final int LAST = 50_000;

  final ApplicationTargetGroup alternate;
  final ApplicationListenerRule rule;
  final Role role;

  TrafficShift(
      Construct scope,
      ApplicationListener listener,
      ApplicationTargetGroup first,
      ApplicationTargetGroup alternate) {
    this.alternate = alternate;
    rule =
        ApplicationListenerRule.Builder.create(scope, "ProductionRule")
            .listener(listener)
            .priority(LAST)
            .conditions(List.of(ListenerCondition.pathPatterns(List.of("/*"))))
            // ECS rolls a deployment back if one of the two is not in the rule.
            .action(
                ListenerAction.weightedForward(List.of(weighted(first, 1), weighted(alternate, 0))))
            .build();
    role =
        Role.Builder.create(scope, "ShiftRole")
            .description("Moves traffic from the old tasks of a deployment to the new ones")
            .assumedBy(new ServicePrincipal("ecs.amazonaws.com"))
            .inlinePolicies(Map.of("Shift", permissions(listener, first)))
            .build();
    AcceptedRisks.acknowledge(AcceptedRisks.SHIFT_ROLE, role.getNode());
  }

  /** The service, which registers in either group. */
  IApplicationLoadBalancerTarget target(Ec2Service service) {
    return service.loadBalancerTarget(
        LoadBalancerTargetOptions.builder()
            .containerName(service.getTaskDefinition().getDefaultContainer().getContainerName())
            .alternateTarget(
                new AlternateTarget(
                    "Alternate",
                    AlternateTargetProps.builder()
                        .alternateTargetGroup(alternate)
                        .productionListener(ListenerRuleConfiguration.applicationListenerRule(rule))
                        .role(role)
                        .build()))
            .build());
  }

  private static WeightedTargetGroup weighted(ApplicationTargetGroup group, int weight) {
    return WeightedTargetGroup.builder().targetGroup(group).weight(weight).build();
  }

  /**
   * What AmazonECSInfrastructureRolePolicyForLoadBalancers has, on what is here alone: that one
   * lets ECS change every load balancer of the account.
   */
  private PolicyDocument permissions(ApplicationListener listener, ApplicationTargetGroup first) {
    return PolicyDocument.fromJson(
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                allow(
                    List.of("*"),
                    "DescribeListeners",
                    "DescribeRules",
                    "DescribeTargetGroups",
                    "DescribeTargetHealth"),
                allow(
                    List.of(first.getTargetGroupArn(), alternate.getTargetGroupArn()),
                    "DeregisterTargets",
                    "RegisterTargets"),
                allow(List.of(listener.getListenerArn()), "ModifyListener"),
                allow(List.of(rule.getListenerRuleArn()), "ModifyRule"))));
  }

  private static Map<String, Object> allow(List<String> resources, String... actions) {
    return Map.of(
        "Effect",
        "Allow",
        "Action",
        List.of(actions).stream().map("elasticloadbalancing:"::concat).toList(),
        "Resource",
        resources);
  }
}
