package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** Who the application is to the database, and what makes that user. */
final class ApplicationUserTable {
  private static final String NONE = "no such user";
  private static final String COPY = "111111111111.dkr.ecr.eu-central-1.amazonaws.com/mysql:8.4";
  private static final String NO_NAME =
      "is not a letter followed by letters, digits and _, which mean the same in SQL and in a"
          + " policy; ";

  private static final Anatomy CHOSEN =
      ApplicationUserTest.with(
          user -> user.name("shop").image(ContainerImage.fromRegistry(COPY)), database -> database);

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("database.applicationUser", NONE, NONE, "database-user", () -> CHOSEN, app -> container(app, "Name")),
              new Effect("applicationUser.name",     NONE, NONE, "User shop",     () -> CHOSEN, ApplicationUserTable::name),
              new Effect("applicationUser.image",    NONE, NONE, COPY,            () -> CHOSEN, app -> container(app, "Image"))),
          List.of(
              arguments("applicationUser.name", "guestbook_1", "\"guestbook_1\" has 11 characters, and rotation, whose function allows 16, appends _clone to it; use a name of up to 10 characters"),
              arguments("applicationUser.name", "", "\"\" " + NO_NAME + "use a name such as \"app\""),
              arguments("applicationUser.name", "shop-app", "\"shop-app\" " + NO_NAME + "use a name such as \"shop_app\""),
              arguments("applicationUser.name", "RdsAdmin", "\"RdsAdmin\" is a user that RDS reserves; use a name such as \"app\"")),
          List.of("database.applicationUser", "applicationUser.image"));
  // spotless:on

  private ApplicationUserTable() {}

  private static String container(Anatomy app, String property) {
    return app.backend().taskDefinition().text("ContainerDefinitions.1." + property).orElse(NONE);
  }

  private static String name(Anatomy app) {
    return app.template.resourcesOfType("AWS::SecretsManager::Secret").stream()
        .flatMap(it -> it.text("Description").stream())
        .filter(it -> it.startsWith("User "))
        .map(it -> it.replaceFirst(" of the database.*", ""))
        .findFirst()
        .orElse(NONE);
  }
}
