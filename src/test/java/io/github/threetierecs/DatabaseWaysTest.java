package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.options.MySqlVersion;
import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.StorageType;

/** What RDS keeps, and what it refuses, when an option of the database changes. */
class DatabaseWaysTest {
  private static final String GROUP = "AWS::RDS::DBParameterGroup";

  /** R1: the replicas go first, of the minor version too (aws-cdk#26755). */
  @Test
  void aMinorVersionTakesTwoDeploymentsWithReplicas() {
    Anatomy before = with(it -> it.engineVersion(version("8.4.8")).readReplicas(1));
    Anatomy first =
        with(
            it ->
                it.engineVersion(version("8.4.8"))
                    .readReplicas(1)
                    .replicaEngineVersion(version("8.4.9")));
    Anatomy second =
        with(
            it ->
                it.engineVersion(version("8.4.9"))
                    .readReplicas(1)
                    .replicaEngineVersion(version("8.4.9")));

    assertThat(first.database()).isEqualTo(before.database());
    assertThat(Anatomy.theOnly(first.readReplicas()).text("EngineVersion")).contains("8.4.9");
    assertThat(second.readReplicas()).isEqualTo(first.readReplicas());
    assertThat(second.database().text("EngineVersion")).contains("8.4.9");
  }

  /** R3: RDS takes IOPS with a size only (aws-cdk#17083). */
  @ParameterizedTest
  @CsvSource({"400, 12000, 500", "500, 12000, 500"})
  void aReplicaThatHasIopsHasASize(String size, String iops, String throughput) {
    Anatomy app = with(it -> it.readReplicas(1).allocatedStorage(Integer.parseInt(size)));

    for (Resource one : List.of(app.database(), Anatomy.theOnly(app.readReplicas()))) {
      assertThat(one.text("AllocatedStorage")).contains(size);
      assertThat(one.text("Iops")).contains(iops);
      assertThat(one.text("StorageThroughput")).contains(throughput);
    }
  }

  /** R3: a source may have grown, and a replica is as large as it is. */
  @Test
  void aReplicaWithoutIopsIsAsLargeAsItsSource() {
    Resource replica = Anatomy.theOnly(with(it -> it.readReplicas(1)).readReplicas());

    assertThat(replica.has("AllocatedStorage")).isFalse();
    assertThat(replica.has("Iops")).isFalse();
  }

  /** R6, R7: what comes with the volume is written, so that nothing bought stays. */
  @Test
  void iopsAndThroughputThatAreLeftOutAreWhatComesWithTheVolume() {
    Anatomy bought =
        with(it -> it.allocatedStorage(400).iops(16_000).storageThroughput(750).readReplicas(1));
    Anatomy not = with(it -> it.allocatedStorage(400).readReplicas(1));

    for (Anatomy app : List.of(bought, not)) {
      assertThat(app.readReplicas())
          .allSatisfy(
              it -> {
                assertThat(it.text("Iops")).isEqualTo(app.database().text("Iops"));
                assertThat(it.text("StorageThroughput"))
                    .isEqualTo(app.database().text("StorageThroughput"));
              });
    }
    assertThat(bought.database().text("Iops")).contains("16000");
    assertThat(bought.database().text("StorageThroughput")).contains("750");
    assertThat(not.database().text("Iops")).contains("12000");
    assertThat(not.database().text("StorageThroughput")).contains("500");
  }

  /** R3, R6: RDS refuses both below 400 GiB (troposphere#2153). */
  @ParameterizedTest
  @ValueSource(ints = {100, 399})
  void aSmallVolumeNamesNeither(int gib) {
    Resource database = with(it -> it.allocatedStorage(gib)).database();

    assertThat(database.has("Iops")).isFalse();
    assertThat(database.has("StorageThroughput")).isFalse();
  }

  @Test
  void io2NamesItsIopsAndNoThroughput() {
    Resource database =
        with(it -> it.storageType(StorageType.IO2).allocatedStorage(400).iops(4_000)).database();

    assertThat(database.text("Iops")).contains("4000");
    assertThat(database.has("StorageThroughput")).isFalse();
  }

  /** R5: a group that is left out stays in use, and CloudFormation cannot delete it. */
  @ParameterizedTest
  @EnumSource(Profile.class)
  void theParameterGroupStaysWhateverIsLeftOut(Profile profile) {
    Anatomy with = of(profile, it -> it.requireTls(true));
    Anatomy without =
        of(
            profile,
            it ->
                it.requireTls(false)
                    .monitoring(DatabaseMonitoringProps.builder().logExports(List.of()).build()));

    assertThat(theOnly(without.template, GROUP).logicalId())
        .isEqualTo(theOnly(with.template, GROUP).logicalId());
    assertThat(without.referent(without.database(), "DBParameterGroupName").type())
        .isEqualTo(GROUP);
    assertThat(new TemplateChange(with.template, without.template).losesWhatMustStay()).isFalse();
  }

