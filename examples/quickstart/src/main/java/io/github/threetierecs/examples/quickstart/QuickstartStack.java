package io.github.threetierecs.examples.quickstart;

import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** The whole application, with two public images in the place of yours. */
final class QuickstartStack extends Stack {
  QuickstartStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    ContainerImage frontendImage =
        ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx:1.29-alpine");
    ContainerImage backendImage =
        ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx-unprivileged:1.29-alpine");

    ThreeTierEcsAppProps application = ThreeTierEcsAppProps.of(frontendImage, backendImage);
    // Each synthesis draws what it has synthesized, into cdk.out/blueprint.
    new ThreeTierEcsApp(this, "App", application.toBuilder().blueprint(true).build());
  }
}
