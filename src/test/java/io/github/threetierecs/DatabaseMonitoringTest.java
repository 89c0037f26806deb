package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.DatabaseInsightsMode;

/** What is measured and recorded of the database, and the parameters that make it so. */
class DatabaseMonitoringTest {
  private static final Anatomy PRODUCTION = Templates.of(Profile.PRODUCTION);
  private static final Anatomy DEVELOPMENT = Templates.of(Profile.DEVELOPMENT);

  @Test
  void productionKeepsAWeekOfInsightsWhichCostsNothing() {
    assertThat(PRODUCTION.database().text("PerformanceInsightsRetentionPeriod")).contains("7");
  }

  @Test
  void advancedInsightsKeepFifteenMonths() {
    Anatomy app =
        with(it -> it.databaseInsights(DatabaseInsightsMode.ADVANCED), UnaryOperator.identity());

    assertThat(app.database().text("PerformanceInsightsRetentionPeriod")).contains("465");
    assertThat(app.database().text("EnablePerformanceInsights")).contains("true");
  }

  /** CloudFormation takes a key that is left out for another one, and replaces the instance. */
  @Test
  void switchingInsightsOffDoesNotReplaceTheDatabase() {
    assertThat(PRODUCTION.database().has("PerformanceInsightsKMSKeyId")).isFalse();
  }

  @Test
  void aClassWithoutInsightsIsNotAskedForThem() {
    Resource database =
        with(it -> it, it -> it.instanceType(new InstanceType("t4g.small"))).database();

    assertThat(database.text("EnablePerformanceInsights")).contains("false");
    assertThat(database.has("DatabaseInsightsMode")).isFalse();
  }

  @Test
  void insightsThatAreSwitchedOffAreInTheStandardMode() {
    assertThat(
            with(it -> it.performanceInsights(false), it -> it)
                .database()
                .text("DatabaseInsightsMode"))
        .contains("standard");
  }

  @Test
  void rdsAloneMayTakeTheMonitoringRoleAndOnlyForThisAccount() {
    Resource role = PRODUCTION.referent(PRODUCTION.database(), "MonitoringRoleArn");

    assertThat(PRODUCTION.permissions.role(role.logicalId()).trustedPrincipals())
        .containsExactly("monitoring.rds.amazonaws.com");
    assertThat(role.text("AssumeRolePolicyDocument").orElse(""))
        .contains("aws:SourceAccount", "${AWS::AccountId}");
  }

  @Test
  void developmentMakesNoRoleAndRecordsNoStatements() {
    assertThat(DEVELOPMENT.database().has("MonitoringRoleArn")).isFalse();
    assertThat(parameters(DEVELOPMENT)).isEqualTo(Map.of("require_secure_transport", "0"));
  }

  @Test
  void whatIsNotMadeIsNotGivenAndTheGettersSayWhy() {
    Templates.in(
        stack -> {
          ThreeTierEcsApp app =
              new ThreeTierEcsApp(
                  stack, "App", Templates.props().profile(Profile.DEVELOPMENT).build());

          assertThatIllegalStateException()
              .isThrownBy(app.getData()::getMonitoringRole)
              .withMessage(
                  "There is a monitoring role only with Enhanced Monitoring, and not for an"
                      + " existing database; set database.monitoring.enhancedMonitoring to"
                      + " Duration.seconds(60)");
        });
  }

  @Test
  void slowQueriesAreWrittenToTheFileThatIsExported() {
    assertThat(parameters(PRODUCTION))
        .isEqualTo(
            Map.of(
                "require_secure_transport", "1",
                "slow_query_log", "1",
                "log_output", "FILE"));
  }

  @Test
  void theGeneralLogIsWrittenIfItIsExported() {
    assertThat(parameters(with(it -> it.logExports(List.of("general")), it -> it)))
        .isEqualTo(
            Map.of(
                "require_secure_transport", "1",
                "general_log", "1",
                "log_output", "FILE"));
  }

  @Test
  void parametersOfTheUserOverruleThoseOfTheLogs() {
    assertThat(parameters(with(it -> it, it -> it.parameters(Map.of("slow_query_log", "0")))))
        .isEqualTo(
            Map.of(
                "require_secure_transport", "1",
                "slow_query_log", "0",
                "log_output", "FILE"));
  }

  @Test
  void parametersAreOfTheSeriesOfTheDatabase() {
    assertThat(PRODUCTION.referent(PRODUCTION.database(), "DBParameterGroupName").text("Family"))
        .contains("mysql8.4");
  }

  private static Object parameters(Anatomy app) {
    return app.referent(app.database(), "DBParameterGroupName")
        .property("Parameters")
        .orElseThrow();
  }

  private static Anatomy with(
      UnaryOperator<DatabaseMonitoringProps.Builder> monitoring,
      UnaryOperator<DatabaseProps.Builder> database) {
    return Templates.with(
        props ->
            props.database(
                database
                    .apply(
                        DatabaseProps.builder()
                            .monitoring(
                                monitoring.apply(DatabaseMonitoringProps.builder()).build()))
                    .build()));
  }
}
