package io.github.threetierecs.examples.quickstart;

import software.amazon.awscdk.App;
import software.amazon.awscdk.StackProps;

/** What {@code cdk.json} starts. */
public final class Quickstart {
  private Quickstart() {}

  public static void main(String[] args) {
    app().synth();
  }

  /** The app, not yet synthesized. */
  public static App app() {
    App app = new App();
    // Without an environment the stack deploys wherever the CLI's credentials lead. Protected, its
    // deletion is refused as a whole; unprotected, CloudFormation would take the services down
    // before it found that the database refuses.
    new QuickstartStack(app, "Quickstart", StackProps.builder().terminationProtection(true).build());
    return app;
  }
}
