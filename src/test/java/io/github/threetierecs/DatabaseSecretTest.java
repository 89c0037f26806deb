package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.rds.DatabaseSecret;

class DatabaseSecretTest {
  /** Another password policy would have Secrets Manager write another password. */
  @Test
  void itsPasswordIsGeneratedAsTheCdkWouldForADatabase() {
    Anatomy app = Templates.with(props -> props);
    Anatomy cdk =
        Templates.in(
            stack -> DatabaseSecret.Builder.create(stack, "Secret").username("dbadmin").build());

    assertThat(app.databaseSecret().property("GenerateSecretString"))
        .isEqualTo(
            cdk.template.theOnly("AWS::SecretsManager::Secret").property("GenerateSecretString"))
        .isPresent();
  }
}
