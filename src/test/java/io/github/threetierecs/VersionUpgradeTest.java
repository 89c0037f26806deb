package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.options.MySqlVersion;
import io.github.threetierecs.internal.template.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;

/** MySQL is upgraded in place, to another series too, and the replicas go first. */
class VersionUpgradeTest {
  private static final MysqlEngineVersion OLD = version("8.0.40");
  private static final MysqlEngineVersion NEW = version("8.4.9");

  private static final Anatomy ON_8_0 = with(it -> old(it));
  private static final Anatomy ON_8_4 =
      with(it -> old(it).engineVersion(NEW).allowMajorVersionUpgrade(true));

  private static final Anatomy REPLICAS_ON_8_0 = with(it -> old(it).readReplicas(2));
  private static final Anatomy REPLICAS_FIRST =
      with(it -> old(it).readReplicas(2).allowMajorVersionUpgrade(true).replicaEngineVersion(NEW));
  private static final Anatomy THEN_THE_DATABASE =
      with(
          it ->
              old(it)
                  .readReplicas(2)
                  .allowMajorVersionUpgrade(true)
                  .replicaEngineVersion(NEW)
                  .engineVersion(NEW));
  private static final Anatomy DONE = with(it -> old(it).readReplicas(2).engineVersion(NEW));

  @ParameterizedTest
  @EnumSource(Profile.class)
  void nothingAllowsItUnasked(Profile profile) {
    assertThat(Templates.of(profile).database().has("AllowMajorVersionUpgrade")).isFalse();
    assertThat(REPLICAS_ON_8_0.readReplicas())
        .noneMatch(it -> it.has("AllowMajorVersionUpgrade") || it.has("EngineVersion"));
  }

  @Test
  @Answers(Complaint.MAJOR_UPGRADE_IMPOSSIBLE)
  void theDatabaseIsUpgradedToAnotherSeriesWithoutBeingReplaced() {
    assertThat(ON_8_4.database().text("EngineVersion")).contains("8.4.9");
    assertThat(ON_8_4.database().text("AllowMajorVersionUpgrade")).contains("true");
    assertThat(new TemplateChange(ON_8_0.template, ON_8_4.template).words())
        .isEqualTo("replaces `AWS::RDS::DBParameterGroup`; outage of the database");
    assertThat(DeployedRules.refusals(ON_8_0.json, ON_8_4.json)).isEmpty();
  }

  @Test
  @Answers(Complaint.MAJOR_UPGRADE_IMPOSSIBLE)
  void theParameterGroupIsCreatedForTheNewSeriesBeforeTheOldOneGoes() {
    for (Anatomy app : List.of(ON_8_0, ON_8_4)) {
      Resource group = app.referent(app.database(), "DBParameterGroupName");
      assertThat(group.text("Family")).contains(app == ON_8_0 ? "mysql8.0" : "mysql8.4");
      assertThat(group.has("DBParameterGroupName"))
          .as("a name, with which CloudFormation could not have both at once")
          .isFalse();
    }
  }

  @Test
  @Answers(Complaint.REPLICAS_BLOCK_THE_UPGRADE)
  void theFirstDeploymentUpgradesTheReplicasAlone() {
    assertThat(withoutFlag(REPLICAS_FIRST.database())).isEqualTo(REPLICAS_ON_8_0.database().body());
    for (Resource replica : REPLICAS_FIRST.readReplicas()) {
      assertThat(replica.text("EngineVersion")).contains("8.4.9");
      assertThat(replica.text("AllowMajorVersionUpgrade")).contains("true");
      assertThat(REPLICAS_FIRST.referent(replica, "DBParameterGroupName").text("Family"))
          .contains("mysql8.4");
    }
    assertThat(
            REPLICAS_FIRST
                .referent(REPLICAS_FIRST.database(), "DBParameterGroupName")
                .text("Family"))
        .contains("mysql8.0");
  }

