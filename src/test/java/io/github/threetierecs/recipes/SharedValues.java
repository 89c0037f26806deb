package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerAttributes;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.targets.LambdaTarget;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.ssm.StringParameter;

final class SharedValues {
  private static final Environment ENVIRONMENT =
      Environment.builder().account("111111111111").region("eu-central-1").build();

  private SharedValues() {}

  public static void main(String[] arguments) {
    App shop = new App();
    publish(new Stack(shop, "Shop", StackProps.builder().env(ENVIRONMENT).build()));
    shop.synth();

    // The other team's app, in a repository of its own.
    App reports = new App();
    read(new Stack(reports, "Reports", StackProps.builder().env(ENVIRONMENT).build()));
    reports.synth();
  }

  private static void publish(Stack stack) {
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                .frontend(
                    FrontendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                        .build())
                .build());
    share(stack, "url", app.getUrl());
    share(stack, "vpc-id", app.getVpc().getVpcId());
    share(stack, "listener-arn", app.getFrontend().getListener().getListenerArn());
    share(stack, "load-balancer-arn", app.getFrontendLoadBalancer().getLoadBalancerArn());
    share(
        stack,
        "load-balancer-security-group-id",
        app.getFrontend().getLoadBalancerSecurityGroup().getSecurityGroupId());
  }

  private static void share(Stack stack, String name, String value) {
    StringParameter.Builder.create(stack, "Shared-" + name)
        .parameterName("/shop/production/" + name)
        .stringValue(value)
        .build();
  }

  /** A function that answers a path of the shop's public name. */
  private static void read(Stack stack) {
    Function function =
        Function.Builder.create(stack, "Report")
            .runtime(Runtime.NODEJS_22_X)
            .handler("index.handler")
            .code(Code.fromInline("exports.handler = async () => ({statusCode: 200});"))
            .environment(Map.of("SHOP_URL", shared(stack, "url")))
            .build();
    ApplicationListenerRule.Builder.create(stack, "Rule")
        .listener(
            ApplicationListener.fromApplicationListenerAttributes(
                stack,
                "Listener",
                ApplicationListenerAttributes.builder()
                    .listenerArn(shared(stack, "listener-arn"))
                    .securityGroup(
                        SecurityGroup.fromSecurityGroupId(
                            stack,
                            "LoadBalancer",
                            shared(stack, "load-balancer-security-group-id")))
                    .build()))
        .priority(500)
        .conditions(List.of(ListenerCondition.pathPatterns(List.of("/report"))))
        .targetGroups(
            List.of(
                ApplicationTargetGroup.Builder.create(stack, "Target")
                    .targets(List.of(new LambdaTarget(function)))
                    .build()))
        .build();
  }

  private static String shared(Stack stack, String name) {
    return StringParameter.valueForStringParameter(stack, "/shop/production/" + name);
  }
}
