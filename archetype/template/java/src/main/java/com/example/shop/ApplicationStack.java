package com.example.shop;

import io.github.threetierecs.Profile;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** The whole application: load balancers, frontend, backend and database. */
final class ApplicationStack extends Stack {
  ApplicationStack(Construct scope, String id, Profile profile, StackProps props) {
    super(scope, id, props);
    new ThreeTierEcsApp(
        this,
        "App",
        ThreeTierEcsAppProps.of(image("frontend"), image("backend")).toBuilder()
            .profile(profile)
            .build());
  }

  /** Built from the folder's Dockerfile and pushed by {@code cdk deploy}; a synth needs no Docker. */
  private static ContainerImage image(String folder) {
    // The instances' architecture, whatever the machine's is that builds it.
    return ContainerImage.fromAsset(
        folder, AssetImageProps.builder().platform(Platform.LINUX_AMD64).build());
  }
}
