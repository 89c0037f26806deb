package io.github.threetierecs.internal.options;

import software.amazon.awscdk.services.ecs.ContainerImage;

/** What can be chosen of the database's user for the application. */
public final class ApplicationUserOptions {
  private static final Group APPLICATION_USER = new Group("applicationUser");

  public static final Option<String> NAME =
      APPLICATION_USER
          .<String>option("name")
          .refusing(
              (problems, option, name) ->
                  problems.concrete(
                      option, name, "logical ids come from it", "set one such as \"app\""))
          .refusing(MySqlNames::checkApplicationUser)
          .byDefault("app");

  public static final Option<ContainerImage> IMAGE = APPLICATION_USER.option("image");

  private ApplicationUserOptions() {}
}
