package io.github.threetierecs.internal.database;

import io.github.threetierecs.internal.network.TieredVpc;
import io.github.threetierecs.internal.options.RotationOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.Decryption;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * A Lambda function of the user's that changes the password, where the one that CloudFormation adds
 * may not be created: its role cannot have a permissions boundary (aws-cdk#19649).
 *
 * <p>It gets what the other one has, if that can be given from here: the database and the endpoints
 * admit its security groups, its role gets a policy for the secret and its key, and Secrets Manager
 * may invoke it. The policy and the permission are resources of this stack, so that a function of
 * another stack does not wait for this one.
 *
 * <p>The function may be an alias, a version, or imported with hardly any attributes. Unknown
 * security groups and another account are a warning and no refusal, since the owner may already
 * have done what cannot be done from here.
 */
public final class RotationFunction {
  private static final int ACCOUNT = 4;

  final IFunction function;

  /** The function that has the security groups, which an alias or a version does not show. */
  private final IFunction behind;

  /** The function's connections, if its security groups are known. */
  final @Nullable IConnectable client;

  /** The permissions that have to exist before the first rotation. */
  final List<IDependable> parts = new ArrayList<>();

  RotationFunction(Construct scope, IFunction function, TieredVpc network, MySqlDataTier data) {
    this.function = function;
    behind = RotationOptions.behind(function);
    String arn = function.getFunctionArn();
    client = behind.getIsBoundToVpc() ? behind : null;
    if (client == null) {
      warn(
          scope,
          "the security group of the function is not known, so no rule of the database admits it;"
              + " import it with Function.fromFunctionAttributes and its securityGroup, or let"
              + " getDatabase() or getData().getDatabaseCluster() admit it");
    }
    if (isOfThisAccount(scope, arn)) {
      parts.add(
          CfnPermission.Builder.create(scope, "Invoke")
              .action("lambda:InvokeFunction")
              .functionName(arn)
              .principal("secretsmanager.amazonaws.com")
              .sourceAccount(Aws.ACCOUNT_ID)
              .build());
    } else {
      warn(
          scope,
          "the function is in another account, whose owner has to let secretsmanager.amazonaws.com"
              + " invoke it, with the source account of this stack");
    }
    IRole role = function.getRole();
    if (role != null) {
      parts.add(
          Policy.Builder.create(scope, "FunctionPolicy")
              .roles(List.of(role))
              .statements(statements(data))
              .build());
    }
  }

  /** {@return what identifies the function in a template: its ARN and its security groups} */
  public List<String> identifiers() {
    List<String> identifiers = new ArrayList<>(List.of(function.getFunctionArn()));
    if (behind != function) {
      identifiers.add(behind.getFunctionArn());
    }
    if (behind.getIsBoundToVpc()) {
      behind
          .getConnections()
          .getSecurityGroups()
          .forEach(it -> identifiers.add(it.getSecurityGroupId()));
    }
    return identifiers;
  }

  private boolean isOfThisAccount(Construct scope, String arn) {
    String ours = Stack.of(scope).getAccount();
    String theirs =
        function.getNode().getDefaultChild() instanceof CfnResource
            ? Stack.of(function).getAccount()
            : partOf(arn, ACCOUNT);
    return theirs == null || Tokens.isToken(theirs) || Tokens.isToken(ours) || theirs.equals(ours);
  }

  private static @Nullable String partOf(String arn, int part) {
    String[] parts = arn.split(":", -1);
    return Tokens.isToken(arn) || parts.length <= part ? null : parts[part];
  }

  private static List<PolicyStatement> statements(MySqlDataTier data) {
    List<PolicyStatement> statements = new ArrayList<>();
    ISecret secret = data.secrets.rotated();
    statements.add(
        allow(
            secret.getSecretArn(),
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage"));
    statements.add(allow("*", "secretsmanager:GetRandomPassword"));
    if (data.secrets.alternates()) {
      statements.add(allow(data.secret.getSecretArn(), "secretsmanager:GetSecretValue"));
    }
    String key = keyOf(secret, data);
    if (key != null) {
      statements.add(using(key));
    }
    // The key of a secret that is created here already admits whoever may read the secret, so only
    // a given secret needs a statement.
    if (data.secrets.alternates() && data.secrets.isGiven(data.secret)) {
      String keyOfMaster = KeysOfOtherStacks.keyOfGiven(data.secret);
      if (keyOfMaster != null) {
        statements.add(Decryption.ofSecrets(keyOfMaster));
      }
    }
    return statements;
  }

  private static @Nullable String keyOf(ISecret secret, MySqlDataTier data) {
    if (data.secrets.isGiven(secret)) {
      return KeysOfOtherStacks.keyOfGiven(secret);
    }
    IKey key = secret.getEncryptionKey();
    return key == null ? null : key.getKeyArn();
  }

  /** Allows the use of a key through Secrets Manager only. */
  private static PolicyStatement using(String keyArn) {
    return PolicyStatement.Builder.create()
        .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
        .resources(List.of(keyArn))
        .conditions(
            Map.of("StringEquals", Map.of("kms:ViaService", Arns.regionalName("secretsmanager"))))
        .build();
  }

  private static PolicyStatement allow(String resource, String... actions) {
    return PolicyStatement.Builder.create()
        .actions(List.of(actions))
        .resources(List.of(resource))
        .build();
  }

  private static void warn(Construct scope, String text) {
    new Warning("ThreeTierEcsApp::RotationFunction", "rotation.function: " + text).addTo(scope);
  }
}