  /** R9: RDS's own default differs, from 9.7 on TLS is required. */
  @ParameterizedTest
  @CsvSource({"8.4.9, true, 1", "8.4.9, false, 0", "9.7.1, true, 1", "9.7.1, false, 0"})
  void tlsIsSaidEitherWay(String version, boolean required, String written) {
    Anatomy app = with(it -> it.engineVersion(version(version)).requireTls(required));

    assertThat(theOnly(app.template, GROUP).text("Parameters.require_secure_transport"))
        .contains(written);
  }

  /** R9: what is published of the functions writes PASSWORD(…) for whatever is not 8. */
  @ParameterizedTest
  @CsvSource({"8.4.9, 0", "8.0.43, 0", "9.7.1, 1"})
  void rotationByAwsIsAWarningFromMySql9On(String version, int warnings) {
    Templates.in(
        stack -> {
          new ThreeTierEcsApp(
              stack,
              "App",
              Templates.props()
                  .database(
                      DatabaseProps.builder()
                          .engineVersion(version(version))
                          .engineLifecycleSupport(
                              EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT)
                          .rotation(RotationProps.builder().build())
                          .build())
                  .build());

          assertThat(
                  Annotations.fromStack(stack)
                      .findWarning("*", Match.stringLikeRegexp(".*RotationOfMySql9.*")))
              .hasSize(warnings);
        });
  }

  /** R8: what an instance is initialized with cannot change, in either direction. */
  @Test
  void anotherCaseOfTableNamesIsRefusedOnARunningDatabase() {
    Anatomy without = with(it -> it);
    Anatomy with = with(it -> it.parameters(Map.of("lower_case_table_names", "1")));

    assertThat(DeployedRules.refusals(without.json, with.json))
        .singleElement()
        .asString()
        .contains("parameters.lower_case_table_names, with which MySQL does not start any more");
    assertThat(DeployedRules.refusals(with.json, without.json)).hasSize(1);
    assertThat(DeployedRules.refusals(with.json, with.json)).isEmpty();
  }

  /** R10: without its rules the proxy finds the database unavailable (aws-cdk#8919). */
  @Test
  void theProxyIsPointedAtTheDatabaseWhenItMayReachIt() {
    Anatomy app = with(it -> it.proxy(true));
    Resource targets = theOnly(app.template, "AWS::RDS::DBProxyTargetGroup");
    Resource proxy = theOnly(app.template, "AWS::RDS::DBProxy");
    String group = app.referent(proxy, "VpcSecurityGroupIds.0").logicalId();

    assertThat(app.template.resourcesOfType("AWS::EC2::SecurityGroupIngress"))
        .filteredOn(it -> it.text("SourceSecurityGroupId").orElse("").contains(group))
        .isNotEmpty()
        .allMatch(it -> targets.dependsOn().contains(it.logicalId()));
    assertThat(app.template.resourcesOfType("AWS::EC2::SecurityGroupEgress"))
        .filteredOn(it -> it.text("GroupId").orElse("").contains(group))
        .isNotEmpty()
        .allMatch(it -> targets.dependsOn().contains(it.logicalId()));
  }

  /** R10: where no task runs, Container Insights has no data of running ones. */
  @Test
  void noTaskAtAllIsAMissingTask() {
    Anatomy app =
        Templates.with(
            props ->
                props
                    .capacity(
                        CapacityProps.builder()
                            .containerInsights(ContainerInsights.ENABLED)
                            .build())
                    .observability(ObservabilityProps.builder().build()));

    assertThat(app.template.resourcesOfType("AWS::CloudWatch::Alarm"))
        .filteredOn(it -> it.logicalId().contains("MissingTasks"))
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.text("Metrics").orElse("")).contains("b - FILL(a, 0)"));
  }

  private static MysqlEngineVersion version(String full) {
    return MysqlEngineVersion.of(full, MySqlVersion.seriesOf(full));
  }

  private static Anatomy with(UnaryOperator<DatabaseProps.Builder> choices) {
    return of(Profile.PRODUCTION, choices);
  }

  private static Anatomy of(Profile profile, UnaryOperator<DatabaseProps.Builder> choices) {
    return Templates.with(
        props -> props.profile(profile).database(choices.apply(DatabaseProps.builder()).build()));
  }
}
