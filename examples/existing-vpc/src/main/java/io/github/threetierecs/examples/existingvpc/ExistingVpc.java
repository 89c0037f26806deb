package io.github.threetierecs.examples.existingvpc;

import software.amazon.awscdk.App;
import software.amazon.awscdk.StackProps;

/** What {@code cdk.json} starts. */
public final class ExistingVpc {
  private ExistingVpc() {}

  public static void main(String[] args) {
    app().synth();
  }

  /** The app, not yet synthesized. */
  public static App app() {
    App app = new App();
    StackProps props = StackProps.builder().terminationProtection(true).build();
    PlatformStack platform = new PlatformStack(app, "Platform", props);
    new ShopStack(app, "Shop", platform.vpc, props);
    return app;
  }
}
