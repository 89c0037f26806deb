package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.RotationOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Cdk;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * How the database's password is changed from time to time, and how the running tasks get the new
 * one.
 *
 * <p>The function that changes it is AWS's own: CloudFormation adds it as a nested stack, which
 * requires the macro {@code AWS::SecretsManager-2024-09-16} in the template and a deployment by
 * change set, such as that of {@code cdk deploy}. It runs in the private subnets.
 */
public final class RotationProps {
  final Values values;

  private RotationProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets when the password changes, whose, and what follows. */
  public static final class Builder implements software.amazon.jsii.Builder<RotationProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * Your own Lambda function that changes the password, in place of the one that CloudFormation
     * adds: where a permissions boundary is mandatory, since the role of CloudFormation's function
     * cannot have any, or where macros are not allowed. {@code docs/guides/rotation-function.md}
     * says what it has to be, where it has to run, and which password it does not rotate; {@code
     * docs/security/data.md#rotation} what it is allowed. There is no {@link
     * DataResources#getRotationSecurityGroup()} then. For an alias or a version, the function
     * behind it counts.
     *
     * <p>Default: none in both profiles, so that CloudFormation adds AWS's function. It can be
     * changed in place.
     *
     * <p>Refused: a function that is created without a VPC, and one of another Region or CDK app.
     * What could not be set up is the warning {@code ThreeTierEcsApp::RotationFunction}, such as
     * for a function that was imported without its security group, or is of another account.
     *
     * @param function such as {@code Function.fromFunctionAttributes(this, "Rotation", …)}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html">Rotation
     *     function templates</a>
     */
    public Builder function(@Nullable IFunction function) {
      values.set(RotationOptions.FUNCTION, function);
      return this;
    }

    /**
     * The secret of the application's own database user, which the backend then uses instead of the
     * RDS master user: {@code DB_USER}, {@code DB_PASSWORD} and {@code DB_SECRET_ARN} come from it.
     * Rotations alternate between this user and its clone ({@code …_clone}), so that no connection
     * fails.
     *
     * <p>The user has to exist before the deployment that sets this option. {@code
     * docs/guides/rotate.md#two-users-that-take-turns} has the SQL, and the form of the secret.
     *
     * <p>Default: none in both profiles. The password of the master user is rotated, and changes
     * under the tasks that use it. Changing it later is a new deployment of the backend.
     *
     * <p>Refused: a secret that is known by its name only, and with {@code database.proxy}.
     *
     * @param alternatingUsers such as {@code Secret.fromSecretCompleteArn(this, "User", "arn:…")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotation-strategy.html">Rotation
     *     strategies</a>
     */
    public Builder alternatingUsers(@Nullable ISecret alternatingUsers) {
      values.set(RotationOptions.ALTERNATING_USERS, alternatingUsers);
      return this;
    }

    /**
     * The time between two rotations. The first window opens at midnight UTC.
     *
     * <p>Default: 30 days, which are 720 hours, in both profiles. It can be changed in place; a
     * rotation that was due by the old interval may still take place.
     *
     * <p>Refused: anything but whole hours from 4 to 24 000 (1 000 days), and a token, since it
     * becomes part of an expression.
     *
     * @param interval from 4 hours to 1 000 days
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html">Rotation
     *     schedules</a>
     */
    public Builder interval(@Nullable Duration interval) {
      values.set(RotationOptions.INTERVAL, interval);
      return this;
    }

    /**
     * How long after midnight UTC a rotation may take place on its day. Secrets Manager chooses the
     * moment.
     *
     * <p>Default: the whole day in both profiles, or one hour with an {@link #interval} below a
     * day. It can be changed in place.
     *
     * <p>Refused: anything but whole hours from 1 to 24, an {@link #interval} that is not whole
     * days, and a token, since it becomes part of an expression.
     *
     * @param window from 1 to 24 hours
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html">Rotation
     *     schedules</a>
     */
    public Builder window(@Nullable Duration window) {
      values.set(RotationOptions.WINDOW, window);
      return this;
    }

    /**
     * Whether a deployment that creates or changes the schedule also changes the password at once.
     * Otherwise Secrets Manager only tests whether it could.
     *
     * <p>Default: false in both profiles. It can be changed in place.
     *
     * @param rotateImmediately true to rotate at once
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html">RotateSecret</a>
     */
    public Builder rotateImmediately(@Nullable Boolean rotateImmediately) {
      values.set(RotationOptions.ROTATE_IMMEDIATELY, rotateImmediately);
      return this;
    }

    /**
     * Whether the backend's tasks are replaced after the password has changed, by a rolling
     * deployment, as {@code DB_PASSWORD} is read when a task starts. It needs no trail of
     * CloudTrail.
     *
     * <p>Default: true in both profiles. Switch it off if the application reads the secret again by
     * {@code DB_SECRET_ARN} when a connection is refused. It can be changed in place.
     *
     * @param redeploy true to replace the tasks
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/secret-event-notifications.html">Secret
     *     event notifications</a>
     */
    public Builder redeploy(@Nullable Boolean redeploy) {
      values.set(RotationOptions.REDEPLOY, redeploy);
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public RotationProps build() {
      return new RotationProps(values.checked("rotation", Builder::checkTogether));
    }

    private static void checkTogether(Problems problems, Values chosen) {
      Duration window = chosen.find(RotationOptions.WINDOW);
      Duration interval = chosen.find(RotationOptions.INTERVAL);
      if (window != null
          && interval != null
          && Problems.canConvert(window, Problems::hoursOf)
          && Problems.canConvert(interval, Problems::hoursOf)
          && !isWholeDays(interval)) {
        problems.add(
            RotationOptions.WINDOW.name(),
            Problems.hoursOf(window),
            "hours are set, but with rotation.interval of "
                + Problems.hoursOf(interval)
                + " hours, which is not whole days, the window is always one hour",
            "leave it out, or set rotation.interval to whole days");
      }
    }

    private static boolean isWholeDays(Duration interval) {
      Number hours = Problems.hoursOf(interval);
      return Tokens.isToken(hours) || hours.doubleValue() % RotationOptions.HOURS_A_DAY == 0;
    }
  }
}