  @Test
  @Answers(Complaint.REPLICAS_BLOCK_THE_UPGRADE)
  void aSeriesThatHasLeftStandardSupportMeanwhileCanBeLeft() {
    Anatomy app =
        with(
            it ->
                it.engineVersion(OLD)
                    .readReplicas(1)
                    .allowMajorVersionUpgrade(true)
                    .replicaEngineVersion(NEW));

    assertThat(app.database().text("EngineLifecycleSupport"))
        .contains("open-source-rds-extended-support-disabled");
    assertRefused(
        DatabaseProps.builder().engineVersion(OLD).readReplicas(1),
        "database.engineVersion: \"8.0.40\" left standard support on 2026-07-31, and RDS creates it"
            + " only with extended support; leave it and upgrade the read replicas first, with"
            + " database.allowMajorVersionUpgrade(true) and"
            + " database.replicaEngineVersion(MysqlEngineVersion.of(\"8.4.9\", \"8.4\")), or set"
            + " database.engineLifecycleSupport to OPEN_SOURCE_RDS_EXTENDED_SUPPORT, which is"
            + " billed by vCPU");
  }

  @Test
  void replicasOfTheSameSeriesLeaveNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            DatabaseProps.builder()
                    .engineVersion(OLD)
                    .readReplicas(1)
                    .allowMajorVersionUpgrade(true)
                    .replicaEngineVersion(version("8.0.41"))
                ::build)
        .withMessageStartingWith(
            "database.engineVersion: \"8.0.40\" left standard support on 2026-07-31");
  }

  @Test
  void aSeriesThatIsSkippedIsRefused() {
    assertRefused(
        DatabaseProps.builder()
            .engineVersion(version("5.7.44"))
            .readReplicas(1)
            .allowMajorVersionUpgrade(true)
            .replicaEngineVersion(NEW),
        "database.replicaEngineVersion: \"8.4.9\" skips series 8.0, and from database.engineVersion"
            + " \"5.7.44\" RDS upgrades to that one only; upgrade to 8.0 first, replicas and"
            + " database, and then to this one; 8.0 may take database.engineLifecycleSupport"
            + " OPEN_SOURCE_RDS_EXTENDED_SUPPORT");
  }

  @ParameterizedTest
  @CsvSource({"8.4.x", "8.4.", "8", "8.4.9x", "8.4-9", "8.4.9-", "v8.4.9"})
  void whatIsNoVersionIsRefused(String text) {
    assertRefused(
        DatabaseProps.builder().engineVersion(MysqlEngineVersion.of(text, "8.4")),
        "database.engineVersion: \""
            + text
            + "\" is not a version of MySQL; use one such as"
            + " MysqlEngineVersion.of(\"8.4.9\", \"8.4\")");
  }

  @ParameterizedTest
  @CsvSource({"8.4", "8.4.9", "8.4.10-rds.20260901"})
  void whatRdsCallsAVersionIsNot(String text) {
    assertThat(MySqlVersion.reads(text)).isTrue();
  }

  @Test
  @Answers(Complaint.REPLICAS_BLOCK_THE_UPGRADE)
  void theSecondUpgradesTheDatabaseAndTouchesNoReplica() {
    assertThat(THEN_THE_DATABASE.readReplicas()).isEqualTo(REPLICAS_FIRST.readReplicas());
    assertThat(THEN_THE_DATABASE.database().text("EngineVersion")).contains("8.4.9");
    assertThat(
            THEN_THE_DATABASE
                .referent(THEN_THE_DATABASE.database(), "DBParameterGroupName")
                .text("Family"))
        .contains("mysql8.4");
  }

  @Test
  void theThirdPutsAllBackOnOneParameterGroup() {
    Resource group = DONE.referent(DONE.database(), "DBParameterGroupName");

    for (Resource replica : DONE.readReplicas()) {
      assertThat(DONE.referent(replica, "DBParameterGroupName")).isEqualTo(group);
      assertThat(replica.has("EngineVersion")).isFalse();
    }
    assertThat(DONE.template.resourcesOfType("AWS::RDS::DBParameterGroup")).hasSize(1);
    assertThat(new TemplateChange(THEN_THE_DATABASE.template, DONE.template).losesWhatMustStay())
        .isFalse();
  }

  @Test
  @Answers(Complaint.REPLICAS_BLOCK_THE_UPGRADE)
  void aMinorUpgradeOfReplicasNeedsNoPermissionAndNoGroup() {
    Anatomy app =
        with(it -> it.engineVersion(version("8.4.8")).readReplicas(1).replicaEngineVersion(NEW));

    Resource replica = Anatomy.theOnly(app.readReplicas());
    assertThat(replica.text("EngineVersion")).contains("8.4.9");
    assertThat(replica.has("AllowMajorVersionUpgrade")).isFalse();
    assertThat(app.referent(replica, "DBParameterGroupName"))
        .isEqualTo(app.referent(app.database(), "DBParameterGroupName"));
  }

  @Test
  void aKeptDatabaseKeepsNoGroupOfItsReplicas() {
    Anatomy app =
        with(
            it ->
                old(it)
                    .removalPolicy(RemovalPolicy.RETAIN)
                    .readReplicas(1)
                    .allowMajorVersionUpgrade(true)
                    .replicaEngineVersion(NEW));

    Resource ofReplicas = app.referent(Anatomy.theOnly(app.readReplicas()), "DBParameterGroupName");
    assertThat(ofReplicas.body()).doesNotContainEntry("DeletionPolicy", "Retain");
    assertThat(app.referent(app.database(), "DBParameterGroupName").body())
        .containsEntry("DeletionPolicy", "Retain");
  }

  @Test
  @Answers(Complaint.REPLICAS_BLOCK_THE_UPGRADE)
  void anUpgradeThatTheReplicasWouldBlockIsRefused() {
    assertRefused(
        DatabaseProps.builder().readReplicas(1).allowMajorVersionUpgrade(true),
        "database.allowMajorVersionUpgrade: true cannot upgrade a database before its read"
            + " replicas, and database.replicaEngineVersion is not set; set"
            + " database.replicaEngineVersion to the new version and deploy, then"
            + " database.engineVersion to the same and deploy");
  }

  @Test
  void anotherSeriesWithoutPermissionIsRefusedWhereItIsKnown() {
    assertRefused(
        old(DatabaseProps.builder()).readReplicas(1).replicaEngineVersion(NEW),
        "database.replicaEngineVersion: \"8.4.9\" is of a different series than"
            + " database.engineVersion \"8.0.40\", which RDS upgrades to only with"
            + " database.allowMajorVersionUpgrade; set database.allowMajorVersionUpgrade to true");
  }

  @Test
  void replicasBehindTheDatabaseAreRefused() {
    assertRefused(
        DatabaseProps.builder().readReplicas(1).replicaEngineVersion(version("8.4.8")),
        "database.replicaEngineVersion: \"8.4.8\" is lower than database.engineVersion 8.4.9 (the"
            + " default), and replicas are upgraded first; set it to the version to upgrade to, and"
            + " leave database.engineVersion at the running version");
  }

  @ParameterizedTest
  @CsvSource({
    "8.4.9, 8.4.10, -1",
    "8.4, 8.4.0, 0",
    "8.4.9, 8.4, 1",
    "8.0.44, 8.4.1, -1",
    "10.0.1, 9.7.1, 1",
    "8.0.40-rds.20260901, 8.0.40, 0"
  })
  void versionsAreComparedByTheirNumbers(String one, String other, int expected) {
    assertThat(Integer.signum(MySqlVersion.compare(one, other))).isEqualTo(expected);
  }

  private static Map<String, Object> withoutFlag(Resource database) {
    Map<String, Object> body = new LinkedHashMap<>(database.body());
    Map<String, Object> properties = new LinkedHashMap<>(database.properties());
    properties.remove("AllowMajorVersionUpgrade");
    body.put("Properties", properties);
    return body;
  }

  private static DatabaseProps.Builder old(DatabaseProps.Builder builder) {
    return builder
        .engineVersion(OLD)
        .engineLifecycleSupport(EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT);
  }

  private static MysqlEngineVersion version(String full) {
    return MysqlEngineVersion.of(full, MySqlVersion.seriesOf(full));
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> choices) {
    return Templates.with(props -> props.database(choices.apply(DatabaseProps.builder()).build()));
  }

  private static void assertRefused(DatabaseProps.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
