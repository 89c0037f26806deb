package io.github.threetierecs.internal.options;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who signs in to the database, and how: by password, by IAM, through a proxy. */
final class DatabaseUsers {
  private static final String LEAVE_OUT_ONE = "leave out one of the two";
  private static final String READ_ONLY = "read_only";

  private DatabaseUsers() {}

  static void checkTogether(Problems problems, Values chosen) {
    checkIamUser(problems, chosen);
    if (chosen.has(DatabaseOptions.APPLICATION_USER)) {
      checkApplicationUser(problems, chosen);
    }
    if (isOn(chosen, DatabaseOptions.PROXY) && !DatabaseOptions.isExisting(chosen)) {
      checkProxy(problems, chosen);
    }
  }

  private static void checkIamUser(Problems problems, Values chosen) {
    String user = chosen.find(DatabaseOptions.IAM_USER);
    if (user != null && !isOn(chosen, DatabaseOptions.IAM_AUTHENTICATION)) {
      problems.add(
          DatabaseOptions.IAM_USER.name(),
          user,
          "can sign in only with database.iamAuthentication, which is false",
          "set database.iamAuthentication to true, or leave this out");
    }
  }

  private static void checkApplicationUser(Problems problems, Values chosen) {
    String option = DatabaseOptions.APPLICATION_USER.name();
    Map<String, String> parameters = parameters(chosen);
    for (String parameter : List.of("partial_revokes", READ_ONLY)) {
      if (parameters.getOrDefault(parameter, "0").matches("(?i)1|on")) {
        problems.add(
            option,
            DatabaseOptions.aUser(),
            "cannot be created as it should be with database.parameters."
                + parameter
                + " "
                + parameters.get(parameter),
            LEAVE_OUT_ONE);
      }
    }
    String iamUser = chosen.find(DatabaseOptions.IAM_USER);
    if (iamUser != null) {
      problems.add(
          DatabaseOptions.IAM_USER.name(),
          iamUser,
          "is a user that you create yourself, but database.applicationUser creates one that signs"
              + " in by IAM",
          "leave it out, and set database.applicationUser's name");
    }
    if (alternates(chosen)) {
      problems.add(
          option,
          DatabaseOptions.aUser(),
          "has its own secret, which rotation alternates, but rotation.alternatingUsers is"
              + " set",
          LEAVE_OUT_ONE);
    }
  }

  private static void checkProxy(Problems problems, Values chosen) {
    String option = DatabaseOptions.PROXY.name();
    if (isOn(chosen, DatabaseOptions.IAM_AUTHENTICATION)) {
      problems.add(
          option,
          true,
          "allows no sign-in by password if database.iamAuthentication is true",
          LEAVE_OUT_ONE);
    }
    if (alternates(chosen)) {
      problems.add(
          option,
          true,
          "knows the user whom its secret names at the time, and refuses the other one of"
              + " rotation.alternatingUsers",
          LEAVE_OUT_ONE);
    }
    if ("1".equals(parameters(chosen).get(READ_ONLY))) {
      problems.add(
          option, true, "does not work with database.parameters.read_only 1", LEAVE_OUT_ONE);
    }
  }

  private static boolean alternates(Values chosen) {
    Values rotation = chosen.find(DatabaseOptions.ROTATION);
    return rotation != null && rotation.has(RotationOptions.ALTERNATING_USERS);
  }

  private static Map<String, String> parameters(Values chosen) {
    @Nullable Map<String, String> parameters = chosen.find(DatabaseOptions.PARAMETERS);
    return parameters == null ? Map.of() : parameters;
  }

  private static boolean isOn(Values chosen, Option<Boolean> option) {
    return Boolean.TRUE.equals(chosen.find(option));
  }
}
