package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.SubnetKind;
import java.util.List;
import org.junit.jupiter.api.Test;

@EveryConfiguration
class DatabaseTest {
  private final Anatomy app;
  private final Resource database;

  DatabaseTest(Configuration configuration) {
    app = Templates.of(configuration);
    database = app.database();
  }

  @Test
  void thereIsOneMySqlInstance() {
    assertThat(app.template.resourcesOfType("AWS::RDS::DBInstance")).hasSize(1);
    assertThat(app.template.resourcesOfType("AWS::RDS::DBCluster")).isEmpty();
    assertThat(database.text("Engine")).contains("mysql");
  }

  @Test
  @Answers(Complaint.REMOVED_ENGINE_VERSION)
  void itsVersionIsOfTheLongTermSupportSeries() {
    assertThat(database.text("EngineVersion").orElse(""))
        .as("the version of MySQL; OptionsTest pins the minor one")
        .startsWith("8.4.");
  }

  @Test
  @Answers(Complaint.REMOVED_ENGINE_VERSION)
  void minorVersionsAreUpgraded() {
    assertThat(database.isTrue("AutoMinorVersionUpgrade")).isTrue();
  }

  @Test
  void itIsInIsolatedSubnets() {
    assertThat(app.routes.subnetsOf(database.logicalId()))
        .as("the subnets of the database")
        .isNotEmpty()
        .allMatch(subnet -> subnet.kind() == SubnetKind.ISOLATED);
  }

  @Test
  void itHasNoPublicAddress() {
    assertThat(database.text("PubliclyAccessible")).contains("false");
  }

  @Test
  void itsOptionsAreABeginningForOthers() {
    DatabaseProps before =
        DatabaseProps.builder()
            .multiAz(false)
            .readReplicas(2)
            .monitoring(DatabaseMonitoringProps.builder().performanceInsights(false).build())
            .build();

    Values after = before.toBuilder().readReplicas(null).build().values;

    assertThat(after.get(DatabaseOptions.MULTI_AZ)).isFalse();
    assertThat(after.has(DatabaseOptions.MONITORING)).isTrue();
    assertThat(after.has(DatabaseOptions.READ_REPLICAS)).isFalse();
    assertThat(before.values.has(DatabaseOptions.READ_REPLICAS)).isTrue();
  }

  @Test
  void itIsEncrypted() {
    assertThat(database.isTrue("StorageEncrypted")).isTrue();
  }

  @Test
  void itsStorageIsGp3() {
    assertThat(database.text("StorageType")).contains("gp3");
  }

  @Test
  void theBackendsTasksAloneAreLetIn() {
    assertThat(app.admittedTo(database))
        .as("what the database lets in")
        .containsExactly(app.from(app.backend().service(), 3306));
  }

  @Test
  void nothingElseReachesIt() {
    List<String> others =
        app.reachability.endpoints().stream()
            .filter(it -> !it.equals(app.backend().service().logicalId()))
            .filter(it -> canReach(app.reachability, it, database.logicalId(), 3306))
            .toList();

    assertThat(others).as("what else reaches the database on port 3306").isEmpty();
    assertThat(app.reachability.endpoints())
        .as("what was asked: load balancers, instances and tasks among others")
        .contains(
            app.frontend().loadBalancer().logicalId(),
            app.backend().loadBalancer().logicalId(),
            app.frontend().service().logicalId(),
            app.instances().logicalId());
  }

  @Test
  void theInternetCannotReachIt() {
    assertThat(app.reachability.whyReachable(Reachability.INTERNET, database.logicalId(), 3306))
        .as("rules by which the internet reaches the database")
        .isEmpty();
  }

  @Test
  void itReachesNothing() {
    assertThat(app.reachability.egressOf(database.logicalId()))
        .as("where the database may open connections to")
        .isEmpty();
  }

  @Test
  void itsPasswordIsGeneratedInSecretsManager() {
    Resource secret = app.databaseSecret();

    assertThat(secret.text("GenerateSecretString.GenerateStringKey")).contains("password");
    assertThat(secret.has("SecretString")).as("whether the template tells the password").isFalse();
    assertThat(database.text("MasterUserPassword"))
        .as("the password of the database")
        .contains(
            "{{resolve:secretsmanager:${%s}:SecretString:password::}}"
                .formatted(secret.logicalId()));
  }

  @Test
  void itsUserIsTheOneInTheSecret() {
    assertThat(app.databaseSecret().text("GenerateSecretString.SecretStringTemplate"))
        .contains("{\"username\":\"%s\"}".formatted(database.text("MasterUsername").orElse("")));
  }

  @Test
  void itsHostAndPortAreAddedToTheSecret() {
    Resource attachment = theOnly(app.template, "AWS::SecretsManager::SecretTargetAttachment");

    assertThat(app.referent(attachment, "TargetId")).isEqualTo(database);
  }

  @Test
  void snapshotsAreTagged() {
    assertThat(database.isTrue("CopyTagsToSnapshot")).isTrue();
  }
}
