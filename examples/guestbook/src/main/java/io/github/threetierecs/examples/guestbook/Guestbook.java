package io.github.threetierecs.examples.guestbook;

import io.github.threetierecs.Profile;
import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;

/** What {@code cdk.json} starts: the same stack twice, once to try things and once for users. */
public final class Guestbook {
  private Guestbook() {}

  public static void main(String[] args) {
    app(Path.of(""), AppProps.builder().build()).synth();
  }

  /**
   * The app, not yet synthesized.
   *
   * @param folder where the folders {@code frontend} and {@code backend} are
   * @param props such as context, in the place of {@code -c}
   */
  public static App app(Path folder, AppProps props) {
    return app(folder, props, new Changes() {});
  }

  /** The same, with options of {@code GuestbookDev} changed. */
  public static App app(Path folder, AppProps props, Changes development) {
    App app = new App(props);
    // Both go wherever the CLI's credentials lead.
    new GuestbookStack(
        app,
        "GuestbookDev",
        Profile.DEVELOPMENT,
        folder,
        StackProps.builder().build(),
        development);
    // Protected, its deletion is refused as a whole.
    new GuestbookStack(
        app,
        "Guestbook",
        Profile.PRODUCTION,
        folder,
        StackProps.builder().terminationProtection(true).build(),
        new Changes() {});
    return app;
  }
}
