package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.kms.CfnAlias;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.kms.IAlias;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Secrets whose KMS key is of another stack.
 *
 * <p>{@code secret.grantRead(role)} writes the role's ARN into the policy of the key. The stack of
 * the key would then wait for this one, which waits for it: {@code DependencyCycle}. So the role
 * gets what it needs from its own policy alone, which is enough where the key's policy leaves it to
 * IAM, as the CDK's keys do.
 */
final class KeysOfOtherStacks {
  private static final String READABLE =
      "give it as Secret.fromSecretAttributes(this, \"…\", SecretAttributes.builder()"
          + ".secretCompleteArn(secret.getSecretArn()).build())";

  private KeysOfOtherStacks() {}

  /** {@return whether a secret that was given has a key of another stack} */
  static boolean hasOne(Construct scope, @Nullable ISecret secret) {
    CfnKey key = secret == null ? null : keyOf(secret);
    return key != null && isOfAnother(Stack.of(scope), key);
  }

  /** Lets somebody read a secret, but not decrypt it. */
  static Grant grantRead(String secretArn, IGrantable grantee) {
    return Grant.addToPrincipal(
        GrantOnPrincipalOptions.builder()
            .grantee(grantee)
            .actions(List.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"))
            .resourceArns(List.of(secretArn))
            .build());
  }

  /** The same of a container's variable. */
  static Secret variable(Secret given, String secretArn) {
    return new Variable(given, secretArn);
  }

  /** The same of all variables whose secrets have a key of another stack. */
  static Map<String, Secret> variables(Construct scope, Map<String, Secret> given) {
    Map<String, Secret> variables = new LinkedHashMap<>();
    given.forEach(
        (name, secret) -> {
          String arn = secret.getArn();
          CfnKey key = keyOf(arn);
          variables.put(
              name,
              key != null && isOfAnother(Stack.of(scope), key)
                  // Behind the secret's own ARN, which is one token, are a field and a version.
                  ? new Variable(secret, arn.substring(0, arn.indexOf('}') + 1))
                  : secret);
        });
    return variables;
  }

  /** {@return the ARN by which a policy can name a key: an alias is none that IAM would match} */
  static String arnForPolicies(@Nullable IKey key) {
    return key == null || key instanceof IAlias ? TierTask.ANY_KEY : key.getKeyArn();
  }

  /**
   * Refuses what grants itself while it is bound, and does not say what: credentials of images, and
   * secrets of log drivers.
   *
   * @param containers by the option that names the image
   */
  static void check(
      Problems problems,
      Values service,
      Ec2TaskDefinition definition,
      RenderedTask rendered,
      Map<String, ContainerDefinition> containers) {
    for (RenderedTask.Container one : rendered.containers()) {
      containers.forEach(
          (option, container) -> {
            boolean isIt = one.name().equals(container.getContainerName());
            if (isIt && one.hasCredentials()) {
              ContainerImage image = imageOf(service, one.name());
              check(problems, definition, option, "image", credentialsOf(image, container));
            }
            if (isIt && one.hasSecretsOfItsLogDriver()) {
              String logging = option.replaceAll("\\.image$", ".logging");
              Objects.requireNonNull(container.getLogDriverConfig())
                  .getSecretOptions()
                  .forEach(
                      it -> check(problems, definition, logging, "log driver", it.getValueFrom()));
            }
          });
    }
  }

  private static void check(
      Problems problems, Ec2TaskDefinition definition, String option, String of, String secretArn) {
    CfnKey key = keyOf(secretArn);
    if (key != null && isOfAnother(Stack.of(definition), key) && names(key, definition)) {
      problems.add(
          option,
          new Problems.Words("a secret of the " + of),
          "has the KMS key "
              + key.getNode().getPath()
              + " of another stack, in whose policy the CDK names a role of this stack, so that"
              + " each waits for the other",
          READABLE);
    }
  }

  /** Whether it was granted by the key's policy, and not only named by its ARN. */
  private static boolean names(CfnKey key, Ec2TaskDefinition definition) {
    return key.getKeyPolicy() instanceof PolicyDocument policy
        && String.valueOf(policy.toJSON()).contains(definition.obtainExecutionRole().getRoleArn());
  }

  private static ContainerImage imageOf(Values service, String name) {
    return name.equals(service.path())
        ? service.get(ServiceOptions.IMAGE)
        : Objects.requireNonNull(ServiceOptions.furtherContainers(service).get(name)).getImage();
  }

  /** To bind an image again changes nothing: what it grants is granted once. */
  private static String credentialsOf(ContainerImage image, ContainerDefinition container) {
    return Objects.requireNonNull(image.bind(container, container).getRepositoryCredentials())
        .getCredentialsParameter();
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
    if (key instanceof IAlias alias && alias.getNode().getDefaultChild() instanceof CfnAlias) {
      key = alias.getAliasTargetKey();
    }
    return key != null && key.getNode().getDefaultChild() instanceof CfnKey created
        ? created
        : null;
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
