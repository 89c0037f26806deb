package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.EdgeProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancerAttributes;
import software.amazon.awscdk.services.elasticloadbalancingv2.IApplicationLoadBalancer;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.LoadBalancerTarget;

final class MovingFromEcsPatterns {
  private static final String NAME = "shop.example.com";

  /** What NAME becomes an alias of, by one command. */
  private static final String BALANCED = "balanced." + NAME;

  private MovingFromEcsPatterns() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Environment environment =
        Environment.builder().account("111111111111").region("eu-central-1").build();
    // Its stack is not that of ApplicationLoadBalancedEc2Service, which stays until the end.
    Stack stack = new Stack(cdk, "Shop", StackProps.builder().env(environment).build());
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                .frontend(
                    FrontendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                        .edge(
                            EdgeProps.builder()
                                .domainName(NAME)
                                .certificate(
                                    Certificate.fromCertificateArn(
                                        stack,
                                        "Certificate",
                                        "arn:aws:acm:eu-central-1:111111111111:certificate/12345678-1234-1234-1234-123456789012"))
                                .build())
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                        .build())
                .database(
                    DatabaseProps.builder()
                        .snapshot("shop-before-the-move")
                        .username("admin")
                        .databaseName("shop")
                        .build())
                .build());

    Stack traffic = new Stack(cdk, "Traffic", StackProps.builder().env(environment).build());
    IHostedZone zone =
        HostedZone.fromHostedZoneAttributes(
            traffic,
            "Zone",
            HostedZoneAttributes.builder()
                .hostedZoneId("Z0123456789ABCDEFGHIJ")
                .zoneName("example.com")
                .build());
    IApplicationLoadBalancer old =
        ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(
            traffic,
            "OldLoadBalancer",
            ApplicationLoadBalancerAttributes.builder()
                .loadBalancerArn(
                    "arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/old/0123456789abcdef")
                .loadBalancerDnsName("old-1234567890.eu-central-1.elb.amazonaws.com")
                .loadBalancerCanonicalHostedZoneId("Z215JYRZR1TBD5")
                .securityGroupId("sg-0123456789abcdef0")
                .build());
    weighted(zone, "Old", old, 100);
    weighted(zone, "New", app.getFrontendLoadBalancer(), 0);
    cdk.synth();
  }

  private static void weighted(
      IHostedZone zone, String id, IApplicationLoadBalancer balancer, int weight) {
    ARecord.Builder.create(zone.getStack(), id)
        .zone(zone)
        .recordName(BALANCED)
        .setIdentifier(id)
        .weight(weight)
        .target(RecordTarget.fromAlias(new LoadBalancerTarget(balancer)))
        .build();
  }
}
