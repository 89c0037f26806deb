package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.kms.CfnKey;

/**
 * Secrets of a task whose KMS key is of another stack, and which {@link KeysOfOtherStacks} cannot
 * read in another way: what grants itself while it is bound, and does not say what. These are the
 * credentials of images, and the secrets of log drivers.
 */
public final class SecretsOfTask {
  private static final String READABLE =
      "give it as Secret.fromSecretAttributes(this, \"…\", SecretAttributes.builder()"
          + ".secretCompleteArn(secret.getSecretArn()).build())";

  private SecretsOfTask() {}

  /**
   * Refuses them.
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
      if (!one.hasCredentials() && !one.hasSecretsOfItsLogDriver()) {
        continue;
      }
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
    CfnKey key = KeysOfOtherStacks.find(definition, secretArn);
    if (key != null && names(key, definition)) {
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

  /** Whether the key's own policy names the execution role. */
  private static boolean names(CfnKey key, Ec2TaskDefinition definition) {
    return key.getKeyPolicy() instanceof PolicyDocument policy
        && String.valueOf(policy.toJSON()).contains(definition.obtainExecutionRole().getRoleArn());
  }

  private static ContainerImage imageOf(Values service, String name) {
    return name.equals(ServiceOptions.ownContainer(service))
        ? service.get(ServiceOptions.IMAGE)
        : Objects.requireNonNull(ServiceOptions.furtherContainers(service).get(name)).getImage();
  }

  /** Binding an image again changes nothing, since its grants are given only once. */
  private static String credentialsOf(ContainerImage image, ContainerDefinition container) {
    return Objects.requireNonNull(image.bind(container, container).getRepositoryCredentials())
        .getCredentialsParameter();
  }
}
