package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.ContainerImage;

final class ImagesForArm64 {
  /** Where the folders with the two Dockerfiles are: in a project of yours {@code Path.of("")}. */
  private static final Path FOLDERS = Path.of("archetype", "template", "java");

  private ImagesForArm64() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    new ThreeTierEcsApp(
        stack,
        "App",
        ThreeTierEcsAppProps.builder()
            .capacity(
                CapacityProps.builder()
                    .instanceType(new InstanceType("m7g.large"))
                    // Where Auto Scaling finds no room for one, it takes the other.
                    .otherInstanceTypes(List.of(new InstanceType("m6g.large")))
                    .build())
            .frontend(FrontendProps.builder().image(imageOf("frontend")).build())
            .backend(BackendProps.builder().image(imageOf("backend")).build())
            .build());
    cdk.synth();
  }

  private static ContainerImage imageOf(String folder) {
    return ContainerImage.fromAsset(
        FOLDERS.resolve(folder).toString(),
        AssetImageProps.builder()
            .platform(Platform.LINUX_ARM64)
            .exclude(List.of("target", ".git"))
            .build());
  }
}
