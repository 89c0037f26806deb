package io.github.threetierecs.recipes;

import io.github.threetierecs.AutoScalingProps;
import io.github.threetierecs.BackendProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.NetworkProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import io.github.threetierecs.WorkerProps;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterAttributes;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;

final class MovingFromCopilot {
  private MovingFromCopilot() {}

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
                .network(
                    NetworkProps.builder()
                        .vpc(
                            Vpc.fromVpcAttributes(
                                stack,
                                "CopilotVpc",
                                VpcAttributes.builder()
                                    .vpcId("vpc-0123456789abcdef0")
                                    .availabilityZones(List.of("eu-central-1a", "eu-central-1b"))
                                    .publicSubnetIds(List.of("subnet-0a", "subnet-0b"))
                                    .publicSubnetRouteTableIds(List.of("rtb-0a", "rtb-0a"))
                                    .privateSubnetIds(List.of("subnet-0c", "subnet-0d"))
                                    .privateSubnetRouteTableIds(List.of("rtb-0c", "rtb-0d"))
                                    .build()))
                        .build())
                .capacity(CapacityProps.builder().minInstances(3).build())
                .frontend(
                    FrontendProps.builder()
                        .image(copilotImage(stack, "front"))
                        .containerPort(3000)
                        .healthCheckPath("/healthz")
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(copilotImage(stack, "api"))
                        .environment(Map.of("COPILOT_ENVIRONMENT_NAME", "production"))
                        .autoScaling(AutoScalingProps.builder().minTasks(2).maxTasks(4).build())
                        .build())
                .database(
                    DatabaseProps.builder()
                        .existingCluster(
                            DatabaseCluster.fromDatabaseClusterAttributes(
                                stack,
                                "CopilotDatabase",
                                DatabaseClusterAttributes.builder()
                                    .clusterIdentifier("shop-production-apidb")
                                    .clusterEndpointAddress(
                                        "shop-production-apidb.cluster-abcdefghijkl.eu-central-1.rds.amazonaws.com")
                                    .readerEndpointAddress(
                                        "shop-production-apidb.cluster-ro-abcdefghijkl.eu-central-1.rds.amazonaws.com")
                                    .port(3306)
                                    .engine(DatabaseClusterEngine.AURORA_MYSQL)
                                    .securityGroups(
                                        List.of(
                                            SecurityGroup.fromSecurityGroupId(
                                                stack,
                                                "DatabaseSecurityGroup",
                                                "sg-0123456789abcdef0")))
                                    .build()))
                        .databaseName("shop")
                        .existingSecret(
                            Secret.fromSecretCompleteArn(
                                stack,
                                "DatabaseSecret",
                                "arn:aws:secretsmanager:eu-central-1:111111111111:secret:apidb-a1b2c3"))
                        .build())
                .build());

    IQueue events =
        Queue.fromQueueArn(
            stack, "CopilotQueue", "arn:aws:sqs:eu-central-1:111111111111:shop-production-mailer");
    app.addWorker(
        "Mailer", WorkerProps.builder().image(copilotImage(stack, "mailer")).queue(events).build());
    cdk.synth();
  }

  /** Copilot has a repository for each service, and keeps what it has pushed. */
  private static ContainerImage copilotImage(Stack stack, String service) {
    IRepository repository =
        Repository.fromRepositoryName(stack, "Copilot-" + service, "shop/" + service);
    return ContainerImage.fromEcrRepository(repository, "1.42.0");
  }
}
