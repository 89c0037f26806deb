package io.github.threetierecs.examples.existingvpc;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.NetworkProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** The application, in the platform team's VPC: each layer by the name of its subnet group. */
final class ShopStack extends Stack {
  ShopStack(Construct scope, String id, IVpc vpc, StackProps props) {
    super(scope, id, props);
    // As exports and imports, whatever cdk.json says: the platform's stack then cannot be deleted
    // while this one uses its VPC.
    getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", "strong");
    ContainerImage frontendImage =
        ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx:1.29-alpine");
    ContainerImage backendImage =
        ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx-unprivileged:1.29-alpine");

    new ThreeTierEcsApp(
        this,
        "App",
        ThreeTierEcsAppProps.builder()
            .network(
                NetworkProps.builder()
                    .vpc(vpc)
                    .publicSubnets(group("Edge"))
                    .privateSubnets(group("Apps"))
                    .databaseSubnets(group("Data"))
                    .build())
            .frontend(FrontendProps.builder().image(frontendImage).build())
            .backend(BackendProps.builder().image(backendImage).build())
            .blueprint(true)
            .build());
  }

  private static SubnetSelection group(String name) {
    return SubnetSelection.builder().subnetGroupName(name).build();
  }
}
