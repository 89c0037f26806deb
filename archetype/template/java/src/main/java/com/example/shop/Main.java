package com.example.shop;

import io.github.threetierecs.Profile;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/** What {@code cdk.json} starts: the same stack twice, once to try things and once for users. */
public final class Main {
  /** The names of the stacks begin with it, so it has to be unique in an account and Region. */
  static final String NAME = "shop";

  private Main() {}

  public static void main(String[] args) {
    App app = new App();
    addStacks(app);
    app.synth();
  }

  static void addStacks(App app) {
    new ApplicationStack(
        app, NAME + "-development", Profile.DEVELOPMENT, props(app, "development").build());
    // Protected, its deletion is refused as a whole.
    new ApplicationStack(
        app,
        NAME + "-production",
        Profile.PRODUCTION,
        props(app, "production").terminationProtection(true).build());
  }

  /** Where the context says; wherever the CLI's credentials lead, if it says nothing. */
  private static StackProps.Builder props(App app, String stage) {
    return StackProps.builder()
        .env(
            Environment.builder()
                .account((String) app.getNode().tryGetContext(stage + "-account"))
                .region((String) app.getNode().tryGetContext(stage + "-region"))
                .build());
  }
}
