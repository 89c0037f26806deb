package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
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
            theOnly(cdk.template, "AWS::SecretsManager::Secret").property("GenerateSecretString"))
        .isPresent();
  }
}
