package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.EdgeProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.NetworkProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.route53.PrivateHostedZone;
import software.amazon.awscdk.services.route53.PrivateHostedZoneAttributes;

final class CompanyNetwork {
  private CompanyNetwork() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Intranet");
    new ThreeTierEcsApp(
        stack,
        "App",
        ThreeTierEcsAppProps.builder()
            .network(
                NetworkProps.builder()
                    // It has no public subnets: the transit gateway is the way out, too.
                    .vpc(
                        Vpc.fromVpcAttributes(
                            stack,
                            "Vpc",
                            VpcAttributes.builder()
                                .vpcId("vpc-0123456789abcdef0")
                                .availabilityZones(List.of("eu-central-1a", "eu-central-1b"))
                                .privateSubnetIds(List.of("subnet-0a", "subnet-0b"))
                                .isolatedSubnetIds(List.of("subnet-0c", "subnet-0d"))
                                .build()))
                    .interfaceEndpoints(false)
                    .build())
            .frontend(
                FrontendProps.builder()
                    .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                    .edge(
                        EdgeProps.builder()
                            .internal(true)
                            .allowedCidrs(List.of("10.20.0.0/16"))
                            .domainName("shop.intranet.example.com")
                            .hostedZone(
                                PrivateHostedZone.fromPrivateHostedZoneAttributes(
                                    stack,
                                    "Zone",
                                    PrivateHostedZoneAttributes.builder()
                                        .hostedZoneId("Z0123456789ABCDEFGHIJ")
                                        .zoneName("intranet.example.com")
                                        .build()))
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
            .build());
    cdk.synth();
  }
}
