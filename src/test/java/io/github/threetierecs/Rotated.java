package io.github.threetierecs;

import java.util.function.UnaryOperator;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** Templates in which the password of the database changes. */
final class Rotated {
  static final String USER_ARN =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf";

  private Rotated() {}

  static Anatomy app(UnaryOperator<RotationProps.Builder> choices) {
    return Templates.with(props -> props.database(database(choices)));
  }

  static DatabaseProps database(UnaryOperator<RotationProps.Builder> choices) {
    return DatabaseProps.builder().rotation(choices.apply(RotationProps.builder()).build()).build();
  }

  /** A secret that somebody has made outside of the stack. */
  static ISecret user() {
    return Secret.fromSecretCompleteArn(new Stack(), "User", USER_ARN);
  }
}
