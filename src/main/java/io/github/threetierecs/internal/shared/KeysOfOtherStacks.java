package io.github.threetierecs.internal.shared;

import io.github.threetierecs.internal.options.Referent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kms.CfnAlias;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.kms.IAlias;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Secrets whose KMS key is of another stack.
 *
 * <p>{@code secret.grantRead(role)} writes the role's ARN into the policy of the key. The stack of
 * the key would then wait for this one, which waits for it: {@code DependencyCycle}. So the role
 * gets what it needs from its own policy only, which is enough where the key's policy leaves it to
 * IAM, as the CDK's keys do.
 */
public final class KeysOfOtherStacks {
  private KeysOfOtherStacks() {}

  /** {@return whether a secret that was given has a key of another stack} */
  public static boolean hasOne(Construct scope, @Nullable ISecret secret) {
    CfnKey key = secret == null ? null : keyOf(secret);
    return key != null && isOfAnother(Stack.of(scope), key);
  }

  /** Lets somebody read a secret, but not decrypt it. */
  public static Grant grantRead(String secretArn, IGrantable grantee) {
    return Grant.addToPrincipal(
        GrantOnPrincipalOptions.builder()
            .grantee(grantee)
            .actions(List.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"))
            .resourceArns(List.of(secretArn))
            .build());
  }

  /** Lets somebody read a container's variable, but not decrypt it. */
  public static Secret variable(Secret given, String secretArn) {
    return new Variable(given, secretArn);
  }

  /** Does so for all variables whose secrets have a key of another stack. */
  public static Map<String, Secret> variables(Construct scope, Map<String, Secret> given) {
    Map<String, Secret> variables = new LinkedHashMap<>();
    given.forEach(
        (name, secret) -> {
          String arn = secret.getArn();
          variables.put(
              name,
              find(scope, arn) != null
                  // The secret's own ARN, which is one token, is followed by a field and a version.
                  ? new Variable(secret, arn.substring(0, arn.indexOf('}') + 1))
                  : secret);
        });
    return variables;
  }

  /** {@return the ARN by which a policy can name a key: an alias is none that IAM would match} */
  public static String arnForPolicies(@Nullable IKey key) {
    return key == null || key instanceof IAlias ? Decryption.ANY_KEY : key.getKeyArn();
  }

  /** {@return the same, where an alias that is created in this CDK app stands for its key} */
  public static String arnOfTarget(IKey key) {
    String arn = arnForPolicies(targetOf(key));
    return arn.contains(":alias/") ? Decryption.ANY_KEY : arn;
  }

  /**
   * {@return the ARN by which a policy can name the key of a secret that was given; null if the
   * secret has AWS's own key, whose policy admits whoever may read the secret}
   */
  public static @Nullable String keyOfGiven(ISecret secret) {
    IKey key = secret.getEncryptionKey();
    return key == null && hasKeyOfAws(secret) ? null : arnForPolicies(key);
  }

  /** Whether it is known: an imported secret has no resource, and may have any key. */
  private static boolean hasKeyOfAws(ISecret secret) {
    return secret.getNode().getDefaultChild() instanceof CfnSecret created
        && created.getKmsKeyId() == null;
  }

  /** {@return the key of a secret, if both are created in this CDK app, and it in another stack} */
  static @Nullable public CfnKey find(Construct scope, String secretArn) {
    CfnKey key = keyOf(secretArn);
    return key != null && isOfAnother(Stack.of(scope), key) ? key : null;
  }

  private static boolean isOfAnother(Stack stack, CfnKey key) {
    return !Stack.of(key).equals(stack);
  }

  /** {@return the key of a secret, if both are created in this CDK app} */
  private static @Nullable CfnKey keyOf(String secretArn) {
    IConstruct resource = Referent.of(secretArn);
    return resource != null && resource.getNode().getScope() instanceof ISecret secret
        ? keyOf(secret)
        : null;
  }

  private static @Nullable CfnKey keyOf(ISecret secret) {
    IKey key = secret.getEncryptionKey();
    return key != null && targetOf(key).getNode().getDefaultChild() instanceof CfnKey created
        ? created
        : null;
  }

  /** An alias that was imported is all that is known of its key. */
  private static IKey targetOf(IKey key) {
    return key instanceof IAlias alias && alias.getNode().getDefaultChild() instanceof CfnAlias
        ? alias.getAliasTargetKey()
        : key;
  }

  /** A variable that is read without what the CDK would write into the policy of its key. */
  private static final class Variable extends Secret {
    private final Secret given;
    private final String secretArn;

    private Variable(Secret given, String secretArn) {
      this.given = given;
      this.secretArn = secretArn;
    }

    @Override
    public String getArn() {
      return given.getArn();
    }

    @Override
    public Boolean getHasField() {
      return given.getHasField();
    }

    @Override
    public Grant grantRead(IGrantable grantee) {
      return KeysOfOtherStacks.grantRead(secretArn, grantee);
    }
  }
}
