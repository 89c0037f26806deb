package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;

final class FilesInABucket {
  private FilesInABucket() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    Bucket uploads =
        Bucket.Builder.create(stack, "Uploads")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .versioned(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
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
                        .environment(Map.of("UPLOADS", uploads.getBucketName()))
                        .build())
                .build());
    uploads.grantReadWrite(app.getBackendService().getTaskDefinition().getTaskRole());
    cdk.synth();
  }
}
