package io.github.threetierecs;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.threetierecs.OptionTable.Effect;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;

/** How the repositories keep images. They are a construct of their own, which no profile makes. */
final class RepositoryTable {
  private static final String UNSET = "not set";

  private static final Anatomy CHOSEN =
      Templates.in(
          stack ->
              new ImageRepositories(
                  stack,
                  "Images",
                  ImageRepositoriesProps.builder()
                      .profile(Profile.DEVELOPMENT)
                      .immutableTags(false)
                      .scanOnPush(false)
                      .keepImages(7)
                      .encryptionKey(
                          Key.fromKeyArn(
                              stack, "Key", "arn:aws:kms:eu-central-1:111111111111:key/mine"))
                      .build()));

  private static final Anatomy KEPT =
      Templates.in(
          stack ->
              new ImageRepositories(
                  stack,
                  "Images",
                  ImageRepositoriesProps.builder()
                      .profile(Profile.DEVELOPMENT)
                      .removalPolicy(RemovalPolicy.RETAIN)
                      .build()));

  // spotless:off
  static final OptionTable TABLE =
      new OptionTable(
          List.of(
              effect("repositories.profile", "true", CHOSEN, "EmptyOnDelete"),
              effect("repositories.immutableTags", "MUTABLE", CHOSEN, "ImageTagMutability"),
              effect("repositories.scanOnPush", "false", CHOSEN, "ImageScanningConfiguration.ScanOnPush"),
              new Effect("repositories.keepImages", "false", "false", "true", () -> CHOSEN, app -> String.valueOf(read(app, "LifecyclePolicy.LifecyclePolicyText").contains("\"countNumber\":7},\"action\""))),
              effect("repositories.encryptionKey", "arn:aws:kms:eu-central-1:111111111111:key/mine", CHOSEN, "EncryptionConfiguration.KmsKey"),
              effect("repositories.removalPolicy", "false", KEPT, "EmptyOnDelete")),
          List.of(
              arguments("repositories.keepImages", 0, "0 is not a whole number from 1 to 100 000 images; set 100, to roll back that far"),
              arguments("repositories.removalPolicy", RemovalPolicy.SNAPSHOT, "SNAPSHOT is not supported by a repository; set RemovalPolicy.RETAIN or RemovalPolicy.DESTROY")),
          List.of("repositories.profile", "repositories.immutableTags", "repositories.scanOnPush", "repositories.encryptionKey"));
  // spotless:on

  private RepositoryTable() {}

  private static Effect effect(String option, String chosen, Anatomy app, String path) {
    return new Effect(option, UNSET, UNSET, chosen, () -> app, it -> read(it, path));
  }

  private static String read(Anatomy app, String path) {
    return app.template.resourcesOfType("AWS::ECR::Repository").stream()
        .findFirst()
        .flatMap(repository -> repository.text(path))
        .orElse(UNSET);
  }
}
