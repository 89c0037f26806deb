package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** When and how the password of the database changes. */
final class RotationTable {
  private static final String NONE = "not rotated";
  private static final String UNSET = "not set";
  private static final String HOURS =
      "is not a whole number from 4 to 24 000 hours; set Duration.days(30)";
  private static final String WINDOW =
      "is not a whole number from 1 to 24 hours; set Duration.hours(3)";

  private static final Anatomy ALTERNATING =
      Rotated.app((stack, it) -> it.alternatingUsers(Rotated.user(stack)));
  private static final Anatomy OWN =
      Templates.with(
          (stack, props) ->
              props.database(Rotated.database(it -> it.function(Rotated.function(stack)))));
  private static final Anatomy CHOSEN =
      Rotated.app(
          it ->
              it.interval(Duration.days(7))
                  .window(Duration.hours(3))
                  .rotateImmediately(true)
                  .redeploy(false));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              new Effect("database.rotation",          NONE, NONE, "MySQLSingleUser", () -> CHOSEN,      app -> schedule(app, "HostedRotationLambda.RotationType")),
              new Effect("rotation.function",          NONE, NONE, Rotated.FUNCTION_ARN, () -> OWN,     app -> schedule(app, "RotationLambdaARN")),
              new Effect("rotation.alternatingUsers",  NONE, NONE, "MySQLMultiUser",  () -> ALTERNATING, app -> schedule(app, "HostedRotationLambda.RotationType")),
              new Effect("rotation.interval",          NONE, NONE, "rate(7 days)",    () -> CHOSEN,      app -> schedule(app, "RotationRules.ScheduleExpression")),
              new Effect("rotation.window",            NONE, NONE, "3h",              () -> CHOSEN,      app -> schedule(app, "RotationRules.Duration")),
              new Effect("rotation.rotateImmediately", NONE, NONE, "true",            () -> CHOSEN,      app -> schedule(app, "RotateImmediatelyOnUpdate")),
              new Effect("rotation.redeploy",          NONE, NONE, "no redeployment", () -> CHOSEN,      RotationTable::redeployment)),
          List.of(
              arguments("rotation.alternatingUsers", Secret.fromSecretNameV2(new Stack(), "User", "shop"), "\"shop\" is the name of a secret, but the event of its rotation has the ARN; use Secret.fromSecretCompleteArn"),
              arguments("rotation.function", RotationFunctionTest.withoutVpc(), "\"Default/Function\" is not in a VPC, and so cannot reach the database; create it with the VPC of the application, in its private subnets"),
              arguments("rotation.interval", Duration.hours(3), "3 " + HOURS),
              arguments("rotation.interval", Duration.days(1_001), "24024 " + HOURS),
              arguments("rotation.interval", Duration.minutes(270), "4.5 " + HOURS),
              arguments("rotation.window", Duration.hours(25), "25 " + WINDOW),
              arguments("rotation.window", Duration.minutes(30), "0.5 " + WINDOW)),
          List.of("rotation.rotateImmediately", "rotation.redeploy", "database.rotation"));
  // spotless:on

  private RotationTable() {}

  private static String schedule(Anatomy app, String path) {
    return app.template.resourcesOfType("AWS::SecretsManager::RotationSchedule").stream()
        .map(it -> it.text(path).orElse(UNSET))
        .findFirst()
        .orElse(NONE);
  }

  private static String redeployment(Anatomy app) {
    if (schedule(app, "SecretId").equals(NONE)) {
      return NONE;
    }
    return app.template.resourcesOfType("AWS::StepFunctions::StateMachine").isEmpty()
        ? "no redeployment"
        : "redeployment";
  }
}
