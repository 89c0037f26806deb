package io.github.threetierecs.bench;

import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** The one line. */
final class QuickstartStack extends Stack {
  QuickstartStack(Construct scope, String id) {
    super(scope, id);
    ContainerImage frontendImage = ContainerImage.fromRegistry("registry.example/frontend");
    ContainerImage backendImage = ContainerImage.fromRegistry("registry.example/backend");
    new ThreeTierEcsApp(this, "App", ThreeTierEcsAppProps.of(frontendImage, backendImage));
  }
}
