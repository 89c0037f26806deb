package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.NetworkProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

final class BringingWhatExists {
  private BringingWhatExists() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    new WebShop(new Stack(cdk, "Shop"), "App");
    cdk.synth();
  }

  /** Wrapped later. It took over the id "App", so that logical ids are what they were. */
  private static final class WebShop extends Construct {
    WebShop(Construct scope, String id) {
      super(scope, id);

      // Imported by cdk import: from then on the stack's own.
      Bucket uploads =
          Bucket.Builder.create(this, "Uploads")
              .bucketName("shop-uploads-111111111111")
              .removalPolicy(RemovalPolicy.RETAIN)
              .build();

      ThreeTierEcsApp app =
          new ThreeTierEcsApp(
              this,
              "Default",
              ThreeTierEcsAppProps.builder()
                  .network(NetworkProps.builder().vpc(existingVpc()).build())
                  .frontend(
                      FrontendProps.builder()
                          .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                          .build())
                  .backend(
                      BackendProps.builder()
                          .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                          .environment(Map.of("UPLOADS", uploads.getBucketName()))
                          .build())
                  .database(
                      DatabaseProps.builder()
                          .existing(existingDatabase())
                          .databaseName("shop")
                          .existingSecret(
                              Secret.fromSecretCompleteArn(
                                  this,
                                  "DatabaseSecret",
                                  "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-a1b2c3"))
                          .build())
                  .build());
      uploads.grantReadWrite(app.getBackendService().getTaskDefinition().getTaskRole());
    }

    /** Not the stack's: it is only named. */
    private IVpc existingVpc() {
      return Vpc.fromVpcAttributes(
          this,
          "Vpc",
          VpcAttributes.builder()
              .vpcId("vpc-0123456789abcdef0")
              .availabilityZones(List.of("eu-central-1a", "eu-central-1b"))
              .publicSubnetIds(List.of("subnet-0a", "subnet-0b"))
              .privateSubnetIds(List.of("subnet-0c", "subnet-0d"))
              .build());
    }

    private IDatabaseInstance existingDatabase() {
      return DatabaseInstance.fromDatabaseInstanceAttributes(
          this,
          "Database",
          DatabaseInstanceAttributes.builder()
              .instanceIdentifier("shop")
              .instanceEndpointAddress("shop.abcdefghijkl.eu-central-1.rds.amazonaws.com")
              .port(3306)
              .engine(DatabaseInstanceEngine.MYSQL)
              .securityGroups(
                  List.of(
                      SecurityGroup.fromSecurityGroupId(
                          this, "DatabaseSecurityGroup", "sg-0123456789abcdef0")))
              .build());
    }
  }
}
