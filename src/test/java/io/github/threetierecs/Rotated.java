package io.github.threetierecs;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionAttributes;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** Templates in which the password of the database changes. */
final class Rotated {
  static final String USER_ARN =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf";

  static final String FUNCTION_ARN =
      "arn:aws:lambda:eu-central-1:111111111111:function:rotate-shop";

  private Rotated() {}

  /** A function that somebody has deployed into the VPC. */
  static IFunction function(Stack stack) {
    return function(stack, null);
  }

  static IFunction function(Stack stack, @Nullable IRole role) {
    return Function.fromFunctionAttributes(
        stack,
        "TheirFunction",
        FunctionAttributes.builder()
            .functionArn(FUNCTION_ARN)
            .role(role)
            .securityGroup(
                SecurityGroup.fromSecurityGroupId(
                    stack, "TheirFunctionGroup", "sg-0fedcba9876543210"))
            .build());
  }

  static Anatomy app(UnaryOperator<RotationProps.Builder> choices) {
    return Templates.with(props -> props.database(database(choices)));
  }

  /** The same, with what is imported into the stack. */
  static Anatomy app(BiFunction<Stack, RotationProps.Builder, RotationProps.Builder> choices) {
    return Templates.with(
        (stack, props) -> props.database(database(it -> choices.apply(stack, it))));
  }

  static DatabaseProps database(UnaryOperator<RotationProps.Builder> choices) {
    return DatabaseProps.builder().rotation(choices.apply(RotationProps.builder()).build()).build();
  }

  /** A secret that somebody has made outside of the stack. */
  static ISecret user(Stack stack) {
    return Secret.fromSecretCompleteArn(stack, "User", USER_ARN);
  }
}
