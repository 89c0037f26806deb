package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Secret;

/** What migrates the database before the backend starts. */
final class MigrationTable {
  private static final String NONE = "no migration";
  private static final String ALONE =
      "has no effect without a migration; set migration to the command that runs it, or leave this"
          + " out";

  private static final Anatomy CHOSEN =
      Templates.with(
          (stack, props) ->
              props.backend(
                  Templates.backend()
                      .migration(List.of("migrate", "up"))
                      .migrationImage(ContainerImage.fromRegistry("example/flyway:1"))
                      .migrationSecrets(
                          Map.of(
                              "DB_PASSWORD",
                              Secret.fromSecretsManager(Rotated.user(stack)),
                              "DB_USER",
                              SidecarsTest.SECRET))
                      .migrationTimeout(Duration.minutes(50))
                      .build()));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              effect("backend.migration",        "up",               "Command.1"),
              effect("backend.migrationImage",   "example/flyway:1", "Image"),
              effect("backend.migrationSecrets", Rotated.USER_ARN,   "Secrets.0.ValueFrom"),
              effect("backend.migrationTimeout", "3000",             "StartTimeout")),
          List.of(
              arguments("backend.migration", List.of(), "[] starts nothing; leave the option out, or write a command such as List.of(\"migrate\")"),
              arguments("backend.migration", Arrays.asList("migrate", null), "[migrate, null] has a null in it; leave the word out"),
              arguments("backend.migrationImage", Options.IMAGE, "an image " + ALONE),
              arguments("backend.migrationSecrets", Map.of("LICENCE", SidecarsTest.SECRET), "a map of secrets " + ALONE),
              arguments("backend.migrationTimeout", Duration.minutes(10), "a timeout " + ALONE)),
          List.of());
  // spotless:on

  private MigrationTable() {}

  private static Effect effect(String option, String chosen, String path) {
    return new Effect(
        option,
        NONE,
        NONE,
        chosen,
        () -> CHOSEN,
        app -> app.backend().taskDefinition().text("ContainerDefinitions.1." + path).orElse(NONE));
  }
}
