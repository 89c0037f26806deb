package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Anatomy PRODUCTION = Templates.of(Profile.PRODUCTION);
  private static final Anatomy DEVELOPMENT = Templates.of(Profile.DEVELOPMENT);
  private static final Anatomy SEPARATE =
      Templates.with(props -> props.keys(KeyStrategy.ONE_PER_USE));

  @Test
  void theOneKeyEncryptsAllThatIsStored() {
    String key = theOnly(PRODUCTION.template, "AWS::KMS::Key").logicalId();

    assertThat(PRODUCTION.database().refersTo(key)).as("the database").isTrue();
    assertThat(PRODUCTION.databaseSecret().refersTo(key)).as("the secret").isTrue();
    assertThat(PRODUCTION.launchTemplate().refersTo(key)).as("the volumes").isTrue();
    assertThat(PRODUCTION.template.resourcesOfType("AWS::Logs::LogGroup"))
        .isNotEmpty()
        .allMatch(logGroup -> logGroup.refersTo(key));
  }

  @Test
  void eachUseHasItsKeyWhenAskedFor() {
    assertThat(
            List.of(
                keyOf(SEPARATE, SEPARATE.database(), "KmsKeyId"),
                keyOf(SEPARATE, SEPARATE.databaseSecret(), "KmsKeyId"),
                keyOf(SEPARATE, SEPARATE.frontend().logGroup(), "KmsKeyId"),
                keyOf(
                    SEPARATE,
                    SEPARATE.launchTemplate(),
                    "LaunchTemplateData.BlockDeviceMappings.0.Ebs.KmsKeyId")))
        .doesNotHaveDuplicates();
    assertThat(keyOf(SEPARATE, SEPARATE.backend().logGroup(), "KmsKeyId"))
        .isEqualTo(keyOf(SEPARATE, SEPARATE.frontend().logGroup(), "KmsKeyId"));
  }

  @Test
  void keysRotateEveryYear() {
    assertThat(SEPARATE.template.resourcesOfType("AWS::KMS::Key"))
        .isNotEmpty()
        .allMatch(key -> key.isTrue("EnableKeyRotation"));
  }

  @Test
  void aKeyOutlivesTheStackAsWhatItEncryptsDoes() {
    assertThat(deletionPolicy(theOnly(PRODUCTION.template, "AWS::KMS::Key"))).isEqualTo("Retain");
    assertThat(
            deletionPolicy(
                theOnly(
                    Templates.with(
                            props -> props.profile(Profile.DEVELOPMENT).keys(KeyStrategy.ONE_KEY))
                        .template,
                    "AWS::KMS::Key")))
        .isEqualTo("Delete");
  }

  @Test
  void developmentTakesAwsKeys() {
    assertThat(DEVELOPMENT.template.resourcesOfType("AWS::KMS::Key")).isEmpty();
    assertThat(DEVELOPMENT.database().isTrue("StorageEncrypted")).isTrue();
  }

  /** Or the key waits for what waits for the key. */
  @Test
  void noKeyRefersToAnythingElse() {
    assertThat(SEPARATE.template.resourcesOfType("AWS::KMS::Key"))
        .allMatch(key -> key.references().isEmpty());
  }

  @Test
  @Answers(Complaint.KEY_OF_A_SECRET)
  void whoeverMayReadTheSecretMayDecryptIt() {
    assertThat(statements(PRODUCTION))
        .as("statements of the key's policy")
        .anySatisfy(
            statement -> {
              assertThat(statement.get("Principal")).isEqualTo(Map.of("AWS", "*"));
              assertThat(String.valueOf(statement.get("Action"))).contains("kms:Decrypt");
              assertThat(String.valueOf(statement.get("Condition")))
                  .contains("secretsmanager.", "kms:CallerAccount");
            });
  }

  /** A snapshot of an instance's volume holds the environment of its containers. */
  @Test
  void onlyTheRolesThatLaunchInstancesUseTheKeyOfVolumes() {
    assertThat(statements(PRODUCTION))
        .filteredOn(statement -> String.valueOf(statement).contains("ec2."))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(String.valueOf(statement.get("Condition")))
                    .contains("aws:PrincipalArn")
                    .contains("/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")
                    .contains("/spot.amazonaws.com/AWSServiceRoleForEC2Spot"));
  }

  private static List<Map<?, ?>> statements(Anatomy app) {
    return theOnly(app.template, "AWS::KMS::Key").list("KeyPolicy.Statement").stream()
        .<Map<?, ?>>map(statement -> (Map<?, ?>) Objects.requireNonNull(statement))
        .toList();
  }

  private static String keyOf(Anatomy app, Resource resource, String property) {
    return app.referent(resource, property).logicalId();
  }
}
