package shop;

import io.github.threetierecs.Profile;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;

public final class Shop {
  public static void main(String[] args) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    ContainerImage frontend = ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx:1.29-alpine");
    ContainerImage backend =
        ContainerImage.fromRegistry("public.ecr.aws/nginx/nginx-unprivileged:1.29-alpine");
    ThreeTierEcsAppProps.Builder props = ThreeTierEcsAppProps.of(frontend, backend).toBuilder();
    new ThreeTierEcsApp(stack, "App", props.profile(Profile.DEVELOPMENT).build());
    cdk.synth();
  }
}
