package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.PermissionsBoundary;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ecs.ContainerImage;

final class RulesOfTheAccount {
  private RulesOfTheAccount() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Tags.of(cdk).add("cost-center", "4711");
    Tags.of(cdk).add("data-classification", "confidential");
    Stack stack =
        new Stack(
            cdk,
            "Shop",
            StackProps.builder()
                .env(Environment.builder().account("111111111111").region("eu-central-1").build())
                .permissionsBoundary(PermissionsBoundary.fromName("developer-boundary"))
                .synthesizer(DefaultStackSynthesizer.Builder.create().qualifier("platform").build())
                .build());
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
                    .build())
            .build());
    cdk.synth();
  }
}
