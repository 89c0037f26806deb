package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.services.ec2.InstanceType;

/** Copies of the database that the backend reads from. */
class ReadReplicasTest {
  private static final Anatomy APP =
      Templates.with(
          props ->
              props
                  .database(DatabaseProps.builder().readReplicas(2).build())
                  .observability(ObservabilityProps.builder().build()));

  @ParameterizedTest
  @EnumSource(Profile.class)
  void thereAreNoneUnasked(Profile profile) {
    assertThat(Templates.of(profile).readReplicas()).isEmpty();
    assertThat(Templates.of(profile).backend().environment()).doesNotContainKey("DB_READ_HOSTS");
  }

  @Test
  void eachFollowsTheDatabase() {
    assertThat(APP.readReplicas())
        .hasSize(2)
        .allSatisfy(
            replica ->
                assertThat(replica.text("SourceDBInstanceIdentifier").orElse(""))
                    .endsWith(":db:${%s}".formatted(APP.database().logicalId())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DBInstanceClass",
        "DBSubnetGroupName",
        "VPCSecurityGroups",
        "DBParameterGroupName",
        "StorageType",
        "MaxAllocatedStorage",
        "PubliclyAccessible",
        "DeletionProtection",
        "EnableIAMDatabaseAuthentication",
        "AutoMinorVersionUpgrade",
        "EnableCloudwatchLogsExports",
        "EnablePerformanceInsights",
        "DatabaseInsightsMode",
        "MonitoringInterval",
        "MonitoringRoleArn"
      })
  void eachIsSetUpAsTheDatabaseIs(String property) {
    assertThat(APP.database().property(property)).isPresent();
    assertThat(APP.readReplicas())
        .allSatisfy(
            it -> assertThat(it.property(property)).isEqualTo(APP.database().property(property)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BackupRetentionPeriod", "DBName", "MasterUsername", "MultiAZ", "Engine"})
  void whatIsTheDatabasesAloneIsNotSet(String property) {
    assertThat(APP.readReplicas()).noneMatch(it -> it.has(property));
  }

  /** A replica has its source's key, and CloudFormation refuses to be told that it is encrypted. */
  @ParameterizedTest
  @ValueSource(strings = {"StorageEncrypted", "KmsKeyId"})
  void encryptionIsThatOfTheDatabase(String property) {
    assertThat(APP.readReplicas()).noneMatch(it -> it.has(property));
    assertThat(APP.database().isTrue("StorageEncrypted")).isTrue();
  }

  @Test
  void nothingStaysOfThem() {
    assertThat(APP.readReplicas())
        .allSatisfy(it -> assertThat(deletionPolicy(it)).isEqualTo("Delete"));
  }

  @Test
  void theBackendAloneReachesThem() {
    for (Resource replica : APP.readReplicas()) {
      assertThat(APP.admittedTo(replica)).containsExactly(APP.from(APP.backend().service(), 3306));
      assertThat(
              canReach(
                  APP.reachability,
                  APP.frontend().service().logicalId(),
                  replica.logicalId(),
                  3306))
          .as("whether the frontend reaches a replica")
          .isFalse();
    }
  }

  @Test
  void theBackendIsToldTheirHosts() {
    assertThat(APP.backend().environment().get("DB_READ_HOSTS"))
        .isEqualTo(
            APP.readReplicas().stream()
                .map(it -> "${%s.Endpoint.Address}".formatted(it.logicalId()))
                .collect(Collectors.joining(",")));
    assertThat(APP.frontend().environment()).doesNotContainKey("DB_READ_HOSTS");
  }

  @Test
  void oneMoreLeavesTheOthersAsTheyAre() {
    assertThat(ids(with(it -> it.readReplicas(3)))).containsAll(ids(APP)).hasSize(3);
  }

  @Test
  void insightsAreOffOnAClassWithoutThem() {
    Anatomy app = with(it -> it.readReplicas(1).replicaInstanceType(new InstanceType("t4g.micro")));

    assertThat(Anatomy.theOnly(app.readReplicas()).text("EnablePerformanceInsights"))
        .contains("false");
    assertThat(app.database().text("EnablePerformanceInsights")).contains("true");
  }

  @Test
  void somebodyIsToldWhenOneFallsBehindOrStops() {
    List<Resource> alarms =
        APP.template.resourcesOfType("AWS::CloudWatch::Alarm").stream()
            .filter(it -> it.text("Metrics").orElse("").contains("ReplicaLag"))
            .toList();

    assertThat(alarms)
        .hasSize(2)
        .allSatisfy(
            alarm -> {
              assertThat(alarm.text("Threshold")).contains("60");
              assertThat(alarm.text("Metrics").orElse("")).contains("IF(a >= 0, a, 86400)");
            });
    for (Resource replica : APP.readReplicas()) {
      assertThat(alarms).anyMatch(it -> it.refersTo(replica.logicalId()));
    }
  }

  @Test
  void theirEventsGoToTheTopicToo() {
    Resource subscription = APP.databaseEvents("db-instance");

    assertThat(APP.readReplicas()).allMatch(it -> subscription.refersTo(it.logicalId()));
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> choices) {
    return Templates.with(props -> props.database(choices.apply(DatabaseProps.builder()).build()));
  }

  private static Set<String> ids(Anatomy app) {
    return app.readReplicas().stream()
        .map(Resource::logicalId)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
