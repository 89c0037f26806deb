package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.AcceptedRisks;
import io.github.threetierecs.internal.shared.ConsoleWords;
import io.github.threetierecs.internal.shared.Statements;
import io.github.threetierecs.internal.shared.Warning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.AlternateTarget;
import software.amazon.awscdk.services.ecs.AlternateTargetProps;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.ListenerRuleConfiguration;
import software.amazon.awscdk.services.ecs.LoadBalancerTargetOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.CfnListenerRule;
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
public final class TrafficShift {
  /** The lowest priority that there is, so that any rule of a user's comes first. */
  private static final int LAST = 50_000;

  /** The listener and its rule by which new tasks can be called before they get traffic. */
  public record Test(ApplicationListener listener, ApplicationListenerRule rule) {}

  public final ApplicationTargetGroup alternate;
  public final ApplicationListenerRule rule;
  public final Role role;

  /** Null without a port for tests. */
  final @Nullable Test test;

  TrafficShift(
      Construct scope,
      ConsoleWords words,
      String tier,
      ApplicationListener listener,
      @Nullable ApplicationListener testListener,
      ApplicationTargetGroup first,
      ApplicationTargetGroup alternate) {
    this.alternate = alternate;
    rule = rule(scope, "ProductionRule", listener, first);
    test =
        testListener == null
            ? null
            : new Test(testListener, rule(scope, "TestRule", testListener, first));
    role =
        Role.Builder.create(scope, "ShiftRole")
            .description(words.describe("Shifts traffic between tasks of the " + tier))
            .assumedBy(new ServicePrincipal("ecs.amazonaws.com"))
            .inlinePolicies(Map.of("Shift", permissions(listener, first)))
            .build();
    AcceptedRisks.acknowledge(AcceptedRisks.SHIFT_ROLE, role.getNode());
  }

  /** AWS documents these strategies only with targets of type ip, so others are a warning. */
  public static List<Warning> warnings(Values app) {
    Values capacity = app.get(AppOptions.CAPACITY);
    if (CapacityOptions.givesInterfaces(capacity)) {
      return List.of();
    }
    return Stream.of(app.get(AppOptions.FRONTEND), app.get(AppOptions.BACKEND))
        .map(it -> it.get(ServiceOptions.DEPLOYMENT))
        .filter(DeploymentOptions::shiftsTraffic)
        .map(
            it ->
                Warning.ofTrafficShift(
                    Problems.sentence(
                        it.path(DeploymentOptions.STRATEGY),
                        it.get(DeploymentOptions.STRATEGY),
                        "shifts traffic between targets of type instance, since"
                            + " capacity.taskNetworking is "
                            + capacity.get(CapacityOptions.TASK_NETWORKING)
                            + ", and no AWS documentation says that ECS supports it",
                        "try a deployment and its rollback in a stack that may fail, leave"
                            + " taskNetworking out, or set strategy to ROLLING")))
        .toList();
  }

  /** The service as a target of either group. */
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
                        .testListener(
                            test == null
                                ? null
                                : ListenerRuleConfiguration.applicationListenerRule(test.rule))
                        .role(role)
                        .build()))
            .build());
  }

  private ApplicationListenerRule rule(
      Construct scope, String id, ApplicationListener listener, ApplicationTargetGroup first) {
    ApplicationListenerRule made =
        ApplicationListenerRule.Builder.create(scope, id)
            .listener(listener)
            .priority(LAST)
            .conditions(List.of(ListenerCondition.pathPatterns(List.of("/*"))))
            // ECS rolls a deployment back unless both target groups are in the rule.
            .action(
                ListenerAction.weightedForward(List.of(weighted(first, 1), weighted(alternate, 0))))
            .build();
    // The rule has no tags: whatever CloudFormation updates in it, it also writes these weights
    // back (aws-cdk#36649), so that a changed tag would send all requests to the group that ECS has
    // emptied.
    ((CfnListenerRule) Objects.requireNonNull(made.getNode().getDefaultChild()))
        .addPropertyDeletionOverride("Tags");
    return made;
  }

  private static WeightedTargetGroup weighted(ApplicationTargetGroup group, int weight) {
    return WeightedTargetGroup.builder().targetGroup(group).weight(weight).build();
  }

  /**
   * What AmazonECSInfrastructureRolePolicyForLoadBalancers has, on what is here alone: that one
   * lets ECS change every load balancer of the account.
   */
  private PolicyDocument permissions(ApplicationListener listener, ApplicationTargetGroup first) {
    return Statements.document(
        List.of(
            Statements.allow(
                "*",
                "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth"),
            Statements.allow(
                List.of(first.getTargetGroupArn(), alternate.getTargetGroupArn()),
                "elasticloadbalancing:DeregisterTargets",
                "elasticloadbalancing:RegisterTargets"),
            Statements.allow(
                withTest(listener.getListenerArn(), it -> it.listener.getListenerArn()),
                "elasticloadbalancing:ModifyListener"),
            Statements.allow(
                withTest(rule.getListenerRuleArn(), it -> it.rule.getListenerRuleArn()),
                "elasticloadbalancing:ModifyRule")));
  }

  private List<String> withTest(String arn, Function<Test, String> ofTest) {
    return test == null ? List.of(arn) : List.of(arn, ofTest.apply(test));
  }
}
