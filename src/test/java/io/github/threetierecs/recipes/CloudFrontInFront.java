package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.EdgeProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.VpcOrigin;
import software.amazon.awscdk.services.cloudfront.origins.VpcOriginWithEndpointProps;
import software.amazon.awscdk.services.ec2.PrefixList;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.AaaaRecord;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.CloudFrontTarget;

final class CloudFrontInFront {
  private static final String NAME = "shop.example.com";

  private CloudFrontInFront() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack =
        new Stack(
            cdk,
            "Shop",
            StackProps.builder()
                .env(Environment.builder().account("111111111111").region("eu-central-1").build())
                .build());
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
                                .internal(true)
                                // com.amazonaws.global.cloudfront.origin-facing in eu-central-1
                                .allowedPrefixLists(
                                    List.of(
                                        PrefixList.fromPrefixListId(
                                            stack, "CloudFront", "pl-a3a144ca")))
                                .redirectHttp(false)
                                // Without a zone here: the name has to lead to CloudFront.
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
                .build());

    VpcOrigin origin =
        VpcOrigin.withApplicationLoadBalancer(
            app.getFrontendLoadBalancer(),
            VpcOriginWithEndpointProps.builder()
                .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2))
                .build());
    Distribution distribution =
        Distribution.Builder.create(stack, "Distribution")
            .domainNames(List.of(NAME))
            .certificate(
                Certificate.fromCertificateArn(
                    stack,
                    "CertificateOfCloudFront",
                    "arn:aws:acm:us-east-1:111111111111:certificate/12345678-1234-1234-1234-123456789012"))
            .defaultBehavior(
                BehaviorOptions.builder()
                    .origin(origin)
                    .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                    .allowedMethods(AllowedMethods.ALLOW_ALL)
                    // Nothing is cached unless the frontend says so.
                    .cachePolicy(CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS)
                    // With the header Host, for which the load balancer has the certificate.
                    .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                    .build())
            .build();
    IHostedZone zone =
        HostedZone.fromHostedZoneAttributes(
            stack,
            "Zone",
            HostedZoneAttributes.builder()
                .hostedZoneId("Z0123456789ABCDEFGHIJ")
                .zoneName("example.com")
                .build());
    RecordTarget target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    ARecord.Builder.create(stack, "Name").zone(zone).recordName(NAME).target(target).build();
    AaaaRecord.Builder.create(stack, "NameIpv6").zone(zone).recordName(NAME).target(target).build();
    cdk.synth();
  }
}
