package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;

final class BlueGreenUpgrade {
  private BlueGreenUpgrade() {}

  public static void main(String[] arguments) {
    synthesize(before());
    synthesize(after());
  }

  /** What is deployed until the switchover, and while the green database is tried. */
  private static DatabaseProps before() {
    return database().engineVersion(MysqlEngineVersion.of("8.0.40", "8.0")).build();
  }

  /** What is deployed once RDS has switched over: the stack catches up with what runs. */
  private static DatabaseProps after() {
    return database()
        .engineVersion(MysqlEngineVersion.of("8.4.9", "8.4"))
        .allowMajorVersionUpgrade(true)
        .build();
  }

  private static DatabaseProps.Builder database() {
    return DatabaseProps.builder()
        .engineLifecycleSupport(EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT)
        .minorUpgrades(false);
  }

  private static void synthesize(DatabaseProps database) {
    App cdk = new App();
    Stack stack =
        new Stack(
            cdk,
            "Shop",
            StackProps.builder()
                .env(Environment.builder().account("111111111111").region("eu-central-1").build())
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
            .database(database)
            .build());
    cdk.synth();
  }
}
