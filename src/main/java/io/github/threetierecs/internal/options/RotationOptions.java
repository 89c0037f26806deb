package io.github.threetierecs.internal.options;

import static io.github.threetierecs.internal.options.Durations.days;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.IAlias;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.IVersion;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/** What can be chosen of the changes of the database's password. */
public final class RotationOptions {
  private static final Group ROTATION = new Group("rotation");
  public static final int HOURS_A_DAY = 24;
  private static final int LONGEST_DAYS = 1_000;
  private static final String PART_OF_AN_EXPRESSION = "it is part of an expression";

  public static final Option<IFunction> FUNCTION =
      ROTATION.<IFunction>option("function").refusing(RotationOptions::checkFunction);

  public static final Option<ISecret> ALTERNATING_USERS =
      ROTATION
          .<ISecret>option("alternatingUsers")
          .refusing(
              (problems, option, secret) -> {
                if (secret.getSecretFullArn() == null) {
                  problems.add(
                      option,
                      secret.getSecretName(),
                      "is the name of a secret, but the event of its rotation has the ARN",
                      "use Secret.fromSecretCompleteArn");
                }
              });

  public static final Option<Duration> INTERVAL =
      ROTATION
          .literalHours(
              "interval",
              4,
              LONGEST_DAYS * HOURS_A_DAY,
              PART_OF_AN_EXPRESSION,
              "set Duration.days(30)")
          .byDefaultMade(days(30));

  public static final Option<Duration> WINDOW =
      ROTATION.literalHours(
          "window", 1, HOURS_A_DAY, PART_OF_AN_EXPRESSION, "set Duration.hours(3)");

  public static final Option<Boolean> ROTATE_IMMEDIATELY =
      ROTATION.<Boolean>option("rotateImmediately").byDefault(false);

  public static final Option<Boolean> REDEPLOY =
      ROTATION.<Boolean>option("redeploy").byDefault(true);

  private RotationOptions() {}

  /** Refuses what is known to reach no database. */
  private static void checkFunction(Problems problems, String option, IFunction function) {
    CfnFunction created = created(behind(function));
    if (created != null && created.getVpcConfig() == null) {
      problems.add(
          option,
          function.getNode().getPath(),
          "is not in a VPC, and so cannot reach the database",
          "create it with the VPC of the application, in its private subnets");
    }
  }

  /** {@return the function itself, for an alias or a version of it} */
  public static IFunction behind(IFunction function) {
    IVersion version =
        function instanceof IAlias alias
            ? alias.getVersion()
            : function instanceof IVersion given ? given : null;
    return version == null ? function : version.getLambda();
  }

  /**
   * The resource of the function, which a {@code SingletonFunction} creates elsewhere in its stack.
   */
  private static @Nullable CfnFunction created(IFunction function) {
    if (function.getNode().getDefaultChild() instanceof CfnFunction created) {
      return created;
    }
    return Referent.of(function.getFunctionArn()) instanceof CfnFunction created ? created : null;
  }
}
