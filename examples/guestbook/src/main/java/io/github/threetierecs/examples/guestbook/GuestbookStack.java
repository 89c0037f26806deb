package io.github.threetierecs.examples.guestbook;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.ContainerProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.Profile;
import io.github.threetierecs.RotationProps;
import io.github.threetierecs.ScheduledTaskProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.Construct;

/** The guestbook: a page, an API, a database, and a task that deletes old entries at night. */
final class GuestbookStack extends Stack {
  private final Path folder;
  private final Architecture architecture;

  GuestbookStack(
      Construct scope, String id, Profile profile, Path folder, StackProps props, Changes changes) {
    super(scope, id, props);
    this.folder = folder;
    this.architecture = Architecture.of(getNode());

    CapacityProps.Builder capacity =
        CapacityProps.builder().instanceType(architecture.instanceType(profile));
    FrontendProps.Builder frontend = frontend();
    BackendProps.Builder backend = backend();
    DatabaseProps.Builder database = database(profile);
    changes.capacity(capacity);
    changes.frontend(frontend);
    changes.backend(backend);
    changes.database(database);

    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            this,
            "App",
            ThreeTierEcsAppProps.builder()
                .profile(profile)
                .capacity(capacity.build())
                .frontend(frontend.build())
                .backend(backend.build())
                .database(database.build())
                .blueprint(true)
                .build());

    app.addScheduledTask(
        "Trim",
        ScheduledTaskProps.builder()
            .schedule(ScheduleExpression.expression("cron(0 3 * * ? *)"))
            .flexibleTimeWindow(Duration.minutes(15))
            .command(List.of("trim"))
            .environment(Map.of("KEEP_DAYS", "30"))
            .stopTimeout(Duration.seconds(30))
            .build());
  }

  private FrontendProps.Builder frontend() {
    return FrontendProps.builder()
        .image(image("frontend"))
        .containerPort(8_080)
        .healthCheckPath("/alive")
        .memoryMiB(128)
        .container(closed());
  }

  private BackendProps.Builder backend() {
    return BackendProps.builder()
        .image(image("backend"))
        .containerPort(8_080)
        // Not /ready: while the database fails over, all tasks would be replaced.
        .healthCheckPath("/alive")
        .migration(List.of("migrate"))
        // 3 and 20 seconds are less than the 30 after which ECS kills a container.
        .environment(Map.of("STOP_DELAY_SECONDS", "3", "STOP_TIMEOUT_SECONDS", "20"))
        .container(closed());
  }

  private static DatabaseProps.Builder database(Profile profile) {
    DatabaseProps.Builder database = DatabaseProps.builder().databaseName("guestbook");
    return profile == Profile.PRODUCTION
        // The backend reads the secret again by itself, so that its tasks need not be replaced.
        ? database.rotation(RotationProps.builder().redeploy(false).build())
        : database;
  }

  /** No more than the programs need: no root, no capabilities, and nothing to write but /tmp. */
  private static ContainerProps closed() {
    return ContainerProps.builder()
        .user("10001:10001")
        .readonlyRootFilesystem(true)
        .writablePaths(List.of("/tmp"))
        .dropCapabilities(List.of(Capability.ALL))
        .build();
  }

  /**
   * Built from the folder's Dockerfile and pushed by {@code cdk deploy}; a synth needs no Docker.
   */
  private ContainerImage image(String name) {
    return ContainerImage.fromAsset(
        folder.resolve(name).toString(),
        AssetImageProps.builder()
            .platform(architecture.platform)
            // What a build leaves there is no part of the image, and must not change its tag.
            .exclude(List.of("target", "src/test", ".idea", "README.md"))
            .build());
  }
}
