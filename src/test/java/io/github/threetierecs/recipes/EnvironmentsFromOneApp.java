package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.Profile;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

final class EnvironmentsFromOneApp {
  private EnvironmentsFromOneApp() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    shop(cdk, "ShopDevelopment", "111111111111", development());
    shop(cdk, "ShopStaging", "111111111111", staging());
    shop(cdk, "ShopProduction", "123456789012", production());
    cdk.synth();
  }

  private static void shop(
      Construct scope, String name, String account, ThreeTierEcsAppProps.Builder props) {
    Environment environment = Environment.builder().account(account).region("eu-central-1").build();
    Stack stack =
        new Stack(
            scope,
            name,
            StackProps.builder()
                .env(environment)
                .terminationProtection(name.equals("ShopProduction"))
                .build());
    new ThreeTierEcsApp(stack, "App", props.build());
  }

  private static ThreeTierEcsAppProps.Builder development() {
    return common().profile(Profile.DEVELOPMENT);
  }

  /** As production, but smaller: what is tried here is what runs there. */
  private static ThreeTierEcsAppProps.Builder staging() {
    return production().capacity(CapacityProps.builder().maxInstances(4).build());
  }

  private static ThreeTierEcsAppProps.Builder production() {
    return common().profile(Profile.PRODUCTION);
  }

  private static ThreeTierEcsAppProps.Builder common() {
    return ThreeTierEcsAppProps.builder()
        .frontend(
            FrontendProps.builder()
                .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                .build())
        .backend(
            BackendProps.builder()
                .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                .build());
  }
}
