package io.github.threetierecs.examples.production;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** What {@code cdk.json} starts. */
public final class Production {
  private Production() {}

  public static void main(String[] args) {
    app().synth();
  }

  /** The app, not yet synthesized. */
  public static App app() {
    App app = new App();
    StackProps props =
        StackProps.builder()
            .env(Environment.builder().account("111111111111").region("eu-central-1").build())
            .terminationProtection(true)
            .build();
    // Deployed first, and outliving the shop: the repositories that its images are pushed to.
    ImagesStack images = new ImagesStack(app, "Images", props);
    new ShopStack(app, "Shop", images.repositories, props);
    return app;
  }
}
