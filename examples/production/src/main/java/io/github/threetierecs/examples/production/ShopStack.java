package io.github.threetierecs.examples.production;

import io.github.threetierecs.AutoScalingProps;
import io.github.threetierecs.ApplicationUserProps;
import io.github.threetierecs.BackendProps;
import io.github.threetierecs.BackupProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.ContainerProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.DeploymentProps;
import io.github.threetierecs.EdgeProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ImageRepositories;
import io.github.threetierecs.NetworkProps;
import io.github.threetierecs.ObservabilityProps;
import io.github.threetierecs.RotationProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import io.github.threetierecs.WebAclProps;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.constructs.Construct;

/** A shop with a name, TLS, a web ACL, scaling, rotation, alarms: what a team runs in earnest. */
final class ShopStack extends Stack {
  ShopStack(Construct scope, String id, ImageRepositories repositories, StackProps props) {
    super(scope, id, props);
    // As exports and imports, whatever cdk.json says: the repositories cannot be deleted while the
    // shop runs images of theirs.
    getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", "strong");
    String tag = (String) getNode().tryGetContext("tag");

    new ThreeTierEcsApp(
        this,
        "App",
        ThreeTierEcsAppProps.builder()
            .network(NetworkProps.builder().maxAzs(3).interfaceEndpoints(true).build())
            .capacity(
                CapacityProps.builder()
                    .instanceType(new InstanceType("m7g.xlarge"))
                    .minInstances(3)
                    .maxInstances(12)
                    .targetCapacityPercent(90)
                    .build())
            .frontend(
                FrontendProps.builder()
                    .image(repositories.frontendImage(tag))
                    .edge(
                        EdgeProps.builder()
                            .hostedZone(zone())
                            .domainName("shop.example.com")
                            .webAcl(WebAclProps.builder().rateLimit(2_000).build())
                            .build())
                    .autoScaling(
                        AutoScalingProps.builder()
                            .minTasks(3)
                            .maxTasks(9)
                            .build())
                    .build())
            .backend(
                BackendProps.builder()
                    .image(repositories.backendImage(tag))
                    .cpu(512)
                    .memoryMiB(1_024)
                    .healthCheckPath("/health")
                    .environment(Map.of("LOG_LEVEL", "info"))
                    .autoScaling(
                        AutoScalingProps.builder()
                            .minTasks(3)
                            .maxTasks(9)
                            .memoryUtilizationPercent(75)
                            .build())
                    .deployment(
                        DeploymentProps.builder()
                            .strategy(DeploymentStrategy.BLUE_GREEN)
                            .bakeTime(Duration.minutes(10))
                            .testPort(8080)
                            .build())
                    .container(
                        ContainerProps.builder().initProcess(true).executeCommand(true).build())
                    .build())
            .database(
                DatabaseProps.builder()
                    .databaseName("shop")
                    .instanceType(new InstanceType("r7g.large"))
                    .backupWindow("01:00-02:00")
                    .maintenanceWindow("sun:03:00-sun:04:00")
                    .readReplicas(1)
                    .portForward(true)
                    .applicationUser(ApplicationUserProps.builder().name("shop").build())
                    .rotation(RotationProps.builder().interval(Duration.days(30)).build())
                    .build())
            .backup(BackupProps.builder().build())
            .observability(
                ObservabilityProps.builder().emails(List.of("on-call@example.com")).build())
            .blueprint(true)
            .build());
  }

  /** The zone that the domain is in, by its attributes: a look-up would need credentials. */
  private IHostedZone zone() {
    return HostedZone.fromHostedZoneAttributes(
        this,
        "Zone",
        HostedZoneAttributes.builder()
            .hostedZoneId("Z0000000EXAMPLE00000")
            .zoneName("example.com")
            .build());
  }
}
